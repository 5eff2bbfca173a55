"""Fit the layout's weights (`newsclean/weights.toml`) on an annotated corpus. Needs the extra `bench`.

How well they do on outlets that took no part in fitting is told by `python -m tests.benchmarks leftout CORPUS`.
"""

from __future__ import annotations

import argparse
import functools
import pathlib
from collections import Counter
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import scipy.optimize
import scipy.sparse

from newsclean import layout as layouts
from newsclean.fields import confidence as confidences
from newsclean.fields import title as titles
from newsclean.fields.candidates import title_traits
from newsclean.fields.confidence import facts
from newsclean.fields.dates import read_dates
from newsclean.layout import Weights
from newsclean.line_traits import line_facts
from newsclean.parse import lay_out, settle
from newsclean.reading.page import Page
from newsclean.reading.source import read
from newsclean.rules.library import rulebook
from newsclean.traits import find_anchor, page_traits
from tests.benchmarks import annotated, grafts, quality
from tests.benchmarks.annotated import EITHER, TEXT, Sample
from tests.benchmarks.chain import Chain, fit
from tests.benchmarks.grafts import Marked
from tests.benchmarks.sources import COMPILED

TARGET = pathlib.Path(layouts.__file__).with_name("weights.toml")
LOST = 1.6
"""What a lost character of text costs against one of furniture kept."""
LEAN = 0.3
"""Added to every line's score as text after fitting: leaving furniture is better than losing text."""
RIDGE = 3.0
"""How hard weights are held near nought: from 2 to 10 left-out outlets score alike, below 1 worse."""
REJECTED = 0.4
"""What a page that is no article counts in fitting the confidence: to lose an article is worse than to keep a page."""
RIDGE_TITLE = 3.0
"""How hard the headline's weights are held near nought."""
WEIGHT_MADE, WEIGHT_UNTOLD = 0.2, 0.5
"""What a page made of others counts in fitting them, and one without what tells its headline (`grafts.untold`)."""
ROUNDS = 120
"""Rounds of the optimiser."""
TURNS = ("enter", "into", "back", "leave", "stay")


class Prepared(NamedTuple):
    """A sample, read and described."""

    sample: Sample
    page: Page
    traits: list[list[str]]
    marks: list[int]
    owners: frozenset[str]
    """The owners of the outlets that had a part in it (`annotated.owner`)."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("corpus", type=pathlib.Path, help="a folder with index.jsonl")
    parser.add_argument("--tool", type=pathlib.Path, help="the measuring script; found beside the corpus if not given")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of the optimiser")


def run(arguments: argparse.Namespace) -> int:
    """Fit all tables and write them, or print what left-out sites score."""
    tool = quality.load_tool(arguments.corpus, arguments.tool)
    prepared = prepare_all(tool, list(annotated.read_samples(tool, arguments.corpus)))
    write(fit_all(tool, prepared, arguments.rounds))
    return 0


def prepare_all(tool: ModuleType, samples: Sequence[Sample]) -> list[Prepared]:
    """Read and describe the samples and the further pages that are made of them."""
    made = [more for sample in samples for more in annotated.made_from(tool, sample)]
    pages = [found for sample in (*samples, *made) if (found := _read(tool, sample))]
    return [_describe(one) for one in (*pages, *grafts.made_of(tool, pages))]


def fit_all(tool: ModuleType, prepared: Sequence[Prepared], rounds: int = ROUNDS) -> Weights:
    """All tables; the layout goes on with them. The tables that were in use before play no part."""
    body, insert, turn = fit_layout(prepared, rounds)
    use(Weights(body, insert, turn, {}, {}))
    heads = fit_titles(tool, prepared)
    use(Weights(body, insert, turn, heads, {}))
    found = Weights(body, insert, turn, heads, fit_confidence(prepared))
    use(found)
    return found


def _read(tool: ModuleType, sample: Sample) -> Marked | None:
    page = read(sample.source, 10**9)
    if not page.lines:
        return None
    marks = annotated.label(tool, [line.text for line in page.lines], sample)
    return Marked(sample, page, marks, frozenset({annotated.owner(sample.site)}))


def _describe(one: Marked) -> Prepared:
    """The traits of a page's lines, with the common rules alone."""
    book = rulebook(None)
    texts = [line.text for line in one.page.lines]
    facts = [line_facts(text) for text in texts]
    anchor = find_anchor(texts, one.page.metadata.window)
    columns = page_traits(one.page.lines, facts, book.hits(texts), book.rules, anchor)
    traits = [[name for group in own for name in group.traits] for own in zip(*columns, strict=True)]
    return Prepared(one.sample, one.page, traits, one.marks, one.owners)


