"""What an outlet's CSS selectors say of a page's nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsclean.reading.page import Field
from newsclean.reading.tree import Tree

Selectors = Mapping[Field, Sequence[str]]
"""The selectors of each field, the most trusted first."""

# Where selectors of two fields find one node, the later field has it: a byline's box that is to be dropped is a byline.
_ORDER: tuple[Field, ...] = ("body", "drop", "lead", "date", "authors", "title")


def mark_nodes(tree: Tree, selectors: Selectors) -> dict[int, Field]:
    """The fields of a page's nodes, by the nodes' `mem_id`.

    Of a field's selectors the first that finds something counts; of `drop`, all of them do. A field whose selectors
    find nothing marks nothing.
    """
    fields: dict[int, Field] = {}
    for field in _ORDER:
        for selector in selectors.get(field, ()):
            nodes = tree.select(selector)
            fields.update((node.mem_id, field) for node in nodes)
            if nodes and field != "drop":
                break
    return fields
