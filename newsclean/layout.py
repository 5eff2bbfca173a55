"""Where the article begins and ends, and what is an insert.

Rules know phrases; the layout knows what an article looks like. Each line is in one of four states, in this order of
reading: before the article, in it, in an insert within it, after it. Every trait of a line (`newsclean.traits`) speaks
for or against the article's text with the weight that `weights.toml` gives it, every change of state has its price, and
the cheapest way through the page wins (Viterbi's algorithm over a linear chain).
"""

from __future__ import annotations

import functools
import pathlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from newsclean.reading.page import Page
from newsclean.rules.judge import judge
from newsclean.rules.matcher import Named
from newsclean.rules.ruleset import Zone
from newsclean.traits import find_anchor, page_traits

_NEVER = -1e9
_BODY = 1
_ZONES: tuple[Zone, ...] = ("head", "body", "body", "tail")
_ROLES = ("head", "body", "insert", "tail")


@dataclass(slots=True)
class Layout:
    """What each line of a page is: numbers are indexes into `page.lines`."""

    title: int | None
    """The headline's line, once `newsclean.fields.title` has found it; `None` where the page shows none."""
    lead: int | None
    """The deck's line; or else `None`."""
    body: list[int]
    """The lines of the article's text, in order; empty where there is none."""
    roles: list[str | None]
    """Per line: the role that a rule or the layout gave it; `None` for title, lead and body."""
    rules: list[str | None]
    """Per line: the rule that took it (`SET/NAME` or `layout/NAME`); `None` for title, lead and body."""
    margin: float = 0.0
    """How much better the best way through the page is than one without an article; below zero: probably none."""
    anchor: int | None = None
    """The line that the window title points at as the headline; or else `None`."""


class Weights:
    """The layout's table: what each trait says for the article's text and for an insert, and what turns cost."""

    def __init__(self, path: pathlib.Path) -> None:
        data = tomllib.loads(path.read_text("utf-8"))
        self.body: dict[str, float] = data["body"]
        self.insert: dict[str, float] = data["insert"]
        turns = data["turn"]
        self.enter: float = turns["enter"]
        self.into: float = turns["into"]
        self.back: float = turns["back"]
        self.leave: float = turns["leave"]
        self.stay: float = turns["stay"]
        self.confidence: dict[str, float] = data["confidence"]


@functools.cache
def weights() -> Weights:
    """The table that ships with the package."""
    return Weights(pathlib.Path(__file__).resolve().parent / "weights.toml")


def arrange(page: Page, hits: Sequence[tuple[int, ...]], rules: Sequence[Named]) -> Layout:
    """Find the article in a page, given the rules that hit each line."""
    texts = [line.text for line in page.lines]
    if not texts:
        return Layout(None, None, [], [], [])
    anchor = find_anchor(texts, page.metadata.window)
    traits = page_traits(page.lines, hits, rules, anchor)
    states, margin = _best_way(traits, weights())
    verdicts = judge(texts, hits, [_ZONES[state] for state in states], rules)
    layout = Layout(None, None, [], [], [], margin, anchor)
    for i, (state, verdict) in enumerate(zip(states, verdicts, strict=True)):
        if verdict is not None:
            layout.roles.append(verdict.role)
            layout.rules.append(verdict.rule)
        elif state == _BODY:
            layout.body.append(i)
            layout.roles.append(None)
            layout.rules.append(None)
        else:
            layout.roles.append(_ROLES[state])
            layout.rules.append(f"layout/{_ROLES[state]}")
    return layout


def _best_way(traits: Sequence[Sequence[str]], table: Weights) -> tuple[list[int], float]:
    """The best state of each line (0 before, 1 in, 2 insert, 3 after) and the margin over a page without an article."""
    enter, into, back, leave, stay = table.enter, table.into, table.back, table.leave, table.stay
    body_weight, insert_weight = table.body.get, table.insert.get
    head, body, insert, tail = 0.0, _NEVER, _NEVER, _NEVER
    came: list[tuple[int, int, int]] = []
    for own in traits:
        in_body = sum(body_weight(name, 0.0) for name in own)
        in_insert = sum(insert_weight(name, 0.0) for name in own)
        best, from_body = max((head + enter, 0), (body, 1), (insert + back, 2))
        over, from_insert = max((body + into, 1), (insert + stay, 2))
        tail, from_tail = max((body + leave, 1), (tail, 3))
        body, insert = best + in_body, over + in_insert
        came.append((from_body, from_insert, from_tail))
    margin, state = max((body, 1), (tail, 3))
    states = []
    for from_body, from_insert, from_tail in reversed(came):
        states.append(state)
        state = (0, from_body, from_insert, from_tail)[state]
    states.reverse()
    return states, margin
