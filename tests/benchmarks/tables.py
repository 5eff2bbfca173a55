"""Tables of figures: printed in columns, and written as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

Cell = str | int | float | None


class Table(NamedTuple):
    """Some figures under a heading."""

    part: str
    """The part of the benchmark that gave it."""
    title: str
    columns: tuple[str, ...]
    """Headings; the first column names the row."""
    rows: list[tuple[Cell, ...]]
    notes: tuple[str, ...] = ()
    """Sentences that belong under the table."""

    def show(self) -> str:
        """The table as lines of text: names to the left, figures to the right."""
        cells = [self.columns, *(tuple(shown(cell) for cell in row) for row in self.rows)]
        widths = [max(len(row[i]) for row in cells) for i in range(len(self.columns))]
        lines = [
            "  ".join(cell.rjust(width) if i else cell.ljust(width)
                      for i, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
            for row in cells
        ]
        return "\n".join([self.title, *lines, *self.notes, ""])

    def as_dict(self) -> dict[str, Any]:
        """The table for JSON: each row maps headings to unrounded figures."""
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return {"part": self.part, "title": self.title, "rows": rows, "notes": list(self.notes)}


def shown(cell: Cell) -> str:
    """A figure with three digits or so; `-` for one that is missing."""
    if cell is None:
        return "-"
    if isinstance(cell, float):
        size = abs(cell)
        return f"{cell:.0f}" if size >= 100 else f"{cell:.1f}" if size >= 10 else f"{cell:.2f}" if size >= 1 else \
            f"{cell:.3f}"
    return str(cell)


def ratio(one: float, other: float) -> float | None:
    """`one / other`, or `None` where that has no meaning."""
    return one / other if other else None


def spread(items: Sequence[Any], most: int) -> list[Any]:
    """At most `most` of the items, evenly over all of them, in order."""
    if len(items) <= most:
        return list(items)
    return [items[i * len(items) // most] for i in range(most)]
