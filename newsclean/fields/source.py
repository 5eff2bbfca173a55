"""What stands around an article: the source that it credits, its section, its tags, and whether it is a teaser only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from newsclean.fields.bylines import read_byline
from newsclean.fields.moments import read_line
from newsclean.fields.truncation import is_paywall, is_truncated
from newsclean.reading.fold import fold_line
from newsclean.reading.page import Hints, Line, Page

if TYPE_CHECKING:
    from newsclean.layout import Layout
from newsclean.line_traits import stems

__all__ = [
    "AGENCIES", "SECTIONS", "Section", "Source", "Tags", "is_paywall", "is_truncated", "read_section", "read_source",
    "read_tags", "section_beside_date", "section_in", "source_in", "tags_in",
]

ABOVE, BELOW = 8, 20
"""How many lines above the title and below the article's text may belong to the article."""
_MOST: Final = 300  # characters of a line that is looked at


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split("|"))


AGENCIES: Final = _names(
    "тасс|итар-тасс|риа новости|риа|интерфакс|interfax|interfax.ru|reuters|рейтер|afp|associated press|ap|"
    "bloomberg|dpa|прайм|1prime|regnum|иа regnum|рбк|росбалт|ura.ru|ura.news|агн москва|агентство москва|"
    "sputnik|спутник|белта|казинформ|kazinform|унн|униан|укринформ|интерфакс-украина|интерфакс-казахстан|"
    "trend|азертадж|арменпресс|кабар|акипресс|синьхуа|франс пресс|dw|би-би-си|русская служба би-би-си|"
    "радио свобода|известия|коммерсантъ|ведомости|российская газета|газета.ru|лента.ру|lenta.ru|нсн|абн"
)
"""Agencies and papers that stand as an author without being one, folded and in lower case."""

_SOURCE: Final = re.compile(
    r"\W{0,4}(?:(?:[Ии]сточники?|ИСТОЧНИКИ?)(?: (?:информации|новости|материала|публикации|сообщения))?\s?[:—–-]"
    r"|[Пп]о (?:материалам|информации|сообщению)(?: сайта| портала| издания| агентства)?:?\s)\s*(?P<value>.{2,90})"
)
_SOURCE_ALONE: Final = re.compile(r"\W{0,4}источник(?:и)?(?: информации| новости| материала| публикации)?:")
_NEXT_LABEL: Final = re.compile(
    r"\s*[|;•]?\s*\b(?:Просмотр(?:ы|ов)|Прочтений|Т[еэ]ги|Метки|Дата|Авторы?|Фото|Комментарии)\s?:.*"
)
_PICTURES: Final = re.compile(
    r"getty|shutterstock|legion.?media|global ?look|depositphotos|unsplash|pixabay|freepik|istock|pexels|fotodom|imago"
    r"|zuma|wikipedia|wikimedia|instagram|youtube|архив|соцсет|скриншот|фото|видео|кадр|\bepa\b"
)
_HOST: Final = re.compile(r"(?:https?://)?(?:www\.)?[\w-]{1,60}(?:\.[\w-]{1,60}){0,3}\.[A-Za-zА-Яа-я]{2,6}/?")
_OFFICE: Final = re.compile(
    r"(?:официальн\w+ )?(?:пресс-(?:служб|центр|релиз)|сайт|портал|телеграм|telegram|администраци|правительств"
    r"|министерств|управлени|департамент|комитет|прокуратур|мчс|мвд|минобороны|гу мвд|ск (?:рф|россии)|фонд|агентств)"
)
_VERB: Final = re.compile(r"\b\w+(?:л[аои]?|ет|ит|ют|ят|ся)\b")
_OUTLET_WORD = re.compile(r"[A-ZА-ЯЁ0-9][\w.'’&-]*|\W+[A-ZА-ЯЁ][\w.-]*\W*|в|на|и|по|of|the|[\"«»“”„]+[\w. -]+[\"«»“”]+")

