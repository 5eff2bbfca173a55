"""Notices: the labels that Russian law or a paper's lawyers put on a page.

What the law asks: a foreign agent marks each of its items (law 255-FZ, art. 9), media that mention an agent or a banned
organisation say so (2124-1, art. 4), an advertisement carries the word, the advertiser and a token (38-FZ, art. 18.1),
a page carries an age (436-FZ).

News uses the same words: «Минюст внёс журналиста в реестр иноагентов» is no label. What tells them apart is that labels
are written in a closed vocabulary: a parenthesis or a line that holds any other lower-case word is prose and stays.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from newsclean.article import Notice, NoticeKind
from newsclean.reading.fold import fold
from newsclean.reading.page import Page

if TYPE_CHECKING:  # the layout may ask `is_notice_line`
    from newsclean.layout import Layout

_ROLES: dict[NoticeKind, str] = {
    "advertisement": "ad", "age": "age", "opinion": "disclaimer", "investment": "disclaimer", "medical": "disclaimer",
    "drugs": "disclaimer",
}  # of a line that is a whole notice; `label` for the rest
_LABELS = ("агент", "нежелат", "экстрем", "террор", "запрещ", "ликвид", "росфин")
_DISCLAIMERS = (
    "совпад", "не раздел", "не отраж", "ое мнени", "за мнени", "инвестиц", "ой рекоменд", "ой консульт", "противопоказ",
    "самолеч", "вредит", "наркот", "я лекарств", "не замен",
)
_AGES = ("+", "старше", "младше", "достигш", "предназнач", "не рекоменд")
# «клам»: «Peклама» is printed with a Latin P and e against blockers.
_ROOTS = (*_LABELS, *_DISCLAIMERS, *_AGES, "клам", "erid", "партн")
_OPENING = 600  # characters of a line in which its kind must show; registers go on for thousands
_INSIDE = 400  # the longest label in parentheses
_EVEN = (("\xa0", " "), ("\u202f", " "), ("ё", "е"), ("«", '"'), ("»", '"'), ("“", '"'), ("”", '"'), ("„", '"'),
         ("–", "-"), ("—", "-"), ("−", "-"), ("✱", "*"))
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(
    r"«[^«»]{0,200}(?:«[^«»]{0,200}»[^«»]{0,200})?»|\"[^\"]{0,200}\"|“[^“”]{0,200}”|„[^“”„]{0,200}[“”]"
)
_REPORTS = re.compile(
    r"\b(?:сообщ(?:и|ае|аю)|заяви|рассказ(?:а[лн]|ыва)|напомни[лт]|отмети|отмеча[ею]т|подчеркну|уточни|поясни|объясни|добави"
    r"|говор[ия]т|пишет|пишут|передае|переда[лв]|счита[ею]т|следует из|указыва[ею]т)"
)


def _vocabulary(stems: str, words: str) -> re.Pattern[str]:
    """A pattern of the words that begin with one of the stems, or are one of the words."""
    return re.compile(rf"(?:{'|'.join(stems.split())})\w*|{'|'.join(words.split())}")


class _Said(NamedTuple):
    """What one line says: its notices, whether it says nothing else, the stars of a footnote (0: it is none)."""

    notices: tuple[Notice, ...]
    whole: bool
    stars: int = 0


class Notices(NamedTuple):
    """The notices of a page."""

    found: tuple[Notice, ...]
    """In page order, each kind and text once; an age in the tail only where there is none before."""
    lines: dict[int, str]
    """Lines that are whole notices: index to role (`label`, `ad`, `age`, `disclaimer`)."""
    footnotes: frozenset[int]
    """With how many stars the page's footnotes begin: the marks that `strip_inline` may take off."""


def read_notice(text: str) -> tuple[Notice, ...]:
    """The notices of one line, whole or inline, in the order printed; empty for prose. `place` is not filled in.

    A label that says two things (an agent, and undesirable) is two notices. An age inside a sentence, «спектакль
    (16+)», is the play's and not the page's: it is not reported.
    """
    return _look(text).notices


def is_notice_line(text: str) -> bool:
    """Whether a line is a notice and nothing else."""
    return _look(text).whole


