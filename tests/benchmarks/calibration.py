"""How the confidence is spread: articles and other pages in each tenth of it, from a corpus and from the fixtures.

Below 0.5 a page is taken for no article. Pages on the wrong side are listed.
"""

from __future__ import annotations

import argparse
import json
from typing import NamedTuple

from tests.benchmarks import quality
from tests.pages import article_of, page_cases


class Judged(NamedTuple):
    """A page and the confidence that it got."""

    name: str
    origin: str
    """`corpus` or `fixtures`."""
    article: bool
    """Whether it is an article."""
    confidence: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    quality.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the table and the pages on the wrong side."""
    tool = quality.load_tool(arguments.corpus, arguments.tool)
    kinds = {
        doc["id"]: doc["page"]
        for doc in map(json.loads, (arguments.corpus / "index.jsonl").read_text("utf-8").splitlines())
    }
    judged = [
        Judged(row["id"], "corpus", kinds[row["id"]] == "article", row["out"].get("confidence", 0.0))
        for row in quality.evaluate(tool, arguments.corpus, arguments.kind, sites=not arguments.no_sites)
    ]
    judged += [
        Judged(f"{case}{case.file.suffix}", "fixtures", case.wants("article"), article_of(case.file).confidence)
        for case in page_cases()
    ]
    print(table(judged))
    for one in sorted(judged, key=lambda one: (one.origin, one.article, one.name)):
        if one.article != (one.confidence >= 0.5):
            print(f"{one.confidence:.2f}  {'article' if one.article else 'no article'}  {one.origin}: {one.name}")
    return 0


def table(judged: list[Judged]) -> str:
    """Counts by tenth of the confidence, the share of articles in it, and the mean error (Brier)."""
    columns = [(origin, article) for origin in ("corpus", "fixtures") for article in (True, False)]
    heads = [f"{origin} {'articles' if article else 'others'}" for origin, article in columns]
    lines = [f"{'confidence':<12}" + "".join(f"{head:>19}" for head in heads) + f"{'share of articles':>19}"]
    for step in range(10):
        own = [one for one in judged if min(9, int(one.confidence * 10 + 1e-9)) == step]
        counts = [sum((one.origin, one.article) == column for one in own) for column in columns]
        share = f"{sum(one.article for one in own) / len(own):.2f}" if own else "-"
        cells = "".join(f"{text:>19}" for text in (*counts, share))
        lines.append(f"{step / 10:.1f} to {step / 10 + 0.1:.1f}  {cells}")
    right = [
        f"{sum(one.article == (one.confidence >= 0.5) for one in own) / len(own):.3f}" if own else "-"
        for own in ([one for one in judged if (one.origin, one.article) == column] for column in columns)
    ]
    lines.append(f"{'right side':<12}" + "".join(f"{text:>19}" for text in right))
    brier = sum((one.confidence - one.article) ** 2 for one in judged) / max(1, len(judged))
    lines.append(f"Brier score {brier:.4f} over {len(judged)} pages")
    return "\n".join(lines)
