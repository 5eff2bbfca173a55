"""Whether a soup, its HTML and its bytes give the same article, over an annotated corpus's HTML pages.

A soup is what its builder made of the page: on broken HTML the builders disagree with browsers, and so with lexbor.
Each builder is therefore counted twice: the soup against the HTML that it was built from, and against the HTML that it
writes itself (`str(soup)`), which is the same tree.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pathlib

from bs4 import BeautifulSoup

from newsclean import Article, parse
from newsclean.reading.charset import decode

BUILDERS = ("html5lib", "lxml", "html.parser")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("corpus", type=pathlib.Path, help="a folder with index.jsonl")


def run(arguments: argparse.Namespace) -> int:
    """Print a row for each way to pass a page: how many give the article that the bytes give."""
    rows = [json.loads(row) for row in (arguments.corpus / "index.jsonl").read_text("utf-8").splitlines()]
    pages = [gzip.decompress((arguments.corpus / row["file"]).read_bytes()) for row in rows if row["kind"] == "html"]
    same = dict.fromkeys(("str", *BUILDERS, *(f"{builder}, own HTML" for builder in BUILDERS)), 0)
    for data in pages:
        text = decode(data)[0]
        article = parse(data)
        same["str"] += is_same(article, parse(text))
        for builder in BUILDERS:
            soup = BeautifulSoup(text, builder)
            found = parse(soup)
            same[builder] += is_same(article, found)
            same[f"{builder}, own HTML"] += is_same(found, parse(str(soup)))
    print(f"{'passed as':<24}{'pages':>7}{'same article':>14}")
    for name, count in same.items():
        print(f"{name:<24}{len(pages):>7}{count:>14}")
    return 0


def is_same(one: Article, other: Article) -> bool:
    """Whether all fields are equal."""
    return one.model_dump() == other.model_dump()
