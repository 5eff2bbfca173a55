"""What a caller passed becomes a `Page`: text, HTML, bytes or a soup."""

from __future__ import annotations

from typing import NamedTuple

from newsclean.reading.charset import decode
from newsclean.reading.html import looks_like_html, read_tree
from newsclean.reading.metadata import read_address
from newsclean.reading.mojibake import mend
from newsclean.reading.page import Page
from newsclean.reading.selectors import Selectors
from newsclean.reading.text import read_text
from newsclean.reading.tree import Tree, is_soup, parse_tree, soup_tree


class InputTooLarge(ValueError):
    """The source is larger than the limit; cut it, or pass a higher `limit`."""


class Source(NamedTuple):
    """A source as far as it can be read without knowing whose page it is."""

    text: str
    """A dump, decoded and mended; empty for HTML."""
    tree: Tree | None
    """The parsed HTML; `None` for a dump."""

    @property
    def address(self) -> str | None:
        """The address that HTML gives itself in its head, or else `None`."""
        return read_address(self.tree) if self.tree else None

    def page(self, selectors: Selectors | None = None) -> Page:
        """The page; `selectors` are the outlet's, for HTML and soups."""
        return read_tree(self.tree, selectors) if self.tree else read_text(self.text)


def open_source(source: object, limit: int) -> Source:
    """Open a source of any accepted type: decode it, mend it, parse it where it is HTML.

    Raises `TypeError` for another type, `InputTooLarge` for a source of more than `limit` characters or bytes.
    """
    if isinstance(source, (bytes, bytearray, memoryview)):
        _check_size(len(source), limit, "bytes")
        text = decode(bytes(source))[0]
    elif is_soup(source):
        return Source("", soup_tree(source))  # type: ignore[arg-type]
    elif not isinstance(source, str):
        raise TypeError(
            "parse() takes a page's text or HTML (str), its bytes, or a BeautifulSoup object, "
            f"not {type(source).__name__}; pass response.content, a file's read_bytes(), or the soup itself"
        )
    else:
        _check_size(len(source), limit, "characters")
        text = _whole(source)
    text = mend(text)
    return Source("", parse_tree(text)) if looks_like_html(text) else Source(text, None)


def read(source: object, limit: int, selectors: Selectors | None = None) -> Page:
    """Read a source of any accepted type: `open_source(source, limit).page(selectors)`."""
    return open_source(source, limit).page(selectors)


def _whole(text: str) -> str:
    """The text without lone surrogates, which no encoding can write."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _check_size(size: int, limit: int, unit: str) -> None:
    if size > limit:
        raise InputTooLarge(
            f"the source has {size} {unit}, more than the limit of {limit}; cut it or pass limit={size}"
        )
