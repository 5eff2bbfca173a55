"""Notices: the labels that Russian law or a paper's lawyers put on a page.

Labels of foreign agents and banned organisations are read by `newsclean.fields.labels`; here are advertisements (38-FZ,
art. 18.1: the word, the advertiser and a token), ages (436-FZ) and disclaimers, and what becomes of them all on a page.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from newsclean.article import Notice, NoticeKind
from newsclean.fields.labels import (
    AGE_SIGN,
    LABELS,
    OPENING,
    QUOTED,
    REPORTS,
    WORD,
    Said,
    even_out,
    holds,
    is_closed,
    parentheses,
    read_footnote,
    read_inside,
    read_plate,
    read_register,
    stars_of,
    vocabulary,
)
from newsclean.reading.fold import fold
from newsclean.reading.memory import Memory
from newsclean.reading.page import Page

if TYPE_CHECKING:  # the layout may ask `is_notice_line`
    from newsclean.layout import Layout

_ROLES: dict[NoticeKind, str] = {
    "advertisement": "ad", "age": "age", "opinion": "disclaimer", "investment": "disclaimer", "medical": "disclaimer",
    "drugs": "disclaimer",
}  # of a line that is a whole notice; `label` for the rest
_DISCLAIMERS: Final = (
    "совпад", "не раздел", "не отраж", "ое мнени", "за мнени", "инвестиц", "офертой", "ой рекоменд", "ой консульт",
    "противопоказ", "самолеч", "вредит", "наркот", "я лекарств", "не замен",
)
_AGES: Final = ("+", "старше", "младше", "достигш", "предназнач", "не рекоменд")
# «клам»: «Peклама» is printed with a Latin P and e against blockers.
_ROOTS: Final = (*LABELS, *_DISCLAIMERS, *_AGES, "клам", "erid", "партн")


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
    for index in _worth_a_look([line.text for line in page.lines]):
        line = page.lines[index]
        seen = _look(line.text)
        before = page.lines[index - 1].text if index else ""
        if _TOKEN.fullmatch(line.text) and _TOKEN_LABEL.fullmatch(before):  # a dump broken at inline tags
            seen = Said((Notice(kind="advertisement", text=f"{before} {line.text}", erid=line.text),), True)
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
            if elsewhere or (place == "tail" and _PARTNER.fullmatch(even_out(notice.text))):
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
    for start, end in parentheses(text):
        kept.append(text[at:start].rstrip(" \xa0"))
        at = end
    rest = text[at:] if any(kept) or not at else text[at:].lstrip(" \xa0")
    text = "".join((*kept, rest))
    if footnotes and ("*" in text or "✱" in text):
        text = _MARK.sub(lambda mark: "" if len(mark[0]) in footnotes and _is_marked(mark) else mark[0], text)
    return text


def strip_labels(text: str, notices: Iterable[Notice]) -> str:
    """Take off the inline labels of a title, a deck or a body, given the notices that the page has.

    `strip_inline` for each paragraph, where the stars are those of the footnotes among the notices. A paragraph that
    is nothing but labels goes. The notices say what was taken off.

    >>> strip_labels("Дина Марьина (признана иноагентом) открыла мост (каменный).", ())
    'Дина Марьина открыла мост (каменный).'
    >>> note = Notice(kind="extremist", text="*Признана экстремистской и запрещена в России", names=("Meta",))
    >>> strip_labels("О мосте писали в Meta*.", [note]), strip_labels("О мосте писали в Meta*.", ())
    ('О мосте писали в Meta.', 'О мосте писали в Meta*.')
    """
    footnotes = frozenset(filter(None, (stars_of(notice.text) for notice in notices)))
    paragraphs = [(paragraph, strip_inline(paragraph, footnotes)) for paragraph in text.split("\n\n")]
    return "\n\n".join(left for paragraph, left in paragraphs if left == paragraph or WORD.search(left))


def _worth_a_look(texts: Sequence[str]) -> list[int]:
    """The lines that hold a root of some notice, and those right under them: of a page's hundreds, a few."""
    found = {near for index, worth in enumerate(_ROOTED(texts)) if worth for near in (index, index + 1)}
    return sorted(found - {len(texts)})


def _hold_roots(texts: list[str]) -> list[bool]:
    """For each line whether it holds a root of some notice; each root is looked for in all lines at once."""
    page = "\n".join(texts)
    lower = page.lower()
    if len(lower) != len(page):  # «İ» grows
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in page)
    ends = list(itertools.accumulate(len(text) + 1 for text in texts))
    found = [False] * len(texts)
    for root in _ROOTS:
        at = lower.find(root)
        while at >= 0:
            index = bisect.bisect_right(ends, at)
            found[index] = True
            at = lower.find(root, ends[index])
    return found


_ROOTED: Final = Memory(_hold_roots)


def _look(text: str) -> Said:
    return _read(text) if holds(text.lower(), _ROOTS) else Said((), False)


@functools.lru_cache(maxsize=4096)
def _read(text: str) -> Said:
    even = even_out(text)
    for reader in (read_plate, read_footnote, _read_advertisement, _read_age, _read_disclaimer, read_register):
        if said := reader(text, even):
            return said
    return Said(tuple(_read_inline(text, even)), False)