def use(table: Weights) -> None:
    """Let the layout use these weights from here on."""
    if COMPILED:
        raise SystemExit("a compiled newsclean keeps its weights: delete newsclean/**/*.so, or use another checkout")
    fixed = functools.partial(_same, table)
    layouts.weights = fixed  # type: ignore[assignment]
    titles.weights = fixed  # type: ignore[attr-defined, assignment]
    confidences.weights = fixed  # type: ignore[attr-defined, assignment]


def _same(table: Weights) -> Weights:
    return table


# --- the layout


Table = dict[str, float]


def fit_layout(prepared: Sequence[Prepared], rounds: int) -> tuple[Table, Table, Table]:
    """The tables for text, inserts and turns."""
    seen = Counter(name for one in prepared for own in one.traits for name in own)
    names = sorted(name for name, count in seen.items() if count >= 5)
    column = {name: i for i, name in enumerate(names)}
    chains = [_chain(one, column) for one in prepared]
    count = len(names)
    start = np.zeros(2 * count + len(TURNS))  # not the weights in use: they have seen every outlet
    found = fit(chains, start, ridge=RIDGE, ridge_insert=3 * RIDGE, rounds=rounds)
    body = dict(zip(names, found[:count].tolist(), strict=True))
    body["bias"] += LEAN
    return body, dict(zip(names, found[count : 2 * count].tolist(), strict=True)), dict(
        zip(TURNS, found[2 * count :].tolist(), strict=True)
    )


def _chain(one: Prepared, column: dict[str, int]) -> Chain:
    rows, columns = [], []
    for i, own in enumerate(one.traits):
        for name in set(own):
            if name in column:
                rows.append(i)
                columns.append(column[name])
    count = len(one.traits)
    traits = scipy.sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(count, len(column)))
    marks = np.array(one.marks)
    allowed = np.zeros((count, 4), bool)
    sure = np.flatnonzero(marks == TEXT)
    if len(sure):
        allowed[: sure[0], 0] = allowed[sure[-1] + 1 :, 3] = allowed[sure[0] : sure[-1], 2] = True
        allowed[sure] = [False, True, False, False]
        allowed[marks == EITHER] = True
    else:
        allowed[:, 0] = True
    lengths = np.array([min(len(line.text), 400) for line in one.page.lines]) / 100.0
    costs = lengths * np.where(marks == TEXT, LOST, 1.0)
    return Chain(traits, allowed, costs, one.sample.weight * (120.0 / max(20, count)) ** 0.5)


# --- the headline


def _read_whole(prepared: Sequence[Prepared]) -> list[Prepared]:
    """The pages that were not put together line by line: their headlines and dates are those of one page."""
    return [one for one in prepared if one.sample.shape not in ("made-graft", "made-blunt")]


