"""One face for two kinds of HTML tree: lexbor's (selectolax) and BeautifulSoup's.

A tree is read through a few functions and never changed. Nodes are named by their tag; text is `-text`, and what is
neither text nor element (a comment, a doctype) has some other name that begins with `-`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, final

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

if TYPE_CHECKING:
    from bs4 import Tag

TEXT: Final = "-text"
# Without these a parser sees the same page: controls other than white space have no meaning in HTML, and a NUL inside a
# tag would spoil its name.
_CONTROLS: Final = bytes(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\f\r")
# Dropped from text: controls, soft hyphens, and characters without width (also marks of direction).
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_NOT_TEXT: Final = frozenset({"script", "style", "svg", "template", "noscript", "select", "textarea", "iframe"})
_APART: Final = frozenset({"br", "p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "section"})


_MANY_TAGS: Final = 4_000
_MANY_UNCLOSED: Final = 300
_DEEPEST: Final = 500
_MOST_FORMATS: Final = 16
# The last element that a selector names: its tag, one of its classes or its id.
_LAST = re.compile(r"(?:^|[\s>+~])(?P<tag>[a-zA-Z][\w-]*)?(?P<name>[.#][\w-]+)?(?:[.#][\w-]+)*(?:\[[^\]]*\])*$")
_SLASH: Final = 0x2F
_BIG_A: Final = 0x41
_BIG_Z: Final = 0x5A
_SMALL_A: Final = 0x61
_SMALL_Z: Final = 0x7A
_ANY_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s<>/]*)[^<>]*>")
_UNCLOSED = frozenset(
    b"area base br col dd dt embed hr img input li link meta option p param source tbody td tfoot th thead tr track "
    b"wbr".split()
)
_FORMATTING = frozenset(b"b big code em font i nobr s small strike strong tt u".split())
_INLINE = frozenset(
    b"a abbr acronym bdi bdo cite del dfn ins kbd label mark noindex q samp span sub sup time var".split()
)


@final
class Tree:
    """A parsed page: its nodes, and how to find them by a selector.

    Nodes are lexbor's, or have what the walk needs of these: `tag`, `text_content` (the characters of a text, entities
    decoded; `None` for any other node), `attributes` (strings, lists of words, or `None` for one without a value),
    `first_child`, `next` (both `None` without one), and `mem_id`, by which a node is known again as long as the tree
    lives.
    """

    __slots__ = ("_find", "root")

    def __init__(self, root: Any, find: Callable[[str], list[Any]]) -> None:
        self.root = root
        """The topmost node."""
        self._find = find

    def select(self, selector: str) -> list[Any]:
        """The elements that a CSS selector finds, in order; none for a selector that the tree's engine can't read."""
        return self._find(selector)


def children(node: Any) -> list[Any]:
    """A node's children, in order."""
    found = []
    child = node.first_child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def parse_tree(source: str) -> Tree:
    """Parse HTML with lexbor: any string gives a tree, fragments and broken pages too."""
    data = source.encode("utf-8", "replace").translate(None, _CONTROLS)
    # An RSS description may come in its CDATA wrapping, which HTML reads as a comment.
    if data.lstrip().startswith(b"<![CDATA["):
        data = data.lstrip()[len(b"<![CDATA["):].replace(b"]]>", b"")
    parser = LexborHTMLParser(_shallow(data) or b"<html></html>")

    def select(selector: str) -> list[Any]:
        try:
            return list(parser.css(selector))
        except SelectolaxError:
            return []

    return Tree(parser.root, select)


def _shallow(data: bytes) -> bytes:
    """HTML without what makes the standard's algorithm take quadratic time or worse; real pages stay as they are.

    That is elements nested too deep (browsers stop at some 500 levels, too), which give way to line breaks where they
    are blocks, and formatting that is never closed, which every later paragraph would open anew. Text stays.
    """
    # The quick look takes every tag for one that is closed; only what fails it is worth a second look.
    tags = depth = deepest = 0
    for piece in data.split(b"<")[1:]:
        head = piece[0] if piece else 0
        if head == _SLASH:
            if piece[1:2].isalpha():
                tags += 1
                depth -= 1
        elif _SMALL_A <= head <= _SMALL_Z or _BIG_A <= head <= _BIG_Z:
            tags += 1
            depth += 1
            if depth > deepest:
                deepest = depth
    if tags <= _MANY_TAGS and depth <= _MANY_UNCLOSED:
        return data
    if deepest <= _DEEPEST and data.count(b"</p") <= data.count(b"<p") + _DEEPEST:
        return data
    depth = formats = 0

    def keep(found: re.Match[bytes]) -> bytes:
        nonlocal depth, formats
        name = found[2].lower()
        if name in _UNCLOSED:
            return found[0]
        change = -1 if found[1] else 1
        if name in _FORMATTING:
            formats = max(formats + change, 0)
            return found[0] if formats <= _MOST_FORMATS else b""
        here, depth = depth, max(depth + change, 0)
        if max(here, depth) <= _DEEPEST:
            return found[0]
        return b"" if name in _INLINE else b"<br>"

    return _ANY_TAG.sub(keep, data)


