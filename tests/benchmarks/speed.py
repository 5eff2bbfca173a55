"""Speed on folders of pages and dumps, beside trafilatura where it is installed (the extra `bench`).

All systems take each document in turn, in one process, after a warm-up; what counts is the median of several rounds,
and the ratio rather than the figure: machines differ and are shared.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import pathlib
import statistics
import time
from collections.abc import Callable, Sequence

from newsclean import parse

FIXTURES = pathlib.Path(__file__).resolve().parent.parent.parent / "fixtures" / "pages"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folders", nargs="*", type=pathlib.Path, default=[FIXTURES], help="folders of .txt and .html, also .gz"
    )
    parser.add_argument("--rounds", type=int, default=5)


def run(arguments: argparse.Namespace) -> int:
    """Print a table: a row for each kind of source and system."""
    sources = [found for folder in arguments.folders for found in read_folder(folder)]
    print(f"{'source':<8}{'system':<14}{'docs':>6}{'KB/doc':>8}{'ms/doc':>9}{'docs/s':>8}{'MB/s':>8}{'x':>7}")
    for kind, wanted in (("text", str), ("html", bytes)):
        documents = [source for source in sources if isinstance(source, wanted)]
        if documents:
            compare(kind, documents, arguments.rounds)
    return 0


def read_folder(folder: pathlib.Path) -> list[str | bytes]:
    """The documents of a folder, at any depth: dumps as text, pages as bytes."""
    documents: list[str | bytes] = []
    for path in sorted(folder.rglob("*")):
        name = path.name.removesuffix(".gz")
        if name.endswith((".txt", ".html", ".htm")):
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            documents.append(data.decode("utf-8", "replace") if name.endswith(".txt") else data)
    return documents


def systems(kind: str) -> dict[str, Callable[[str | bytes], object]]:
    """The systems that can read a kind of source; nobody else reads plain dumps."""
    found: dict[str, Callable[[str | bytes], object]] = {"newsclean": parse}
    if kind == "html" and importlib.util.find_spec("trafilatura"):
        trafilatura = importlib.import_module("trafilatura")
        found["trafilatura"] = lambda source: trafilatura.bare_extraction(source, with_metadata=True)
    return found


def compare(kind: str, documents: Sequence[str | bytes], rounds: int) -> None:
    """Time all systems on the same documents, interleaved, and print a row each."""
    candidates = systems(kind)
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for turn in range(rounds + 1):
        for name, extract in candidates.items():
            start = time.perf_counter()
            for document in documents:
                extract(document)
            if turn:  # the first round warms up
                times[name].append(time.perf_counter() - start)
    size = sum(len(d.encode()) if isinstance(d, str) else len(d) for d in documents)
    ours = statistics.median(times["newsclean"])
    for name, spent in times.items():
        median, count = statistics.median(spent), len(documents)
        print(
            f"{kind:<8}{name:<14}{count:>6}{size / count / 1000:>8.1f}{1000 * median / count:>9.2f}"
            f"{count / median:>8.0f}{size / median / 1e6:>8.2f}{median / ours:>7.2f}"
        )
