"""`python -m tests.benchmarks NAME [ARGUMENTS]`: run one benchmark.

A benchmark is a module of this package with `add_arguments(parser)` and `run(arguments)`, which prints its tables and
returns the exit code. It is imported only when it is asked for.
"""

from __future__ import annotations

import argparse
import importlib
import sys

BENCHMARKS = {
    "authors": "bylines on the HTML articles of an annotated corpus, beside trafilatura and newspaper4k",
    "calibration": "how many articles and other pages get which confidence",
    "charset": "accuracy of charset detection and mojibake repair",
    "dates": "date reading beside dateparser and htmldate",
    "fit": "fit the layout's weights on an annotated corpus",
    "gate": "the quality gate: fail where a figure falls below its floor",
    "leftout": "quality as shipped, without the outlets' rule sets, and on outlets left out of fitting",
    "soups": "whether a soup, its HTML and its bytes give the same article",
    "speed": "speed on folders of pages and dumps, beside a peer",
    "quality": "quality on an annotated corpus, by shape of source",
}
"""Name of the subcommand and of its module -> what it measures."""


def main(argv: list[str]) -> int:
    """Parse the command line and run the benchmark that it names."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    commands = parser.add_subparsers(dest="name", required=True)
    for name, about in BENCHMARKS.items():
        command = commands.add_parser(name, help=about, description=about)
        if name in argv[:1]:
            importlib.import_module(f"tests.benchmarks.{name}").add_arguments(command)
    arguments = parser.parse_args(argv)
    return importlib.import_module(f"tests.benchmarks.{arguments.name}").run(arguments) or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
