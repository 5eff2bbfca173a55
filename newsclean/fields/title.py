"""The headline and the deck: which of the lines above the article's text they are."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence

from newsclean.fields.dateline import read_dateline
from newsclean.fields.headline import PIECES, window_pieces, window_title
from newsclean.layout import Layout, weights
from newsclean.line_traits import letters, stems, stems_of
from newsclean.reading.fold import fold
from newsclean.reading.page import Field, Page

_TIE = 0.6
"""Of two lines that are nearly as likely and near each other, the upper is the headline and the lower its deck."""
_NEAR = 4
"""How many lines a headline may stand over a line that could be its deck."""
_MENU = re.compile(r"[/|▪•»>]|\bназад\b")
_UNLIKE = frozenset({"stop", "time", "name", "credit", "lower", "counted", "latin", "capitals", "menu"})
"""Traits of a line that is no headline over a deck."""
_CLOSE = frozenset({"common3", "common4", "opens2", "opens3", "opens4"})
"""Traits of a line that shares more than a word with the text."""
_PAIR = 12
"""How many lines a headline and its deck stand apart at most: a date, a name, a credit may stand between."""
_ABOVE = 2.0
"""What a line above the text gains against «no headline»: the text loses nothing by it."""
_CARDS = 8
"""How many lines under the heading of a list of cards still belong to it."""
_REACH = 40
"""How many lines above the text the headline may stand."""
_STOP = re.compile(r"[.…;:,][»\"”')\]]*$")
_BULLETS = ">›»→►▶•·|/+#"
_SENTENCES = re.compile(r"[а-яёіїєґ»\"]\. [А-ЯЁІЇЄҐA-Z«\"]")
_LABELLED = re.compile(r"(?:фото|видео|иллюстрация|источник|автор|текст)\s?:", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:Колонка|Колумнист|Автор|Беседовала?|Подготовила?|Интервью взяла?) [А-ЯЁ][а-яё]+ [А-ЯЁ]|Опубликовано|Обновлено"
)
_COUNTED = re.compile(r"\(\d+\)$|:$")
_CAPITAL = re.compile(r"(?<!\S)[\"«(]?[А-ЯЁA-Z]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)")
_DATE = re.compile(
    r"\b\d{1,2}(?:[./]\d{1,2}[./]|[ -](?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?,?[ -])"
    r"(?:19|20)?\d\d\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:[А-ЯЁІЇЄҐA-Z][\w’'.-]*)(?: [А-ЯЁІЇЄҐA-Z][\w’'.-]*){1,2}(?: \(.{3,80}\))?$")
_CREDIT = re.compile(r"\bфото\b|©|иллюстрация|\bкадр\b|reuters|getty|globallook|риа новости *$|/тасс", re.IGNORECASE)


def find_title(page: Page, layout: Layout) -> tuple[int | None, int | None]:
    """The indexes of the headline's and the deck's lines; `None` where the page shows none.

    What the page's metadata call the headline wins where a line says the same. Else the lines above the text compete:
    each trait of a candidate has a weight in `weights.toml`, and the best one wins if it beats «no headline».
    """
    if not layout.body:
        return _told(page, 0), None
    first = layout.body[0]
    told = _named(page, layout, "title")
    if told is None:
        told = _told(page, first)
    if told is None:
        told = _windowed(page, layout)
    if told is not None:
        return told, _find_lead(page, layout, told)
    table = weights().title
    best, title = 0.0, None
    candidates = title_traits(page, layout)
    for i, traits in candidates:
        score = sum(table.get(name, 0.0) for name in traits) + (_ABOVE if i < first else 0.0)
        upper = title is not None and title - i <= _PAIR and "related-above0" in traits and score > best - _TIE
        # What calls to the reader, credits a picture or lists sections is no headline over a deck.
        upper = upper and "!" not in page.lines[i].text and _UNLIKE.isdisjoint(traits)
        if score > best or upper:
            best, title = max(best, score), i
    if title is not None:
        title = _over_deck(page, layout, candidates, title)
        title = _over_cards(layout, candidates, title)
        if layout.anchor and title - _PAIR <= layout.anchor < title and layout.anchor in dict(candidates):
            # What stands under the line that the window title repeats is its deck, unless that is the site's motto.
            anchored = page.lines[layout.anchor].text
            title = layout.anchor if len(stems(anchored)) >= 3 and len(PIECES.split(anchored)) == 1 else title
    if title is None and page.shape == "gettext" and first > 10:
        text = page.lines[0].text
        if _without_site(text, stems_of([page.lines[i].text for i in layout.body[:12]])) == text:
            title = 0  # the window title, which is the headline alone
    return title, None if title is None else _find_lead(page, layout, title)


def _over_deck(page: Page, layout: Layout, candidates: Sequence[tuple[int, Sequence[str]]], title: int) -> int:
    """The line over the chosen one, where that looks like the deck of it: longer, with a short headline on top.

    Over a headline there is no other headline, or else both stand in a list; between it and its deck there is no
    date and no section, or else they head the lower line.
    """
    every = dict(candidates)
    upper = next((i for i in range(title - 1, title - _NEAR - 1, -1) if i in every), None)
    if upper is None or title == layout.anchor or "time" not in every.get(upper - 1, ("time",)):
        return title
    for i in range(upper + 1, title):
        text = page.lines[i].text
        if not (layout.rules[i] or "layout/").startswith("layout/") or _TIME.search(text) or _DATE.search(text):
            return title
    head, deck = page.lines[upper].text, page.lines[title].text
    unlike = head.count(" ") < 2 or _MENU.search(head) or _UNLIKE.intersection(every[upper])
    longer = 1.5 if "shares-none" in every[upper] else 1.0  # a slogan over the headline, or a headline that puns
    return title if longer * len(head) >= len(deck) or unlike or "twice" in every[title] else upper


def _told(page: Page, first: int) -> int | None:
    """The line that says what the metadata call the headline: the nearest above `first`, or else the next below."""
    if not page.metadata.title:
        return None
    same = fold(page.metadata.title).lower()
    order: list[int] = [*range(min(first + 3, len(page.lines)) - 1, -1, -1), *range(first + 3, len(page.lines))]
    for i in order:
        if fold(page.lines[i].text).lower() == same:
            return i
    return None


def _windowed(page: Page, layout: Layout) -> int | None:
    """The last line above the text that begins with a piece of the window title, where the layout found no anchor.

    The window title writes the headline in other letter case, or the line goes on with something else behind it.
    """
    window = window_title(page, layout)
    if window is None or layout.anchor is not None:
        return None
    pieces = window_pieces(window)
    for i in range(layout.body[0] - 1, max(0, layout.body[0] - _REACH) - (page.metadata.window is not None), -1):
        text = page.lines[i].text
        ruled = not (layout.rules[i] or "layout/").startswith("layout/")
        if not ruled and len(text) <= 300 and fold(text).lower().startswith(pieces):
            return i
    return None


def _over_cards(layout: Layout, candidates: list[tuple[int, list[str]]], title: int) -> int:
    """The headline above «Ещё по теме», where what looked like the headline is a card of the list under it."""
    heading = next((i for i in range(title - 1, max(title - _CARDS, 0) - 1, -1) if _heads_cards(layout, i)), None)
    if heading is None:
        return title
    table = weights().title
    score, over = 0.0, title
    for i, traits in candidates:
        own = sum(table.get(name, 0.0) for name in traits)
        speaks = ("shares3" in traits or "shares4" in traits) and "counted" not in traits
        if speaks and own > score and heading - 2 * _PAIR <= i < heading:
            score, over = own, i
    return over


def _heads_cards(layout: Layout, index: int) -> bool:
    """Whether a rule took a line for an insert's heading: «Ещё по теме»."""
    return layout.roles[index] == "insert" and not (layout.rules[index] or "layout/").startswith("layout/")