# --- advertisements

_TOKEN_LABEL: Final = re.compile(r"(?:erid|ERID|Erid)\s?[:=]")
_TOKEN: Final = re.compile(r"[A-Za-z0-9]{8,80}")
_ERID: Final = re.compile(r"\b(?:erid|токен)\s*[:=]?\s*([a-z0-9]{8,80})\b")
_INN: Final = re.compile(r"\bинн\s*[:.]?\s*(\d{12}|\d{10})\b")
_AD_HEAD: Final = re.compile(r"\W*[рp][еe]клам(?:[аa]|одатель)\s*([.,|/:;-]|\d+\s?\+)?")
_FORM = re.compile(r"\b(?:О?ОО|[ОПЗН]?АО|ИП|А?НО|НКО|МКК|Ф?Г[БАК]?УП?|М[БАК]?У|ФГБОУ|Фонд|Ассоциация|Самозанят\w+)\b")
_ADVERTISER: Final = re.compile(
    rf"{_FORM.pattern}(?: [А-ЯЁ]+\b){{0,2}} ?(?:\"[^\"]{{1,40}} \"[^\" ][^\"]{{0,80}}\"|{QUOTED.pattern}"
    r"|(?:[А-ЯЁ]\.|[^.,|/;:(]){1,120}?(?=[.,|/;:(]|\s(?:ИНН|инн|[Ee]rid|ERID|ОГРН)|$))"
)
_AD_RIGHTS: Final = re.compile(
    r"\W*(?:(?:материал|статья|публикация|текст)\w* )?(?:(?:опубликован|размещен|подготовлен|публику[ею]тся)\w* )?"
    r"на правах рекламы\W*|\W*рекламн(?:ый|ая) (?:материал|публикация|статья|текст)\W*"
)
_PARTNER: Final = re.compile(r"\W*партнерский (?:материал|проект|текст|спецпроект)\W*")
_AD_WORDS: Final = vocabulary(
    "реклам рeклам pеклам peклам огрн самозанят",
    "инн кпп токен подробнее узнать больше о на сайте? ип и для лет г лицензия банка? россии с общество акционерное"
    " публичное ограниченной ответственностью микрокредитная микрофинансовая компания",
)


def _read_advertisement(text: str, even: str) -> Said | None:
    """«Реклама. ООО «Пример», ИНН 7700000000, erid: 2Vt…», «На правах рекламы». A bare «Реклама» marks a slot."""
    if len(text) > OPENING or not holds(even, ("клам", "erid", "партн")):
        return None
    if _AD_RIGHTS.fullmatch(even) or _PARTNER.fullmatch(even):
        return Said((Notice(kind="advertisement", text=text.strip()),), True)
    head, erid = _AD_HEAD.match(even), _ERID.search(even)
    marked = head and (erid or _INN.search(even) or (head[1] and _FORM.search(text)))
    alone = erid and not even[:erid.start()].strip(" (*|") and len(even) - erid.end() <= 40
    return Said((_advertisement(text),), True) if alone or (marked and is_closed(text, _AD_WORDS)) else None


def _advertisement(mark: str) -> Notice:
    """The notice of an advertising mark, from its word «Реклама» to its end."""
    even = even_out(mark)
    erid, inn, advertiser = _ERID.search(even), _INN.search(even), _ADVERTISER.search(mark)
    return Notice(
        kind="advertisement", text=mark.strip(), names=(advertiser[0].strip(),) if advertiser else (),
        erid=mark[slice(*erid.span(1))] if erid else None, inn=inn[1] if inn else None,
    )


# --- age

_YEARS: Final = re.compile(r"\d+")
_BARE_AGE: Final = re.compile(r"\s*[(\[]?(?:0|6|12|16|18) ?\+[)\]]?\.?\s*")
_AGE_WORDS: Final = vocabulary(
    "возраст ограничени категори маркировк материал ресурс издани сетев электронн периодическ настоящ данн портал сайт"
    " контент информаци продукци предназначен лиц аудитори читател пользовател зрител посетител достиг лет год содерж"
    " шест двенадцат восемнадцат запрещен рекоменд просмотр некотор раздел публикаци соответстви закон страниц журнал"
    " совершеннолет несовершеннолет",
    "рейтинг знак для детей детям старше младше не до от может могут только на внимание и или в с фз сми этого",
)
_AGE_CORE: Final = re.compile(
    r"для (?:лиц|аудитории|читателей|пользователей)[, ]+(?:не )?(?:старше|младше|достигш\w+) (?:16|18|\w+надцати)"
    r"|(?:запрещен|не рекоменд|предназнач)\w*.{0,60}(?:старше|младше|достигш\w+|до) (?:6|12|16|18|\w+надцати)"
    r"|запрещен\w* для (?:детей|несовершеннолетних)"
)
_HOST: Final = re.compile(r"\b[\w-]{1,60}\.[a-zрф]{2,4}\b")
_IMPRINT: Final = re.compile(r"©|\(c\)|все права|регистрац|учредител|редактор|сетевое издание|зарегистрирован")