def fit_titles(tool: ModuleType, prepared: Sequence[Prepared]) -> dict[str, float]:
    """The table for the headline: a choice among the candidates and «none», fitted by maximum likelihood."""
    sources: list[tuple[Sample, Page]] = []
    for one in prepared:
        if one.sample.body and one.sample.shape != "made-blunt":
            made = one.sample.weight if one.sample.weight == 1.0 else WEIGHT_MADE
            sources.append((one.sample._replace(weight=made), one.page))
            if one.sample.weight == 1.0 and (page := grafts.untold(one.page)):
                sources.append((one.sample._replace(weight=WEIGHT_UNTOLD), page))
    pages: list[tuple[list[list[str]], list[bool], float]] = []
    for sample, page in sources:
        book = rulebook(None)
        layout = layouts.arrange(page, book.hits([line.text for line in page.lines]), book.rules)
        if not layout.body:
            continue
        candidates = title_traits(page, layout)
        want = tool.fold(sample.title)
        right = [bool(want) and tool.fold(page.lines[i].text) == want for i, _ in candidates]
        if candidates and (any(right) or not want or page.shape == "oneline"):
            pages.append(([own for _, own in candidates], right, sample.weight))
    names = sorted({name for own, _, _ in pages for traits in own for name in traits})
    column = {name: i for i, name in enumerate(names)}
    matrices = []
    for own, right, weight in pages:
        matrix = np.zeros((len(own) + 1, len(names)))
        for row, traits in enumerate(own):
            for name in traits:
                matrix[row, column[name]] = 1.0
        matrices.append((matrix, np.array([*right, not any(right)]), weight))

    def loss(theta: Any) -> tuple[float, Any]:
        total, slope = 0.5 * RIDGE_TITLE * float(theta @ theta), RIDGE_TITLE * theta
        for matrix, gold, weight in matrices:
            scores = matrix @ theta
            chances = np.exp(scores - scores.max())
            told = chances * gold
            total -= weight * np.log(told.sum() / chances.sum())
            slope = slope + weight * (matrix.T @ (chances / chances.sum() - told / told.sum()))
        return total, slope

    found = scipy.optimize.minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return dict(zip(names, found.tolist(), strict=True))


# --- the confidence


def fit_confidence(prepared: Sequence[Prepared]) -> dict[str, float]:
    """The table for the confidence: logistic regression, articles against other pages."""
    rows, truth, worth = [], [], []
    for one in _read_whole(prepared):
        book = rulebook(None)
        layout = settle(one.page, lay_out(one.page, book), book)
        if layout.body:
            day = read_dates(one.page, layout, url=one.sample.url, now=None, tz=None).date
            rows.append(facts(one.page, layout, day is not None))
            truth.append(1.0 if one.sample.body else 0.0)
            worth.append(one.sample.weight if one.sample.body else REJECTED)
    names = list(rows[0])
    matrix = np.array([[row[name] for name in names] for row in rows])
    gold = np.array(truth)
    counts = np.array(worth)

    def loss(theta: Any) -> tuple[float, Any]:
        scores = matrix @ theta
        chances = 1.0 / (1.0 + np.exp(-scores))
        total = float((counts * (np.logaddexp(0.0, scores) - gold * scores)).sum() + 0.5 * (theta @ theta))
        return total, matrix.T @ (counts * (chances - gold)) + theta

    found = scipy.optimize.minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return dict(zip(names, found.tolist(), strict=True))


# --- writing


def write(table: Weights) -> None:
    """Write `weights.toml`; what weighs next to nothing is left out."""
    parts = [
        "# The layout's weights, in log-odds: what each change of state costs; what each trait of a line says for the",
        "# article's text and for an insert within it; what each trait of a candidate says for the headline, and each",
        "# fact of a page for its being an article. Fitted by `python -m tests.benchmarks fit CORPUS`, not by hand.",
    ]
    for name in ("turn", "body", "insert", "title", "confidence"):
        values: dict[str, float] = getattr(table, name)
        parts += ["", f"[{name}]"]
        if name in ("turn", "confidence"):
            parts += [f'"{key}" = {value:.2f}' for key, value in values.items()]
        else:
            parts += [f'"{key}" = {values[key]:.2f}' for key in sorted(values) if abs(values[key]) >= 0.05]
    TARGET.write_text("\n".join(parts) + "\n", "utf-8")
