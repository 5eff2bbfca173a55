"""Annotated pages as training material: which lines of a page the annotation calls the article's text."""

from __future__ import annotations

import json
import pathlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType
from typing import Any, NamedTuple

TEXT, OTHER, EITHER = 1, 0, -1


OWNERS = (
    frozenset({"72.ru", "74.ru", "fontanka.ru", "ngs.ru", "v1.ru"}),  # Shkulev
    frozenset({"1prime.ru", "inosmi.ru", "ria.ru", "sputnik.by", "ukraina.ru"}),  # Rossiya Segodnya
    frozenset({"rbc.ru", "sportrbc.ru"}),
    frozenset({"championat.com", "gazeta.ru", "lenta.ru", "rambler.ru"}),  # Rambler
    frozenset({"5-tv.ru", "iz.ru", "ren.tv", "sport-express.ru"}),  # National Media Group
    frozenset({"newdaynews.ru", "nr2.ru"}),
)
"""Outlets of one owner or engine: their pages share furniture, so they are left out together."""


class Sample(NamedTuple):
    """A source with its annotation."""

    id: str
    shape: str
    site: str
    url: str | None
    source: str | bytes
    title: str | None
    body: tuple[str, ...]
    """The text's lines; empty for a page that is no article."""
    optional: tuple[str, ...]
    weight: float = 1.0


def read_samples(tool: ModuleType, corpus: pathlib.Path) -> Iterator[Sample]:
    """The corpus's documents, in order."""
    for row in (corpus / "index.jsonl").read_text("utf-8").splitlines():
        doc = json.loads(row)
        data = tool.read(corpus / doc["file"])
        gold = doc["gold"] or {}
        source = data.decode("utf-8") if doc["kind"] == "text" else data
        body, optional = tuple(gold.get("body") or ()), tuple(gold.get("optional") or ())
        weight = 1.0 if doc["page"] == "article" else 0.4
        yield Sample(
            doc["id"], doc["shape"], doc["site"], doc.get("url"), source, gold.get("title"), body, optional, weight
        )


def owner(site: str) -> str:
    """The outlet's name, or one name for all outlets of its owner."""
    return next((min(group) for group in OWNERS if site in group), site)


def deal(samples: Iterable[Sample], folds: int | None) -> dict[str, int]:
    """Deal the outlets into so many folds of about as many articles: each outlet's fold.

    `None` is one fold for each owner of annotated articles; outlets that have front pages alone are dealt among those.
    """
    articles: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    sites = set()
    for sample in samples:
        sites.add(sample.site)
        pages[owner(sample.site)] += 1
        articles[owner(sample.site)] += bool(sample.body)
    loads = [0.0] * (folds or sum(map(bool, articles.values())))
    found: dict[str, int] = {}
    for name in sorted(pages, key=lambda name: (-articles[name], -pages[name], name)):
        found[name] = loads.index(min(loads))
        loads[found[name]] += 1000 if folds is None and articles[name] else articles[name] + pages[name] / 100
    return {site: found[owner(site)] for site in sites}


def made_from(tool: ModuleType, sample: Sample) -> Iterator[Sample]:
    """Further shapes of an annotated dump: clean, under its title, in one line, and cut down to a small page."""
    if sample.shape != "innertext" or not sample.body or not isinstance(sample.source, str):
        return
    text = "\n\n".join(sample.body)
    headed = f"{sample.title or ''}\n\n{text}"
    yield sample._replace(shape="made-clean", source=text, title=None, weight=0.3)
    yield sample._replace(shape="made-titled", source=headed, weight=0.3)
    yield sample._replace(shape="made-oneline", source=" ".join(sample.source.split()), weight=0.3)
    lines = [line.strip() for line in sample.source.split("\n") if line.strip()]
    marks = label(tool, lines, sample)
    body = [i for i, mark in enumerate(marks) if mark == TEXT]
    if not body:
        return
    choose = random.Random(sample.id)
    for take in (choose.randint(1, 3), choose.randint(3, 8)):
        own = [lines[i] for i in body[:take]]
        above = lines[: body[0]][-choose.randint(0, 9) :]
        head = [line for line in above if tool.fold(line) != tool.fold(sample.title)]
        tail = lines[body[-1] + 1 :][: choose.randint(0, 9)]
        cut = len(head) - choose.randint(0, min(2, len(head)))
        small = [*head[:cut], sample.title or "", *head[cut:], *own, *tail]
        yield sample._replace(shape="made-small", source="\n".join(small), body=tuple(own), weight=0.3)


def label(tool: ModuleType, lines: Sequence[str], sample: Sample) -> list[int]:
    """For each line: text of the article, not, or either (what the annotation calls optional)."""
    if not sample.body:
        return [OTHER] * len(lines)
    gold = {" ".join(tool.tokens(line)) for line in sample.body}
    whole = f" {' '.join(tool.tokens(chr(10).join(sample.body)))} "
    shingles = tool.shingles("\n".join(sample.body))
    optional = [" ".join(tool.tokens(line)) for line in sample.optional]
    folded = [" ".join(tool.tokens(line)) for line in lines]
    marks: list[Any] = []
    for text in folded:
        words = text.count(" ") + 1
        if not text:
            marks.append(EITHER)
        elif text in gold:
            marks.append(TEXT if words >= 4 else "short")
        elif text in optional or (words > 3 and any(text in other for other in optional)):
            marks.append(EITHER)
        elif words < 4:
            marks.append("short" if f" {text} " in whole else OTHER)
        else:
            own = tool.shingles(text)
            marks.append(TEXT if sum(shingle in shingles for shingle in own) >= 0.6 * len(own) else OTHER)
    sure = [i for i, mark in enumerate(marks) if mark == TEXT]
    first, last = (sure[0], sure[-1]) if sure else (0, -1)
    for i, mark in enumerate(marks):
        if mark == "short":  # a short line is text where it stands between text, or is a line of the text by itself
            beside = any(0 <= j < len(marks) and marks[j] == TEXT for j in (i - 1, i + 1))
            inside = first - 2 <= i <= last + 2
            marks[i] = TEXT if inside and (folded[i] in gold or (first < i < last and beside)) else OTHER
    longest = sorted((folded[i] for i, mark in enumerate(marks) if mark == TEXT), key=len)
    for i, mark in enumerate(marks):  # a repetition of a paragraph's beginning is neither here nor there
        long = len(folded[i]) + 20
        if mark == TEXT and folded[i] not in gold and any(len(o) > long and folded[i] in o for o in longest):
            marks[i] = EITHER
    return marks
