"""What newsclean costs, beside its peers and by itself, on folders of dumps (.txt) and pages (.html), also gzipped.

    python -m tests.benchmarks speed [FOLDERS] [--part PARTS] [--rounds N] [--most N] [--json FILE] [--plot FILE.png]

Without folders it takes fixtures/pages, and ../shared/corpus where that lies beside the repository. A folder inside a
folder is taken for the pages of one site.

Parts, several with commas between them, or `all`:

    peers     newsclean and its peers, document by document (the default)
    stages    cost of `parse` by stage
    scaling   cost for each KB, from 1 KB to 5 MB
    memory    resident memory over several passes, up to 10,000 documents or 90 seconds
    imports   `import newsclean` beside `import pydantic`, in fresh interpreters
    matcher   the rules' matcher beside one alternation of `regex` and beside one rule after another; are they equal?
    soups     building a soup with bs4 and lxml beside parsing that soup
    many      parse_many with two workers beside one

All systems of a part take each document in turn, in one process, after a warm-up. Time is the processor's, but that of
`many`, which is the clock's. Machines differ and are shared, so trust medians and ratios rather than seconds.

Peers come with the extra `bench`; those that are not installed are left out with a sentence. trafilatura and
newspaper4k, which are slow, take every fifth document in a round, and others in the next. Where documents are many,
`--most` of each kind are taken, evenly over all of them.

newsclean remembers lines, so that a site's furniture is looked at once. *Cold* are figures for which it was made to
forget them before each document, as if each were the first of a process; *warm* are those where it has read other pages
of the same site, but never the page itself.
"""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import os
import pathlib
import platform
from collections.abc import Callable, Sequence

from tests.benchmarks.sources import Document, default_folders, read_documents
from tests.benchmarks.tables import Table

PARTS = {
    "peers": "peers", "stages": "stages", "scaling": "scaling", "memory": "scaling", "imports": "overheads",
    "matcher": "matching", "soups": "overheads", "many": "overheads",
}
"""Name of each part -> the module of this package whose function of that name gives its tables."""

Measure = Callable[[Sequence[Document], int, int], list[Table]]
"""A part: documents, rounds and the most documents of a kind to its tables."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description, parser.formatter_class = __doc__, argparse.RawDescriptionHelpFormatter
    parser.add_argument("folders", nargs="*", type=pathlib.Path, help="folders of .txt and .html, also .gz")
    parser.add_argument("--part", default="peers", help=f"of {', '.join(PARTS)}; or all (default: peers)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each figure is taken; the median counts")
    parser.add_argument("--most", type=int, default=50, help="documents of a kind at most (default: 50)")
    parser.add_argument("--json", type=pathlib.Path, help="write all figures to this file")
    parser.add_argument("--plot", type=pathlib.Path, help="draw the part peers to this .png file (needs matplotlib)")


def run(arguments: argparse.Namespace) -> int:
    """Print the tables of each part that is asked for."""
    parts = list(PARTS) if arguments.part == "all" else arguments.part.split(",")
    if unknown := [part for part in parts if part not in PARTS]:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}, or all")
        return 2
    if arguments.plot and "peers" not in parts:
        print("--plot draws the part peers: add it to --part")
        return 2
    documents = read_documents(arguments.folders or default_folders())
    if not documents:
        print("no .txt and no .html in these folders")
        return 2
    tables = []
    logging.disable(logging.CRITICAL)  # peers complain of many a page
    try:
        for part in parts:
            measure: Measure = getattr(importlib.import_module(f"tests.benchmarks.{PARTS[part]}"), part)
            for table in measure(documents, max(1, arguments.rounds), max(1, arguments.most)):
                print(table.show(), flush=True)
                tables.append(table)
    finally:
        logging.disable(logging.NOTSET)
    if arguments.json:
        figures = {"machine": machine(), "tables": [table.as_dict() for table in tables]}
        arguments.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if arguments.plot:
        importlib.import_module("tests.benchmarks.plot").draw(tables, arguments.plot)
    return 0


def machine() -> dict[str, str | int | None]:
    """Where the figures were taken."""
    return {"python": platform.python_version(), "system": platform.platform(), "cpus": os.cpu_count()}
