"""What a caller passed becomes a `Page`: text, HTML, bytes or a soup."""

from __future__ import annotations

from newsclean.reading.charset import decode
from newsclean.reading.html import looks_like_html, read_html
from newsclean.reading.mojibake import mend
from newsclean.reading.page import Page
from newsclean.reading.selectors import Selectors
from newsclean.reading.text import read_text
from newsclean.reading.tree import is_soup


class InputTooLarge(ValueError):
    """The source is larger than the limit; cut it, or pass a higher `limit`."""


def read(source: object, limit: int, selectors: Selectors | None = None) -> Page:
    """Read a source of any accepted type; `selectors` are the outlet's, for HTML and soups.

    Raises `TypeError` for another type, `InputTooLarge` for a source of more than `limit` characters or bytes.
    """
    if isinstance(source, (bytes, bytearray, memoryview)):
        _check_size(len(source), limit, "bytes")
        source = decode(bytes(source))[0]
    elif is_soup(source):
        return read_html(source, selectors)  # type: ignore[arg-type]
    if not isinstance(source, str):
        raise TypeError(
            "parse() takes a page's text or HTML (str), its bytes, or a BeautifulSoup object, "
            f"not {type(source).__name__}; pass response.content, a file's read_bytes(), or the soup itself"
        )
    _check_size(len(source), limit, "characters")
    text = mend(_whole(source))
    return read_html(text, selectors) if looks_like_html(text) else read_text(text)


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
