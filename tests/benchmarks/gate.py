"""The quality gate: run the measure and fail where a figure falls below its floor (`tests/floors.json`)."""

from __future__ import annotations

import argparse
import json

from tests.benchmarks import quality


def add_arguments(parser: argparse.ArgumentParser) -> None:
    quality.add_arguments(parser)
    parser.add_argument(
        "--raise", dest="lift", action="store_true", help="raise the floors to the figures reached; none is lowered"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the table and each figure below its floor; 1 where there is one."""
    tool = quality.load_tool(arguments.corpus, arguments.tool)
    rows = quality.evaluate(tool, arguments.corpus, arguments.kind, sites=not arguments.no_sites)
    print(tool.table(rows, "shape"))
    reached = quality.summaries(tool, rows)
    floors = quality.read_floors()
    low = [
        f"{shape}: {name} {reached[shape][name]:.4f} is below its floor {floor:.4f}"
        for shape, measures in floors.items()
        if shape in reached
        for name, floor in measures.items()
        if reached[shape][name] < floor - 1e-9
    ]
    print("\n".join(low) or "every figure stands at or above its floor")
    if errors := sum("error" in row for row in rows):
        low.append("errors")
        print(f"{errors} documents raised")
    if arguments.lift and not low:
        for shape, measures in floors.items():
            for name in measures:
                if shape in reached:  # a hair below what was reached: the last digit is noise of the corpus's rounding
                    measures[name] = max(measures[name], int(reached[shape][name] * 1000) / 1000)
        quality.FLOORS.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")
    return 1 if low else 0
