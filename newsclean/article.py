"""What `parse` returns: an `Article` and its parts.

Every field is `None`, empty or `False` where the page does not show it; nothing is invented. Names follow schema.org's
NewsArticle where it has one.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PrivateAttr, computed_field

NoticeKind = Literal[
    "foreign_agent", "undesirable", "extremist", "terrorist", "liquidated", "banned",
    "advertisement", "age", "opinion", "investment", "medical", "drugs",
]
"""What a notice says: a label that Russian law or a paper's lawyers ask for."""


class Dateline(BaseModel):
    """The opening that an agency puts before the first sentence: «МОСКВА, 11 дек — РИА Новости, Имя Фамилия.»"""

    model_config = ConfigDict(frozen=True)

    text: str
    """The dateline as printed. It also stays in the body, which keeps its sentences whole."""
    place: str | None = None
    """The city or cities, as printed; or else `None`."""
    day: dt.date | None = None
    """The day, with the year taken from the article's date; `None` where no day or no year is known."""
    agency: str | None = None
    """The agency, as printed («РИА Новости», «ТАСС»); or else `None`."""
    correspondents: tuple[str, ...] = ()
    """Correspondents named beside the agency, in the order printed; or else empty."""


class Notice(BaseModel):
    """A label that the law or the paper's lawyers put on the page."""

    model_config = ConfigDict(frozen=True)

    kind: NoticeKind
    """What it says."""
    text: str
    """The label as printed."""
    names: tuple[str, ...] = ()
    """Whom it names (the agent, the organisation, the advertiser); or else empty."""
    place: Literal["head", "body", "tail"] = "tail"
    """Where it stood: before the body, inside it, or after it."""
    erid: str | None = None
    """The token of an advertising mark (law 38-FZ, art. 18.1); or else `None`."""
    inn: str | None = None
    """The advertiser's taxpayer number, ten or twelve digits; or else `None`."""


class Removed(NamedTuple):
    """A line, or a piece of a line, that was taken off."""

    number: int
    """The line's number in the source, from 1. In a one-line dump all pieces carry the number 1."""
    text: str
    """What was taken off, as it stood in the source."""
    role: str
    """What it is: `cookies`, `controls`, `promo`, `imprint`, `byline`, `date`, …"""
    rule: str
    """The rule that took it: `SET/NAME` for a rule of a set, `layout/NAME` for the layout, `field/NAME` for a field."""


class Article(BaseModel):
    """A news article, typed."""

    model_config = ConfigDict(frozen=True)

    title: str | None = None
    """The headline; or else `None`."""
    lead: str | None = None
    """The deck: the line under the headline that sums the article up, where it is not the body's first paragraph."""
    date: dt.date | None = None
    """The day of publication that the site prints, in the site's own time zone; or else `None`."""
    published: AwareDatetime | None = None
    """The moment of publication, only where the page tells the time of day and the zone is known: from the page itself,
    the outlet's rule set or the host; Moscow time for an unknown Russian site. Or else `None`."""
    modified: AwareDatetime | None = None
    """The moment of the last change, on the same terms; or else `None`."""
    date_text: str | None = None
    """The date as printed, from which `date` was read; or else `None`."""
    authors: tuple[str, ...] = ()
    """The authors' names, without roles and outlets, in the order printed; or else empty."""
    body: str = ""
    """The article's paragraphs, parted by one blank line; or else empty."""
    dateline: Dateline | None = None
    """The agency's opening of the first paragraph; or else `None`."""
    source: str | None = None
    """An agency or a paper that the page credits for the article; or else `None`."""
    section: str | None = None
    """The site's section («Политика»); or else `None`."""
    tags: tuple[str, ...] = ()
    """The page's tags, in the order printed; or else empty."""
    site: str | None = None
    """The outlet's name, from the rule set that was used or from the page's own metadata; or else `None`."""
    url: str | None = None
    """The page's address: the caller's, or else the page's own canonical one, or else `None`."""
    language: str | None = None
    """`ru`, `uk`, `be`, `kk` (ISO 639-1), `other`; `None` where there is too little text to tell."""
    notices: tuple[Notice, ...] = ()
    """Labels found on the page, in the order printed; or else empty."""
    confidence: float = Field(default=0.0, ge=0.0, le=1.0)
    """From 0 to 1: below 0.5 the page is probably not an article."""
    truncated: bool = False
    """Whether the page shows a teaser only («Читать далее», a paywall's stub)."""

    _removed: tuple[tuple[int, str, str, str], ...] = PrivateAttr(default=())

    @computed_field  # type: ignore[prop-decorator]
    @property
    def author(self) -> str | None:
        """The authors in one string, parted by commas; `None` without authors."""
        return ", ".join(self.authors) or None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs; empty for an empty body. Not part of `model_dump()`, which holds the body already."""
        return tuple(self.body.split("\n\n")) if self.body else ()

    @property
    def removed(self) -> tuple[Removed, ...]:
        """Each line taken off, in the source's order, with its rule. Not part of `model_dump()`."""
        return tuple(Removed(*record) for record in self._removed)

    def without_labels(self) -> Article:
        """The same article without the labels that stand inside its sentences, in title, lead and body.

        «(признан в РФ иностранным агентом)» goes, and a star goes where the page has a footnote with as many stars.
        `notices` keeps what they said; `removed` is the same.
        """
        from newsclean.fields.notices import strip_labels

        texts = {"title": self.title, "lead": self.lead, "body": self.body}
        changed = {name: strip_labels(text, self.notices) for name, text in texts.items() if text}
        return self.model_copy(update=changed)