def _named(page: Page, layout: Layout, field: Field) -> int | None:
    """The line that the outlet's selectors name as headline or deck: the last above the text, or else the first.

    `None` where they name none.
    """
    if page.shape != "html":
        return None
    lines = [i for i, line in enumerate(page.lines) if line.hints and line.hints.field == field]
    above = [i for i in lines if i < layout.body[0]]
    return above[-1] if above else lines[0] if lines else None


def title_traits(page: Page, layout: Layout) -> list[tuple[int, list[str]]]:
    """The lines that may be the headline, from the text upwards, each with its traits."""
    lines, first = page.lines, layout.body[0]
    low = max(0, first - _REACH)
    if layout.anchor is not None and low - 40 <= layout.anchor < low:
        low = layout.anchor
    if page.metadata.window is None and layout.anchor and layout.anchor < first:
        low = max(low, 1)  # the dump's first line is the window title
    window = range(low, first + 1)
    texts = {i: lines[i].text for i in window}
    fits = {i: _may_be_title(text) for i, text in texts.items()}
    inside = frozenset(texts.values())
    ruled = {i for i in window if (layout.rules[i] or "layout/").partition("/")[0] != "layout"}
    speaks = stems_of([lines[i].text for i in layout.body[:12]])
    opens = stems_of([lines[i].text for i in layout.body[:2]])
    seen = Counter(text for line in lines if (text := line.text) in inside)
    found: list[tuple[int, list[str]]] = []
    above_text = 0
    dated = named = False
    for i in reversed(window):
        text = texts[i]
        if not fits[i] or i in ruled:
            dated = dated or _stamp(text) == "date"
            continue
        if i == first and (_STOP.search(text) or len(layout.body) < 2 or len(text) > 200):
            continue
        if text[-1] == "." and _SENTENCES.search(text) and i != layout.anchor:
            continue  # a deck
        words = stems_of((text,))
        told = stems_of([lines[j].text for j in layout.body[1:12]]) if i == first else speaks
        own = _own_traits(text, words, told)
        if i != first:
            own.append(f"opens{min(4, len(words & opens))}")
        own.append(f"rank{min(above_text, 4)}")
        own.append(f"gap{min(4, (first - i).bit_length())}")
        before, after = texts.get(i - 1, ""), texts.get(i + 1, "")
        for name, near in (("above", before), ("under", after)):
            if stamp := _stamp(near):
                own.append(f"{stamp}-{name}")
        own.append("ruled-above" if i - 1 in ruled or i == 0 else "free-above")
        if i + 1 not in ruled and fits.get(i + 1):
            own.append("pair-under" if len(after) > len(text) else "pair-under-short")
        if i - 1 not in ruled and fits.get(i - 1):
            own.append("pair-above")
        if seen[text] > 1:
            own.append("twice")
        if (hints := lines[i].hints) and hints.tag == "h1":
            own.append("h1")
        if i == layout.anchor:
            own.append("anchor")
        elif layout.anchor is not None:
            own.append("not-anchor")
        if dated:
            own.append("dated-under")
        if named:
            own.append("named-under")
        named = named or _NAME.fullmatch(text) is not None
        above_text += 1
        found.append((i, own))
    _rank_related(found)
    return found


