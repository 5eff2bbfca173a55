"""The traits of a page's lines: what each looks like by itself, what rules and mark-up say of it, and where it stands.

A trait is a name; `weights.toml` gives each its weight. The traits of a line come in groups that many lines share
(`Traits`): each group is made once for what it describes and weighed once.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, repeat

from newsclean.line_traits import line_facts
from newsclean.marks import mark_traits
from newsclean.reading.page import Line
from newsclean.rules.matcher import Named

Traits = tuple[str, ...]
"""A group of traits."""

_WINDOW = 4
"""How many lines up and down count for the density of prose."""
_NEAR = 8
"""How many lines down from a date are near it."""
_PLAIN, _RULE, _PROSE, _RULED_PROSE, _EDGE = range(5)
"""What a neighbour is."""


def page_traits(
    lines: Sequence[Line], hits: Sequence[tuple[int, ...]], rules: Sequence[Named], anchor: int | None
) -> list[tuple[Traits, ...]]:
    """All traits of each line, in groups: its own, its surroundings, what rules say of it, and its mark-up.

    `anchor` is the headline's line where something tells which it is.
    """
    if not lines:
        return []
    texts = [line.text for line in lines]
    facts = list(map(line_facts, texts))
    own, prose, headline, dated, words = zip(*facts, strict=True)
    ruled, sure = _rule_traits(hits, rules)
    sorts = [_RULED_PROSE if m and p else _RULE if m else _PROSE if p else _PLAIN
             for m, p in zip(sure, prose, strict=True)]
    sorts = [_EDGE, _EDGE, *sorts, _EDGE, _EDGE]
    count = len(texts)
    seen = Counter(texts)
    twice = [seen[text] > 1 for text in texts] if len(seen) < count else [False] * count
    fifths = [5 * i // count for i in range(count)]
    above = [False] * count if anchor is None else [i <= anchor for i in range(count)]
    around = map(_around, sorts, sorts[1:], sorts[3:], sorts[4:], prose, sure)
    shape = map(
        _shape, prose, headline, _runs(headline), _densities(texts, prose), [line.gap for line in lines],
        [line.glued for line in lines], twice,
    )
    place = map(_place, prose, _topics(prose, words), fifths, repeat(anchor is not None), above, _since(dated))
    marks = mark_traits(lines, prose) or [()] * count
    return list(zip(own, around, shape, place, ruled, marks, strict=True))


@functools.lru_cache(maxsize=4096)
def _around(before2: int, before: int, after: int, after2: int, prose: bool, sure: bool) -> Traits:
    """What stands next to a line and next but one; `sure`: a rule speaks of the line."""
    kind = "p" if prose else ""
    own = []
    for near, name in ((before, "before"), (after, "after"), (before2, "before2"), (after2, "after2")):
        if near == _EDGE:
            own.append(f"{name}=edge")
        elif near in (_RULE, _RULED_PROSE):
            own.append(f"{name}=rule{kind}")
        elif near == _PROSE:
            own.append(f"{name}=prose{kind}")
    if not sure and before in (_PROSE, _RULED_PROSE) and after in (_PROSE, _RULED_PROSE):
        own.append("between" + kind)
    return tuple(own)


@functools.lru_cache(maxsize=8192)
def _shape(
    prose: bool, headline: bool, run: int, density: int, gap: bool, glued: bool, twice: bool
) -> Traits:
    """How a line goes together with those around it; `run` is the length class of its run of headlines."""
    kind = "p" if prose else ""
    own = [f"density{density}{kind}"]
    if headline:
        own.append(f"run{run}")
    if gap:
        own.append("gap" + kind)
    if glued:
        own.append("glued" + kind)
    if twice:
        own.append("twice" if prose else "twice-short")
    return tuple(own)


@functools.lru_cache(maxsize=4096)
def _place(prose: bool, topic: int, place: int, headed: bool, above: bool, since: int) -> Traits:
    """Where a line stands: whether it is known where the headline is and the line not below it, and how far it is
    `since` a date (a length class; 0 for the date, -1 where it is far)."""
    kind = "p" if prose else ""
    own = ["topic-none" if topic < 0 else f"topic{topic}{kind}", f"place{place}{kind}"]
    if above or not headed:
        own.append("above-anchor" if above else "no-anchor")
    if since == 0:
        own.append("dated")
    elif since > 0:
        own.append(f"dated+{since}{kind}")
    return tuple(own)


def _densities(texts: Sequence[str], prose: Sequence[bool]) -> list[int]:
    """The share of prose around each line, in fifths."""
    lengths = [min(len(text), 400) for text in texts]
    weights = [length if p else 0 for length, p in zip(lengths, prose, strict=True)]
    return [
        int(of_prose / of_all * 4.99) if of_all else 0
        for of_all, of_prose in zip(_around_each(lengths), _around_each(weights), strict=True)
    ]


def _around_each(values: Sequence[int]) -> list[int]:
    """For each line the sum of its neighbours' values, up to `_WINDOW` lines up and down."""
    sums = list(accumulate(values, initial=0))
    sums = [0] * _WINDOW + sums + sums[-1:] * _WINDOW
    return [high - low - own for low, high, own in zip(sums, sums[2 * _WINDOW + 1:], values, strict=False)]


