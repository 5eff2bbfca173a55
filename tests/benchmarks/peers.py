"""newsclean and its peers on the same documents, interleaved."""

from __future__ import annotations

import importlib
import importlib.util
import itertools
import statistics
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

from newsclean import parse
from tests.benchmarks.sources import Document, clear, line_caches, of_kind
from tests.benchmarks.tables import Cell, Table, ratio, spread

Extract = Callable[[Any], object]
Times = dict[str, dict[int, list[float]]]
"""System -> number of the document -> seconds, one for each round."""

OURS = "newsclean"
SLOW = frozenset({"trafilatura", "newspaper4k"})
EVERY = 5
"""Slow systems take one document in so many, in each round others."""
_WARM_UP = 10
LEAST_PILE = 10
"""Documents of one site from which a pile tells what a warm cache is worth."""
COLUMNS = ("system", "docs", "KB/doc", "ms/doc", "docs/s", "MB/s", "x median", "x sum", "failed")
LEGEND = (
    "ms/doc: median over documents; docs/s, MB/s: of the sums; x median: median over documents of system / newsclean;"
    "\nx sum: the same of the sums, on the documents that both took."
)


def peers(documents: Sequence[Document], rounds: int, most: int) -> list[Table]:
    """A table for each kind of source, with cold caches and with warm ones."""
    tables = []
    for kind in ("html", "dump"):
        found = of_kind(documents, kind)
        if not found:
            continue
        systems, notes = systems_for(kind)
        sample = spread(found, most)
        for document in sample:  # builds the matchers, of which the caches are to be found
            parse(document.source)
        caches = line_caches()
        times, failed = interleave(systems, sample, rounds, before=lambda known=caches: clear(known))  # type: ignore[misc]
        rows = summarize(times, failed, sample)
        tables.append(Table("peers", f"{kind}, cold caches", COLUMNS, rows, (*notes, LEGEND)))
        piles = piles_of(found)
        if piles:
            tables.append(warm_table(kind, systems, [pile[:most] for pile in piles], rounds))
    return tables


def piles_of(documents: Iterable[Document]) -> list[list[Document]]:
    """The documents of each site that has enough of them."""
    piles: dict[str, list[Document]] = {}
    for document in documents:
        if document.pile:
            piles.setdefault(document.pile, []).append(document)
    return [pile for pile in piles.values() if len(pile) >= LEAST_PILE]


def warm_table(kind: str, systems: dict[str, Extract], piles: Sequence[list[Document]], rounds: int) -> Table:
    """The second half of each site's pages, after its first half, starting from empty caches in each round."""
    rows_of: Times = {name: {} for name in systems}
    failed: dict[str, set[int]] = {name: set() for name in systems}
    timed: list[Document] = []
    for pile in piles:
        half = len(pile) // 2
        for document in pile:
            parse(document.source)
        caches = line_caches()

        def read_first_half(pile: list[Document] = pile[:half], caches: Any = caches) -> None:
            clear(caches)
            for document in pile:
                parse(document.source)

        times, errors = interleave(systems, pile[half:], rounds, at_start=read_first_half)
        for name in systems:
            rows_of[name].update({len(timed) + i: spent for i, spent in times[name].items()})
            failed[name].update(len(timed) + i for i in errors[name])
        timed += pile[half:]
    sites = ", ".join(pile[0].pile for pile in piles)
    title = f"{kind}, warm caches: the second half of {sites} after the first"
    return Table("peers", title, COLUMNS, summarize(rows_of, failed, timed))


def interleave(
    systems: dict[str, Extract], documents: Sequence[Document], rounds: int, *,
    before: Callable[[], None] | None = None, at_start: Callable[[], None] | None = None,
) -> tuple[Times, dict[str, set[int]]]:
    """Time each system on each document, one after another, after a warm-up on a few of them.

    `before` is called before newsclean takes a document, `at_start` before each round. The systems take turns to go
    first. A document on which a system raises is left out for that system.
    """
    times: Times = {name: {} for name in systems}
    failed: dict[str, set[int]] = {name: set() for name in systems}
    names = list(systems)
    for turn in range(rounds + 1):
        if at_start and turn:
            at_start()
        for number, document in enumerate(documents if turn else documents[:_WARM_UP]):
            first = (number + turn) % len(names)
            for name in (*names[first:], *names[:first]):
                skipped = turn and name in SLOW and (number + turn) % min(EVERY, len(documents))
                if skipped or number in failed[name]:
                    continue
                if before and name == OURS:
                    before()
                start = time.process_time()
                try:
                    systems[name](document.source)
                except Exception:
                    failed[name].add(number)
                    times[name].pop(number, None)
                    continue
                spent = time.process_time() - start
                if turn:
                    times[name].setdefault(number, []).append(spent)
    return times, failed


