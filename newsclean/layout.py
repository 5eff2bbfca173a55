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
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

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
from newsclean.line_traits import Facts, Group, line_facts
from newsclean.reading.page import Field, Line, Page
from newsclean.rules.judge import judge
from newsclean.rules.matcher import Named
from newsclean.strangers import drop_strangers
from newsclean.traits import find_anchor, page_traits

_NEVER: Final = -1e9
_NOTHING: Final[dict[int, bool]] = {}
_UNDER: Final = 10
"""How many lines a text stands under its date at most."""
_SHIFTS: Final = (6, 0, 2, 4)
"""Where the bits of a state stand; what comes before the article comes from nowhere else."""
_ROLES: Final = ("head", None, "insert", "tail")
_NAMES: Final = ("layout/head", None, "layout/insert", "layout/tail")


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
    def __post_init__(self) -> None:
        names = self.body.keys() | self.insert.keys()
        self.pairs = {name: (self.body.get(name, 0.0), self.insert.get(name, 0.0)) for name in names}

    def weigh(self, group: Group) -> None:
        """Let a group of traits say what it says for the text and for an insert by these weights."""
        body = insert = 0.0
        for name in group.traits:
            if (pair := self.pairs.get(name)) is not None:
                body += pair[0]
                insert += pair[1]
        group.body, group.insert, group.weighed = body, insert, self

    def scores(self, columns: list[list[Group]]) -> tuple[list[float], list[float]]:
        """What the traits of each line (`page_traits`) say for the text, and what for an insert."""
        for_body: list[float] = []
        for_insert: list[float] = []
        for i in range(len(columns[0])):
            body = insert = 0.0
            for column in columns:
                group = column[i]
                if group.weighed is not self:
                    self.weigh(group)
                body += group.body
                insert += group.insert
            for_body.append(body)
            for_insert.append(insert)
        return for_body, for_insert


@functools.cache
def weights() -> Weights:
    """The weights that ship with the package."""
    return Weights(**tomllib.loads((pathlib.Path(__file__).resolve().parent / "weights.toml").read_text("utf-8")))


def arrange(page: Page, hits: list[tuple[int, ...]], rules: list[Named]) -> Layout:
    """Find the article in a page, given the rules that hit each line."""
    texts = [line.text for line in page.lines]
    if not texts:
        return Layout(None, None, [], [], [])
    facts = [line_facts(text) for text in texts]
    anchor = find_anchor(texts, page.metadata.window)
    told = _told(page, facts)
    table = weights()
    for_body, for_insert = table.scores(page_traits(page.lines, facts, hits, rules, anchor))
    states, margin = _best_way(for_body, for_insert, table.turn)
    if told:
        states, _ = _best_way(for_body, for_insert, table.turn, told)
    elif rival := _dated_rival(facts, texts, states, margin, for_body, for_insert, table.turn):
        states, margin = rival
    elif off := belongs_to_others(page, facts, hits, states, rules) or taken_by_rules(texts, hits, states, rules):
        again, better = _best_way(for_body, for_insert, table.turn, off)
        if better > 0.0:
            states, margin = again, better
    if (first := _clean_from(page, facts, hits)) is not None:
        states = [HEAD if i < first else BODY for i in range(len(texts))]
    else:
        drop_islands(facts, states)
        keep_lone_lines(page, hits, states)
        keep_glued_lines(page, hits, states)
        _heed(belongs_to_text(page, facts, hits, states, for_body), states)
        drop_strangers(page, facts, hits, states, rules)
        keep_lists(page, hits, states)
        keep_talks(page, hits, states)
        drop_known_end(hits, states, rules)
    _heed(told, states)
    keep_last_lines(page, hits, states, told)
    return _laid_out(page, hits, rules, states, told, margin, anchor)


def arrange_clean(page: Page, hits: list[tuple[int, ...]], rules: list[Named]) -> Layout | None:
    """What `arrange` finds in a dump that is clean already, but for the margin, which takes the scores of all lines.

    `None` where the dump is not clean, or no dump.
    """
    if page.shape == "html" or not page.lines:
        return None
    first = _clean_from(page, [line_facts(line.text) for line in page.lines], hits)
    if first is None:
        return None
    anchor = find_anchor([line.text for line in page.lines], page.metadata.window)
    return _laid_out(page, hits, rules, [HEAD] * first + [BODY] * (len(hits) - first), {}, 0.0, anchor)


def _laid_out(
    page: Page, hits: list[tuple[int, ...]], rules: list[Named], states: list[int], told: dict[int, bool],
    margin: float, anchor: int | None,
) -> Layout:
    """The layout that follows from the lines' states and what rules say of them there."""
    texts = [line.text for line in page.lines]
    verdicts = judge(texts, hits, [ZONES[state] for state in states], rules)
    roles, names = [_ROLES[state] for state in states], [_NAMES[state] for state in states]
    for i, inside in told.items():
        if not inside and _field(page.lines[i]) == "drop":
            roles[i], names[i] = "insert", "html/drop"
    for i, verdict in enumerate(verdicts):
        if verdict is not None:
            roles[i], names[i] = verdict.role, verdict.rule
    body = [i for i, name in enumerate(names) if name is None]
    return Layout(None, None, body, roles, names, margin, anchor)


