"""One face for two kinds of HTML tree: lexbor's (selectolax) and BeautifulSoup's.

A tree is read through four functions and never changed. Nodes are named by their tag; text is `-text`, and what is
neither text nor element (a comment, a doctype) has some other name that begins with `-`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from bs4 import Tag

TEXT = "-text"
# Without these a parser sees the same page: controls other than white space have no meaning in HTML, and a NUL inside a
# tag would spoil its name.
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\f\r")
# Dropped from text: controls, soft hyphens, and characters without width (also marks of direction).
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_NOT_TEXT = frozenset({"script", "style", "svg", "template", "noscript", "select", "textarea", "iframe"})
_APART = frozenset({"br", "p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "section"})


_DEEPEST = 500
_MANY_TAGS = 4_000
_STEP = re.compile(rb"<(/?)[a-zA-Z]")
_STEPS = {b"": 1, b"/": -1}
_ANY_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s<>/]*)[^<>]*>")
_UNCLOSED = frozenset(
    b"area base br col dd dt embed hr img input li link meta option p param source tbody td tfoot th thead tr track wbr".split()
)
_INLINE = frozenset(
    b"a abbr acronym b bdi bdo big cite code dfn em font i ins del kbd label mark nobr noindex q s samp small span strike "
    b"strong sub sup time tt u var".split()
)


class Tree(NamedTuple):
    """A parsed page and the ways to read its nodes."""

    root: Any
    """The topmost node."""
    first: Callable[[Any], Any]
    """A node's first child: an element, text, or something else; `None` without one."""
    following: Callable[[Any], Any]
    """The node after a node, under the same parent; `None` after the last."""
    name: Callable[[Any], str]
    """A node's tag in lower case; `-text` for text."""
    text: Callable[[Any], str]
    """The characters of a text node, entities decoded."""
    attributes: Callable[[Any], Mapping[str, Any]]
    """An element's attributes by lower-case name: a string, a list of words, or `None` for one without a value."""

    def children(self, node: Any) -> Iterator[Any]:
        """A node's children, in order."""
        child = self.first(node)
        while child is not None:
            yield child
            child = self.following(child)


def parse_tree(source: str) -> Tree:
    """Parse HTML with lexbor: any string gives a tree, fragments and broken pages too."""
    data = source.encode("utf-8", "replace").translate(None, _CONTROLS)
    # An RSS description may come in its CDATA wrapping, which HTML reads as a comment.
    if data.lstrip().startswith(b"<![CDATA["):
        data = data.lstrip()[len(b"<![CDATA["):].replace(b"]]>", b"")
    parser = LexborHTMLParser(_shallow(data) or b"<html></html>")
    return Tree(
        parser.root, attrgetter("first_child"), attrgetter("next"), attrgetter("tag"), attrgetter("text_content"),
        attrgetter("attributes"),
    )


def _shallow(data: bytes) -> bytes:
    """HTML without the elements past a depth at which the standard's algorithm takes quadratic time.

    Browsers stop at some 500 levels, too. What is too deep gives way to a line break where it is a block; text stays.
    """
    steps = _STEP.findall(data) if data.count(b"<") > _MANY_TAGS else []
    # The quick look takes every tag for one that is closed; only what fails it is worth a second look.
    if max(accumulate(map(_STEPS.__getitem__, steps)), default=0) <= _DEEPEST:
        return data
    depth = 0

    def keep(found: re.Match[bytes]) -> bytes:
        nonlocal depth
        name = found[2].lower()
        if name in _UNCLOSED:
            return found[0]
        here = depth
        depth = max(depth - 1, 0) if found[1] else depth + 1
        if max(here, depth) <= _DEEPEST:
            return found[0]
        return b"" if name in _INLINE else b"<br>"

    return _ANY_TAG.sub(keep, data)


def soup_tree(soup: Tag) -> Tree:
    """Read a BeautifulSoup or a Tag of any builder as it is."""
    # Whoever holds a soup has imported bs4 already; whoever doesn't never pays for it.
    from bs4 import Tag
    from bs4.element import PreformattedString

    def name(node: Any) -> str:
        if isinstance(node, Tag):
            return node.name.lower()
        return "-comment" if isinstance(node, PreformattedString) else TEXT

    return Tree(soup, _first, attrgetter("next_sibling"), name, str, attrgetter("attrs"))


def _first(tag: Tag) -> Any:
    return tag.contents[0] if tag.contents else None


def is_soup(source: object) -> bool:
    """Whether an object is a BeautifulSoup or a Tag; told by the names of its classes, without importing bs4."""
    return any(kind.__name__ == "Tag" and kind.__module__.startswith("bs4") for kind in type(source).__mro__)


def attribute(attributes: Mapping[str, Any], name: str) -> str:
    """An attribute as one string; empty where it is missing or has no value."""
    value = attributes.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def clean(text: str) -> str:
    """Text as a reader sees it: unseen characters dropped, white space of any kind folded to one space, ends stripped.

    Entities that were escaped twice («&amp;laquo;») are decoded, too.
    """
    if "&" in text:
        for _ in range(4):
            if not _ENTITY.search(text):
                break
            text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return " ".join(_UNSEEN.sub("", text).split())


def text_of(tree: Tree, node: Any, *, most: int = 1000) -> str:
    """The text inside a node, cleaned: at most about `most` characters are read."""
    parts: list[str] = []
    size = 0
    stack = [tree.children(node)]
    while stack and size < most:
        for child in stack[-1]:
            tag = tree.name(child)
            if tag == TEXT:
                parts.append(tree.text(child))
                size += len(parts[-1])
            elif tag and tag[0] != "-" and tag not in _NOT_TEXT:
                if tag in _APART:
                    parts.append(" ")
                stack.append(tree.children(child))
                break
            if size >= most:
                break
        else:
            stack.pop()
    return clean("".join(parts)[:most])


def raw_text(tree: Tree, node: Any) -> str:
    """The characters straight inside a node, as they stand: what a `script` holds."""
    return "".join(str(tree.text(child)) for child in tree.children(node) if tree.name(child) == TEXT)