SECTIONS: Final = _names(
    "политика|общество|экономика|бизнес|финансы|деньги|в мире|мир|за рубежом|международная панорама|россия|"
    "в россии|бывший ссср|страна|город|москва|московская область|происшествия|криминал|преступность|"
    "право|суд|армия|армия и опк|оборона|безопасность|спецоперация|сво|спорт|футбол|хоккей|теннис|бокс|"
    "культура|кино|музыка|театр|искусство|книги|шоу-бизнес|звезды|стиль|мода|красота|здоровье|медицина|"
    "наука|наука и техника|космос|технологии|hi-tech|интернет|интернет и сми|сми|медиа|авто|автомобили|"
    "транспорт|недвижимость|строительство|жкх|образование|религия|история|туризм|путешествия|погода|"
    "экология|природа|животные|еда|кулинария|дом|семья|дети|жизнь|из жизни|мнения|колонки|аналитика|"
    "интервью|репортаж|история успеха|промышленность|энергетика|тэк|сельское хозяйство|апк|торговля|рынки|"
    "банки|страхование|телеком|связь|силовые структуры|ценности|забота о себе|среда обитания|нацпроекты|"
    "афиша|новости компаний|личный опыт|украина|белоруссия|прибалтика|средняя азия|закавказье|сша|европа|"
    "азия|ближний восток|выборы|власть|люди|пенсии|работа|карьера|игры|гаджеты|софт|софт и интернет|"
    "безумный мир|разное|скандалы|потребитель|афиша и развлечения"
)
"""Names of sections that papers share, folded and in lower case."""
_VAGUE: Final = _names(
    "главная|главная страница|новости|все новости|новость|статьи|статья|лента новостей|архив|публикации|"
    "материалы|home|news|article|articles|post|blog|main|index|сюжеты|сюжет"
)
_SECTION: Final = re.compile(r"\W{0,4}(?:рубрика|раздел|категория)\s?:\s*(?P<value>.{2,60})", re.IGNORECASE)
_RUBRICS: Final = re.compile(r"\W{0,4}(?:рубрики|разделы|категории)\s?:\s*(?P<value>.{0,200})", re.IGNORECASE)
_CRUMBS: Final = re.compile(r"\s*(?:/|»|>|›|→|\\|::|·|•)\s*")
_AFTER_DATE: Final = re.compile(
    r"(?=.{0,40}\d|.{0,10}назад)(?:[\d:.,/\s-]|назад|[Сс]егодня|[Вв]чера|[Чч]ас\w*|мин\w*|[а-яё]{3,9}(?=,?\s\d{4})){4,40}?"
    r"(?P<join>\s?[/|•·,]\s|(?<=\d{4}))(?P<value>[А-ЯЁ][А-Яа-яЁё -]{2,40})"
)

_TAGS: Final = re.compile(
    r"\W{0,4}(?:т[еэ]ги|метки|ключевые слова|tags)(?: (?:материала|статьи|новости))?\s?:\s?(?P<value>.*)", re.IGNORECASE
)
_HASHTAG: Final = re.compile(r"#\s?[\"«]?[^\W\d_][^#:]{0,60}(?:#|$)")
_GLUED: Final = re.compile(r"(?<=[а-яёa-z])(?=[А-ЯЁA-Z])")
_TAG_CLASSES: Final = frozenset({"tags", "tagblock", "taglist", "hashtags"})
_FEW: Final = 5  # of so many tags in the metadata one at least must speak of the text's matter
_MANY: Final = 15  # a page with more keywords in its metadata than this lists words, and no tags
_SECTION_CLASSES: Final = frozenset({"breadcrumb", "breadcrumbs", "crumbs", "rubric"})


class Source(NamedTuple):
    """The source that a page credits."""

    value: str | None
    """The agency, paper or site, as printed; or else `None`."""
    lines: tuple[int, ...]
    """Indexes of the lines that say so and nothing else."""


class Section(NamedTuple):
    """The section that an article stands in."""

    value: str | None
    """Its name, as printed; or else `None`."""
    lines: tuple[int, ...]
    """Indexes of the lines that are the section and nothing else; none where it is glued to a date."""


class Tags(NamedTuple):
    """The tags of an article."""

    value: tuple[str, ...]
    """As printed, without `#`, each once; empty where there are none."""
    lines: tuple[int, ...]
    """Indexes of the lines that hold them."""


# --- the source

