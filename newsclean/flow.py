"""The flow between a page and an article: lines are laid out and fields read, twice, and what is left is the body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.amend import BODY, HEAD, ZONES
from newsclean.article import Dateline
from newsclean.fields.authors import Authors, read_authors
from newsclean.fields.captured import Captured, read_captured
from newsclean.fields.dateline import read_dateline
from newsclean.fields.dates import Dates, read_dates
from newsclean.fields.notices import Notices, read_notices
from newsclean.fields.source import Section, Source, Tags, read_section, read_source, read_tags
from newsclean.fields.title import find_title
from newsclean.layout import Layout, _clean_from, arrange
from newsclean.line_traits import line_facts
from newsclean.reading.page import Page
from newsclean.reading.text import read_text
from newsclean.rules.judge import judge
from newsclean.rules.library import Rulebook
from newsclean.traits import find_anchor


def lay_out(page: Page, book: Rulebook) -> Layout:
    """Label the lines, find the article's text among them and the headline above it."""
    return _titled(page, arrange(page, book.hits([line.text for line in page.lines]), book.rules))


def _titled(page: Page, layout: Layout) -> Layout:
    """The layout with the headline and the deck, which leave the body."""
    title, lead = find_title(page, layout)
    layout.title, layout.lead = title, lead
    layout.body = [i for i in layout.body if i != title and i != lead]
    for i in (title, lead):
        if i is not None:
            layout.roles[i] = layout.rules[i] = None
    return layout


class Fields(NamedTuple):
    """What the readers of the fields say of a page."""

    dates: Dates
    dateline: Dateline | None
    authors: Authors
    notices: Notices
    source: Source
    section: Section
    tags: Tags
    told: Captured

    @property
    def lines(self) -> dict[int, str]:
        """The lines that are fields and not text, with the field's name."""
        return {
            **dict.fromkeys(self.tags.lines, "tags"),
            **dict.fromkeys(self.section.lines, "section"),
            **dict.fromkeys(self.source.lines, "source"),
            **dict.fromkeys(self.dates.lines, "date"),
            **dict.fromkeys(self.authors.lines, "byline"),
            **self.notices.lines,
            **dict(self.told.lines),
        }


def read_fields(
    page: Page, layout: Layout, book: Rulebook, *, url: str | None, now: dt.datetime | None, zone: str | None
) -> Fields:
    """Read all fields but the headline and the deck, which the layout holds."""
    dates = read_dates(page, layout, url=url, now=now, tz=zone)
    dateline = None
    for i in layout.body[:10]:
        if dateline := read_dateline(page.lines[i].text, dates.date):
            break
    return Fields(
        dates,
        dateline,
        read_authors(page, layout, dateline),
        read_notices(page, layout),
        read_source(page, layout),
        read_section(page, layout),
        read_tags(page, layout),
        read_captured(page, layout, book.rules, now=now, tz=zone),
    )


def settle(page: Page, layout: Layout, book: Rulebook) -> Layout:
    """Make sure that cleaning the body once more changes nothing: what a second look takes, the first takes too."""
    while layout.body:
        body = compose(page, layout)
        again = read_text(body)
        kept = compose(again, _look_again(again, book))
        gone = _missing([(i, page.lines[i].text) for i in layout.body], kept) if kept != body else []
        if not gone:
            break
        layout = claim(layout, dict.fromkeys(gone, "insert"), "layout/settled")
    return layout


def _look_again(page: Page, book: Rulebook) -> Layout:
    """The layout of a body that is read once more; fields are read only where a line looks as if it could be one."""
    layout = _lay_out_again(page, book)
    for i in layout.body:
        if line_facts(page.lines[i].text).headline:
            return claim(layout, read_fields(page, layout, book, url=None, now=None, zone=None).lines)
    return layout


def _lay_out_again(page: Page, book: Rulebook) -> Layout:
    """What `lay_out` gives for a text, but for its margin, which nobody asks for: where the text is clean, its lines'
    states are known without their traits."""
    texts = [line.text for line in page.lines]
    hits = book.hits(texts)
    first = _clean_from(page, hits) if texts else None
    if first is None:
        return _titled(page, arrange(page, hits, book.rules))
    states = [HEAD] * first + [BODY] * (len(texts) - first)
    roles: list[str | None] = ["head" if state == HEAD else None for state in states]
    names: list[str | None] = ["layout/head" if state == HEAD else None for state in states]
    if any(hits):
        for i, verdict in enumerate(judge(texts, hits, [ZONES[state] for state in states], book.rules)):
            if verdict is not None:
                roles[i], names[i] = verdict
    body = [i for i, name in enumerate(names) if name is None]
    return _titled(page, Layout(None, None, body, roles, names, anchor=find_anchor(texts, page.metadata.window)))


def _missing(lines: Sequence[tuple[int, str]], kept: str) -> list[int]:
    """The lines of a body that stand no more in what a second look kept, by their order."""
    at = 0
    gone = []
    for number, text in lines:
        found = kept.find(text, at)
        if found < 0:
            gone.append(number)
        else:
            at = found + len(text)
    return gone


def claim(layout: Layout, roles: dict[int, str], rule: str | None = None) -> Layout:
    """Give lines to fields: they leave the body and stand on record with the field's name."""
    if not roles:
        return layout
    layout = Layout(
        layout.title, layout.lead, [i for i in layout.body if i not in roles], list(layout.roles), list(layout.rules),
        layout.margin, layout.anchor,
    )
    for i, role in roles.items():
        if i == layout.title or i == layout.lead:
            continue
        taken = layout.rules[i]
        if taken is None or taken.startswith("layout/"):
            layout.roles[i], layout.rules[i] = role, rule or f"field/{role}"
    return layout


def compose(page: Page, layout: Layout) -> str:
    """The body: paragraphs parted by one blank line; the pieces of one source line make one paragraph."""
    paragraphs: list[str] = []
    before = -2
    for i in layout.body:
        line = page.lines[i]
        if line.glued and before == i - 1:
            paragraphs[-1] += " " + line.text
        else:
            paragraphs.append(line.text)
        before = i
    return "\n\n".join(paragraphs)


def record(page: Page, layout: Layout) -> tuple[tuple[int, str, str, str], ...]:
    """What was taken off, in the source's order."""
    kept = {*layout.body, layout.title, layout.lead}
    taken = [(number, text, "meta", "reading/header") for number, text in page.header]
    for i, line in enumerate(page.lines):
        if i not in kept:
            role, rule = layout.roles[i] or "insert", layout.rules[i] or "layout/insert"
            if line.parts:
                taken.extend((number, text, role, rule) for number, text in line.parts)
            else:
                taken.append((line.number, line.text, role, rule))
    return tuple(taken)
