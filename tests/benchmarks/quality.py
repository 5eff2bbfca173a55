"""Score newsclean on an annotated corpus: as shipped, and with the outlets' own rule sets switched off.

The measure is the corpus's own script (`tools/evaluate.py` beside the folder that holds the corpora).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import pathlib
import sys
from types import ModuleType
from typing import Any
from unittest import mock

FLOORS = pathlib.Path(__file__).resolve().parent.parent / "floors.json"
"""The figures that a change may not fall below, by shape; they only rise."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("corpus", type=pathlib.Path, help="a folder with index.jsonl")
    parser.add_argument("--tool", type=pathlib.Path, help="the measuring script; found beside the corpus if not given")
    parser.add_argument("--kind", help="html, text or both (comma)")
    parser.add_argument("--no-sites", action="store_true", help="switch the outlets' own rule sets off")


def run(arguments: argparse.Namespace) -> int:
    """Print the quality table, one row a shape."""
    tool = load_tool(arguments.corpus, arguments.tool)
    rows = evaluate(tool, arguments.corpus, arguments.kind, sites=not arguments.no_sites)
    print(tool.table(rows, "shape"))
    return 0


def load_tool(corpus: pathlib.Path, tool: pathlib.Path | None) -> ModuleType:
    """The corpus's measuring script as a module; exits with one sentence where there is none."""
    path = tool or corpus.resolve().parent.parent / "tools" / "evaluate.py"
    spec = importlib.util.spec_from_file_location("evaluate", path)
    if spec is None or spec.loader is None or not path.exists():
        sys.exit(f"no measuring script at {path}: name it with --tool")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def evaluate(tool: ModuleType, corpus: pathlib.Path, kinds: str | None, *, sites: bool) -> list[dict[str, Any]]:
    """The rows of the measure, a document each."""
    wanted = kinds.split(",") if kinds else None
    if sites:
        return list(tool.evaluate(corpus, tool.load("newsclean"), wanted))
    with mock.patch("newsclean.parse.find_site", return_value=None):
        return list(tool.evaluate(corpus, tool.load("newsclean"), wanted))


def summaries(tool: ModuleType, rows: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """The summary of each shape."""
    shapes = dict.fromkeys(row["shape"] for row in rows)
    return {shape: tool.summary([row for row in rows if row["shape"] == shape]) for shape in shapes}


def read_floors() -> dict[str, dict[str, float]]:
    """The floors by shape and measure."""
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8"))
    return floors