def source_in(text: str) -> str | None:
    """The source that a line credits and does nothing else: «Источник: ТАСС», «По материалам РИА Новости».

    `None` for sentences, headlines («Источник: «Клён» продаст защитника») and credits of pictures.
    """
    lower = text[:12].lower()
    if "источник" not in lower and not lower.lstrip(" |•*—-").startswith("по "):
        return None
    found = _SOURCE.fullmatch(_NEXT_LABEL.sub("", text[:_MOST])) if len(text) <= _MOST else None
    return _outlet(found["value"], loose="источник" in lower) if found else None


def read_source(page: Page, layout: Layout) -> Source:
    """The source that the page credits: a line of its own below or above the text, or an agency named as the author."""
    for index in _around(page, layout):
        text = page.lines[index].text
        if value := source_in(text):
            return Source(value, (index,))
        after = index + 1
        if _SOURCE_ALONE.fullmatch(text.lower()) and after < len(page.lines) and after not in layout.body:
            value = _outlet(page.lines[after].text, loose=True)
            return Source(value, (index, after) if value else ())
    site = _key(page.metadata.site or "")
    for author in page.metadata.authors:
        if _key(author) in AGENCIES and _key(author) != site:
            return Source(author.strip(), ())
    return Source(None, ())


def _outlet(text: str, *, loose: bool) -> str | None:
    """A text as the name of an outlet or an office: an agency, a host, or few words, all of them capitalised."""
    text = text.strip(" .,;|")
    key = _key(text)
    if not 2 <= len(text) <= 90 or _PICTURES.search(key):
        return None
    if key in AGENCIES or _HOST.fullmatch(text):
        return text
    if not loose or len(text) > 70 or re.search(r"[.!?:;] ", text):
        return None
    words = text.split()
    named = len(words) <= 5 and all(_OUTLET_WORD.fullmatch(word) for word in words) and words[0][0] not in "вни"
    quoted = re.fullmatch(r"[«\"“][^«»\"“”]{2,50}[»\"”]", text)
    office = _OFFICE.match(key) and len(words) <= 7 and not _VERB.search(key)
    return text if named or quoted or office else None


# --- the section

def section_in(text: str) -> str | None:
    """The section that a line names with a label, as the last of its crumbs, or glued to a date; or else `None`."""
    if len(text) > _MOST:
        return None
    if found := _SECTION.fullmatch(text):
        return _section(found["value"])
    if found := _RUBRICS.fullmatch(text):
        return _section(found["value"]) if found["value"] and not re.search(r"[,/|;]", found["value"]) else None
    crumbs = [crumb.strip() for crumb in _CRUMBS.split(text) if crumb.strip()]
    if 1 < len(crumbs) <= 5 and _key(crumbs[0]) in _VAGUE:
        named = [crumb for crumb in crumbs[1:4] if _key(crumb) not in _VAGUE]
        storyline = _key(crumbs[1]) in ("сюжеты", "сюжет")
        return _section(named[0]) if named and not storyline and len(named[0].split()) <= 4 else None
    return section_beside_date(text)


def section_beside_date(text: str) -> str | None:
    """The section that stands behind a date in its line: «14:58, 15 декабря 2025Экономика», «Час назад / Политика»."""
    found = _AFTER_DATE.fullmatch(text) if len(text) <= 90 else None
    if not found:
        return None
    value = _GLUED.split(found["value"])[0].strip()  # «РоссияЭксклюзив»
    return value if _key(value) in SECTIONS or (not found["join"] and len(value.split()) <= 3) else None


def read_section(page: Page, layout: Layout) -> Section:
    """The article's section: from the metadata, from a line with a label, crumbs, beside the date, or a line alone."""
    told = _section((page.metadata.section or "").split(",")[0])
    title = _key(page.lines[layout.title].text) if layout.title is not None else ""
    below = (i for i in _tail(page, layout) if _is_labelled(page.lines[i].text))
    for index in (*_head(page, layout), *below):
        text = page.lines[index].text
        if (value := section_in(text)) and _key(value) != title:
            return Section(told or value, () if section_beside_date(text) else (index,))
    for index in _head(page, layout):
        if _is_section(page.lines[index]) and _beside_title(page, layout, index):
            return Section(told or _section(page.lines[index].text), (index,))
    if (over := _over_title(page, layout)) is not None:
        return Section(told or _section(page.lines[over].text), (over,))
    return Section(told, ())


def _section(text: str) -> str | None:
    text = text.strip(" .,;:/|»>")
    return text if 2 <= len(text) <= 60 and "://" not in text and _key(text) not in _VAGUE else None