def _rank_related(found: list[tuple[int, list[str]]]) -> None:
    """Tell the topmost of the lines that speak of the text's matter: the headline stands above its deck."""
    close = [i for i, own in found if not _CLOSE.isdisjoint(own)]
    for i, own in found:
        if i in close:
            over = sum(i - _PAIR <= other < i for other in close)
            under = sum(i < other <= i + _PAIR for other in close)
            own.append(f"close{min(2, over)}-{min(2, under)}")
    related = [i for i, own in found if "shares-none" not in own]
    every = {i for i, _ in found}
    heads = {i for i in every if every.isdisjoint(range(i - 3, i))}
    for i, own in found:
        if i in heads:
            own.append("heads" if every.isdisjoint(range(i + 1, i + 5)) else "heads-pair")
        elif not heads.isdisjoint(range(i - 4, i)):
            own.append("second")
    for i, own in found:
        if "shares-none" not in own:
            above = [other for other in related if i - 6 <= other < i]
            own.append(f"related-above{min(2, len(above))}")
            below = [other for other in related if i < other <= i + 8]
            own.append(f"related-under{min(2, len(below))}")


def read_title(page: Page, layout: Layout) -> str | None:
    """The headline: its line, or else what the metadata or the window title say, without the site's name; or `None`."""
    if layout.title is not None:
        return page.lines[layout.title].text
    if page.metadata.title:
        return page.metadata.title
    window = window_title(page, layout)
    if not layout.body or not window:
        return None
    found = _without_site(window, stems_of([page.lines[i].text for i in layout.body[:12]]))
    return None if found in {line.text for line in page.lines} else found


