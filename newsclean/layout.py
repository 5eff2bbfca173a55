"""Where the article begins and ends, and what is an insert.

Rules know phrases; the layout knows what an article looks like. Each line is in one of four states, in this order of
reading: before the article, in it, in an insert within it, after it. Every trait of a line (`newsclean.traits`) speaks
for or against the article's text with the weight that `weights.toml` gives it, every change of state has its price, and
the best way through the page wins (Viterbi's algorithm over a linear chain).
"""

from __future__ import annotations

import functools
import pathlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsclean.amend import (
    BODY,
    ENOUGH,
    HEAD,
    INSERT,
    TAIL,
    ZONES,
    belongs_to_others,
    belongs_to_text,
    drop_islands,
    drop_known_end,
    keep_glued_lines,
    keep_last_lines,
    keep_lists,
    keep_lone_lines,
    keep_talks,
    taken_by_rules,
)
from newsclean.line_traits import line_facts
from newsclean.reading.page import Field, Line, Page
from newsclean.rules.judge import judge
from newsclean.rules.matcher import Named
from newsclean.strangers import drop_strangers
from newsclean.traits import Traits, find_anchor, page_traits

_NEVER = -1e9
_NOTHING: Mapping[int, bool] = {}
_MOST_GROUPS = 50_000
_UNDER = 10
"""How many lines a text stands under its date at most."""
_ROLES = ("head", None, "insert", "tail")
_NAMES = ("layout/head", None, "layout/insert", "layout/tail")


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


@dataclass
class Weights:
    """The tables of `weights.toml`."""

    body: dict[str, float]
    """What each trait says for the article's text."""
    insert: dict[str, float]
    """What each trait says for an insert within it."""
    turn: dict[str, float]
    """What each change of state costs."""
    title: dict[str, float]
    """What each trait of a candidate says for its being the headline."""
    confidence: dict[str, float]
    """What each fact says for the page's being an article."""

    pairs: dict[str, tuple[float, float]] = field(init=False)
    """What each trait says for the text and for an insert, side by side."""
    known: dict[Traits, tuple[float, float]] = field(init=False)
    """Groups of traits that were weighed before."""

    def __post_init__(self) -> None:
        names = self.body.keys() | self.insert.keys()
        self.pairs = {name: (self.body.get(name, 0.0), self.insert.get(name, 0.0)) for name in names}
        self.known = {}

    def weigh(self, group: Traits) -> tuple[float, float]:
        """What a group of traits says for the text and for an insert; remembered."""
        body = insert = 0.0
        for name in group:
            if (pair := self.pairs.get(name)) is not None:
                body += pair[0]
                insert += pair[1]
        if len(self.known) >= _MOST_GROUPS:
            self.known.clear()
        self.known[group] = body, insert
        return body, insert

    def scores(self, traits: Sequence[Sequence[Traits]]) -> list[tuple[float, float]]:
        """What the traits of each line say for the text and for an insert."""
        known = self.known
        found = []
        for groups in traits:
            body = insert = 0.0
            for group in groups:
                if group:
                    pair = known.get(group) or self.weigh(group)
                    body += pair[0]
                    insert += pair[1]
            found.append((body, insert))
        return found


@functools.cache
def weights() -> Weights:
    """The weights that ship with the package."""
    return Weights(**tomllib.loads((pathlib.Path(__file__).resolve().parent / "weights.toml").read_text("utf-8")))


def arrange(page: Page, hits: Sequence[tuple[int, ...]], rules: Sequence[Named]) -> Layout:
    """Find the article in a page, given the rules that hit each line."""
    texts = [line.text for line in page.lines]
    if not texts:
        return Layout(None, None, [], [], [])
    anchor = find_anchor(texts, page.metadata.window)
    table = weights()
    scores = table.scores(page_traits(page.lines, hits, rules, anchor))
    states, margin = _best_way(scores, table.turn)
    told = _told(page)
    if told:
        states, _ = _best_way(scores, table.turn, told)
    elif rival := _dated_rival(page, states, margin, scores, table.turn):
        states, margin = rival
    elif off := belongs_to_others(page, hits, states, rules) or taken_by_rules(texts, hits, states, rules):
        again, better = _best_way(scores, table.turn, off)
        if better > 0.0:
            states, margin = again, better
    if (first := _clean_from(page, hits)) is not None:
        states = [HEAD if i < first else BODY for i in range(len(texts))]
    else:
        drop_islands(page, states)
        keep_lone_lines(page, hits, states)
        keep_glued_lines(page, hits, states)
        _heed(belongs_to_text(page, hits, states, scores), states)
        drop_strangers(page, hits, states, rules)
        keep_lists(page, hits, states)
        keep_talks(page, hits, states)
        drop_known_end(hits, states, rules)
    _heed(told, states)
    keep_last_lines(page, hits, states, told)
    verdicts = judge(texts, hits, [ZONES[state] for state in states], rules)
    roles, names = [_ROLES[state] for state in states], [_NAMES[state] for state in states]
    for i, inside in told.items():
        if not inside and _field(page.lines[i]) == "drop":
            roles[i], names[i] = "insert", "html/drop"
    for i, verdict in enumerate(verdicts):
        if verdict is not None:
            roles[i], names[i] = verdict
    body = [i for i, name in enumerate(names) if name is None]
    return Layout(None, None, body, roles, names, margin, anchor)


