"""The flow, top to bottom: a source is read, rules label its lines, the layout finds the article, fields are read."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from newsclean.article import Article, Dateline
from newsclean.fields.authors import Authors, read_authors
from newsclean.fields.captured import Captured, read_captured
from newsclean.fields.confidence import confidence
from newsclean.fields.dateline import read_dateline
from newsclean.fields.dates import Dates, read_dates
from newsclean.fields.language import language
from newsclean.fields.notices import Notices, read_notices
from newsclean.fields.source import Section, Source, Tags, is_truncated, read_section, read_source, read_tags
from newsclean.fields.title import find_title, read_title
from newsclean.layout import Layout, arrange, arrange_clean
from newsclean.line_traits import line_facts
from newsclean.reading.page import Page
from newsclean.reading.source import open_source
from newsclean.reading.text import read_text
from newsclean.rules.library import Rulebook, find_site, rulebook, selectors_for
from newsclean.rules.ruleset import RuleSet

if TYPE_CHECKING:
    from bs4 import Tag

LIMIT = 10_000_000
"""The greatest size of a source that `parse` takes unless told otherwise: characters of text, or bytes."""


def parse(
    source: str | bytes | Tag,
    *,
    url: str | None = None,
    rules: Sequence[RuleSet] = (),
    now: dt.datetime | None = None,
    limit: int = LIMIT,
) -> Article:
    """Turn a dump of a news page into an `Article`.

    `source` is the visible text of a whole page as a scraper saved it, HTML as `str` or `bytes`, or a BeautifulSoup
    object, which is left as it is. `url` helps to name the site and to check the date. `rules` are the caller's own
    rule sets, tried first. `now` is the moment against which «вчера, 14:05» is read; without it a relative date stays
    unread. `limit` is the greatest size taken, in characters of text or in bytes.

    Content never raises: an empty or odd source gives an article with what there is and a low confidence.

    Raises:
        TypeError: `source` or another argument is of a type that can't be read; the message says what to pass.
        InputTooLarge: `source` is larger than `limit`.
    """
    _check(url, rules, now)
    opened = open_source(source, limit)
    site = find_site(url or opened.address, (), rules)
    page = opened.page(selectors_for(site, rules))
    url = url or page.metadata.url
    if site is None:
        site = find_site(url, (line.text for line in page.lines), rules)
        if site and site.html.selectors and opened.tree:  # only the page's text told whose it is
            page = opened.page(selectors_for(site, rules))
    book = rulebook(site, tuple(rules))
    layout = lay_out(page, book)
    fields = read_fields(page, layout, book, url=url, now=now, zone=site.timezone if site else None)
    layout = settle(page, claim(layout, fields.lines), book)
    told, dates = fields.told, fields.dates
    if told.title and layout.title is not None and page.lines[layout.title].text != told.title:
        layout = claim(dataclasses.replace(layout, title=None), {layout.title: "title"})
    body = compose(page, layout)
    spoken = language(body or " ".join(line.text for line in page.lines[:80]))
    article = Article(
        title=told.title or read_title(page, layout),
        lead=page.lines[layout.lead].text if layout.lead is not None else told.lead,
        date=told.date or dates.date,
        published=told.published or (dates.published if told.date in (None, dates.date) else None),
        modified=dates.modified,
        date_text=told.date_text if told.date else dates.date_text,
        authors=told.authors or fields.authors.names,
        body=body,
        dateline=fields.dateline,
        source=told.source or fields.source.value,
        section=told.section or fields.section.value,
        tags=told.tags or fields.tags.value,
        site=_outlet(site, page),
        url=url,
        language=spoken,
        notices=fields.notices.found,
        confidence=confidence(page, layout, dates.date is not None, spoken),
        truncated=is_truncated(page, layout),
    )
    article._removed = record(page, layout)
    return article


def lay_out(page: Page, book: Rulebook) -> Layout:
    """Label the lines, find the article's text among them and the headline above it."""
    return _find_title(page, arrange(page, book.hits([line.text for line in page.lines]), book.rules))


def _find_title(page: Page, layout: Layout) -> Layout:
    """The layout with its headline and deck, which leave the body."""
    layout.title, layout.lead = found = find_title(page, layout)
    layout.body = [i for i in layout.body if i not in found]
    for i in found:
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
    openings = (read_dateline(page.lines[i].text, dates.date) for i in layout.body[:10])
    dateline = next((found for found in openings if found), None)
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
    hits = book.hits([line.text for line in page.lines])
    layout = _find_title(page, arrange_clean(page, hits, book.rules) or arrange(page, hits, book.rules))
    if any(line_facts(page.lines[i].text).headline for i in layout.body):
        layout = claim(layout, read_fields(page, layout, book, url=None, now=None, zone=None).lines)
    return layout


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
    layout = dataclasses.replace(
        layout, body=[i for i in layout.body if i not in roles], roles=list(layout.roles), rules=list(layout.rules)
    )
    for i, role in roles.items():
        if i in (layout.title, layout.lead):
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


def _outlet(site: RuleSet | None, page: Page) -> str | None:
    """The outlet's name: the rule set's; for a network of several outlets, rather the page's own."""
    own = page.metadata.site
    if site is None:
        return own
    return (own or site.site) if len(site.hosts) > 1 else (site.site or own)


def _check(url: object, rules: Iterable[object], now: object) -> None:
    if url is not None and not isinstance(url, str):
        raise TypeError(f"url must be a str or None, not {type(url).__name__}")
    if isinstance(rules, RuleSet) or not all(isinstance(rule, RuleSet) for rule in rules):
        raise TypeError("rules must be a sequence of RuleSet: pass rules=[RuleSet.load('my.toml')]")
    if now is not None and not isinstance(now, dt.datetime):
        raise TypeError(f"now must be a datetime or None, not {type(now).__name__}")
