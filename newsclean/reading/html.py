"""HTML becomes lines with hints: what a browser would show, in document order, a block a line.

One walk serves trees of lexbor and of BeautifulSoup. It keeps its own stack, so depth costs nothing but memory, and
looks at each node once: lines, their hints and the raw material of the metadata come out together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, final

from newsclean.reading.metadata import Found, Item, read_metadata
from newsclean.reading.names import Chain, names_of, split_names
from newsclean.reading.page import NO_WORDS, Field, Hints, Line, Page
from newsclean.reading.selectors import Selectors, mark_nodes
from newsclean.reading.tree import Tree, attribute, clean, is_soup, looks_like_html, parse_tree, soup_tree

if TYPE_CHECKING:
    from bs4 import Tag

__all__ = ["looks_like_html", "read_html"]

_BLOCK: Final = 1
_CELL: Final = 2
_ROW: Final = 3
_PRE: Final = 4
_MUTE: Final = 5
_BUTTON: Final = 6
_VOID: Final = 7
_OPAQUE: Final = 8
_BREAK: Final = 9
_NAMES = {
    _BLOCK: "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption "
            "figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p search section "
            "summary table tbody tfoot thead ul",
    _CELL: "td th",
    _ROW: "tr",
    _PRE: "listing plaintext pre xmp",
    _MUTE: "head noframes",  # nothing inside is text, but metadata may stand there
    _VOID: "area base basefont bgsound col embed frame img input keygen param source track wbr",
    _BREAK: "br hr",
    # Neither shown as text by a browser nor a place for metadata.
    _OPAQUE: "audio canvas datalist dialog iframe math meter noembed noscript object optgroup option progress rp "
             "select style svg template textarea video",
    _BUTTON: "button",
}
_ROLES: Final = {name: role for role, names in _NAMES.items() for name in names.split()}
_METADATA: Final = frozenset({"h1", "html", "link", "meta", "script", "time", "title"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Attributes that tell of more than a name: what hides an element, and microdata.
_TELLTALE: Final = frozenset({"aria-hidden", "hidden", "itemprop", "itemscope", "style"})
_MOST_WORDS: Final = 80
"""Words that an element has from above; past that, only those of the `_NEAREST` elements count."""
_NEAREST: Final = 12
_SHORT_CELL: Final = 40
"""The longest cell, in characters, of a row that is one line; rows with longer ones hold prose (layout tables)."""
_MOST_CELLS: Final = 50
_HIDDEN_ONLY: Final = 200
"""A page that shows fewer characters than this and hides more is one whose scripts show the rest."""
_TARGETS: Final = 20
_TARGET_LENGTH: Final = 500


@final
class _Element:
    """An open element: what its lines need to know of it."""

    __slots__ = (
        "above", "chain", "count", "field", "first", "holder", "href", "item", "muted", "names", "number", "pre",
        "pressed", "tag",
    )

    above: _Element | None
    holder: _Element | None
    """The nearest block above; `None` for an element that is a block itself (else each would refer to itself)."""
    chain: Chain | None
    """Its words, once asked for."""
    first: int
    """Of a block: the number of lines before it."""
    count: int
    """Of a block that is closed: the number of lines in it."""
    number: int
    """Of an element that holds several lines: its number among those, from 1, once it has one."""

    def __init__(self, tag: str, names: str, above: _Element | None) -> None:
        self.tag = tag
        self.names = names
        self.above = above
        self.first = self.count = self.number = 0
        if above is None:
            self.chain = Chain(NO_WORDS)
            self.holder = None
            self.href: str | None = None
            self.muted = self.pre = self.pressed = False
            self.item = Item()
            self.field: Field = ""
            return
        self.chain = None
        self.holder = above.holder or above
        self.href = above.href
        self.muted = above.muted
        self.pre = above.pre
        self.pressed = above.pressed
        self.item = above.item
        self.field = above.field

    @property
    def block(self) -> _Element:
        """The nearest block, this element included."""
        return self.holder or self


def _hides(attributes: dict[str, Any]) -> bool:
    """Whether an element's own attributes hide it from a reader."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if "style" not in attributes:
        return False
    style = attribute(attributes, "style")[:2000].lower().replace(" ", "")
    return "display:none" in style or "visibility:hidden" in style


