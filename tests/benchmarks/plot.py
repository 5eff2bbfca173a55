"""A chart of the part `peers`: what a document costs in each system."""

from __future__ import annotations

import importlib
import importlib.util
import pathlib
from collections.abc import Sequence

from tests.benchmarks.tables import Table, shown


def draw(tables: Sequence[Table], file: pathlib.Path) -> None:
    """Write a .png with a panel for HTML and one for dumps: bars of ms per document, cold caches."""
    if not importlib.util.find_spec("matplotlib"):
        print("matplotlib is not installed: nothing was drawn (pip install newsclean[bench])")
        return
    importlib.import_module("matplotlib").use("Agg")
    pyplot = importlib.import_module("matplotlib.pyplot")
    panels = [table for table in tables if table.part == "peers" and "cold" in table.title]
    figure, axes = pyplot.subplots(
        len(panels), 1, squeeze=False, figsize=(8, 1.2 + 0.45 * sum(len(panel.rows) + 1 for panel in panels)),
        gridspec_kw={"height_ratios": [len(panel.rows) for panel in panels]},
    )
    for axis, panel in zip(axes[:, 0], panels, strict=True):
        bars = [(str(row[0]), float(row[3])) for row in reversed(panel.rows) if isinstance(row[3], (int, float))]
        names, figures = [name for name, _ in bars], [spent for _, spent in bars]
        drawn = axis.barh(names, figures, color=["#c0392b" if name == "newsclean" else "#95a5a6" for name in names])
        axis.bar_label(drawn, labels=[shown(spent) for spent in figures], padding=3)
        axis.margins(x=0.12)
        axis.set_title(panel.title)
        axis.set_xlabel("ms per document, median")
        axis.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(file, dpi=150)
    pyplot.close(figure)