def _is_labelled(text: str) -> bool:
    return len(text) <= _MOST and bool(_SECTION.fullmatch(text) or _RUBRICS.fullmatch(text))


def _is_section(line: Line) -> bool:
    """Whether a line is a section's name: a known one, or one that mark-up calls so."""
    if len(line.text) > 40 or not line.text[:1].isupper() or "," in line.text:
        return False
    key = _key(line.text)
    return key in SECTIONS or bool(line.hints and line.hints.words & _SECTION_CLASSES and key and key not in _VAGUE)


def _beside_title(page: Page, layout: Layout, index: int) -> bool:
    """Whether a section's name stands by the title or the date, and not in a menu: among others of its kind."""
    run = sum(_is_section(line) for line in page.lines[max(0, index - 2):index + 3])
    by_title = layout.title is not None and 0 < abs(index - layout.title) <= 3
    by_date = "date" in layout.roles[max(0, index - 1):index + 2]
    in_menu = index > 0 and layout.roles[index - 1] in ("section", "controls")
    return run == 1 and not in_menu and (by_title or by_date)


def _over_title(page: Page, layout: Layout) -> int | None:
    """The section's line right over the title, with nothing but the date, a name or a button between; or else `None`.

    A menu may end there, too. What stands over the title is the section where the menu names it once more, or where it
    is a known one and a rule tells that the line above it is no section.
    """
    if layout.title is None:
        return None
    top = layout.title
    over = next((i for i in range(top - 1, max(top - 5, -1), -1) if not _is_between(page.lines[i].text)), None)
    if over is None:
        return None
    line, key = page.lines[over], _key(page.lines[over].text)
    if len(line.text) > 40 or not line.text[:1].isupper() or "," in line.text or key in _VAGUE:
        return None
    size, lower = len(line.text), line.text.lower()
    others = [i for i, x in enumerate(page.lines) if len(x.text) == size and i != over and x.text.lower() == lower]
    in_menus = any(_among_sections(page, i) for i in others)
    above = over - 1
    ruled = above >= 0 and not (layout.rules[above] or "layout/").startswith("layout/")
    parted = ruled and (layout.roles[above] != "section" or _key(page.lines[above].text) in _VAGUE)
    return over if in_menus or (parted and key in SECTIONS) else None


def _is_between(text: str) -> bool:
    """Whether a line may stand between a section's name and the title under it: a date, a byline."""
    moment = read_line(text) if len(text) <= 60 else None
    return (moment is not None and moment.whole) or (len(text) <= 60 and read_byline(text) is not None)


def _among_sections(page: Page, index: int) -> bool:
    """Whether two of the four lines around a line are known sections, as in a menu."""
    around = (*page.lines[max(0, index - 2):index], *page.lines[index + 1:index + 3])
    return sum(_key(line.text[:41]) in SECTIONS for line in around) >= 2


# --- the tags

def tags_in(text: str) -> tuple[str, ...]:
    """The tags that a line lists behind a label or as hashtags; empty for what is no such line."""
    if text.startswith("#") and len(text) <= 2 * _MOST:
        return _tags([tag for tag in text.split("#") if tag.strip()]) if _HASHTAG.match(text) else ()
    if len(text) > 2 * _MOST:
        return ()
    if found := _RUBRICS.fullmatch(text):
        parts = re.split(r"\s*[,/|;]\s*", found["value"])
        return _tags(parts) if len(parts) > 1 else ()
    found = _TAGS.fullmatch(text)
    if not found or not found["value"]:
        return ()
    value = found["value"]
    if "#" in value:
        return _tags(value.split("#"))
    parts = re.split(r"\s*[,;|•·\t]\s*", value)
    return () if len(parts) == 1 and _GLUED.search(value) and " " not in value else _tags(parts)