def _read_age(text: str, even: str) -> Said | None:
    """«18+», «Возрастное ограничение: 16+», «Предназначено для лиц старше шестнадцати лет»; never «35+»."""
    if not _BARE_AGE.fullmatch(text):
        if len(text) > 250 or not (AGE_SIGN.search(even) or _AGE_CORE.search(even)):
            return None
        words = WORD.findall(_HOST.sub(" ", QUOTED.sub(" ", even)))
        if not words or not all(_AGE_WORDS.fullmatch(word) for word in words):
            return None
    return Said((Notice(kind="age", text=text.strip()),), True)


# --- opinion, investment, medical, drugs

_SAYS: tuple[tuple[NoticeKind, str, str], ...] = (  # how the line begins, and what it holds
    ("opinion", r"(?:личное )?(?:мнени|точк[аи] зрени|позици|взгляд|суждени|материал|автор|редакци|колонк|текст|стать)",
     r"(?:(?:может|могут) (?:и )?не (?:совпад|раздел|отраж)|не всегда (?:совпад|раздел|отраж)"
     r"|выража[ею]т личное мнени|отража[ею]т (?:личн|только)\w* мнени|не нес[уе]т ответственност\w+ за мнени)"
     r".{0,80}(?:редакци|издани|учредител|составител|сайт|агентств|портал|автор|\"[^\"]{2,60}\")"),
    ("investment", r"(?:не |материал|данн|настоящ|информаци|стать|публикаци|содержани|мнени|упомян|внимани|дисклеймер"
     r"|сведени|все|прив|представленн|изложенн|указанн|авторск|это |обзор|аналитик|новости, аналитик|текст|предложени"
     r"|ничто)",
     r"не явля[ею]тся (?:индивидуальн\w+ )?(?:инвестиционн|финансов)\w+ (?:рекомендаци|совет|консультаци)"
     r"|не явля[ею]тся (?:(?:публичной )?офертой или )?рекомендаци\w+ к (?:покупке|продаже|приобретению)"
     r"|^\W*не (?:индивидуальная )?инвестиционная рекомендация\W*$"),
    ("medical", r"(?:имеются|есть|возможны|курение|(?:чрезмерное )?(?:употребл|потребл)ение|алкоголь|минздрав|бад|не"
     r"|на (?:настоящем )?сайте|материал|статья|информация|сведения|публикация)\b",
     r"(?:курение|табака|алкогол[яь]|продукции) вредит вашему здоровью\W*$"
     r"|^\W*(?:имеются|есть|возможны) противопоказания(?:\W*$|\W+(?:необход|требу|нужна|перед|проконсульт|посовет))"
     r"|^\W*(?:бад\W+)?не является лекарств\w+(?: средством| препаратом)?\W*$"
     r"|^\W*не занимайтесь самолечением|не замен\w+ (?:консультаци|прием|визит)"),
    ("drugs", r"(?:(?:внимание|важно|редакция напоминает)\W+)?(?:незаконн|употребление нарк|потребление нарк)",
     r"наркоти.{0,200}(?:причиня\w+ вред здоровью|влеч\w+ .{0,60}ответственность)"),
)
_DISCLAIMING: Final = [(kind, re.compile(rf"\W*{start}"), re.compile(core)) for kind, start, core in _SAYS]


def _read_disclaimer(text: str, even: str) -> Said | None:
    """What a paper's lawyers add: opinions, investments, medicine, drugs."""
    if len(text) > 350 or not holds(even, _DISCLAIMERS) or REPORTS.search(even):
        return None
    for kind, start, core in _DISCLAIMING:
        if start.match(even) and core.search(even):
            return Said((Notice(kind=kind, text=text.strip()),), True)
    return None


# --- inside a line

_MARK: Final = re.compile(r"(?<=[\w»”\")\]])[*✱]{1,4}(?![\w*✱])")
_MARK_INSIDE: Final = re.compile(r"\b[рp][еe]клама\s?[.,|:/]")


def _read_inline(text: str, even: str) -> list[Notice]:
    """Labels in parentheses, an advertising mark at a paragraph's end, the age in an imprint."""
    found = read_inside(text, even)
    if (erid := _ERID.search(even)) and len(even) - erid.end() <= 40:
        marks = list(_MARK_INSIDE.finditer(even, max(0, erid.start() - 250), erid.start()))
        found.extend([_advertisement(text[marks[-1].start():])] if marks else [])
    if (age := AGE_SIGN.search(even)) and len(text) <= 2000 and _IMPRINT.search(even):
        found.append(Notice(kind="age", text=age[0]))
    return found


def _is_marked(mark: re.Match[str]) -> bool:
    """Whether stars behind a word are a footnote's mark: the word is no number and no censored one («х***», «бл**»)."""
    word = re.search(r"\w*$", mark.string[max(0, mark.start() - 40):mark.start()])
    name = word[0] if word else ""
    return not name or (len(name) > 1 and not name[-1].isdigit() and (name[0].isupper() or len(name) >= 5))