def _since(dated: Sequence[bool]) -> list[int]:
    """For each line how far above it the last date stands: a length class; 0 for the date, -1 where it is far."""
    found = [-1] * (len(dated) + _NEAR)
    if True in dated:
        for i, day in enumerate(dated):
            if day:
                found[i:i + _NEAR] = [distance.bit_length() for distance in range(_NEAR)]
    return found[:len(dated)]


def _rule_traits(hits: Sequence[tuple[int, ...]], rules: Sequence[Named]) -> tuple[list[Traits], list[bool]]:
    """What rules say of each line, and for each whether any rule speaks of it for sure."""
    known = {numbers: _speak(numbers, rules) for numbers in {*hits}}
    told = [known[numbers] for numbers in hits]
    return [own for own, _ in told], [sure for _, sure in told]


def _speak(numbers: tuple[int, ...], rules: Sequence[Named]) -> tuple[Traits, bool]:
    """What the rules that hit a line say, and whether one is sure: of those that ask for no neighbour the first."""
    own: list[str] = []
    for number in numbers:
        rule = rules[number].rule
        if not rule.near:
            return (*own, "rule-sure" if "body" in rule.zone else f"rule-{rule.role}"), True
        own.append("rule-near")
    return tuple(own), False


def _runs(flags: Sequence[bool]) -> list[int]:
    """For each line the length class of the run of flagged lines that it stands in; 0 outside."""
    runs = [0] * len(flags)
    start = 0
    while start < len(flags):
        end = start
        while end < len(flags) and flags[end]:
            end += 1
        runs[start:end] = [min(4, (end - start).bit_length())] * (end - start)
        start = max(end, start + 1)
    return runs


def _topics(prose: Sequence[bool], stems: Sequence[frozenset[str]]) -> list[int]:
    """How far each line shares its words with the page's other prose, 0 to 3; -1 for lines of few words."""
    once: set[str] = set()
    twice: set[str] = set()
    for p, words in zip(prose, stems, strict=True):
        if p:
            twice |= once & words
            once |= words
    return [
        min(3, int(len(words & (twice if p else once)) / count * 5)) if (count := len(words)) >= 3 else -1
        for p, words in zip(prose, stems, strict=True)
    ]


def find_anchor(texts: Sequence[str], window: str | None) -> int | None:
    """The headline's line, where the window title tells which it is; or else `None`.

    The window title (`<title>`, a dump's first line) repeats the headline, often with the site's name behind it. Where
    several lines agree, the last one before the longest text is the headline above the article.
    """
    if not texts:
        return None
    first = 0 if window is None else -1
    name = window if window is not None else texts[0]
    if len(name) < 20:
        return None
    found = [i for i, text in enumerate(texts) if i != first and _agree(text, name)]
    return found[-1] if found else None


def _agree(text: str, name: str) -> bool:
    """Whether a line is the headline that a window title repeats."""
    if len(text) < 15 or len(text) * 3 < len(name):
        return False
    return name.startswith(text) or text.startswith(name) or (len(text) * 2 > len(name) and name.endswith(text))
