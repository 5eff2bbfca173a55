"""The rules' matcher beside two plainer ways: one alternation of `regex`, and one rule after another."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

import regex

from newsclean.parse import LIMIT
from newsclean.reading.fold import fold
from newsclean.reading.source import read
from newsclean.rules.library import common_sets, site_sets
from newsclean.rules.matcher import Lines, Matcher
from newsclean.rules.ruleset import Rule
from tests.benchmarks.sources import Document
from tests.benchmarks.tables import Cell, Table, ratio, spread

_SAMPLE = 600  # distinct lines for the slow ways
_COMPARED = 500  # distinct lines on which hits and reference are compared, for each document of `--most`
_PAGE = 200  # lines that are looked at together
_NAMED = re.compile(r"\(\?P<\w+>")
_VERBOSE = re.compile(r"\s*\(\?x\)")


def matcher(documents: Sequence[Document], rounds: int, most: int) -> list[Table]:
    """µs a line of each way, with every rule that ships; and whether all ways agree."""
    sets = (*site_sets(), *common_sets())
    lines = [line.text for document in documents for line in read(document.source, LIMIT).lines]
    distinct = list(dict.fromkeys(lines))
    sample = spread(distinct, _SAMPLE)
    cold, rules = Matcher(sets, cache=0), Matcher(sets).rules
    warm = Matcher(sets, cache=len(distinct) + 1)
    alternation = Alternation([named.rule for named in rules])
    warm.hits_of(Lines(distinct))
    for line in sample:  # compiles the patterns of all ways
        cold.reference(line), alternation.first(line)
    ways: dict[str, Callable[[Sequence[str]], object]] = {
        "hits, warm": lambda page: warm.hits_of(Lines(page)), "hits, cold": lambda page: cold.hits_of(Lines(page)),
        "one alternation (regex)": lambda page: [alternation.first(line) for line in page],
        "rule by rule (reference)": lambda page: [cold.reference(line) for line in page],
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, look in ways.items():
            times[name].append(seconds(look, sample))
    base = statistics.median(times["hits, cold"])
    rows: list[tuple[Cell, ...]] = [
        (name, 1e6 * statistics.median(spent) / len(sample), ratio(statistics.median(spent), base))
        for name, spent in times.items()
    ]
    first = Matcher(sets)
    flowing = seconds(lambda page: first.hits_of(Lines(page)), lines) / len(lines)
    rows.append(("hits, all lines as they come", 1e6 * flowing, None))
    compared = spread(distinct, _COMPARED * most)
    unequal = sum(1 for line in compared if cold.hits(line) != cold.reference(line))
    other = sum(1 for line in sample if alternation.first(line) != next(iter(cold.hits(line)), None))
    notes = (
        f"{len(rules)} rules, {len(lines)} lines, {len(distinct)} distinct; timed on {len(sample)} distinct ones, "
        f"{_PAGE} at a time.",
        "Long lines, which hardly ever come again, are not remembered: warm hits look at them anew.",
        f"Hits and reference differ on {unequal} of {len(compared)} distinct lines (a higher --most compares more).",
        f"The alternation tells only the first rule; it differs from the first of hits on {other} of {len(sample)}.",
    )
    return [Table("matcher", "the matcher, with all rules", ("way", "µs/line", "x hits, cold"), rows, notes)]


def seconds(look: Callable[[Sequence[str]], object], lines: Sequence[str]) -> float:
    """What a pass over the lines takes, a page of them after another."""
    start = time.process_time()
    for at in range(0, len(lines), _PAGE):
        look(lines[at:at + _PAGE])
    return time.process_time() - start


class Alternation:
    """All rules as one pattern (and one more for those that see letter case): tells the first rule that hits."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        plain: list[tuple[int, str]] = []
        cased: list[tuple[int, str]] = []
        for number, rule in enumerate(rules):
            literals = [regex.escape(text) for text in rule.whole]
            literals += [f"{regex.escape(text)}.*" for text in rule.starts]
            literals += [f".*{regex.escape(text)}" for text in rule.ends]
            if literals:
                plain.append((number, branch(number, rule.most, "", literals)))
            if rule.like:
                ahead = rf"(?=.*?\b(?i:{'|'.join(map(regex.escape, rule.words))}))"
                patterns = [scoped(pattern) for pattern in rule.like]
                (cased if rule.cased else plain).append((number, branch(number, rule.most, ahead, patterns)))
        self._plain, self._cased = compiled(plain), compiled(cased)

    def first(self, text: str) -> int | None:
        """The number of the first rule that hits a line, or `None`."""
        folded = fold(text)
        found = [
            int(match.lastgroup[1:])
            for match in (self._plain(folded.lower()), self._cased(folded)) if match is not None
        ]
        return min(found, default=None)


def branch(number: int, most: int, ahead: str, patterns: Sequence[str]) -> str:
    """A rule as a branch; an empty group at its end tells its number."""
    return rf"(?=.{{0,{most}}}\Z){ahead}(?:{'|'.join(patterns)})\Z(?P<r{number}>)"


def scoped(pattern: str) -> str:
    """A pattern whose flag for verbose writing ends with it, and whose groups have no names."""
    pattern = _NAMED.sub("(", pattern)
    verbose = _VERBOSE.match(pattern)
    return f"(?x:{pattern[verbose.end():]}\n)" if verbose else f"(?:{pattern})"


def compiled(branches: Sequence[tuple[int, str]]) -> Any:
    """One pattern of all branches, in the rules' order."""
    return regex.compile("|".join(text for _, text in sorted(branches)), regex.V0 | regex.DOTALL).match
