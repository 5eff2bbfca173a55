"""The traits of a page's lines: what each looks like by itself, what rules and mark-up say of it, and where it stands.

A trait is a name; `weights.toml` gives each its weight. The traits of a line come in groups that many lines share
(`Group`): each is made once for what it describes and weighed once.
"""

from __future__ import annotations

import functools
from typing import Final

from newsclean.line_traits import Facts, Group
from newsclean.marks import mark_traits
from newsclean.reading.page import Line
from newsclean.rules.matcher import Named

_WINDOW: Final = 4
"""How many lines up and down count for the density of prose."""
_NEAR: Final = 8
"""How many lines down from a date are near it."""
_NEARNESS: Final = [distance.bit_length() for distance in range(_NEAR)]
"""The length classes of how far a line is from a date."""
_FAR: Final = 4
"""Of one that is not near."""
_RULE: Final = 1
_PROSE: Final = 2
_EDGE: Final = 4
"""What a neighbour is: a rule speaks of it, it is prose (the sum, if both), or the page ends before it."""
_ASKED: Final = "rule-near"
"""What a rule says that asks for a neighbour."""

# What surrounds a line and where it stands is a number; here are the groups of traits for each, once they are made.
_around_groups: Final[list[Group | None]] = [None] * 5**5
_shape_groups: Final[list[Group | None]] = [None] * (5 * 5 * 32)
_place_groups: Final[list[Group | None]] = [None] * (5 * 5 * 5 * 8)


def page_traits(
    lines: list[Line], facts: list[Facts], hits: list[tuple[int, ...]], rules: list[Named], anchor: int | None
) -> list[list[Group]]:
    """All traits of the page's lines, in columns of groups with one for each line: what a line has by itself, its
    neighbours, how it goes together with those around it, its place, what rules say, and mark-up, if there is any.

    `facts` are the lines'; `anchor` is the headline's line where something tells which it is.
    """
    if not lines:
        return []
    ruled, sure = _rule_groups(hits, rules)
    columns: list[list[Group]] = [
        [*facts], _around(facts, sure), _shapes(lines, facts), _places(facts, anchor), ruled,
    ]
    if marks := mark_traits(lines, [fact.prose for fact in facts]):
        columns.append([_group(traits) for traits in marks])
    return columns


@functools.lru_cache(maxsize=10_000)
def _group(traits: tuple[str, ...]) -> Group:
    """The group of some traits."""
    return Group(traits)


def _around(facts: list[Facts], sure: list[bool]) -> list[Group]:
    """What stands next to each line and next but one; `sure`: a rule speaks of the line."""
    kinds = [(_PROSE if fact.prose else 0) + (_RULE if sure[i] else 0) for i, fact in enumerate(facts)]
    kinds += (_EDGE, _EDGE)
    # Five kinds are the digits of a number, to base 5.
    window = ((_EDGE * 5 + _EDGE) * 5 + kinds[0]) * 5 + kinds[1]
    found = []
    for i in range(len(facts)):
        window = window % 625 * 5 + kinds[i + 2]
        found.append(_around_groups[window] or _make_around(window))
    return found


