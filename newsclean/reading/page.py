"""The page as the rest of the library sees it, whatever it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, final

Shape = Literal["lines", "gettext", "oneline", "html"]
"""How the source's lines were laid: a block a line, broken at inline tags, all in one line, or HTML."""
Field = Literal["", "drop", "title", "lead", "date", "authors", "body"]
"""What an outlet's rule set says of a node of its pages; empty where it says nothing."""

NO_WORDS: Final[frozenset[str]] = frozenset()
"""The words of an element without names."""


@final
@dataclass(slots=True, init=False)
class Hints:
    """What mark-up says of a line. Plain dumps have none."""

    tag: str
    """The nearest block element: `p`, `h1`, `li`, `td`, `figcaption`, `div`, …"""
    words: frozenset[str]
    """Lower-cased words of class, id, itemprop and data-* attributes of the line's element and those above it."""
    link_share: float
    """The share of the line's characters that stand inside links, 0 to 1."""
    targets: tuple[str, ...]
    """Where the line's links lead (href as written)."""
    container: int
    """A number of the element that holds the line's block; lines of one container share it."""
    field: Field
    """What the outlet's selectors say of the nearest node above the line that they find; empty without one."""

    # Written out: what `dataclass` makes at run time is not compiled with the rest.
    def __init__(
        self,
        tag: str = "",
        words: frozenset[str] = NO_WORDS,
        link_share: float = 0.0,
        targets: tuple[str, ...] = (),
        container: int = 0,
        field: Field = "",
    ) -> None:
        self.tag = tag
        self.words = words
        self.link_share = link_share
        self.targets = targets
        self.container = container
        self.field = field


@final
@dataclass(slots=True, init=False)
class Line:
    """A block of text: one line of the source, several joined, or a piece of one."""

    text: str
    """The text as it will come out: entities decoded, odd spaces folded to one plain space, ends stripped."""
    number: int
    """The number, from 1, of the source line in which it begins."""
    parts: tuple[tuple[int, str], ...]
    """Where several source lines were joined: each one's number and text. Empty for a line that is one source line."""
    gap: bool
    """Whether a blank line stands before it in the source."""
    glued: bool
    """Whether it continues the source line of the line before it (a one-line dump, cut into pieces)."""
    hints: Hints | None
    """What mark-up says of it; `None` for a line of a plain dump."""

    def __init__(
        self,
        text: str,
        number: int,
        parts: tuple[tuple[int, str], ...] = (),
        gap: bool = False,
        glued: bool = False,
        hints: Hints | None = None,
    ) -> None:
        self.text = text
        self.number = number
        self.parts = parts
        self.gap = gap
        self.glued = glued
        self.hints = hints


@dataclass(slots=True)
class Metadata:
    """What a page says of itself outside its visible text: a dump's header, or HTML's metadata. Raw strings."""

    title: str | None = None
    description: str | None = None
    published: str | None = None
    """A machine-readable publication date, as written."""
    modified: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    site: str | None = None
    url: str | None = None
    language: str | None = None
    window: str | None = None
    """The window title (`<title>`, or a dump's first line where it repeats the headline with the site's name)."""
    crawled: str | None = None
    """A day that a dataset's header gives (ISO 8601, perhaps without the day); of low trust."""
    kind: str | None = None
    """og:type or schema.org's @type, as written."""


@dataclass(slots=True)
class Page:
    """A source, read: its lines in order and its metadata."""

    lines: list[Line]
    shape: Shape = "lines"
    metadata: Metadata = field(default_factory=Metadata)
    header: list[tuple[int, str]] = field(default_factory=list)
    """Source lines that belong to the dump and not to the page (a dataset's header): number and text."""