def summarize(times: Times, failed: dict[str, set[int]], documents: Sequence[Document]) -> list[tuple[Cell, ...]]:
    """A row for each system, the quickest first."""
    medians = {name: {i: statistics.median(spent) for i, spent in of.items()} for name, of in times.items()}
    ours = medians[OURS]
    rows: list[tuple[Cell, ...]] = []
    for name, spent in medians.items():
        if not spent:
            rows.append((name, 0, *[None] * (len(COLUMNS) - 3), len(failed[name])))
            continue
        size, total = sum(documents[i].size for i in spent), sum(spent.values())
        both = [i for i in spent if i in ours]
        rows.append((
            name, len(spent), size / len(spent) / 1000, 1000 * statistics.median(spent.values()), len(spent) / total,
            size / total / 1e6, statistics.median(spent[i] / ours[i] for i in both) if both else None,
            ratio(sum(spent[i] for i in both), sum(ours[i] for i in both)), len(failed[name]),
        ))
    return sorted(rows, key=lambda row: (row[6] is None, row[6]))


def systems_for(kind: str) -> tuple[dict[str, Extract], tuple[str, ...]]:
    """The systems that read a kind of source and are installed, and sentences on the others."""
    systems: dict[str, Extract] = {OURS: parse}
    notes = []
    for name, module, build in _HTML if kind == "html" else _DUMPS:
        if not importlib.util.find_spec(module):
            notes.append(f"{name} is not installed and was left out (pip install newsclean[bench]).")
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            systems[name] = build()
    if kind == "dump" and "C4 (datatrove)" in systems:
        notes.append(C4_NOTE)
    return systems, tuple(notes)


def _trafilatura() -> Extract:
    trafilatura = importlib.import_module("trafilatura")
    return lambda source: trafilatura.bare_extraction(source, with_metadata=True)


def _resiliparse() -> Extract:
    """The main content, from bytes: it wants to be told the charset, and tells it itself."""
    detect = importlib.import_module("resiliparse.parse.encoding").detect_encoding
    tree_of = importlib.import_module("resiliparse.parse.html").HTMLTree.parse_from_bytes
    text_of = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda source: text_of(tree_of(source, detect(source)), main_content=True)


def _readability() -> Extract:
    document_of = importlib.import_module("readability").Document

    def extract(source: bytes) -> object:
        document = document_of(source)
        return document.title(), document.summary()

    return extract


def _newspaper() -> Extract:
    """Title, date, authors and text. It is handed the HTML and fetches nothing."""
    newspaper = importlib.import_module("newspaper")

    def extract(source: bytes) -> object:
        article = newspaper.Article("https://example.com/news", language="ru", fetch_images=False)
        article.download(input_html=source)
        return article.parse()

    return extract


def _justext() -> Extract:
    justext = importlib.import_module("justext")
    stops = justext.get_stoplist("Russian")
    return lambda source: [each.text for each in justext.justext(source, stops) if not each.is_boilerplate]


def _justext_on_lines() -> Extract:
    """jusText reads only HTML: a dump's lines are handed to it as paragraphs."""
    extract = _justext()
    return lambda source: extract("".join(f"<p>{escape(line)}</p>" for line in source.splitlines() if line.strip()))


C4_NOTE = (
    "C4 (datatrove) keeps lines by its rules, but counts no sentences (min_num_sentences=-1): for Russian that needs"
    "\nspaCy, which this extra does not bring. So it does less than it could."
)


def _c4() -> Extract:
    document_of = importlib.import_module("datatrove.data").Document
    quality = importlib.import_module("datatrove.pipeline.filters.c4_filters").C4QualityFilter
    c4 = quality(split_paragraph=True, min_num_sentences=-1, language="rus")
    numbers = itertools.count()
    return lambda source: c4.filter(document_of(text=source, id=str(next(numbers))))


_HTML = (
    ("trafilatura", "trafilatura", _trafilatura),
    ("resiliparse", "resiliparse", _resiliparse),
    ("readability-lxml", "readability", _readability),
    ("newspaper4k", "newspaper", _newspaper),
    ("jusText", "justext", _justext),
)
_DUMPS = (
    ("jusText on <p>", "justext", _justext_on_lines),
    ("C4 (datatrove)", "datatrove", _c4),
)