@final
class _Walk:
    """One walk over a tree: fills `lines` and `found`."""

    def __init__(self, tree: Tree, fields: Mapping[int, Field], *, shown: bool = False) -> None:
        self.tree = tree
        self.fields = fields
        self.lines: list[Line] = []
        self.found = Found()
        self.hidden = 0
        """Characters of text that the page hides."""
        self._shown = shown
        self._sources: list[_Element] = []  # per line, the element that holds it
        self._above: list[_Element] = []  # per open node, the element that it stands in
        # The line that is being gathered.
        self._parts: list[str] = []
        self._linked: list[str] = []
        self._targets: list[str] = []
        self._pressed: set[int] = set()  # which parts stand in buttons
        self._loose = False  # whether some of its text stands outside links
        self._source: _Element | None = None  # the nearest element that holds all of its text
        self._deep = 0  # the depth of that element
        self._low = 0  # the least depth since the last piece of text
        self._run()
        self._number_containers()

    def _run(self) -> None:
        node: Any = self.tree.root
        element = _Element("", "", None)
        self.found.item = element.item
        parts, above = self._parts, self._above
        nodes: list[Any] = []
        while True:
            text: str | None = node.text_content
            if text is not None:
                if not text.isspace() or element.pre:
                    self._add(text, element)
                elif parts:
                    parts.append(" ")
            else:
                tag: str | None = node.tag
                if tag and tag[0] != "-":
                    role = _ROLES.get(tag, 0)
                    if role == _BREAK:
                        self._break(element)
                    elif role < _VOID:
                        inner = self._open(node, tag, role, element)
                        if inner is not None:
                            child = node.first_child
                            if child is not None:
                                nodes.append(node)
                                above.append(element)
                                node, element = child, inner
                                continue
                            if inner is not element and inner.holder is None:
                                self._close(inner)
            after = node.next if nodes else None
            while after is None:
                if not nodes:
                    self._flush()
                    return
                node, outer = nodes.pop(), above.pop()
                if len(nodes) < self._low:
                    self._low = len(nodes)
                if outer is not element:
                    if element.holder is None:
                        self._close(element)
                    element = outer
                after = node.next if nodes else None
            node = after

    def _open(self, node: Any, tag: str, role: int, above: _Element) -> _Element | None:
        """Enter an element; `None` for one that is not walked. Inline elements that say nothing share the one above."""
        attributes: dict[str, Any] = node.attributes
        field = self.fields.get(node.mem_id) if self.fields else None
        if not role and not attributes and not field and tag not in _METADATA:
            return above
        element = _Element(tag, names_of(tag, attributes), above)
        if field:
            element.field = field
        if above.muted and above.tag == "head":
            element.muted = False  # Python's own parser leaves a body in a head that is not closed
        if role:
            if role <= _PRE:
                if self._parts:
                    self._flush()
                element.holder = None
                element.first = len(self.lines)
                if role == _PRE:
                    element.pre = True
            elif role == _MUTE:
                element.muted = True
            elif role == _BUTTON:
                element.pressed = True
        elif tag == "a" and "href" in attributes:
            element.href = attribute(attributes, "href")[:_TARGET_LENGTH].strip()
        # Most elements have a class and no more, or an address, too.
        if len(attributes) > ("class" in attributes) + ("href" in attributes) and not _TELLTALE.isdisjoint(attributes):
            if not element.muted and not self._shown and tag not in ("html", "body") and _hides(attributes):
                element.muted = True
            if "itemprop" in attributes or "itemscope" in attributes:
                element.item = self.found.take_item(node, tag, attributes, above.item)
        if tag in _METADATA:
            self.found.take(node, tag, attributes, len(self.lines), element.muted, element.href is not None)
            return None if tag in ("link", "meta", "script", "title") else element
        return element

    def _close(self, block: _Element) -> None:
        if self._parts:
            self._flush()
        if block.tag == "tr":
            self._join_row(block)
        block.count = len(self.lines) - block.first

    def _break(self, element: _Element) -> None:
        # A headline set in two lines is still one headline.
        if element.block.tag in _HEADINGS:
            self._parts.append(" ")
        elif self._parts:
            self._flush()

    def _add(self, text: str, element: _Element) -> None:
        if element.muted:
            self.hidden += len(text) if element.tag != "head" else 0
            return
        if element.pre and "\n" in text:
            for piece in text.split("\n")[:-1]:
                self._piece(piece, element)
                self._flush()
            text = text[text.rindex("\n") + 1:]
        self._piece(text, element)

    def _piece(self, text: str, element: _Element) -> None:
        depth = len(self._above)
        if self._source is None:
            self._source, self._deep = element, depth
        elif self._low < self._deep:
            self._source, self._deep = self._above[self._low] if self._low < depth else element, self._low
        self._low = depth
        if element.pressed and element.block.tag not in _HEADINGS:
            self._pressed.add(len(self._parts))
        self._parts.append(text)
        href = element.href
        if href is None:
            self._loose = True
        else:
            self._linked.append(text)
            if href and len(self._targets) < _TARGETS and href not in self._targets:
                self._targets.append(href)

    def _flush(self) -> None:
        """End the line that is being gathered, if there is one."""
        source, parts = self._source, self._parts
        if source is None:  # white space alone
            parts.clear()
            return
        if self._pressed:
            parts = self._without_buttons()
        text = clean(parts[0] if len(parts) == 1 else "".join(parts))
        if text:
            share = 0.0
            if self._linked:
                share = min(_length(clean("".join(self._linked))) / _length(text), 1.0) if self._loose else 1.0
            block = source.holder or source
            targets = tuple(self._targets) if self._targets else ()
            hints = Hints(block.tag, self._words(source), share, targets, 0, source.field)
            self.lines.append(Line(text, 0, (), False, False, hints))
            self._sources.append(source)
        self._parts.clear()
        if self._linked:
            self._linked.clear()
            self._targets.clear()
        if self._pressed:
            self._pressed.clear()
        self._loose = False
        self._source = None

    def _words(self, element: _Element) -> frozenset[str]:
        """The words of an element and of those above it; one set, shared, for all that have the same chain."""
        if element.chain is not None:
            return element.chain.words
        path: list[_Element] = []
        each: _Element | None = element
        chain = None
        while chain is None and each is not None:
            path.append(each)
            each = each.above
            chain = each.chain if each is not None else None
        assert chain is not None  # the root has one
        for index in range(len(path) - 1, -1, -1):
            one = path[index]
            names = one.names
            if names:
                known = chain.below.get(names)
                if known is not None:
                    chain = known
                elif own := split_names(names):
                    if len(chain.words) > _MOST_WORDS:
                        # Far too deep for all to be kept: the nearest ones count.
                        nearest = path[index:index + _NEAREST]
                        chain = Chain(NO_WORDS.union(*[split_names(near.names) for near in nearest]))
                    else:
                        known = chain.below[names] = Chain(chain.words | own)
                        chain = known
            one.chain = chain
        return chain.words

    def _without_buttons(self) -> list[str]:
        """The line's parts without buttons at its ends: controls. A button amid a sentence or in a heading is text."""
        kept = [index for index, part in enumerate(self._parts) if index not in self._pressed and not part.isspace()]
        return self._parts[kept[0]:kept[-1] + 1] if kept else []

    def _join_row(self, row: _Element) -> None:
        """Make one line of a row of short cells; cells that hold prose, blocks or several lines stay apart."""
        if not 2 <= len(self.lines) - row.first <= _MOST_CELLS:
            return
        lines = self.lines[row.first:]
        sources = self._sources[row.first:]
        if any(len(line.text) > _SHORT_CELL for line in lines) or any(one.field != row.field for one in sources):
            return
        cells = [source.block for source in sources]
        if any(cell.tag not in ("td", "th") or cell.above is not row for cell in cells) or len(set(cells)) < len(cells):
            return
        hints = [line.hints for line in lines if line.hints]
        lengths = [_length(line.text) for line in lines]
        share = sum(hint.link_share * length for hint, length in zip(hints, lengths, strict=True)) / sum(lengths)
        targets = tuple(dict.fromkeys(target for hint in hints for target in hint.targets))[:_TARGETS]
        text = " ".join(line.text for line in lines)
        del self.lines[row.first:], self._sources[row.first:]
        self.lines.append(Line(text, 0, hints=Hints("tr", self._words(row), share, targets, field=row.field)))
        self._sources.append(row)

    def _number_containers(self) -> None:
        """Number the lines, and the nearest element above each that holds another line, too.

        That is the element that a body's paragraphs share, be they `p`, `div` in a `div`, or parted by `br`.
        """
        containers = 0
        for number, (line, source) in enumerate(zip(self.lines, self._sources, strict=True), 1):
            line.number = number
            holder = source.holder or source
            while holder.count < 2 and holder.above is not None:
                holder = holder.above.holder or holder.above
            if not holder.number:
                containers += 1
                holder.number = containers
            if line.hints is not None:
                line.hints.container = holder.number


