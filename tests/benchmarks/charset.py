"""Accuracy of charset detection and of mojibake repair, and what a look at clean text costs.

Texts are paragraphs of Russian articles: with a corpus folder, gold bodies of the outlets that the letter model was not
counted on; without one, the invented articles of the fixtures. Sampling is deterministic.
"""

from __future__ import annotations

import argparse
import functools
import json
import pathlib
import random
import re
import time
import zlib
from collections.abc import Callable, Iterable

from newsclean.reading.charset import decode
from newsclean.reading.mojibake import mend
from tests.cases import FIXTURES

CHARSETS = ("utf-8", "cp1251", "koi8-r", "cp866", "iso-8859-5", "mac-cyrillic", "utf-16-le", "utf-16-be")
LENGTHS = (15, 40, 100, 300)
LIES = ("utf-8", "windows-1251", "koi8-r", "iso-8859-1", "ibm866")
TWINS = {"cp1251": "mac-cyrillic", "mac-cyrillic": "cp1251"}
"""Charsets with the same small letters, each with the lie that is the hardest to see through."""
SAMPLES = 200
MOJIBAKE = (
    ("utf-8", "cp1251"), ("utf-8", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "cp866"), ("utf-8", "koi8-r"),
    ("utf-8", "mac-roman"), ("cp1251", "cp1252"), ("cp1251", "latin-1"), ("koi8-r", "cp1252"), ("cp866", "cp1252"),
    ("koi8-r", "cp1251"), ("cp1251", "koi8-r"), ("cp1251", "cp866"), ("cp866", "cp1251"),
)
"""Real charset, and the one that it was read in."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder of an annotated corpus, or else none."""
    parser.add_argument("corpus", nargs="?", type=pathlib.Path, help="a folder with index.jsonl (gold.body: lines)")


def run(arguments: argparse.Namespace) -> None:
    """Print the tables."""
    texts = paragraphs(arguments.corpus)
    print(f"{len(texts)} paragraphs\n")
    print_detection(texts)
    print_mending(texts)
    print_cost(texts)


def paragraphs(corpus: pathlib.Path | None) -> list[str]:
    """Russian paragraphs of 60 characters or more, each once, in a fixed order."""
    lines: Iterable[str]
    if corpus:
        documents = map(json.loads, (corpus / "index.jsonl").read_text("utf-8").splitlines())
        lines = [
            line
            for document in documents
            if zlib.crc32((document.get("site") or "").encode()) & 1  # the letter model was counted on the others
            for line in (document.get("gold") or {}).get("body", [])
        ]
    else:
        lines = [line for file in sorted(FIXTURES.rglob("*.md")) for line in file.read_text("utf-8").splitlines()]
    russian = (line for line in lines if len(line) >= 60 and 2 * len(re.findall("[а-яё]", line)) > len(line))
    return list(dict.fromkeys(russian))


def print_detection(texts: list[str]) -> None:
    """Share of samples that come out as they went in, by charset, declaration and length."""
    begun = begun_at_some_word(texts)
    print("detection, % right".ljust(30) + "".join(f"{length:>7}" for length in LENGTHS) + "   page")
    for declaration in ("no", "right", "wrong", "twin's"):
        for charset in TWINS if declaration == "twin's" else CHARSETS:
            if declaration == "wrong" and charset.startswith("utf-16"):
                continue
            right = functools.partial(detected, charset=charset, declaration=declaration)
            shares = [share([right(text[:length]) for text in begun]) for length in LENGTHS]
            shares.append(share([right(page_of(text, texts)) for text in begun[:50]]))
            print(f"  {charset:14}{declaration + ' label':14}" + "".join(f"{value:7.1f}" for value in shares))
    print()


def share(results: list[bool]) -> float:
    """Per cent of results that are true."""
    return 100 * sum(results) / max(len(results), 1)