def soup_tree(soup: Tag) -> Tree:
    """Read a BeautifulSoup or a Tag of any builder as it is."""
    # Whoever holds a soup has imported bs4 already; whoever doesn't never pays for it.
    from bs4 import Tag

    index: dict[str, list[Tag]] = {}

    def select(selector: str) -> list[Any]:
        from soupsieve import SelectorSyntaxError
        from soupsieve import compile as compile_selector

        if not index:
            index.update(_index_soup(soup, Tag))
        try:
            last = _LAST.search(selector)
            if last is None or "," in selector or not (last["tag"] or last["name"]):
                return [_SoupNode(node) for node in soup.select(selector)]
            # A walk over the whole soup for each selector would cost more than building it did.
            matches = compile_selector(selector).match
            found = index.get(last["name"] or last["tag"].lower(), ())
            return [_SoupNode(node) for node in found if matches(node)]
        except SelectorSyntaxError:  # an extension of lexbor's
            return []

    return Tree(_SoupNode(soup), select)


@final
class _SoupNode:
    """A node of a soup in the shape of lexbor's."""

    __slots__ = ("_node", "attributes", "next", "tag", "text_content")

    attributes: dict[str, Any]
    """Of elements alone."""
    next: _SoupNode | None
    """Known for nodes that were reached as a child or after one."""
    text_content: str | None

    def __init__(self, node: Any) -> None:
        self._node = node
        self.next = None
        if not isinstance(node, str):
            self.tag: str = node.name.lower()
            self.text_content = None
            self.attributes = node.attrs
        elif node.PREFIX:  # type: ignore[attr-defined]  # a comment, a doctype, CDATA
            self.tag = "-comment"
            self.text_content = None
        else:
            self.tag = TEXT
            self.text_content = str(node)

    @property
    def first_child(self) -> _SoupNode | None:
        contents = self._node.contents
        if not contents:
            return None
        first = last = _SoupNode(contents[0])
        node = contents[0].next_sibling
        while node is not None:
            last.next = _SoupNode(node)
            last = last.next
            node = node.next_sibling
        return first

    @property
    def mem_id(self) -> int:
        return id(self._node)


def _index_soup(soup: Tag, kind: type[Tag]) -> dict[str, list[Tag]]:
    """The elements of a soup by tag (`div`), class (`.text`) and id (`#main`), each list in document order."""
    index: dict[str, list[Tag]] = {"": []}
    for node in soup.descendants:
        if isinstance(node, kind):
            classes, identity = attribute(node.attrs, "class"), attribute(node.attrs, "id")
            names = {node.name.lower(), *(f".{name}" for name in classes.split())}
            for name in (*names, f"#{identity}") if identity else names:
                index.setdefault(name, []).append(node)
    return index


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
    text = text.strip()
    if text.isprintable() and "&" not in text:
        return text if "  " not in text else " ".join(text.split())
    if "&" in text:
        for _ in range(4):
            if not _ENTITY.search(text):
                break
            text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return " ".join(_UNSEEN.sub("", text).split())


def text_of(node: Any, most: int = 1000) -> str:
    """The text inside a node, cleaned: at most about `most` characters are read."""
    parts: list[str] = []
    size = 0
    above: list[Any] = []
    here = node.first_child
    while size < most and (here is not None or above):
        if here is None:
            here = above.pop().next
            continue
        text: str | None = here.text_content
        if text is not None:
            parts.append(text)
            size += len(text)
        elif (tag := here.tag) and tag[0] != "-" and tag not in _NOT_TEXT:
            if tag in _APART:
                parts.append(" ")
            above.append(here)
            here = here.first_child
            continue
        here = here.next
    return clean("".join(parts)[:most])


def raw_text(node: Any) -> str:
    """The characters straight inside a node, as they stand: what a `script` holds."""
    return "".join([child.text_content for child in children(node) if child.text_content is not None])


# Tags of which HTML in the wild is made; a dump may mention any of them.
_TAG = re.compile(
    r"</?(?:a|abbr|article|aside|b|blockquote|body|br|center|dd|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|head|"
    r"header|hr|html|i|iframe|img|li|input|label|link|main|meta|nav|noindex|noscript|ol|p|picture|pre|script|section|small|span|strong|style|sub|sup|"
    r"table|tbody|td|th|time|title|tr|u|ul)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_UNREAD = re.compile(r"<(script|style|svg)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_LATE_DOCUMENT = re.compile(r"^[ \t]*<(?:!doctype\s+html|html)\b", re.I | re.M)
_PAIRED = re.compile(
    r"</(?:p|div|a|li|ul|span|h[1-6]|td|table|section|article|body|html|b|strong|i|em|title)\s*>|<br\b", re.I
)
_SAMPLE: Final = 20_000


def looks_like_html(text: str) -> bool:
    """Whether a text is HTML, a page or a fragment, and not a plain text that merely mentions tags.

    Looks at the first 20,000 characters and the very end. A page opens with a doctype or `<html>`; a fragment
    («<p>…</p><p>…</p>», an RSS description) has tags that close, spread over its lines.
    """
    head = text[:_SAMPLE].lstrip("\ufeff \t\r\n")
    if "<" not in head:
        return False
    if head.startswith("<![CDATA["):
        head = head[len("<![CDATA["):].lstrip()
    if _DOCUMENT.match(head):
        return True
    tail = text[-500:].rstrip()
    # A page under a warning of PHP or under headers of HTTP.
    if _LATE_DOCUMENT.search(head[:3000]) and "</html>" in tail.lower():
        return True
    head = _UNREAD.sub("<br>", head)
    spans = [found.span() for found in _TAG.finditer(head)]
    if len(spans) < 2 or not _PAIRED.search(head):
        return False
    lines = [line for line in head.splitlines() if line.strip()]
    marked = sum(1 for line in lines if _TAG.search(line)) / len(lines)
    share = sum(end - start for start, end in spans) / len(head)
    if spans[0][0] == 0:
        return marked >= 0.3 or share >= 0.2
    return marked >= 0.5 and len(spans) * 1500 >= len(head)