def _length(text: str) -> int:
    """Characters that are not white space."""
    return max(len(text) - text.count(" "), 1)


def read_html(source: str | Tag, selectors: Selectors | None = None) -> Page:
    """Read HTML, a BeautifulSoup or a Tag (of any builder; it is not changed) into lines with hints and metadata.

    Any string is survived: a fragment, a broken tail, a page without body give what there is. Raises `TypeError` for
    anything but `str`, `BeautifulSoup` and `Tag`. `selectors` are the outlet's; what they find is told by the lines'
    `Hints.field`, and no line is lost to them.
    """
    if isinstance(source, str):
        return read_tree(parse_tree(source), selectors)
    if is_soup(source):
        return read_tree(soup_tree(source), selectors)
    raise TypeError(f"read_html takes str, BeautifulSoup or Tag, not {type(source).__name__}; decode bytes first")


def read_tree(tree: Tree, selectors: Selectors | None = None) -> Page:
    """Read a parsed page; the tree stays as it is and may be read again with other selectors."""
    fields = mark_nodes(tree, selectors) if selectors else {}
    walk = _Walk(tree, fields)
    if walk.hidden > _HIDDEN_ONLY and sum(len(line.text) for line in walk.lines) < _HIDDEN_ONLY:
        walk = _Walk(tree, fields, shown=True)
    return Page(walk.lines, "html", read_metadata(walk.found))
