"""The headline and the deck: which of the lines above the article's text they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from newsclean.fields.candidates import CREDIT, DATE, MENU, PAIR, REACH, TIME, is_ruled, title_traits
from newsclean.fields.dateline import read_dateline
from newsclean.fields.headline import PIECES, window_pieces, window_title
from newsclean.layout import Layout, weights
from newsclean.line_traits import letters, shape_of, stems, stems_of
from newsclean.reading.fold import fold, fold_lines
from newsclean.reading.page import Field, Page

_TIE: Final = 0.6
"""Of two lines that are nearly as likely and near each other, the upper is the headline and the lower its deck."""
_NEAR: Final = 4
"""How many lines a headline may stand over a line that could be its deck."""
_UNLIKE: Final = frozenset({"stop", "time", "name", "credit", "lower", "counted", "latin", "capitals", "menu"})
"""Traits of a line that is no headline over a deck."""
_ABOVE: Final = 2.0
"""What a line above the text gains against «no headline»: the text loses nothing by it."""
_CARDS: Final = 8
"""How many lines under the heading of a list of cards still belong to it."""


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
        score = _weigh(traits, table) + (_ABOVE if i < first else 0.0)
        upper = title is not None and title - i <= PAIR and "related-above0" in traits and score > best - _TIE
        # What calls to the reader, credits a picture or lists sections is no headline over a deck.
        upper = upper and "!" not in page.lines[i].text and _UNLIKE.isdisjoint(traits)
        if score > best or upper:
            best, title = max(best, score), i
    if title is not None:
        title = _over_deck(page, layout, candidates, title)
        title = _over_cards(layout, candidates, title)
        if layout.anchor and title - PAIR <= layout.anchor < title and layout.anchor in dict(candidates):
            # What stands under the line that the window title repeats is its deck, unless that is the site's motto.
            anchored = page.lines[layout.anchor].text
            title = layout.anchor if len(stems(anchored)) >= 3 and len(PIECES.split(anchored)) == 1 else title
    if title is None and page.shape == "gettext" and first > 10:
        text = page.lines[0].text
        if _without_site(text, stems_of([page.lines[i].text for i in layout.body[:12]])) == text:
            title = 0  # the window title, which is the headline alone
    return title, None if title is None else _find_lead(page, layout, title)


def _weigh(traits: Sequence[str], table: dict[str, float]) -> float:
    """What the traits of a candidate say for its being the headline."""
    found = 0.0
    for name in traits:
        found += table.get(name, 0.0)
    return found


def _over_deck(page: Page, layout: Layout, candidates: list[tuple[int, list[str]]], title: int) -> int:
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
        if is_ruled(layout, i) or TIME.search(text) or DATE.search(text):
            return title
    head, deck = page.lines[upper].text, page.lines[title].text
    unlike = head.count(" ") < 2 or MENU.search(head) or _UNLIKE.intersection(every[upper])
    longer = 1.5 if "shares-none" in every[upper] else 1.0  # a slogan over the headline, or a headline that puns
    return title if longer * len(head) >= len(deck) or unlike or "twice" in every[title] else upper


def _told(page: Page, first: int) -> int | None:
    """The line that says what the metadata call the headline: the nearest above `first`, or else the next below."""
    if not page.metadata.title:
        return None
    same = fold(page.metadata.title).lower()
    texts = [line.text for line in page.lines]
    above = fold_lines(texts[:first + 3])
    for i in range(len(above) - 1, -1, -1):
        if above[i].lower() == same:
            return i
    for i, text in enumerate(fold_lines(texts[first + 3:]), first + 3):
        if text.lower() == same:
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
    if not pieces:
        return None
    top = max(0, layout.body[0] - REACH) - (page.metadata.window is not None)
    above = [i for i in range(layout.body[0] - 1, top, -1) if not is_ruled(layout, i)]
    above = [i for i in above if len(page.lines[i].text) <= 300]
    for at, text in enumerate(fold_lines([page.lines[i].text for i in above])):
        if text.lower().startswith(pieces):
            return above[at]
    return None


def _over_cards(layout: Layout, candidates: list[tuple[int, list[str]]], title: int) -> int:
    """The headline above «Ещё по теме», where what looked like the headline is a card of the list under it."""
    heading = next((i for i in range(title - 1, max(title - _CARDS, 0) - 1, -1) if _heads_cards(layout, i)), None)
    if heading is None:
        return title
    table = weights().title
    score, over = 0.0, title
    for i, traits in candidates:
        own = _weigh(traits, table)
        speaks = ("shares3" in traits or "shares4" in traits) and "counted" not in traits
        if speaks and own > score and heading - 2 * PAIR <= i < heading:
            score, over = own, i
    return over


def _heads_cards(layout: Layout, index: int) -> bool:
    """Whether a rule took a line for an insert's heading: «Ещё по теме»."""
    return layout.roles[index] == "insert" and is_ruled(layout, index)


def _named(page: Page, layout: Layout, field: Field) -> int | None:
    """The line that the outlet's selectors name as headline or deck: the last above the text, or else the first.

    `None` where they name none.
    """
    if page.shape != "html":
        return None
    lines = [i for i, line in enumerate(page.lines) if line.hints and line.hints.field == field]
    above = [i for i in lines if i < layout.body[0]]
    return above[-1] if above else lines[0] if lines else None


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
        taken = is_ruled(layout, i)
        if not taken and _may_be_lead(text) and fold(text).lower() != same:
            return i
    return None


def _may_be_lead(text: str) -> bool:
    """Whether a line can be a deck: 30 to 500 characters, mostly letters, no credit, date or dateline."""
    if not 30 <= len(text) <= 500 or text.count(" ") < 3 or CREDIT.search(text) or DATE.search(text):
        return False
    opening = read_dateline(text)
    if opening is not None and len(opening.text) > len(text) - 10:
        return False
    return letters(shape_of(text)) * 2 > len(text)
