"""Further pages for fitting, made of read ones: an article in another outlet's furniture, and HTML with fewer hints.

Seventy articles know their furniture by heart. Put into the menus, cards and footers of other outlets, they teach what
holds anywhere. Pages are put together after reading, line by line, so each line keeps its hints and its mark.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import NamedTuple

from newsclean.reading.page import Line, Page
from newsclean.traits import find_anchor
from tests.benchmarks.annotated import OTHER, TEXT, Sample, owner

_FAR = 1_000_000
"""Added to the numbers of containers, so that those of two pages do not meet."""


class Marked(NamedTuple):
    """A read page with the mark of each line (`annotated.label`)."""

    sample: Sample
    page: Page
    marks: list[int]
    owners: frozenset[str] = frozenset()
    """The owners of the outlets that it is made of."""


def untold(page: Page) -> Page | None:
    """The page once more without what tells its headline, or else `None`.

    That is HTML as a plain dump without metadata, and a dump of `get_text` without the window title on top of it.
    """
    if page.shape == "html":
        lines = [dataclasses.replace(line, hints=None) for line in page.lines]
        return Page(lines, "lines", dataclasses.replace(page.metadata, title=None, window=None))
    if page.shape == "gettext" and find_anchor([line.text for line in page.lines], None):
        return Page(page.lines[1:], page.shape, page.metadata)
    return None


class _Parts(NamedTuple):
    headline: int | None
    first: int
    last: int


def made_of(tool: ModuleType, pages: Sequence[Marked], weight: float = 0.5) -> Iterator[Marked]:
    """For each article in lines, one in the furniture of others; for each in HTML, one with some hints gone besides."""
    choose = random.Random(0)
    for shape in ("html", "innertext", "gettext"):
        found = [(one, parts) for one in pages if one.sample.shape == shape and (parts := _parts(tool, one))]
        for one, parts in found:
            others = [other for other in found if owner(other[0].sample.site) != owner(one.sample.site)]
            if others:
                above = choose.choice(others)
                below = choose.choice(others) if choose.random() < 0.5 else above
                yield _graft((one, parts), above, below, choose, weight)
            if shape == "html":
                yield _blunt(one, choose, weight)


def _parts(tool: ModuleType, one: Marked) -> _Parts | None:
    text = [i for i, mark in enumerate(one.marks) if mark == TEXT]
    if not text or one.page.shape == "oneline":
        return None
    want = tool.fold(one.sample.title)
    heads = (i for i in range(text[0] - 1, -1, -1) if tool.fold(one.page.lines[i].text) == want)
    return _Parts(next(heads, None), text[0], text[-1])


def _graft(
    own: tuple[Marked, _Parts], above: tuple[Marked, _Parts], below: tuple[Marked, _Parts],
    choose: random.Random, weight: float,
) -> Marked:
    """The article of `own` under what stands over one outlet's text and over what stands under another's."""
    (one, parts), (upper, over), (lower, under) = own, above, below
    top = over.first if over.headline is None else over.headline
    pieces = [(upper, range(top), 0)]
    if parts.headline is not None:
        pieces.append((one, range(parts.headline, parts.headline + 1), choose.choice((0, _FAR))))
    between = (upper, range(top + 1, over.first), _FAR)
    if not between[1] or choose.random() < 0.5:
        between = (one, range(parts.first if parts.headline is None else parts.headline + 1, parts.first), _FAR)
    text = (one, range(parts.first, parts.last + 1), _FAR)
    pieces += [between, text, (lower, range(under.last + 1, len(lower.marks)), 2 * _FAR)]
    lines = [_moved(page.page.lines[i], by) for page, numbers, by in pieces for i in numbers]
    marks = [
        OTHER if page.marks[i] == TEXT and piece is not text else page.marks[i]
        for piece in pieces for page, numbers, _ in (piece,) for i in numbers
    ]
    windowed = one.page.metadata.window is None and find_anchor([line.text for line in upper.page.lines], None)
    if windowed and top and one.sample.title:  # the dump's first line repeats the headline
        behind = choose.choice(("", f" | {upper.sample.site}", f" - {upper.sample.site}"))
        lines[0] = dataclasses.replace(lines[0], text=one.sample.title + behind)
    sample = one.sample._replace(shape="made-graft", weight=weight)
    owners = frozenset(owner(page.sample.site) for page in (one, upper, lower))
    return Marked(sample, Page(lines, one.page.shape, one.page.metadata), marks, owners)


def _moved(line: Line, by: int) -> Line:
    hints = line.hints and dataclasses.replace(line.hints, container=line.hints.container + by)
    return dataclasses.replace(line, hints=hints)


def _blunt(one: Marked, choose: random.Random, weight: float) -> Marked:
    """The page with all or half of its class words gone, and perhaps with `div` for `p`, `li` and `span`."""
    words = sorted({word for line in one.page.lines if line.hints for word in line.hints.words})
    share = 1.0 if choose.random() < 0.3 else 0.5
    gone = frozenset(word for word in words if choose.random() < share)
    flat = ("p", "li", "span") if choose.random() < 0.3 else ()
    lines = []
    for line in one.page.lines:
        hints = line.hints and dataclasses.replace(
            line.hints, words=line.hints.words - gone, tag="div" if line.hints.tag in flat else line.hints.tag
        )
        lines.append(dataclasses.replace(line, hints=hints))
    sample = one.sample._replace(shape="made-blunt", weight=weight)
    return Marked(sample, Page(lines, one.page.shape, one.page.metadata), one.marks, frozenset({owner(sample.site)}))
