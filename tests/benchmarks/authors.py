"""Author reading beside trafilatura and newspaper4k, on the HTML articles of an annotated corpus.

Names are compared as the corpus's own measure compares them: as sets of words, whatever their order and letter case.
What a peer gives is cut at commas, semicolons and «и», so that a list in one string counts as a list. Peers come with
the extra `bench`; those that are not installed are left out with a sentence.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import importlib
import importlib.util
import json
import pathlib
import re
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any, NamedTuple

from newsclean import parse
from tests.benchmarks import quality

Reader = Callable[[bytes, str | None], Iterable[str]]
"""A system: a page and its address to the authors' names."""
_CUT = re.compile(r"\s*[,;|]\s*|\s+(?:и|and)\s+")
VERDICTS = ("right", "partly", "wrong", "none")
"""All names and no others; some of them, or others besides; others, or names where the page shows none; no names."""


class Document(NamedTuple):
    """An annotated article."""

    name: str
    source: bytes
    url: str | None
    authors: list[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("corpus", type=pathlib.Path, help="a folder with index.jsonl")
    parser.add_argument("--tool", type=pathlib.Path, help="the measuring script; found beside the corpus if not given")
    parser.add_argument("--faults", action="store_true", help="list the articles that newsclean does not get right")


def run(arguments: argparse.Namespace) -> int:
    """Print a table: a row for each system."""
    tool = quality.load_tool(arguments.corpus, arguments.tool)
    documents = list(read_articles(arguments.corpus))
    signed = sum(bool(document.authors) for document in documents)
    print(f"{len(documents)} HTML articles, {signed} of them signed")
    print(f"{'system':<14}" + "".join(f"{name:>8}" for name in (*VERDICTS, "share")) + f"{'ms':>9}")
    for name, reader in readers().items():
        counts: collections.Counter[str] = collections.Counter()
        spent: list[float] = []
        faults: list[str] = []
        for document in documents:
            start = time.perf_counter()
            names = list(reader(document.source, document.url))
            spent.append(time.perf_counter() - start)
            told = verdict(tool, names, document.authors)
            counts[told] += 1
            if told != "right" and name == "newsclean":
                faults.append(f"    {document.name}: {told}: {names}, not {document.authors}")
        share = counts["right"] / max(1, len(documents))
        row = "".join(f"{counts[name]:>8}" for name in VERDICTS)
        print(f"{name:<14}{row}{share:>8.3f}{1000 * statistics.median(spent or [0]):>9.2f}")
        if arguments.faults and faults:
            print("\n".join(faults))
    return 0


def read_articles(corpus: pathlib.Path) -> Iterator[Document]:
    """The HTML articles of a corpus with their authors."""
    for row in (corpus / "index.jsonl").read_text("utf-8").splitlines():
        entry: dict[str, Any] = json.loads(row)
        if entry["kind"] == "html" and entry["page"] == "article":
            data = (corpus / entry["file"]).read_bytes()
            source = gzip.decompress(data) if entry["file"].endswith(".gz") else data
            yield Document(entry["id"], source, entry.get("url"), list(entry["gold"].get("authors") or []))


def verdict(tool: ModuleType, names: Iterable[str], wanted: Iterable[str]) -> str:
    """One of `VERDICTS`, by the corpus's own way to compare people."""
    got, gold = tool.people(names), tool.people(wanted)
    if got == gold:
        return "right"
    if not got:
        return "none"
    return "partly" if got & gold else "wrong"


def readers() -> dict[str, Reader]:
    """The systems at hand: newsclean, and the peers that are installed."""
    found: dict[str, Reader] = {"newsclean": lambda source, url: parse(source, url=url).authors}
    if importlib.util.find_spec("trafilatura"):
        trafilatura = importlib.import_module("trafilatura")

        def bare(source: bytes, url: str | None) -> list[str]:
            document = trafilatura.bare_extraction(source, url=url, with_metadata=True)
            return split((document and document.author) or "")

        found["trafilatura"] = bare
    else:
        print("trafilatura is not installed, so it is left out: pip install newsclean[bench]")
    if importlib.util.find_spec("newspaper"):
        newspaper = importlib.import_module("newspaper")

        def article(source: bytes, url: str | None) -> list[str]:
            page = newspaper.Article(url or "https://example.org/", language="ru", fetch_images=False)
            page.download(input_html=source.decode(charset(source), "replace"))
            page.parse()
            return split(", ".join(page.authors))

        found["newspaper4k"] = article
    else:
        print("newspaper4k is not installed, so it is left out: pip install newsclean[bench]")
    return found


def split(text: str) -> list[str]:
    """The names in a string that lists them."""
    return [name for name in _CUT.split(text) if name]


def charset(source: bytes) -> str:
    """The charset that a page declares in its first kilobyte; UTF-8 where it declares none that Python knows."""
    declared = re.search(rb"charset=[\"']?([\w-]{3,20})", source[:1024], re.IGNORECASE)
    name = declared[1].decode("ascii") if declared else "utf-8"
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    return name