def begun_at_some_word(texts: list[str]) -> list[str]:
    """A sample of texts, each from some word on."""
    dice = random.Random(7)
    chosen = dice.sample(texts, min(SAMPLES, len(texts)))
    return [text[dice.choice([found.end() for found in re.finditer(" ", text[:-320])] or [0]):] for text in chosen]


def page_of(text: str, texts: list[str]) -> str:
    """Mark-up with a few paragraphs in it."""
    at = texts.index(next(other for other in texts if text in other))
    body = "".join(f"<p class='text'>{line}</p>\n" for line in texts[at:at + 8])
    return f"<html><head><title>{text[:60]}</title></head><body><div id=menu>&laquo;</div>{body}</body></html>"


def detected(text: str, charset: str, declaration: str) -> bool:
    """Whether the text survives; characters that the charset lacks become references, as on real pages."""
    data = text.encode(charset, "xmlcharrefreplace")
    lies = [lie for lie in LIES if lie.replace("windows-", "cp").replace("ibm", "cp") != charset]
    wrong = lies[zlib.crc32(data) % len(lies)]
    declared = {"no": None, "right": charset, "wrong": wrong, "twin's": TWINS.get(charset)}[declaration]
    return decode(data, declared=declared)[0] == data.decode(charset)


def broken(text: str, right: str, wrong: str) -> str:
    """The text's bytes read in the wrong charset; bytes that are free in it are C1 controls, as in browsers."""
    data = text.encode(right)
    return "".join(
        chr(byte) if char == "\ufffd" else char for byte in data for char in bytes([byte]).decode(wrong, "replace")
    )


def print_mending(texts: list[str]) -> None:
    """Share of samples that are mended exactly: whole paragraphs, titles, and a title among clean lines."""
    dice = random.Random(11)
    chosen = dice.sample(texts, min(SAMPLES, len(texts)))
    clean = "\n".join(chosen[:5])
    print("mojibake, % mended exactly".ljust(40) + "paragraph  title  title in a clean page")
    twice = [("utf-8", "cp1251"), ("utf-8", "cp1252")]
    kinds = [(f"{right} read as {wrong}", [(right, wrong)]) for right, wrong in MOJIBAKE]
    kinds += [(f"{right} read as {wrong}, twice", [(right, wrong)] * 2) for right, wrong in twice]
    for name, steps in kinds:
        cells = []
        for cut in (None, 60):
            results, inside = [], []
            for text in chosen:
                was = text[:cut].encode(steps[0][0], "ignore").decode(steps[0][0])
                bad = was
                for right, wrong in steps:
                    bad = broken(bad, right, wrong)
                results.append(mend(bad) == was)
                inside.append(mend(f"{bad}\n{clean}") == f"{was}\n{clean}")
            cells.append(share(results))
        cells.append(share(inside))
        print(f"  {name:36}" + "".join(f"{cell:9.1f}" for cell in cells))
    untouched = sum(mend(text) is text and mend(text[:60]) == text[:60] for text in texts)
    headlines = sum(mend(text[:80].upper()) == text[:80].upper() for text in texts)
    print(f"  clean text left alone: {untouched} of {len(texts)}; in capitals: {headlines} of {len(texts)}\n")


def print_cost(texts: list[str]) -> None:
    """Microseconds for 10 KB: the better of several runs, on whatever machine this is."""
    text = "\n".join(texts * (1 + 300_000 // max(len("".join(texts)), 1)))[:300_000]
    utf8, cp1251 = text.encode(), text.encode("cp1251", "ignore")
    rows: list[tuple[str, Callable[[], object]]] = [
        ("mend, clean text", lambda: mend(text)),
        ("decode, utf-8", lambda: decode(utf8)),
        ("decode, cp1251", lambda: decode(cp1251)),
    ]
    print("cost, µs for 10 KB of UTF-8")
    for name, call in rows:
        best = float("inf")
        for _ in range(5):
            start = time.perf_counter()
            call()
            best = min(best, time.perf_counter() - start)
        print(f"  {name:20}{best * 1e10 / max(len(utf8), 1):8.1f}")
