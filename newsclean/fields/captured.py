"""What the `field` rules of rule sets capture: lines in a fixed shape that an outlet prints around its articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.fields.bylines import read_byline
from newsclean.fields.moments import read_date
from newsclean.fields.names import person
from newsclean.layout import Layout
from newsclean.reading.fold import fold
from newsclean.reading.page import Page
from newsclean.rules.matcher import Named


class Captured(NamedTuple):
    """Values by field; what no rule captured is `None` or empty."""

    title: str | None = None
    lead: str | None = None
    published: dt.datetime | None = None
    date: dt.date | None = None
    date_text: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    source: str | None = None


def read_captured(
    page: Page, layout: Layout, rules: Sequence[Named], *, now: dt.datetime | None, tz: str | None
) -> Captured:
    """The values of the named groups, from the lines that `field` rules took; the first one wins."""
    fielded = {named.name: named.rule for named in rules if named.verb == "field"}
    values: dict[str, list[str]] = {}
    for i, name in enumerate(layout.rules):
        if name in fielded:
            folded = fold(page.lines[i].text)
            for group, value in fielded[name].capture(folded, folded.lower()).items():
                values.setdefault(group, []).append(_as_printed(page.lines[i].text, value))
    if not values:
        return Captured()
    moment = next((found for text in values.get("date", ()) if (found := read_date(text, now=now, tz=tz))), None)
    tags = tuple(tag for text in values.get("tags", ()) for part in text.split(",") if (tag := part.strip(" #;")))
    return Captured(
        title=_first(values, "title"),
        lead=_first(values, "lead"),
        published=moment.aware if moment else None,
        date=moment.day if moment else None,
        date_text=moment.text if moment else None,
        authors=tuple(dict.fromkeys(name for text in values.get("author", ()) for name in _names(text))),
        section=_first(values, "section"),
        tags=tags,
        source=_first(values, "source"),
    )


def _first(values: dict[str, list[str]], group: str) -> str | None:
    return values[group][0] if group in values else None


def _names(text: str) -> tuple[str, ...]:
    byline = read_byline(f"Автор: {text}")
    found = person(text)
    return byline.names if byline else (found,) if found else ()


def _as_printed(line: str, folded: str) -> str:
    """The part of a line that a folded value stands for, where folding kept every character's place."""
    at = fold(line).find(folded)
    return line[at : at + len(folded)] if at >= 0 and len(fold(line)) == len(line) else folded
