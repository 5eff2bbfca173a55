"""Many rules against a line, fast; and the plain one-by-one reference that it must equal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from newsclean.reading.fold import fold
from newsclean.rules.ruleset import Rule, RuleSet, Verb

_WORD = re.compile(r"\w+")
_LONG = 300  # characters from which only the rules count that ask for long lines
_REPEATING = 500  # characters of the longest line that is worth remembering
_EDGE = 3  # letters of a prefix, a suffix or a word by which the tables are keyed


class Named(NamedTuple):
    """A rule with its full name and verb."""

    name: str
    """`SET/RULE`."""
    verb: Verb
    rule: Rule


class _Table(NamedTuple):
    """Where to look for the rules that a line may meet: by its text, its edges, its words."""

    whole: dict[str, list[int]]
    starts: dict[str, list[tuple[str, int]]]
    ends: dict[str, list[tuple[str, int]]]
    words: dict[str, list[tuple[str, int]]]


class Matcher:
    """The rules of several sets, in order: `hits(line)` gives the numbers of those that hit it.

    A line meets an exact table, a table of beginnings, one of endings, and one of words; a pattern is tried only on a
    line that holds a word it asks for. Few rules speak of long lines, which meet tables of their own. Each distinct
    line is looked at once (a bounded cache of a pure function).
    """

    def __init__(self, sets: Sequence[RuleSet], *, cache: int = 50_000) -> None:
        self.rules = [Named(f"{s.name}/{rule.name}", verb, rule) for s in sets for verb, rule in s.rules()]
        self._most = [rule.most for _, _, rule in self.rules]
        self._patterns: list[tuple[bool, list[Any]] | None] = [None] * len(self.rules)
        self._longest = max(self._most, default=0)
        self._all = self._table(range(len(self.rules)))
        self._long = self._table([n for n, most in enumerate(self._most) if most > _LONG])
        self._cache: dict[str, tuple[int, ...]] = {}
        self._room = cache

    def _table(self, numbers: Iterable[int]) -> _Table:
        table = _Table({}, {}, {}, {})
        for number in numbers:
            rule = self.rules[number].rule
            for text in rule.whole:
                table.whole.setdefault(text, []).append(number)
            for texts, edge, found in (
                (rule.starts, slice(_EDGE), table.starts),
                (rule.ends, slice(-_EDGE, None), table.ends),
                (rule.words, slice(_EDGE), table.words),
            ):
                for text in texts:
                    found.setdefault(text[edge], []).append((text, number))
        return table

    def hits(self, text: str) -> tuple[int, ...]:
        """The numbers of the rules that hit a line, in the rules' order."""
        found = self._cache.get(text)
        if found is None:
            found = self._look(text)
            if self._room and len(text) <= _REPEATING:
                if len(self._cache) >= self._room:
                    self._cache.clear()
                self._cache[text] = found
        return found

    def _look(self, text: str) -> tuple[int, ...]:
        folded = fold(text)
        lower = folded.lower()
        length = len(lower)
        if length > self._longest:
            return ()
        most = self._most
        table = self._long if length > _LONG else self._all
        found = set(table.whole.get(lower, ()))
        if starts := table.starts.get(lower[:_EDGE]):
            found.update(n for start, n in starts if lower.startswith(start))
        if ends := table.ends.get(lower[-_EDGE:]):
            found.update(n for end, n in ends if lower.endswith(end))
        tried: set[int] = set()
        words = table.words
        for word in _WORD.findall(lower):
            if (edge := word[:_EDGE]) in words:
                for start, number in words[edge]:
                    if number not in tried and word.startswith(start):
                        tried.add(number)
                        if number not in found and length <= most[number] and self._matches(number, folded, lower):
                            found.add(number)
        return tuple(sorted(n for n in found if length <= most[n])) if found else ()

    def _matches(self, number: int, folded: str, lower: str) -> bool:
        known = self._patterns[number]
        if known is None:
            rule = self.rules[number].rule
            known = self._patterns[number] = (rule.cased, [pattern.fullmatch for pattern in rule.patterns])
        cased, patterns = known
        line = folded if cased else lower
        return any(matches(line) for matches in patterns)

    def reference(self, text: str) -> tuple[int, ...]:
        """What `hits` must equal: each rule tried on the line, one by one."""
        folded = fold(text)
        lower = folded.lower()
        words = _WORD.findall(lower)
        return tuple(n for n, (_, _, rule) in enumerate(self.rules) if rule.matches(folded, lower, words))