def read_notices(page: Page, layout: Layout) -> Notices:
    """The notices of a page.

    Labels in parentheses count in the title, the deck and the body alone: teasers have their own. The title and the
    deck are never whole notices, nor is a bare «6+» inside the body.
    """
    title, body, inside = layout.title, layout.body, set(layout.body)
    head = {index for index in (title, layout.lead) if index is not None}
    first, last = (body[0], body[-1]) if body else (title + 1, title) if title is not None else (0, -1)
    found: dict[tuple[str, str], Notice] = {}
    lines: dict[int, str] = {}
    stars: set[int] = set()
    for index, line in enumerate(page.lines):
        seen = _look(line.text)
        before = page.lines[index - 1].text if index else ""
        if _TOKEN.fullmatch(line.text) and _TOKEN_LABEL.fullmatch(before):  # a dump broken at inline tags
            seen = _Said((Notice(kind="advertisement", text=f"{before} {line.text}", erid=line.text),), True)
            lines[index - 1] = "ad"
        kept = index in head or index in inside
        if seen.whole and (index in head or (kept and _BARE_AGE.fullmatch(line.text))):
            continue
        if seen.whole:
            lines[index] = _ROLES.get(seen.notices[0].kind, "label")
            stars.add(seen.stars)
        place = "head" if index < first else "tail" if index > last else "body"
        for notice in seen.notices:
            elsewhere = not seen.whole and not kept and notice.kind not in ("advertisement", "age")
            if elsewhere or (place == "tail" and _PARTNER.fullmatch(_even(notice.text))):
                continue  # a teaser's or a menu's
            age = _YEARS.search(notice.text) if notice.kind == "age" else None
            once = age[0] if age else fold(notice.text).lower()
            if place == "tail" and notice.kind == "age" and any(other.kind == "age" for other in found.values()):
                continue  # the imprint's, once more
            found.setdefault((notice.kind, once), notice.model_copy(update={"place": place}))
    return Notices(tuple(found.values()), lines, frozenset(stars - {0}))


def strip_inline(text: str, footnotes: frozenset[int]) -> str:
    """Take off inline labels: parentheses, and star marks of which the page has a footnote with as many stars.

    Only deletes characters. Formulas («2*2»), censored words («х***») and marks without a footnote stay.
    """
    kept: list[str] = []
    at = 0
    for start, end in _parentheses(text):
        kept.append(text[at:start].rstrip(" \xa0"))
        at = end
    rest = text[at:] if any(kept) or not at else text[at:].lstrip(" \xa0")
    text = "".join((*kept, rest))
    if footnotes and ("*" in text or "✱" in text):
        text = _MARK.sub(lambda mark: "" if len(mark[0]) in footnotes and _is_marked(mark) else mark[0], text)
    return text


def _look(text: str) -> _Said:
    lower = text.lower()
    return _read(text) if _has(lower, _ROOTS) else _Said((), False)


@functools.lru_cache(maxsize=4096)
def _read(text: str) -> _Said:
    even = _even(text)
    for reader in (_read_plate, _read_footnote, _read_advertisement, _read_age, _read_disclaimer, _read_register):
        if said := reader(text, even):
            return said
    return _Said(tuple(_read_inline(text, even)), False)


def _even(text: str) -> str:
    """Lower case, with quotes, dashes, stars and ё folded; each character keeps its place."""
    lower = text.lower()
    if len(lower) != len(text):  # «İ» grows
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    for old, new in _EVEN:
        if old in lower:
            lower = lower.replace(old, new)
    return lower


def _has(text: str, roots: tuple[str, ...]) -> bool:
    for root in roots:  # noqa: SIM110 (twice as fast as any(), and every line of every page comes here)
        if root in text:
            return True
    return False


def _closed(text: str, vocabulary: re.Pattern[str]) -> bool:
    """Whether a text keeps to a vocabulary, but for names: capitalised or Latin words and what stands in quotes."""
    return all(
        word[0].isupper() or word[0].isascii() or vocabulary.fullmatch(_even(word))
        for word in _WORD.findall(_QUOTED.sub(" ", text))
    )


# --- foreign agents, undesirable, extremist, terrorist, liquidated and banned organisations

