"""How cost grows: time with the size of a source, memory with the number of documents."""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
import pathlib
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from newsclean import parse
from newsclean.reading.charset import decode
from tests.benchmarks.sources import Document, clear, line_caches, of_kind, read_file
from tests.benchmarks.tables import Cell, Table, spread

SIZES = (1, 10, 100, 1_000, 5_000)
"""KB (1000 bytes of UTF-8) of the sources that are made."""
BASE = 10
"""The size, in KB, to which the others are compared."""
_PATIENCE = 25.0  # seconds for one kind of source; a larger size that would take longer is left out
_BODY = re.compile(r"<body\b[^<>]{0,2000}>(.*)", re.IGNORECASE | re.DOTALL)
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)

MOST_DOCUMENTS = 10_000
MOST_SECONDS = 90.0
_PASS = 5  # documents of a pass, for each document of `--most`
STATM = pathlib.Path("/proc/self/statm")


def scaling(documents: Sequence[Document], rounds: int, most: int) -> list[Table]:
    """ms for each KB: dumps joined, the same in one line, and the bodies of HTML pages in one page."""
    rows: list[tuple[Cell, ...]] = []
    notes = []
    dumps = [str(document.source) for document in of_kind(documents, "dump")]
    lines = [" ".join(dump.split()) for dump in dumps]
    bodies = [body_of(document) for document in of_kind(documents, "html")]
    for kind, texts in (("dumps joined", dumps), ("one line", lines), ("HTML", bodies)):
        if not any(texts):
            continue
        measured = list(measure(kind, texts, rounds))
        base = dict(measured).get(BASE)
        rows += [(f"{kind}, {size} KB", ms * size, ms, ms / base if base else None) for size, ms in measured]
        if left := [str(size) for size in SIZES[len(measured):]]:
            notes.append(f"{kind}: {', '.join(left)} KB would have taken too long.")
        total = sum(len(text.encode()) for text in texts)
        if total < 1000 * SIZES[-1]:
            notes.append(f"{kind}: there are {total // 1000} KB of it, which repeat in larger sources.")
    title = "cost by size, cold caches"
    return [Table("scaling", title, ("source", "ms", "ms/KB", f"x {BASE} KB"), rows, tuple(notes))]


def measure(kind: str, texts: list[str], rounds: int) -> Iterator[tuple[int, float]]:
    """For each size in KB, the median of ms for each KB over sources that begin at different documents."""
    spent, before = 0.0, 0
    for size in SIZES:
        if before and spent * size / before > _PATIENCE:
            return
        starts = range(0, len(texts), max(1, len(texts) // max(rounds, 5 if size <= 100 else rounds)))
        sources = [joined(kind, texts[start:] + texts[:start], 1000 * size) for start in starts]
        for source in sources:
            parse(source[:10_000])
        caches = line_caches()
        times = []
        for source in sources:
            clear(caches)
            gc.collect()
            start = time.process_time()
            parse(source)
            times.append(time.process_time() - start)
        spent, before = rounds * statistics.median(times), size
        yield size, 1000 * statistics.median(times) / size


def joined(kind: str, texts: Sequence[str], size: int) -> str:
    """Texts one after another, over and over, cut at a size in bytes."""
    pieces, length = [], 0
    for text in itertools.cycle(texts):
        pieces.append(text)
        length += len(text.encode()) + 1
        if length >= size:
            break
    whole = (" " if kind == "one line" else "\n").join(pieces)
    if kind == "HTML":
        whole = f"<!doctype html><html><head><title>Страница</title></head><body>\n{whole}"
    return whole.encode()[:size].decode("utf-8", "ignore")


def body_of(document: Document) -> str:
    """What stands between a page's body tags, decoded."""
    text = decode(document.source if isinstance(document.source, bytes) else document.source.encode())[0]
    found = _BODY.search(text)
    return _END.sub("", found[1] if found else text)


def memory(documents: Sequence[Document], rounds: int, most: int) -> list[Table]:
    """Resident memory of a fresh process before the first document and after each pass over the same documents."""
    columns = ("after", "documents", "MB", "MB since pass 1")
    if not STATM.exists():
        return [Table("memory", "resident memory", columns, [], ("There is no /proc/self/statm on this system.",))]
    paths = [str(document.path) for document in spread(documents, _PASS * most)]
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        told = pool.submit(passes, paths, MOST_DOCUMENTS, MOST_SECONDS).result()
    first = told[2][1] if len(told) > 2 else told[-1][1]
    names = ["import and reading", "the first document", *(f"pass {n}" for n in range(1, len(told)))]
    rows: list[tuple[Cell, ...]] = [
        (name, count, used, used - first if number > 1 else None)
        for number, (name, (count, used)) in enumerate(zip(names, told, strict=False))
    ]
    note = f"A pass takes {len(paths)} documents; at most {MOST_DOCUMENTS} documents or {MOST_SECONDS:.0f} seconds."
    return [Table("memory", "resident memory of one process", columns, rows, (note,))]


def passes(paths: Sequence[str], most: int, seconds: float) -> list[tuple[int, float]]:
    """Documents parsed so far and resident MB: before any, after one, after each pass. Runs in a process of its own."""
    sources = [read_file(pathlib.Path(path)) for path in paths]
    gc.collect()
    told = [(0, resident())]
    parse(sources[0])
    told.append((1, resident()))
    count, start = 0, time.monotonic()
    while count + len(sources) <= max(most, len(sources)):
        for source in sources:
            parse(source)
        count += len(sources)
        gc.collect()
        told.append((count, resident()))
        spent = time.monotonic() - start
        if spent * (1 + len(sources) / count) > seconds:  # the next pass would be too long
            break
    return told


def resident() -> float:
    """This process's resident memory, in MB."""
    return int(STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