def _dated_rival(
    page: Page, states: Sequence[int], margin: float, scores: Sequence[tuple[float, float]], turn: Mapping[str, float]
) -> tuple[list[int], float] | None:
    """Of two texts that are nearly as likely, the upper one, if it alone has a date over it; or else `None`.

    Below an article there may be as much prose again: comments and their rules, a footer. No date stands over that.
    """
    first = next((i for i, state in enumerate(states) if state == BODY), 0)
    dates = [i for i in range(first) if line_facts(page.lines[i].text).dated]
    if not dates or dates[-1] >= first - _UNDER:
        return None
    upper, better = _best_way(scores, turn, dict.fromkeys(range(first, len(scores)), False))
    text = [i for i, state in enumerate(upper) if state == BODY]
    if not text or better < margin / 2 or not any(text[0] - _UNDER <= i < text[0] for i in dates):
        return None
    prose = sum(len(page.lines[i].text) for i in text if line_facts(page.lines[i].text).prose)
    return (upper, better) if 2 * prose >= sum(len(page.lines[i].text) for i in text) else None


def _field(line: Line) -> Field:
    return line.hints.field if line.hints else ""


def _is_heading(line: Line) -> bool:
    return line.hints is not None and line.hints.tag == "h1"


def _told(page: Page) -> dict[int, bool]:
    """The lines of which the outlet's selectors tell whether they are the article's text.

    What is dropped never is, unless that would leave no prose at all. Where the nodes named as the body hold enough
    prose, all of that is text and nothing outside of them is. Left to the layout are their short lines (captions,
    cards, subheadings), the deck, and what stands between the headline and the body: outlets set a first paragraph
    apart.
    """
    fields = [_field(line) for line in page.lines]
    if not any(fields):
        return {}
    told = {i: False for i, field in enumerate(fields) if field == "drop"}
    if not any(line_facts(line.text).prose for i, line in enumerate(page.lines) if i not in told):
        told = {}  # a selector that has come to find all of the page, after a redesign
    prose = [field == "body" and line_facts(line.text).prose for field, line in zip(fields, page.lines, strict=True)]
    if sum(len(line.text) for line, p in zip(page.lines, prose, strict=True) if p) < ENOUGH:
        return told
    first = prose.index(True)
    end = _next_article(fields, first)
    heads = (i for i in range(first, -1, -1) if fields[i] == "title" or _is_heading(page.lines[i]))
    opening = range(next(heads, first) + 1, first)
    for i, field in enumerate(fields):
        left = field in ("body", "lead") or (not field and i in opening) or (field == "title" and i > first)
        if i < end and prose[i]:
            told[i] = True
        elif i >= end or not left:
            told[i] = False
    return told


def _next_article(fields: Sequence[Field], first: int) -> int:
    """Where a page goes on with the next article: at a headline under the body that does not stand amid the body."""
    for i in range(first, len(fields)):
        if fields[i] == "title" and not {"body", "title"}.issuperset(fields[i - 1:i + 2]):
            return i
    return len(fields)


def _heed(told: dict[int, bool], states: list[int]) -> None:
    """Bring the states in line with what the selectors tell, and tell the zones anew around the text."""
    if not told:
        return
    for i, inside in told.items():
        states[i] = BODY if inside else INSERT
    text = [i for i, state in enumerate(states) if state == BODY]
    first, last = (text[0], text[-1]) if text else (len(states), len(states))
    for i, state in enumerate(states):
        if state != BODY:
            states[i] = HEAD if i < first else TAIL if i > last else INSERT


def _clean_from(page: Page, hits: Sequence[tuple[int, ...]]) -> int | None:
    """Where the text begins in a dump that is clean already, so that nothing is to be found in it; or else `None`.

    Clean is a dump in which no rule hits a line and most of the characters stand in prose, or whose paragraphs are
    parted by blank lines, as this library writes them, while rules hit next to nothing. Only lines without a final stop
    above the first paragraph are left out: a headline, a date, a name.
    """
    spoken = sum(map(bool, hits))
    parted = page.shape != "html" and all(line.gap or line.glued for line in page.lines[1:])
    if spoken and (not parted or 9 * spoken > len(hits) or hits[0] or any(hits[-2:])):
        return None
    texts = [line.text for line in page.lines]
    prose = [line_facts(text).prose for text in texts]
    share = sum(len(text) for text, p in zip(texts, prose, strict=True) if p) / sum(map(len, texts))
    if share < (0.3 if parted else 0.6):
        return None
    first = 0
    while first < len(texts) and not prose[first] and line_facts(texts[first]).headline:
        first += 1
    return first


def _best_way(
    scores: Sequence[tuple[float, float]], turn: Mapping[str, float], told: Mapping[int, bool] = _NOTHING
) -> tuple[list[int], float]:
    """The best state of each line (0 before, 1 in, 2 insert, 3 after) and the margin over a page without an article.

    `scores` say what speaks for each line's being text, and an insert; `turn` what each change of state costs; `told`
    are lines of which it is known whether they are text.
    """
    enter, into, back, leave, stay = (turn[name] for name in ("enter", "into", "back", "leave", "stay"))
    head, body, insert, tail = 0.0, _NEVER, _NEVER, _NEVER
    came: list[tuple[int, int, int]] = []
    for i, (for_body, for_insert) in enumerate(scores):
        best, from_body = body, 1
        if head + enter > best:
            best, from_body = head + enter, 0
        if insert + back >= best:
            best, from_body = insert + back, 2
        over, from_insert = insert + stay, 2
        if body + into > over:
            over, from_insert = body + into, 1
        from_tail = 3
        if body + leave > tail:
            tail, from_tail = body + leave, 1
        body, insert = best + for_body, over + for_insert
        if told and (inside := told.get(i)) is not None:
            if inside:
                head = insert = tail = _NEVER
            else:
                body = _NEVER
        came.append((from_body, from_insert, from_tail))
    margin, state = max((body, 1), (tail, 3))
    states = []
    for from_body, from_insert, from_tail in reversed(came):
        states.append(state)
        state = (0, from_body, from_insert, from_tail)[state]
    states.reverse()
    return states, margin
