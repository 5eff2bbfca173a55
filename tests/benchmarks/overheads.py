"""What surrounds `parse`: the import, the soup that a caller builds, the worker processes."""

from __future__ import annotations

import importlib.util
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from bs4 import BeautifulSoup

from newsclean import parse, parse_many
from newsclean.reading.charset import decode
from tests.benchmarks.sources import ROOT, Document, clear, line_caches, of_kind
from tests.benchmarks.tables import Cell, Table, ratio, spread

_STARTS = 7
_IMPORTS = {
    "import pydantic": "import pydantic",
    "import newsclean": "import newsclean",
    "import newsclean and parse once": "import newsclean; newsclean.parse('Паром отошёл.')",
}
"""What a fresh interpreter is made to do. The rules are loaded by the first `parse`."""
_TIMED = "import time; start = time.process_time(); {}; print(time.process_time() - start)"
_LEAST_BATCH = 300  # documents for parse_many, so that the start of the workers is not all that counts


def imports(documents: Sequence[Document], rounds: int, most: int) -> list[Table]:
    """Imports in fresh interpreters, in turns: the median of seven."""
    times: dict[str, list[float]] = {name: [] for name in _IMPORTS}
    for turn in range(_STARTS + 1):
        for name, code in _IMPORTS.items():
            done = subprocess.run(
                [sys.executable, "-c", _TIMED.format(code)], cwd=ROOT, check=True, capture_output=True, text=True
            )
            if turn:  # the first one writes the byte code
                times[name].append(float(done.stdout))
    medians = {name: statistics.median(spent) for name, spent in times.items()}
    base = medians["import pydantic"]
    rows: list[tuple[Cell, ...]] = [(name, 1000 * spent, ratio(spent, base)) for name, spent in medians.items()]
    title = f"imports, median of {_STARTS} fresh interpreters"
    return [Table("imports", title, ("code", "ms", "x pydantic"), rows)]


def soups(documents: Sequence[Document], rounds: int, most: int) -> list[Table]:
    """Building a soup with bs4 and lxml, parsing that soup, and parsing the same HTML without it; cold caches."""
    pages = spread(of_kind(documents, "html"), most // 2 or 1)
    columns = ("step", "docs", "ms/doc", "x median", "x sum")
    if not pages or not importlib.util.find_spec("lxml"):
        why = "lxml is not installed" if pages else "There is no HTML"
        return [Table("soups", "soups", columns, [], (f"{why}: nothing was measured.",))]
    texts = [decode(page.source)[0] for page in pages]
    names = ("build the soup", "parse the soup", "parse the HTML")
    times: dict[str, list[list[float]]] = {name: [[] for _ in texts] for name in names}
    for turn in range(rounds + 1):
        caches = line_caches() if turn else []
        for number, text in enumerate(texts):
            start = time.process_time()
            soup = BeautifulSoup(text, "lxml")
            spent = [time.process_time() - start]
            for source in (soup, text):
                clear(caches)
                start = time.process_time()
                parse(source)
                spent.append(time.process_time() - start)
            for name, each in zip(names, spent, strict=True):
                if turn:
                    times[name][number].append(each)
    medians = {name: [statistics.median(each) for each in of] for name, of in times.items()}
    base = medians[names[0]]
    rows: list[tuple[Cell, ...]] = [
        (
            name, len(texts), 1000 * statistics.median(spent),
            statistics.median(mine / other for mine, other in zip(spent, base, strict=True)),
            ratio(sum(spent), sum(base)),
        )
        for name, spent in medians.items()
    ]
    title = "soups (bs4 with lxml), cold caches; x: beside building the soup"
    return [Table("soups", title, columns, rows)]


def many(documents: Sequence[Document], rounds: int, most: int) -> list[Table]:
    """`parse_many` with one worker and with two, the start of the workers included; caches are emptied before."""
    sources = [document.source for document in spread(documents, max(_LEAST_BATCH, 2 * most))]
    for source in sources[:20]:
        parse(source)
    times: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for workers, spent in times.items():
            clear(line_caches())
            start = time.perf_counter()
            for _article in parse_many(sources, workers=workers):
                pass
            spent.append(time.perf_counter() - start)
    medians = {workers: statistics.median(spent) for workers, spent in times.items()}
    rows: list[tuple[Cell, ...]] = [
        (str(workers), len(sources), spent, len(sources) / spent, medians[1] / spent)
        for workers, spent in medians.items()
    ]
    note = "Ratios of one round, sorted: " + ", ".join(
        f"{one / two:.2f}" for one, two in sorted(zip(times[1], times[2], strict=True), key=lambda p: p[0] / p[1])
    )
    columns = ("workers", "docs", "s", "docs/s", "x one worker")
    return [Table("many", "parse_many, an interleaved run each", columns, rows, (f"{note}.",))]
