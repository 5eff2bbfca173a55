"""Score newsclean on an annotated corpus three ways, side by side: what a known outlet gets, and what an unseen one.

1. as shipped;
2. no sites: the outlets' own rule sets are switched off, the weights are those that ship;
3. left out: beside that, each outlet is scored with weights (layout, headline, confidence) that were fitted without it
   and without the outlets of its owner. This is the figure to expect of an outlet that nobody has seen, but for the
   common rules, which were written with the corpus at hand.

All three run the whole pipeline and use one measure. With 6 folds it takes about as many minutes; `--folds sites` fits
once for each owner of annotated articles, which takes half an hour. Needs the extra `bench`.
"""

from __future__ import annotations

import argparse
import json
import pathlib
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any
from unittest import mock

from newsclean.layout import Weights, weights
from tests.benchmarks import annotated, quality
from tests.benchmarks.annotated import Sample
from tests.benchmarks.fit import ROUNDS, fit_all, prepare_all, use

WAYS = ("as shipped", "no sites", "left out")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    quality.add_arguments(parser)
    parser.add_argument("--folds", type=_folds, default=6, help="groups of outlets, or `sites`: each outlet by itself")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of the optimiser")
    parser.add_argument("--worst", type=int, default=0, help="also list the N left-out documents with the lowest F")
    parser.add_argument("--json", type=pathlib.Path, help="write the figures of each shape and way here")


def run(arguments: argparse.Namespace) -> int:
    """Print one table: a row a shape and way."""
    tool = quality.load_tool(arguments.corpus, arguments.tool)
    shipped = weights()
    rows = {
        "as shipped": quality.evaluate(tool, arguments.corpus, arguments.kind, sites=True),
        "no sites": quality.evaluate(tool, arguments.corpus, arguments.kind, sites=False),
    }
    try:
        rows["left out"] = evaluate_left_out(tool, arguments.corpus, arguments.kind, arguments.folds, arguments.rounds)
    finally:
        use(shipped)
    merged = [{**row, "way": f"{row['shape']}, {way}"} for way in WAYS for row in rows[way]]
    shapes = list(dict.fromkeys(row["shape"] for row in merged))
    merged.sort(key=lambda row: shapes.index(row["shape"]))
    head, _, *table = tool.table(merged, "way").split("\n")  # the second line mixes all ways
    print("\n".join([head, *table]))
    for row in sorted((row for row in rows["left out"] if "f" in row), key=lambda row: row["f"])[: arguments.worst]:
        print(f"{row['f']:.3f} P{row['p']:.2f} R{row['r']:.2f} {row['id']}")
    if arguments.json:
        figures = {way: quality.summaries(tool, rows[way]) for way in WAYS}
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


def evaluate_left_out(
    tool: ModuleType, corpus: pathlib.Path, kinds: str | None, folds: int | None, rounds: int
) -> list[dict[str, Any]]:
    """The rows of the measure, each document's with weights that were fitted without its outlet."""
    samples = list(annotated.read_samples(tool, corpus))
    fold_of = annotated.deal(samples, folds)
    prepared = prepare_all(tool, samples)
    tables = []
    for fold in range(max(fold_of.values()) + 1):
        out = {annotated.owner(site) for site, own in fold_of.items() if own == fold}
        tables.append(fit_all(tool, [one for one in prepared if not one.owners & out], rounds))
    del prepared
    extract = _by_fold(tool.load("newsclean"), samples, [tables[fold_of[sample.site]] for sample in samples])
    with mock.patch("newsclean.parse.find_site", return_value=None):
        return list(tool.evaluate(corpus, extract, kinds.split(",") if kinds else None))


def _by_fold(
    extract: Callable[[Any, str | None], Any], samples: Sequence[Sample], tables: Sequence[Weights]
) -> Callable[[Any, str | None], Any]:
    """An extractor that uses for each source the table of its outlet's fold."""
    table_of = {sample.source: table for sample, table in zip(samples, tables, strict=True)}

    def extract_left_out(source: Any, url: str | None) -> Any:
        use(table_of[source])
        return extract(source, url)

    return extract_left_out


def _folds(text: str) -> int | None:
    if text == "sites":
        return None
    if text.isdigit() and int(text) > 1:
        return int(text)
    raise argparse.ArgumentTypeError("a number of 2 or more, or `sites`")
