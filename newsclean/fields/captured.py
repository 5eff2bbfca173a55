"""What rule sets tell of fields: `field` rules capture lines in a fixed shape, selectors name the nodes of HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.fields.bylines import read_byline
from newsclean.fields.headline import Headline, find_headline, find_run, read_run
from newsclean.fields.moments import find_date, read_date
from newsclean.fields.names import person
from newsclean.fields.readings import Moment
from newsclean.layout import Layout
from newsclean.reading.fold import fold
from newsclean.reading.page import Field, Page
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
    lines: tuple[tuple[int, str], ...] = ()
    """The lines that gave a value and that no rule took: those that selectors name, those of a headline. Indexes and
    roles."""


def read_captured(
    page: Page, layout: Layout, rules: Sequence[Named], *, now: dt.datetime | None, tz: str | None
) -> Captured:
    """The values of the named groups, from the lines that `field` rules took; the first one wins.

    Where no rule captured a date or an author, the lines that selectors name are read; where none captured a title,
    the headline may still be a part of its line.
    """
    fielded = {named.name: named.rule for named in rules if named.verb == "field"}
    values: dict[str, list[str]] = {}
    headline: Headline | None = None
    for i, name in enumerate(layout.rules):
        if name in fielded:
            folded = fold(page.lines[i].text)
            for group, value in fielded[name].capture(folded, folded.lower()).items():
                value = _as_printed(page.lines[i].text, value)
                if group == "title" and page.shape == "oneline":
                    headline = headline or read_run(page, layout, i, value)
                else:
                    values.setdefault(group, []).append(value)
    moment = next((found for text in values.get("date", ()) if (found := read_date(text, now=now, tz=tz))), None)
    authors = tuple(dict.fromkeys(name for text in values.get("author", ()) for name in _names(text)))
    lines: dict[int, str] = {}
    if "title" not in values and (
        headline := headline or find_run(page, layout) or find_headline(page, layout)
    ):
        values["title"] = [headline.text]
        if headline.author:
            authors = authors or _names(headline.author)
        lines.update(dict.fromkeys(headline.lines, "title"))
    if moment is None:
        for i in _named(page, layout, "date"):
            if moment := _date_in(page.lines[i].text, now, tz):
                lines[i] = "date"
                break
    if not authors:
        bylines = {i: names for i in sorted(_named(page, layout, "authors")) if (names := _names(page.lines[i].text))}
        authors = tuple(dict.fromkeys(name for names in bylines.values() for name in names))
        lines.update(dict.fromkeys(bylines, "byline"))
    tags = tuple(tag for text in values.get("tags", ()) for part in text.split(",") if (tag := part.strip(" #;")))
    return Captured(
        title=_first(values, "title"),
        lead=_first(values, "lead"),
        published=moment.aware if moment else None,
        date=moment.day if moment else None,
        date_text=moment.text if moment else None,
        authors=authors,
        section=_first(values, "section"),
        tags=tags,
        source=_first(values, "source"),
        lines=tuple(lines.items()),
    )


def _named(page: Page, layout: Layout, field: Field) -> list[int]:
    """The lines that selectors name as a field, the nearest to the headline first: cards below have dates, too."""
    title = layout.title or 0
    named = [i for i, line in enumerate(page.lines) if line.hints and line.hints.field == field]
    return sorted(named, key=lambda i: (abs(i - title), i))


def _date_in(text: str, now: dt.datetime | None, tz: str | None) -> Moment | None:
    """The date of publication in a line that a selector names; `None` for the date of a change."""
    moment = read_date(text, now=now, tz=tz)
    if moment is None and (found := find_date(text, now=now, tz=tz)):
        moment = found.moment
    return moment if moment and moment.label != "modified" else None


def _first(values: dict[str, list[str]], group: str) -> str | None:
    return values[group][0] if group in values else None


def _names(text: str) -> tuple[str, ...]:
    byline = read_byline(text) or read_byline(f"Автор: {text}")
    found = person(text)
    return byline.names if byline else (found,) if found else ()


def _as_printed(line: str, folded: str) -> str:
    """The part of a line that a folded value stands for, where folding kept every character's place."""
    at = fold(line).find(folded)
    return line[at : at + len(folded)] if at >= 0 and len(fold(line)) == len(line) else folded