_KINDS: tuple[tuple[NoticeKind, re.Pattern[str]], ...] = (
    ("foreign_agent", re.compile(r"иноагент|иностранн\w+ агент|функци\w+ иностранн")),
    ("undesirable", re.compile(r"нежелательн")), ("extremist", re.compile(r"экстреми[сз]")),
    ("terrorist", re.compile(r"террори[сз]")), ("liquidated", re.compile(r"ликвидирован")),
)
_BANNED = re.compile(
    r"запрещен\w* (?:\w+ )?(?:в|на территории) (?:рф|росси)|(?:в|на территории) (?:рф|росси\w+) запрещен|росфинмонит"
)
_STATUS = (
    r"признан(?:[аоы]|н\w+)? (?:внес|включ|объявл|запрещ)ен(?:[аоы]|н\w+)? ликвидирован(?:[аоы]|н\w+)?"
    r" выполня(?:ет|ют|ющ\w+)"
)
_PARTICIPLE = re.compile(rf"\b(?:{'|'.join(_STATUS.split())})\b")
_VOCABULARY = _vocabulary(
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
_NOMINAL = re.compile(
    r"\W*(?:(?:сми|нко|физлицо)[ -])?(?:иноагент(?:ка|ы)?|иностранны[йе] агенты?|(?:(?:запрещенная в (?:рф|россии)"
    r"|(?:нежелательн|экстремистск|террористическ)\w\w)(?: и |, | )?){1,3}(?:организаци[яи]|группировка|движение"
    r"|сообщество|соцсеть|сми))(?: (?:в )?(?:рф|россии))?\W*"
)
_PLATE = re.compile(
    r"\W*(?:(?:0|6|12|16|18) ?\+\W*)?(?:внимание\W+)?(?:(?:настоящ\w+|данн\w+|этот|это) )?(?:содержит(?:ся)? )?"
    r"(?:материал\w*|сообщени[ея]|информаци[яю]|публикаци[яю])[ (,/]{1,4}(?:(?:материал|информация)[ ),]{1,3})?"
    r"(?:(?:и|или|либо|был[аои]?|создан\w*|произведен\w*|подготовлен\w*|распростран\w+|направлен\w*|касается"
    r"|деятельности)[ ,()/]{1,4}){1,14}(?:российск\w+ юридическ\w+ лиц\w+[ ,]+)?"
    r"(?:(?:выполняющ|являющ)\w+ (?:функци\w+ )?)?\"?(?:сми\W{1,3})?(?:иностранн\w+ (?:агент|средств)|иноагент)"
    r"|\W*либо касается деятельности иностранного агента\b"
)
_AGENT = re.compile(
    r"(?:иноагент\w*|иностранн\w+ (?:агент\w*|средств\w+ массовой информации))\"?(?: *\([^()]{0,40}\))?[ :,-]*"
)
_NAME_END = re.compile(
    r"[ ,(]*(?:либо|и *\(или\)|и/или|или|и)? *(?:материал\w* )?(?:касает|выполняющ|российск|являющ|распростран)"
    r"|\W*(?<!\d)(?:0|6|12|16|18) ?\+|(?:(?<=[^\W\d]{3})|(?<=[^\W\d]{3}\"))[.!?](?=\s|$)|$"
)
_STAR = re.compile(r"(?:[-•] *)*(\*{1,4})\)?(?: *- *\*{1,4})?[ -]*(?=\S)")
_ACTIVE = re.compile(r"принадлеж|\b(?:признал|внес|включил|объявил|запретил)[аои]?\b")
_REGISTER = re.compile(
    r"\W*(?:(?:для читателей|справка|напоминаем|внимание)\W+)?"
    r"(?:(?:в|на территории) (?:рф|росси\w+(?: федерации)?) (?:признан|запрещен)"
    r"|признан\w+ (?:в (?:рф|россии) )?\w+ (?:и запрещен|агент|организаци)"
    r"|(?:список|перечень|реестр) (?:\w+[ ,]+){0,6}?(?:признанн|запрещенн|иностранных агентов|иноагентов)"
    r"|(?:(?:экстремистск|террористическ|нежелательн|запрещенн)\w+(?: и |, | )?){1,3}(?:в (?:рф|россии) )?организации\b"
    r"|(?:иностранные агенты|иноагенты|сми-иноагенты)\s*:"
    r"|(?:организации|сми|лица|движения)[, ]+(?:\w+,? ){0,3}?(?:признанн|запрещенн|внесенн|включенн))"
)
_PRONOUN = re.compile(r"\W*(?:он[аои]?|эт[аои]|так|там|ранее)\b")
_SUBJECT = re.compile(
    r"(?:(?:признан\w*|(?:об[ае] )?принадлежит|деятельность|запрещенная|компани[яи]|корпораци[яи]|организаци[яи]"
    r"|соц(?:иальн\w+ )?сет[ьи]|объединение|движение|издание|сми|проект|телеканал|журналист(?:ка)?|политик"
    r"|в (?:рф|россии))[ ,:-]+){0,5}(?:обе принадлежат )?"
)
_NAME = re.compile(r"[A-ZА-ЯЁ][\w.-]*(?: [A-ZА-ЯЁ][\w.-]*){0,4}")
_LAST_NAME = re.compile(
    r"(?:[А-ЯЁ][а-яё-]+ (?:[А-ЯЁ][а-яё]*(?:ич|вн)[а-яё]* )?[А-ЯЁ][а-яё-]+|[A-ZА-ЯЁ][\w.-]*)$"
)


def _label(text: str, names: tuple[str, ...], even: str) -> tuple[Notice, ...]:
    """A notice for each thing that a label says, one for a register; «запрещена в РФ» counts where it says no more."""
    said = {kind: root.start() for kind, pattern in _KINDS if (root := pattern.search(even))}
    kinds: list[NoticeKind] = [min(said, key=said.__getitem__)] if said and _REGISTER.match(even) else list(said)
    if not kinds and _BANNED.search(even):
        kinds = ["banned"]
    return tuple(Notice(kind=kind, text=text.strip(), names=names) for kind in kinds)


def _read_plate(text: str, even: str) -> _Said | None:
    """The mark that a foreign agent puts on its own items: «НАСТОЯЩИЙ МАТЕРИАЛ (ИНФОРМАЦИЯ) ПРОИЗВЕДЕН …»."""
    if not _PLATE.match(even[:_OPENING]):
        return None
    names: dict[str, str] = {}
    end = 0
    for agent in _AGENT.finditer(even[:2 * _OPENING]):
        stop = _NAME_END.search(even[:agent.end() + 300], agent.end())
        end = stop.start() if stop else agent.end()
        if name := text[agent.end():end].strip(" ,.;:-—–()\xa0"):
            names.setdefault(_even(name), name[1:-1] if _QUOTED.fullmatch(name) else name)
    whole = len(text) - end <= 60
    age = _SIGN.search(text[end:]) if whole else None
    text = (text if whole else text[:end]).strip()
    notices = (Notice(kind="foreign_agent", text=text, names=tuple(names.values())),)
    return _Said((*notices, Notice(kind="age", text=age[0])) if age else notices, whole)


def _read_footnote(text: str, even: str) -> _Said | None:
    """«*Признан иностранным агентом»: one to four stars and a label.

    A lone star and a space may be a list's bullet: there the label must keep to its vocabulary.
    """
    star = _STAR.match(even)
    opening = even[star.end():star.end() + _OPENING] if star else ""
    if not star or _REPORTS.search(opening):
        return None
    bullet = star[1] == "*" and even[star.end() - 1] == " "
    said = _PARTICIPLE.search(opening) or (not bullet and _ACTIVE.search(opening))
    if bullet and not _closed(text[star.end():star.end() + _OPENING], _VOCABULARY):
        said = None
    if not (said or _REGISTER.match(opening) or _NOMINAL.fullmatch(opening)):
        return None
    notices = _label(text, _names(text[star.end():]), opening)
    return _Said(notices, True, len(star[1])) if notices else None


def _read_register(text: str, even: str) -> _Said | None:
    """A register in a footer, or a label in the form of a sentence; it has no stars, so more is asked of it."""
    opening = even[:_OPENING]
    if text[:1].islower() or text[:1] in "([" or not _has(opening, _LABELS) or _REPORTS.search(opening):
        return None
    said: object = _REGISTER.match(opening) and (":" in opening or len(_QUOTED.findall(text[:_OPENING])) > 1)
    said = said or (
        len(text) <= 300 and _BANNED.search(even) and _has(even, ("экстреми", "террори", "нежелат"))
        and _PARTICIPLE.search(even) and not _PRONOUN.match(even) and _closed(text, _VOCABULARY)
    )
    notices = _label(text, _names(text), opening) if said else ()
    return _Said(notices, True) if notices else None


def _names(text: str) -> tuple[str, ...]:
    """Whom a label names: what stands in quotes, or else capitalised words where its subject stands."""
    if quoted := [found[1:-1].strip() for found in _QUOTED.findall(text)]:
        return tuple(dict.fromkeys(name for name in quoted if name))
    subject = _SUBJECT.match(_even(text[:200]))
    name = _NAME.match(text, subject.end() if subject else 0)
    return (name[0].rstrip(".,"),) if name and not _VOCABULARY.fullmatch(_even(name[0].split()[0])) else ()


def _named_before(text: str, end: int) -> tuple[str, ...]:
    """The name right before a parenthesis, as printed, in whatever case the sentence has it; or else empty."""
    before = text[max(0, end - 120):end].rstrip(" \xa0*✱")
    if before.endswith(("»", "”", '"')):
        return tuple(quoted[0][1:-1] for quoted in _QUOTED.finditer(before) if quoted.end() == len(before))
    name = _LAST_NAME.search(before)
    return (name[0],) if name and not _VOCABULARY.fullmatch(_even(name[0])) else ()


# --- advertisements

_TOKEN_LABEL = re.compile(r"(?:erid|ERID|Erid)\s?[:=]")
_TOKEN = re.compile(r"[A-Za-z0-9]{8,80}")
_ERID = re.compile(r"\b(?:erid|токен)\s*[:=]?\s*([a-z0-9]{8,80})\b")
_INN = re.compile(r"\bинн\s*[:.]?\s*(\d{12}|\d{10})\b")
_AD_HEAD = re.compile(r"\W*[рp][еe]клам(?:[аa]|одатель)\s*([.,|/:;-]|\d+\s?\+)?")
_FORM = re.compile(r"\b(?:О?ОО|[ОПЗН]?АО|ИП|А?НО|НКО|МКК|Ф?Г[БАК]?УП?|М[БАК]?У|ФГБОУ|Фонд|Ассоциация|Самозанят\w+)\b")
_ADVERTISER = re.compile(
    rf"{_FORM.pattern}(?: [А-ЯЁ]+\b){{0,2}} ?(?:\"[^\"]{{1,40}} \"[^\" ][^\"]{{0,80}}\"|{_QUOTED.pattern}"
    r"|(?:[А-ЯЁ]\.|[^.,|/;:(]){1,120}?(?=[.,|/;:(]|\s(?:ИНН|инн|[Ee]rid|ERID|ОГРН)|$))"
)
_AD_RIGHTS = re.compile(
    r"\W*(?:(?:материал|статья|публикация|текст)\w* )?(?:(?:опубликован|размещен|подготовлен|публику[ею]тся)\w* )?"
    r"на правах рекламы\W*|\W*рекламн(?:ый|ая) (?:материал|публикация|статья|текст)\W*"
)
_PARTNER = re.compile(r"\W*партнерский (?:материал|проект|текст|спецпроект)\W*")
_AD_WORDS = _vocabulary(
    "реклам рeклам pеклам peклам огрн самозанят",
    "инн кпп токен подробнее узнать больше о на сайте? ип и для лет г лицензия банка? россии с общество акционерное"
    " публичное ограниченной ответственностью микрокредитная микрофинансовая компания",
)


def _read_advertisement(text: str, even: str) -> _Said | None:
    """«Реклама. ООО «Пример», ИНН 7700000000, erid: 2Vt…», «На правах рекламы». A bare «Реклама» marks a slot."""
    if len(text) > _OPENING or not _has(even, ("клам", "erid", "партн")):
        return None
    if _AD_RIGHTS.fullmatch(even) or _PARTNER.fullmatch(even):
        return _Said((Notice(kind="advertisement", text=text.strip()),), True)
    head, erid = _AD_HEAD.match(even), _ERID.search(even)
    marked = head and (erid or _INN.search(even) or (head[1] and _FORM.search(text)))
    alone = erid and not even[:erid.start()].strip(" (*|") and len(even) - erid.end() <= 40
    return _Said((_advertisement(text),), True) if alone or (marked and _closed(text, _AD_WORDS)) else None


def _advertisement(mark: str) -> Notice:
    """The notice of an advertising mark, from its word «Реклама» to its end."""
    even = _even(mark)
    erid, inn, advertiser = _ERID.search(even), _INN.search(even), _ADVERTISER.search(mark)
    return Notice(
        kind="advertisement", text=mark.strip(), names=(advertiser[0].strip(),) if advertiser else (),
        erid=mark[slice(*erid.span(1))] if erid else None, inn=inn[1] if inn else None,
    )


# --- age

_SIGN = re.compile(r"(?<![\w+-])(?:0|6|12|16|18) ?\+(?![\w+])")
_YEARS = re.compile(r"\d+")
_BARE_AGE = re.compile(r"\s*[(\[]?(?:0|6|12|16|18) ?\+[)\]]?\.?\s*")
_AGE_WORDS = _vocabulary(
    "возраст ограничени категори маркировк материал ресурс издани сетев электронн периодическ настоящ данн портал сайт"
    " контент информаци продукци предназначен лиц аудитори читател пользовател зрител посетител достиг лет год содерж"
    " шест двенадцат восемнадцат запрещен рекоменд просмотр некотор раздел публикаци соответстви закон страниц журнал"
    " совершеннолет несовершеннолет",
    "рейтинг знак для детей детям старше младше не до от может могут только на внимание и или в с фз сми этого",
)
_AGE_CORE = re.compile(
    r"для (?:лиц|аудитории|читателей|пользователей)[, ]+(?:не )?(?:старше|младше|достигш\w+) (?:16|18|\w+надцати)"
    r"|(?:запрещен|не рекоменд|предназнач)\w*.{0,60}(?:старше|младше|достигш\w+|до) (?:6|12|16|18|\w+надцати)"
    r"|запрещен\w* для (?:детей|несовершеннолетних)"
)
_HOST = re.compile(r"\b[\w-]{1,60}\.[a-zрф]{2,4}\b")
_IMPRINT = re.compile(r"©|\(c\)|все права|регистрац|учредител|редактор|сетевое издание|зарегистрирован")


def _read_age(text: str, even: str) -> _Said | None:
    """«18+», «Возрастное ограничение: 16+», «Предназначено для лиц старше шестнадцати лет»; never «35+»."""
    if not _BARE_AGE.fullmatch(text):
        if len(text) > 250 or not (_SIGN.search(even) or _AGE_CORE.search(even)):
            return None
        words = _WORD.findall(_HOST.sub(" ", _QUOTED.sub(" ", even)))
        if not words or not all(_AGE_WORDS.fullmatch(word) for word in words):
            return None
    return _Said((Notice(kind="age", text=text.strip()),), True)


# --- opinion, investment, medical, drugs: how the line begins, and what it holds

_SAYS: tuple[tuple[NoticeKind, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "opinion",
        re.compile(
            r"\W*(?:личное )?(?:мнени|точк[аи] зрени|позици|взгляд|суждени|материал|автор|редакци|колонк|текст|статья)"
        ),
        re.compile(
            r"(?:(?:может|могут) (?:и )?не (?:совпад|раздел|отраж)|не (?:всегда|обязательно) (?:совпад|раздел|отраж)"
            r"|выража[ею]т личное мнени|отража[ею]т (?:личн|исключительно|только)\w* мнени"
            r"|не нес[уе]т ответственност\w+ за мнени)"
            r".{0,80}(?:редакци|издани|учредител|составител|сайт|агентств|портал|автор|\"[^\"]{2,60}\")"
        ),
    ),
    (
        "investment",
        re.compile(
            r"\W*(?:не |материал|данн|настоящ|информаци|стать|публикаци|содержани|мнени|упомян|внимани|дисклеймер"
            r"|сведени|все|прив|представленн|изложенн|указанн|авторск|это |обзор|аналитик|текст|предложени|ничто)"
        ),
        re.compile(
            r"не явля[ею]тся (?:индивидуальн\w+ )?(?:инвестиционн|финансов)\w+ (?:рекомендаци|совет|консультаци)"
            r"|^\W*не (?:индивидуальная )?инвестиционная рекомендация\W*$"
        ),
    ),
    (
        "medical",
        re.compile(
            r"\W*(?:имеются|есть|возможны|курение|(?:чрезмерное )?(?:употребл|потребл)ение|алкоголь|минздрав|бад|не"
            r"|на (?:настоящем )?сайте|материал|статья|информация|сведения|публикация)\b"
        ),
        re.compile(
            r"(?:курение|табака|алкогол[яь]|продукции) вредит вашему здоровью\W*$"
            r"|^\W*(?:имеются|есть|возможны) противопоказания"
            r"(?:\W*$|\W+(?:необходим|требует|нужна|перед|проконсульт|посовет))"
            r"|^\W*(?:бад\W+)?не является лекарств\w+(?: средством| препаратом)?\W*$"
            r"|^\W*не занимайтесь самолечением|не замен\w+ (?:консультаци|прием|визит)"
        ),
    ),
    (
        "drugs",
        re.compile(
            r"\W*(?:(?:внимание|важно|редакция напоминает)\W+)?(?:незаконн\w+ )?(?:употреблен|потреблен|оборот)"
        ),
        re.compile(r"наркоти.{0,200}(?:причиня|нанос|влеч)\w+"),
    ),
)


def _read_disclaimer(text: str, even: str) -> _Said | None:
    """What a paper's lawyers add: opinions, investments, medicine, drugs."""
    if len(text) > _OPENING or not _has(even, _DISCLAIMERS) or _REPORTS.search(even):
        return None
    for kind, start, core in _SAYS:
        if start.match(even) and core.search(even):
            return _Said((Notice(kind=kind, text=text.strip()),), True)
    return None


# --- inside a line

_MARK = re.compile(r"(?<=[\w»”\")\]])[*✱]{1,4}(?![\w*✱])")
_MARK_INSIDE = re.compile(r"\b[рp][еe]клама\s?[.,|:/]")


def _read_inline(text: str, even: str) -> list[Notice]:
    """Labels in parentheses, an advertising mark at a paragraph's end, the age in an imprint."""
    found: list[Notice] = []
    for start, end in _parentheses(text):
        names = _names(text[start + 1:end - 1]) or _named_before(text, start)
        found.extend(_label(text[start:end], names, even[start:end]))
    if (erid := _ERID.search(even)) and len(even) - erid.end() <= 40:
        marks = list(_MARK_INSIDE.finditer(even, max(0, erid.start() - 250), erid.start()))
        found.extend([_advertisement(text[marks[-1].start():])] if marks else [])
    if (age := _SIGN.search(even)) and len(text) <= 2000 and _IMPRINT.search(even):
        found.append(Notice(kind="age", text=age[0]))
    return found


def _parentheses(text: str) -> list[tuple[int, int]]:
    """Where a text's labels in round or square brackets stand, the outermost of nested ones, in order."""
    lower = text.lower()
    if not _has(lower, _LABELS):
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
    even = _even(inside)
    if not _has(even, _LABELS):
        return False
    said = _PARTICIPLE.search(even) and (_BANNED.search(even) or any(root.search(even) for _, root in _KINDS))
    return bool(_NOMINAL.fullmatch(even)) or (bool(said) and _closed(inside, _VOCABULARY))


def _is_marked(mark: re.Match[str]) -> bool:
    """Whether stars behind a word are a footnote's mark: the word is no number and no censored one («х***», «бл**»)."""
    word = re.search(r"\w*$", mark.string[max(0, mark.start() - 40):mark.start()])
    name = word[0] if word else ""
    return not name or (len(name) > 1 and not name[-1].isdigit() and (name[0].isupper() or len(name) >= 5))
