"""From a source to an article: it is read, rules label its lines, the layout finds the text, fields are read."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from newsclean.article import Article
from newsclean.fields.confidence import confidence
from newsclean.fields.language import language
from newsclean.fields.source import is_truncated
from newsclean.fields.title import read_title
from newsclean.flow import claim, compose, lay_out, read_fields, record, settle
from newsclean.reading.page import Page
from newsclean.reading.source import open_source
from newsclean.rules.library import find_site, rulebook, selectors_for
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