def _make_around(window: int) -> Group:
    before2, before, own, after, after2 = [window // 5**place % 5 for place in (4, 3, 2, 1, 0)]
    kind = "p" if own & _PROSE else ""
    traits = []
    for near, name in ((before, "before"), (after, "after"), (before2, "before2"), (after2, "after2")):
        if near == _EDGE:
            traits.append(f"{name}=edge")
        elif near & _RULE:
            traits.append(f"{name}=rule{kind}")
        elif near == _PROSE:
            traits.append(f"{name}=prose{kind}")
    if not own & _RULE and before & _PROSE and after & _PROSE:
        traits.append("between" + kind)
    group = _around_groups[window] = Group(tuple(traits))
    return group


def _shapes(lines: list[Line], facts: list[Facts]) -> list[Group]:
    """How each line goes together with those around it."""
    once: set[str] = set()
    twice: set[str] = set()
    for line in lines:
        (twice if line.text in once else once).add(line.text)
    runs, densities = _runs(facts), _densities(lines, facts)
    found = []
    for i, line in enumerate(lines):
        fact = facts[i]
        number = (runs[i] * 5 + densities[i]) * 32 + (1 if fact.prose else 0) + (2 if fact.headline else 0)
        number += (4 if line.gap else 0) + (8 if line.glued else 0) + (16 if twice and line.text in twice else 0)
        found.append(_shape_groups[number] or _make_shape(number))
    return found


def _make_shape(number: int) -> Group:
    kind = "p" if number & 1 else ""
    traits = [f"density{number // 32 % 5}{kind}"]
    if number & 2:
        traits.append(f"run{number // 160}")
    if number & 4:
        traits.append("gap" + kind)
    if number & 8:
        traits.append("glued" + kind)
    if number & 16:
        traits.append("twice" if kind else "twice-short")
    group = _shape_groups[number] = Group(tuple(traits))
    return group


def _runs(facts: list[Facts]) -> list[int]:
    """For each line the length class of the run of headlines that it stands in; 0 outside."""
    runs: list[int] = []
    length = 0
    for fact in facts:
        if fact.headline:
            length += 1
            continue
        if length:
            runs += [min(4, length.bit_length())] * length
            length = 0
        runs.append(0)
    runs += [min(4, length.bit_length())] * length
    return runs


def _densities(lines: list[Line], facts: list[Facts]) -> list[int]:
    """The share of prose around each line, in fifths."""
    lengths = [min(len(line.text), 400) for line in lines]
    weights = [lengths[i] if fact.prose else 0 for i, fact in enumerate(facts)]
    around, of_prose = sum(lengths[:_WINDOW]), sum(weights[:_WINDOW])
    found = []
    for i in range(len(lengths)):
        if i + _WINDOW < len(lengths):
            around += lengths[i + _WINDOW]
            of_prose += weights[i + _WINDOW]
        if i > _WINDOW:
            around -= lengths[i - _WINDOW - 1]
            of_prose -= weights[i - _WINDOW - 1]
        rest = around - lengths[i]
        found.append(int((of_prose - weights[i]) / rest * 4.99) if rest else 0)
    return found


def _places(facts: list[Facts], anchor: int | None) -> list[Group]:
    """Where each line stands: in the page, under a date, by the headline's line, and by what it speaks of."""
    count = len(facts)
    topics = _topics(facts)
    headed = anchor is not None
    last = -1 if anchor is None else anchor
    dated = -_NEAR
    found = []
    for i, fact in enumerate(facts):
        if fact.dated:
            dated = i
        since = _NEARNESS[i - dated] if i - dated < _NEAR else _FAR
        number = ((topics[i] * 5 + 5 * i // count) * 5 + since) * 8
        number += (1 if fact.prose else 0) + (2 if headed else 0) + (4 if i <= last else 0)
        found.append(_place_groups[number] or _make_place(number))
    return found


def _make_place(number: int) -> Group:
    topic, place, since = number // 200 - 1, number // 40 % 5, number // 8 % 5
    kind = "p" if number & 1 else ""
    traits = ["topic-none" if topic < 0 else f"topic{topic}{kind}", f"place{place}{kind}"]
    if number & 4 or not number & 2:
        traits.append("above-anchor" if number & 4 else "no-anchor")
    if since == 0:
        traits.append("dated")
    elif since != _FAR:
        traits.append(f"dated+{since}{kind}")
    group = _place_groups[number] = Group(tuple(traits))
    return group


def _topics(facts: list[Facts]) -> list[int]:
    """How far each line shares its words with the page's other prose, 1 to 4; 0 for lines of few words."""
    once: set[bytes] = set()
    twice: set[bytes] = set()
    for fact in facts:
        if fact.prose:
            twice |= once & fact.stems
            once |= fact.stems
    found = []
    for fact in facts:
        count = len(fact.stems)
        if count >= 3:
            shared = fact.stems & (twice if fact.prose else once)
            found.append(1 + min(3, int(len(shared) / count * 5)))
        else:
            found.append(0)
    return found


def _rule_groups(hits: list[tuple[int, ...]], rules: list[Named]) -> tuple[list[Group], list[bool]]:
    """What rules say of each line, and for each whether any rule speaks of it for sure."""
    found, sure = [_group(())] * len(hits), [False] * len(hits)
    for i, numbers in enumerate(hits):
        if numbers:
            traits = _speak(numbers, rules)
            found[i], sure[i] = _group(traits), traits[-1] != _ASKED
    return found, sure


def _speak(numbers: tuple[int, ...], rules: list[Named]) -> tuple[str, ...]:
    """What the rules that hit a line say; of those that ask for no neighbour, and so are sure, the first."""
    own: list[str] = []
    for number in numbers:
        rule = rules[number].rule
        if not rule.near:
            own.append("rule-sure" if "body" in rule.zone else "rule-" + rule.role)
            break
        own.append(_ASKED)
    return tuple(own)


def find_anchor(texts: list[str], window: str | None) -> int | None:
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
    for i in range(len(texts) - 1, first, -1):
        if _agree(texts[i], name):
            return i
    return None


def _agree(text: str, name: str) -> bool:
    """Whether a line is the headline that a window title repeats."""
    if len(text) < 15 or len(text) * 3 < len(name):
        return False
    return name.startswith(text) or text.startswith(name) or (len(text) * 2 > len(name) and name.endswith(text))
