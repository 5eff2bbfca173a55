"""Labels: what the law asks to be printed beside foreign agents and banned organisations.

A foreign agent marks each of its items (law 255-FZ, art. 9), media that mention an agent or a banned organisation say
so (law 2124-1, art. 4): a plate over the text, a footnote with stars, a parenthesis, a register in the footer.

News uses the same words: «Минюст внёс журналиста в реестр иноагентов» is no label. What tells them apart is that labels
are written in a closed vocabulary: a parenthesis or a line that holds any other lower-case word is prose and stays.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from newsclean.article import Notice, NoticeKind

LABELS: Final = ("агент", "нежелат", "экстрем", "террор", "запрещ", "ликвид", "росфин")
"""One of these stands in each label: a line without them is not looked at."""
OPENING: Final = 600
"""Characters of a line in which its kind must show; registers go on for thousands."""
_INSIDE: Final = 400  # the longest label in parentheses
AGE_SIGN: Final = re.compile(r"(?<![\w+-])(?:0|6|12|16|18) ?\+(?![\w+])")
"""The marks of law 436-FZ; never «35+»."""
_EVEN: Final = (("\xa0", " "), ("\u202f", " "), ("ё", "е"), ("«", '"'), ("»", '"'), ("“", '"'), ("”", '"'), ("„", '"'),
         ("–", "-"), ("—", "-"), ("−", "-"), ("✱", "*"))
WORD: Final = re.compile(r"[^\W\d_]+")
"""A word: letters alone."""
QUOTED: Final = re.compile(
    r"«[^«»]{0,200}(?:«[^«»]{0,200}»[^«»]{0,200})?»|\"[^\"]{0,200}\"|“[^“”]{0,200}”|„[^“”„]{0,200}[“”]"
)
"""What stands in quotation marks, at most two deep and 200 characters long."""
REPORTS: Final = re.compile(
    r"\b(?:сообщ(?:и|ае|аю)|заяви|рассказ(?:а[лн]|ыва)|напомни[лт]|отмети|отмеча[ею]т|подчеркну|уточни|поясни|объясни|добави"
    r"|говор[ия]т|пишет|пишут|передае|переда[лв]|счита[ею]т|следует из|указыва[ею]т)"
)
"""Verbs of reports: a line that says who said it is prose."""


def vocabulary(stems: str, words: str) -> re.Pattern[str]:
    """A pattern of the words that begin with one of the stems, or are one of the words."""
    return re.compile(rf"(?:{'|'.join(stems.split())})\w*|{'|'.join(words.split())}")


class Said(NamedTuple):
    """What one line says."""

    notices: tuple[Notice, ...]
    """Its notices, in the order printed."""
    whole: bool
    """Whether it says nothing else."""
    stars: int = 0
    """With how many stars it begins as a footnote; 0: it is none."""


def even_out(text: str) -> str:
    """Lower case, with quotes, dashes, stars and ё folded; each character keeps its place."""
    lower = text.lower()
    if len(lower) != len(text):  # «İ» grows
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    for old, new in _EVEN:
        if old in lower:
            lower = lower.replace(old, new)
    return lower


def holds(text: str, roots: tuple[str, ...]) -> bool:
    """Whether one of the roots stands in a text, be it inside a word."""
    for root in roots:  # noqa: SIM110 (twice as fast as any(), and every line of every page comes here)
        if root in text:
            return True
    return False


def is_closed(text: str, words: re.Pattern[str]) -> bool:
    """Whether a text keeps to a vocabulary, but for names: capitalised or Latin words and what stands in quotes."""
    return all(
        word[0].isupper() or word[0].isascii() or words.fullmatch(even_out(word))
        for word in WORD.findall(QUOTED.sub(" ", text))
    )


_KINDS: tuple[tuple[NoticeKind, re.Pattern[str]], ...] = (
    ("foreign_agent", re.compile(r"иноагент|иностранн\w+ агент|функци\w+ иностранн")),
    ("undesirable", re.compile(r"нежелательн")), ("extremist", re.compile(r"экстреми[сз]")),
    ("terrorist", re.compile(r"террори[сз]")), ("liquidated", re.compile(r"ликвидирован")),
)
_BANNED: Final = re.compile(
    r"запрещен\w* (?:\w+ )?(?:в|на территории) (?:рф|росси)|(?:в|на территории) (?:рф|росси\w+) запрещен|росфинмонит"
)
_STATUS: Final = (
    r"признан(?:[аоы]|н\w+)? (?:внес|включ|объявл|запрещ)ен(?:[аоы]|н\w+)? ликвидирован(?:[аоы]|н\w+)?"
    r" выполня(?:ет|ют|ющ\w+)"
)
_PARTICIPLE: Final = re.compile(rf"\b(?:{'|'.join(_STATUS.split())})\b")
_VOCABULARY: Final = vocabulary(
    "заблокирован ограничен принадлеж входящ владел функци явля использован упомянут иноагент иностран физлиц юрлиц лиц"
    " физическ юридическ средств массов информаци нежелательн экстремис экстремиз террорис терроризм организаци компани"
    " корпораци соцсет социальн сетев движени объединени парти группировк сообществ структур проект издани ресурс сайт"
    " платформ сервис мессенджер продукт материал деятельност росси федераци территори минюст министерств генпрокуратур"
    " прокуратур росфинмониторинг роскомнадзор реестр списк переч решени верховн закон бывш котор религиозн общественн"
    " международн некоммерческ националистическ неонацистск украинск лгбт телеканал радиостанци медиа журналист политик"
    " январ феврал апрел август сентябр октябр ноябр декабр",
    _STATUS + r" сеть|сет[ией]|сетях агент\w{0,3} ию[нл]я марта мая сми нко юстиции судом суда список чь[яеи] входит"
    " могут может быть ныне интернет и или в во на с со от по за как его ее их г года году рф также ранее он она оно"
    " они обе оба для читателей этой этого из",
)
_NOMINAL: Final = re.compile(
    r"\W*(?:(?:сми|нко|физлицо)[ -])?(?:иноагент(?:ка|ы)?|иностранны[йе] агенты?|(?:(?:запрещенная в (?:рф|россии)"
    r"|(?:нежелательн|экстремистск|террористическ)\w\w)(?: и |, | )?){1,3}(?:организаци[яи]|группировка|движение"
    r"|сообщество|соцсеть|сми))(?: (?:в )?(?:рф|россии))?\W*"
)
_PLATE: Final = re.compile(
    r"\W*(?:(?:0|6|12|16|18) ?\+\W*)?(?:внимание\W+)?(?:(?:настоящ\w+|данн\w+|этот|это) )?(?:содержит(?:ся)? )?"
    r"(?:материал\w*|сообщени[ея]|информаци[яю]|публикаци[яю])[ (,/]{1,4}(?:(?:материал|информация)[ ),]{1,3})?"
    r"(?:(?:и|или|либо|был[аои]?|создан\w*|произведен\w*|подготовлен\w*|распростран\w+|направлен\w*|касается"
    r"|деятельности)[ ,()/]{1,4}){1,14}(?:российск\w+ юридическ\w+ лиц\w+[ ,]+)?"
    r"(?:(?:выполняющ|являющ)\w+ (?:функци\w+ )?)?\"?(?:сми\W{1,3})?(?:иностранн\w+ (?:агент|средств)|иноагент)"
    r"|\W*либо касается деятельности иностранного агента\b"
)
_AGENT: Final = re.compile(
    r"(?:иноагент\w*|иностранн\w+ (?:агент\w*|средств\w+ массовой информации))\"?(?: *\([^()]{0,40}\))?[ :,-]*"
)
_NAME_END: Final = re.compile(
    r"[ ,(]*(?:либо|и *\(или\)|и/или|или|и)? *(?:материал\w* )?(?:касает|выполняющ|российск|являющ|распростран)"
    r"|\W*(?<!\d)(?:0|6|12|16|18) ?\+|(?:(?<=[^\W\d]{3})|(?<=[^\W\d]{3}\"))[.!?](?=\s|$)|$"
)
_STAR: Final = re.compile(r"(?:[-•] *)*(\*{1,4})\)?(?: *- *\*{1,4})?[ -]*(?=\S)")
_ACTIVE: Final = re.compile(r"принадлеж|\b(?:признал|внес|включил|объявил|запретил)[аои]?\b")
_REGISTER: Final = re.compile(
    r"\W*(?:(?:для читателей|справка|напоминаем|внимание)\W+)?"
    r"(?:(?:в|на территории) (?:рф|росси\w+(?: федерации)?) (?:признан|запрещен)"
    r"|признан\w+ (?:в (?:рф|россии) )?\w+ (?:и запрещен|агент|организаци)"
    r"|(?:список|перечень|реестр) (?:\w+[ ,]+){0,6}?(?:признанн|запрещенн|иностранных агентов|иноагентов)"
    r"|(?:(?:экстремистск|террористическ|нежелательн|запрещенн)\w+(?: и |, | )?){1,3}(?:в (?:рф|россии) )?организации\b"
    r"|(?:иностранные агенты|иноагенты|сми-иноагенты)\s*:"
    r"|(?:организации|сми|лица|движения)[, ]+(?:\w+,? ){0,3}?(?:признанн|запрещенн|внесенн|включенн))"
)
_PRONOUN: Final = re.compile(r"\W*(?:он[аои]?|эт[аои]|так|там|ранее)\b")
_SUBJECT: Final = re.compile(
    r"(?:(?:признан\w*|(?:об[ае] )?принадлежит|деятельность|запрещенная|компани[яи]|корпораци[яи]|организаци[яи]"
    r"|соц(?:иальн\w+ )?сет[ьи]|объединение|движение|издание|сми|проект|телеканал|журналист(?:ка)?|политик"
    r"|в (?:рф|россии))[ ,:-]+){0,5}(?:обе принадлежат )?"
)
_NAME: Final = re.compile(r"[A-ZА-ЯЁ][\w.-]*(?: [A-ZА-ЯЁ][\w.-]*){0,4}")
_LAST_NAME: Final = re.compile(
    r"(?:[А-ЯЁ][а-яё-]+ (?:[А-ЯЁ][а-яё]*(?:ич|вн)[а-яё]* )?[А-ЯЁ][а-яё-]+|[A-ZА-ЯЁ][\w.-]*)$"
)


def _label(text: str, names: tuple[str, ...], even: str) -> tuple[Notice, ...]:
    """A notice for each thing that a label says, one for a register; «запрещена в РФ» counts where it says no more."""
    said = {kind: root.start() for kind, pattern in _KINDS if (root := pattern.search(even))}
    kinds: list[NoticeKind] = [min(said, key=said.__getitem__)] if said and _REGISTER.match(even) else list(said)
    if not kinds and _BANNED.search(even):
        kinds = ["banned"]
    return tuple(Notice(kind=kind, text=text.strip(), names=names) for kind in kinds)


def read_plate(text: str, even: str) -> Said | None:
    """The mark that a foreign agent puts on its own items: «НАСТОЯЩИЙ МАТЕРИАЛ (ИНФОРМАЦИЯ) ПРОИЗВЕДЕН …»."""
    if not _PLATE.match(even[:OPENING]):
        return None
    names: dict[str, str] = {}
    end = 0
    for agent in _AGENT.finditer(even[:2 * OPENING]):
        stop = _NAME_END.search(even[:agent.end() + 300], agent.end())
        end = stop.start() if stop else agent.end()
        if name := text[agent.end():end].strip(" ,.;:-—–()\xa0"):
            names.setdefault(even_out(name), name[1:-1] if QUOTED.fullmatch(name) else name)
    whole = len(text) - end <= 60
    age = AGE_SIGN.search(text[end:]) if whole else None
    text = (text if whole else text[:end]).strip()
    notices = (Notice(kind="foreign_agent", text=text, names=tuple(names.values())),)
    return Said((*notices, Notice(kind="age", text=age[0])) if age else notices, whole)


def read_footnote(text: str, even: str) -> Said | None:
    """«*Признан иностранным агентом»: one to four stars and a label.

    A lone star and a space may be a list's bullet: there the label must keep to its vocabulary.
    """
    star = _STAR.match(even)
    opening = even[star.end():star.end() + OPENING] if star else ""
    if not star or REPORTS.search(opening):
        return None
    bullet = star[1] == "*" and even[star.end() - 1] == " "
    said = _PARTICIPLE.search(opening) or (not bullet and _ACTIVE.search(opening))
    if bullet and not is_closed(text[star.end():star.end() + OPENING], _VOCABULARY):
        said = None
    if not (said or _is_register(text[star.end():], opening) or _NOMINAL.fullmatch(opening)):
        return None
    notices = _label(text, _names(text[star.end():]), opening)
    return Said(notices, True, len(star[1])) if notices else None


def stars_of(text: str) -> int:
    """With how many stars a footnote begins, one to four; 0: it is none."""
    star = _STAR.match(text.replace("✱", "*"))
    return len(star[1]) if star else 0


def _is_register(text: str, opening: str) -> bool:
    """Whether a line lists organisations: behind a colon and a heading in the closed vocabulary, or in quotes."""
    start = _REGISTER.match(opening)
    if not start:
        return False
    colon = opening.find(":", start.end() - 1)
    if colon > 0 and is_closed(text[:colon], _VOCABULARY):
        return ";" in text or "," in opening[colon:] or QUOTED.search(text, colon) is not None
    return "и запрещен" in opening and len(QUOTED.findall(text[:OPENING])) > 1


def read_register(text: str, even: str) -> Said | None:
    """A register in a footer, or a label in the form of a sentence; it has no stars, so more is asked of it."""
    opening = even[:OPENING]
    if text[:1].islower() or text[:1] in "([" or not holds(opening, LABELS) or REPORTS.search(opening):
        return None
    sentence = len(text) <= 300 and _BANNED.search(even) and holds(even, ("экстреми", "террори", "нежелат"))
    if not _is_register(text, opening) and not (
        sentence and _PARTICIPLE.search(even) and not _PRONOUN.match(even) and is_closed(text, _VOCABULARY)
    ):
        return None
    notices = _label(text, _names(text), opening)
    return Said(notices, True) if notices else None


def _names(text: str) -> tuple[str, ...]:
    """Whom a label names: what stands in quotes, or else capitalised words where its subject stands."""
    if quoted := [found[1:-1].strip() for found in QUOTED.findall(text)]:
        return tuple(dict.fromkeys(name for name in quoted if name))
    subject = _SUBJECT.match(even_out(text[:200]))
    name = _NAME.match(text, subject.end() if subject else 0)
    return (name[0].rstrip(".,"),) if name and not _VOCABULARY.fullmatch(even_out(name[0].split()[0])) else ()


def _named_before(text: str, end: int) -> tuple[str, ...]:
    """The name right before a parenthesis, as printed, in whatever case the sentence has it; or else empty."""
    before = text[max(0, end - 120):end].rstrip(" \xa0*✱")
    if before.endswith(("»", "”", '"')):
        return tuple(quoted[0][1:-1] for quoted in QUOTED.finditer(before) if quoted.end() == len(before))
    name = _LAST_NAME.search(before)
    return (name[0],) if name and not _VOCABULARY.fullmatch(even_out(name[0])) else ()


def read_inside(text: str, even: str) -> list[Notice]:
    """The labels in a line's parentheses, each with the name inside it or else the one right before it."""
    found: list[Notice] = []
    for start, end in parentheses(text):
        names = _names(text[start + 1:end - 1]) or _named_before(text, start)
        found.extend(_label(text[start:end], names, even[start:end]))
    return found


def parentheses(text: str) -> list[tuple[int, int]]:
    """Where a text's labels in round or square brackets stand, the outermost of nested ones, in order."""
    lower = text.lower()
    if not holds(lower, LABELS):
        return []
    opened: list[int] = []
    spans: list[tuple[int, int]] = []
    for bracket in re.finditer(r"[()\[\]]", text):
        at = bracket.start()
        if bracket[0] in "([":
            opened = [*opened[-3:], at]  # of those nested deeper than four, the innermost
        elif opened and text[opened[-1]] == ("(" if bracket[0] == ")" else "["):
            start = opened.pop()
            if at - start <= _INSIDE and _is_label(text[start + 1:at]):
                while spans and spans[-1][0] > start:
                    spans.pop()
                spans.append((start, at + 1))
    return spans


def _is_label(inside: str) -> bool:
    """Whether what stands in a parenthesis is a label: a bare noun, or its vocabulary with a participle."""
    even = even_out(inside)
    if not holds(even, LABELS):
        return False
    said = _PARTICIPLE.search(even) and (_BANNED.search(even) or any(root.search(even) for _, root in _KINDS))
    return bool(_NOMINAL.fullmatch(even)) or (bool(said) and is_closed(inside, _VOCABULARY))