def _without_site(window: str, speaks: frozenset[bytes]) -> str | None:
    """The part of a window title that speaks of the text's matter: «Заголовок - Сайт | Раздел» -> «Заголовок»."""
    pieces = PIECES.split(window)
    kept = [i for i in range(0, len(pieces), 2) if len(stems(pieces[i]) & speaks) >= 2]
    if not kept:
        return None
    return "".join(pieces[kept[0] : kept[-1] + 1]).strip() or None


def _own_traits(text: str, words: frozenset[bytes], speaks: frozenset[bytes]) -> list[str]:
    """The traits of a candidate, given the stems of its words, by itself and against the words of the text."""
    shared = len(words & speaks)
    share = f"shares{min(4, 1 + 4 * shared // (len(words) + 1))}" if shared else "shares-none"
    return [*_looks(text), share, f"common{min(4, shared)}"]


def _stamp(text: str) -> str:
    """What a short line holds: a `date`, a `time`; or else nothing."""
    return _stamp_of(text) if len(text) < 60 else ""


@functools.lru_cache(maxsize=8192)
def _stamp_of(text: str) -> str:
    return "date" if _DATE.search(text) else "time" if _TIME.search(text) else ""


@functools.lru_cache(maxsize=8192)
def _looks(text: str) -> tuple[str, ...]:
    """The traits of a candidate by itself."""
    own = ["title", f"words{min(5, text.count(' ').bit_length())}"]
    if _STOP.search(text):
        own.append("stop")
    if len(text) > 150:
        own.append("long")
    if _TIME.search(text) or _DATE.search(text):
        own.append("time")
    if _NAME.fullmatch(text):
        own.append("name")
    if _CREDIT.search(text):
        own.append("credit")
    if text[0].islower():
        own.append("lower")
    if _COUNTED.search(text):
        own.append("counted")
    if 2 * len(_CAPITAL.findall(text)) > text.count(" ") + 1:
        own.append("capitals")
    if not _CYRILLIC.search(text):
        own.append("latin")
    if _MENU.search(text):
        own.append("menu")
    return tuple(own)


def _lists(text: str) -> bool:
    """Whether a line is a list of sections or tags: «Медицина, Рынки и компании, Транспорт»."""
    pieces = text.split(", ")
    return len(pieces) > 2 and all(piece[:1].isupper() and piece.count(" ") < 3 for piece in pieces)


def _may_be_title(text: str) -> bool:
    """Whether a line can be a headline at all: 10 to 300 characters, mostly letters; no credit, menu entry or list."""
    return 10 <= len(text) <= 300 and text[0] not in _BULLETS and _is_worded(text)


@functools.lru_cache(maxsize=8192)
def _is_worded(text: str) -> bool:
    if _LABELLED.match(text) or _SIGNED.match(text) or _lists(text):
        return False
    return letters(text) * 2 > len(text) and letters(_DATE.sub("", text)) >= 8


def _find_lead(page: Page, layout: Layout, title: int) -> int | None:
    """The deck: a line between headline and text that is long enough to sum the article up."""
    first = layout.body[0]
    named = _named(page, layout, "lead")
    if named is not None and named != title and named <= layout.body[:3][-1]:
        return named
    same = fold(page.lines[title].text).lower()
    for i in range(title + 1, min(first, title + 8)):
        if _heads_cards(layout, i):
            break  # cards follow
        text = page.lines[i].text
        taken = (layout.rules[i] or "layout/").partition("/")[0] != "layout"
        if not taken and _may_be_lead(text) and fold(text).lower() != same:
            return i
    return None


def _may_be_lead(text: str) -> bool:
    """Whether a line can be a deck: 30 to 500 characters, mostly letters, no credit, date or dateline."""
    if not 30 <= len(text) <= 500 or text.count(" ") < 3 or _CREDIT.search(text) or _DATE.search(text):
        return False
    opening = read_dateline(text)
    if opening is not None and len(opening.text) > len(text) - 10:
        return False
    return letters(text) * 2 > len(text)