def read_tags(page: Page, layout: Layout) -> Tags:
    """The article's tags: what a label («Теги:») or hashtags by the text say, or else the metadata, or else mark-up."""
    labelled: list[str] = []
    marked: list[str] = []
    lines: set[int] = set()
    inside = set(layout.body)
    below = list(_tail(page, layout))
    for index in (*below, *_head(page, layout)):
        line = page.lines[index]
        taken = layout.rules[index] or "layout/"
        if index in lines or (index not in below and not taken.startswith("layout/") and layout.roles[index] != "tags"):
            continue  # told, or a menu's
        if found := tags_in(line.text):
            labelled.extend(found)
            lines.add(index)
        elif _is_tag_label(line.text):
            under = _under(page, layout, index, inside)
            labelled.extend(tag for i in under for tag in re.split(r"[,/]", page.lines[i].text))
            lines.update((index, *under) if under else ())
        elif index in below and line.hints and _is_tag(line, line.hints):
            marked.extend([line.text] if len(line.hints.targets) < 2 else [])  # several glued: whose letters are whose?
            lines.add(index)
    told = page.metadata.tags if len(page.metadata.tags) != 1 else tuple(page.metadata.tags[0].split(","))
    told = tuple(tag for tag in told if _key(tag) not in (_key(page.metadata.title or ""), "null"))
    if len(told) >= _FEW and not stems(" ".join(told)) & stems(" ".join(page.lines[i].text for i in layout.body)):
        told = ()  # the outlet's own keywords, the same on all of its pages
    value = _tags(labelled) or (_tags(told) if len(told) <= _MANY else ()) or _tags(marked)
    return Tags(value, tuple(sorted(lines)))


def _is_tag_label(text: str) -> bool:
    found = (_TAGS.fullmatch(text) or _RUBRICS.fullmatch(text)) if len(text) <= 40 else None
    return bool(found and not found["value"].strip())


def _is_tag(line: Line, hints: Hints) -> bool:
    """Whether mark-up says that a line is a tag: its classes, and a link; cards with a time are none."""
    telling = hints.link_share >= 0.8 and bool(hints.words & _TAG_CLASSES)
    return telling and len(line.text) <= 60 and not re.search(r"\d\d:\d\d|^\d+$", line.text)


def _under(page: Page, layout: Layout, index: int, inside: set[int]) -> list[int]:
    """The short lines under a label that are its tags.

    They go on as long as commas join them; without commas, up to a line that is something else, twelve at most.
    """
    found: list[int] = []
    texts = [line.text for line in page.lines[index + 1:index + 15]]
    joined = any("," in text or text.startswith("/") for text in texts[:2])
    for i, text in enumerate(texts, index + 1):
        rule = layout.rules[i] if i < len(layout.rules) else None
        ruled = rule is not None and not rule.startswith("layout/")
        other = ruled or i in inside or text.endswith((":", ".", "?", "!"))
        if other or len(text) > (200 if joined else 40) or text.isdigit() or (not joined and text.count(" ") > 3):
            break
        found.append(i)
        after = page.lines[i + 1].text if i + 1 < len(page.lines) else ""
        if joined and not text.endswith((",", "/")) and not after.startswith((",", "/")):
            break
    return found if len(found) <= 12 else []


def _tags(parts: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Tags, cleaned: each once, of 60 characters at most."""
    clean = (part.strip(" ,.;#\"/|\xa0") for part in parts)
    return tuple(dict.fromkeys(part for part in clean if 0 < len(part) <= 60 and "://" not in part))


# --- where to look

def _key(text: str) -> str:
    return fold_line(text).lower().strip(" \".,:;|")


def _head(page: Page, layout: Layout) -> Iterator[int]:
    """Lines from some above the title to the text, without the title and the deck; the nearest to the title first."""
    if not layout.body and layout.title is None:
        return iter(())
    first = layout.body[0] if layout.body else len(page.lines)
    title = layout.title if layout.title is not None else first
    span = range(max(0, title - ABOVE), min(first, title + BELOW, len(page.lines)))
    near = sorted((i for i in span if i not in (layout.title, layout.lead)), key=lambda i: (abs(i - title), i))
    return iter(near)


def _tail(page: Page, layout: Layout) -> Iterator[int]:
    last = layout.body[-1] if layout.body else len(page.lines)
    return iter(range(last + 1, min(len(page.lines), last + 1 + BELOW)))


def _around(page: Page, layout: Layout) -> Iterator[int]:
    """Where a source is credited: below the text, above it, and in its last two lines."""
    yield from _tail(page, layout)
    yield from (i for i in layout.body[-2:] if len(page.lines[i].text) <= 100)
    yield from _head(page, layout)