def _dated_rival(
    facts: list[Facts], texts: list[str], states: list[int], margin: float, for_body: list[float],
    for_insert: list[float], turn: dict[str, float],
) -> tuple[list[int], float] | None:
    """Of two texts that are nearly as likely, the upper one, if it alone has a date over it; or else `None`.

    Below an article there may be as much prose again: comments and their rules, a footer. No date stands over that.
    """
    first = states.index(BODY) if BODY in states else 0
    dates = [i for i in range(first) if facts[i].dated]
    if not dates or dates[-1] >= first - _UNDER:
        return None
    upper, better = _best_way(for_body, for_insert, turn, dict.fromkeys(range(first, len(states)), False))
    text = [i for i, state in enumerate(upper) if state == BODY]
    if not text or better < margin / 2 or not any(text[0] - _UNDER <= i < text[0] for i in dates):
        return None
    prose = sum([len(texts[i]) for i in text if facts[i].prose])
    return (upper, better) if 2 * prose >= sum([len(texts[i]) for i in text]) else None


def _field(line: Line) -> Field:
    return line.hints.field if line.hints else ""


def _is_heading(line: Line) -> bool:
    return line.hints is not None and line.hints.tag == "h1"


def _told(page: Page, facts: list[Facts]) -> dict[int, bool]:
    """The lines of which the outlet's selectors tell whether they are the article's text.

    What is dropped never is, unless that would leave no prose at all. Where the nodes named as the body hold enough
    prose, all of that is text and nothing outside of them is. Left to the layout are their short lines (captions,
    cards, subheadings), the deck, and what stands between the headline and the body: outlets set a first paragraph
    apart.
    """
    if page.shape != "html":
        return {}
    fields = [_field(line) for line in page.lines]
    if not any(fields):
        return {}
    told = {i: False for i, field in enumerate(fields) if field == "drop"}
    if not any(fact.prose for i, fact in enumerate(facts) if i not in told):
        told = {}  # a selector that has come to find all of the page, after a redesign
    prose = [field == "body" and facts[i].prose for i, field in enumerate(fields)]
    if sum(len(line.text) for line, p in zip(page.lines, prose, strict=True) if p) < ENOUGH:
        return told
    first = prose.index(True)
    end = _next_article(fields, first)
    heads = (i for i in range(first, -1, -1) if fields[i] == "title" or _is_heading(page.lines[i]))
    opening = range(next(heads, first) + 1, first)
    for i, named in enumerate(fields):
        left = named in ("body", "lead") or (not named and i in opening) or (named == "title" and i > first)
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


def _clean_from(page: Page, facts: list[Facts], hits: list[tuple[int, ...]]) -> int | None:
    """Where the text begins in a dump that is clean already, so that nothing is to be found in it; or else `None`.

    Clean is a dump in which no rule hits a line and most of the characters stand in prose, or whose paragraphs are
    parted by blank lines, as this library writes them, while rules hit next to nothing. Only lines without a final stop
    above the first paragraph are left out: a headline, a date, a name.
    """
    spoken = len(hits) - hits.count(())
    parted = page.shape != "html" and all(line.gap or line.glued for line in page.lines[1:])
    if spoken and (not parted or 9 * spoken > len(hits) or hits[0] or any(hits[-2:])):
        return None
    of_all = of_prose = 0
    for i, line in enumerate(page.lines):
        of_all += len(line.text)
        of_prose += len(line.text) if facts[i].prose else 0
    if of_prose / of_all < (0.3 if parted else 0.6):
        return None
    first = 0
    while first < len(facts) and not facts[first].prose and facts[first].headline:
        first += 1
    return first


def _best_way(
    for_body: list[float], for_insert: list[float], turn: dict[str, float], told: dict[int, bool] = _NOTHING
) -> tuple[list[int], float]:
    """The best state of each line (0 before, 1 in, 2 insert, 3 after) and the margin over a page without an article.

    The scores say what speaks for each line's being text, and an insert; `turn` what each change of state costs; `told`
    are lines of which it is known whether they are text.
    """
    enter, into, back, leave, stay = turn["enter"], turn["into"], turn["back"], turn["leave"], turn["stay"]
    head, body, insert, tail = 0.0, _NEVER, _NEVER, _NEVER
    came: list[int] = []
    for i in range(len(for_body)):
        # From which state each but the first is best come to: two bits for each.
        best, from_body = body, BODY
        if head + enter > best:
            best, from_body = head + enter, HEAD
        if insert + back >= best:
            best, from_body = insert + back, INSERT
        over, from_insert = insert + stay, INSERT << 2
        if body + into > over:
            over, from_insert = body + into, BODY << 2
        from_tail = TAIL << 4
        if body + leave > tail:
            tail, from_tail = body + leave, BODY << 4
        body, insert = best + for_body[i], over + for_insert[i]
        if told and (inside := told.get(i)) is not None:
            if inside:
                head = insert = tail = _NEVER
            else:
                body = _NEVER
        came.append(from_body | from_insert | from_tail)
    margin, state = (tail, TAIL) if tail >= body else (body, BODY)
    states = []
    for i in range(len(came) - 1, -1, -1):
        states.append(state)
        state = came[i] >> _SHIFTS[state] & 3
    states.reverse()
    return states, margin
