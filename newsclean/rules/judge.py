"""From hits to verdicts: which rule takes a line, given where the article stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, final

from newsclean.reading.stops import has_stop
from newsclean.rules.matcher import Named
from newsclean.rules.ruleset import NEAR, Role, Zone

BLOCK_IN_BODY: Final = 6
"""How many lines under a heading a block takes at most when it stands inside the article."""
_LONG: Final = 200
"""Characters of the paragraph over which no tail and under which no head is cut."""


@final
class Verdict:
    """Why a line goes."""

    __slots__ = ("role", "rule")

    def __init__(self, role: Role, rule: str) -> None:
        self.role = role
        """What the line is."""
        self.rule = rule
        """The full name of the rule that takes it."""


def is_prose(text: str) -> bool:
    """Whether a line reads as a paragraph: long enough, and with a final stop."""
    return len(text) >= 80 and (text[-1] in "»”\"" or has_stop(text))


def judge(
    texts: Sequence[str], hits: list[tuple[int, ...]], zones: list[Zone], rules: list[Named]
) -> list[Verdict | None]:
    """Say for each line which rule takes it, or `None` for a line that stays.

    `hits` are the numbers of the rules that hit each line (`Matcher.hits`); a rule acts only in its zone and beside
    the neighbour that it asks for. Caller's rules come first, then the site's, then the common ones: the first that
    may act names the line.
    """
    verdicts: list[Verdict | None] = [None] * len(texts)
    acting: dict[int, Named] = {}
    for index, numbers in enumerate(hits):
        for number in numbers:
            named = rules[number]
            rule = named.rule
            if zones[index] in rule.zone and (not rule.near or _beside(index, hits, zones, rules, rule.near)):
                verdicts[index] = Verdict(rule.role, named.name)
                acting[index] = named
                break
    _take_blocks(acting, texts, zones, verdicts)
    _cut(acting, texts, verdicts)
    return verdicts


def _cut(acting: dict[int, Named], texts: Sequence[str], verdicts: list[Verdict | None]) -> None:
    """Cut tails and heads: from the first tail with no prose under it, up to the last head with no prose over it."""
    verbs = {named.verb for named in acting.values()}
    if "tail" not in verbs and "head" not in verbs:
        return
    prose = [i for i, text in enumerate(texts) if len(text) >= _LONG and i not in acting and is_prose(text)]
    first, last = (prose[0], prose[-1]) if prose else (len(texts), -1)
    tail = next((i for i, named in acting.items() if named.verb == "tail" and i > last), None)
    head = next((i for i, named in reversed(acting.items()) if named.verb == "head" and i < first), None)
    if tail is not None:
        _take(range(tail + 1, len(texts)), acting[tail], verdicts)
    if head is not None:
        _take(range(head), acting[head], verdicts)


def _beside(
    index: int, hits: list[tuple[int, ...]], zones: list[Zone], rules: list[Named], near: tuple[str, ...]
) -> bool:
    """Whether a neighbour that a rule asks for (`Rule.near`) stands within `NEAR` lines."""
    for i in range(max(0, index - NEAR), min(len(hits), index + NEAR + 1)):
        if i != index:
            for number in hits[i]:
                rule = rules[number].rule
                if (rule.role in near or rules[number].name in near) and zones[i] in rule.zone:
                    return True
    return False


def _take(indexes: range, named: Named, verdicts: list[Verdict | None]) -> None:
    for index in indexes:
        if verdicts[index] is None:
            verdicts[index] = Verdict(named.rule.role, named.name)


def _goes_on(text: str, zone: Zone) -> bool:
    """Whether the text goes on with a line: prose, and in the article a short sentence, too (teasers have no stop)."""
    return is_prose(text) or (zone == "body" and text[-1] == "." and text.count(" ") >= 3 and text[0].isupper())


def _take_blocks(
    acting: dict[int, Named], texts: Sequence[str], zones: list[Zone], verdicts: list[Verdict | None]
) -> None:
    """Take the teasers under each heading: lines without the marks of prose, up to the next prose."""
    taken = -1  # the last line that a block above has reached: a heading within it adds nothing
    for index, named in acting.items():
        inside = zones[index] == "body"
        if named.verb != "block" or (index <= taken and not inside):
            continue
        end = index + 1
        while end < len(texts) and not _goes_on(texts[end], zones[end]) and (
            zones[end] != "body" or end - index <= BLOCK_IN_BODY
        ):
            end += 1
        if inside and end < len(texts) and not _goes_on(texts[end], zones[end]):
            end = index + 1  # no prose within reach: the heading alone goes
        _take(range(index + 1, end), named, verdicts)
        taken = max(taken, end - 1)
