"""Many rules against a line, fast; and the plain one-by-one reference that it must equal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.reading.fold import fold
from newsclean.rules.ruleset import Rule, RuleSet, Verb

_WORD = re.compile(r"\w+")
_REPEATING = 500  # characters of the longest line that is worth remembering
_EDGE = 3  # letters of a prefix, a suffix or a word by which the tables are keyed


class Named(NamedTuple):
    """A rule with its full name and verb."""

    name: str
    """`SET/RULE`."""
    verb: Verb
    rule: Rule


class Matcher:
    """The rules of several sets, in order: `hits(line)` gives the numbers of those that hit it.

    A line meets an exact table, a table of beginnings, one of endings, and one of words; a pattern is tried only on a
    line that holds a word it asks for. Each distinct line is looked at once (a bounded cache of a pure function).
    """

    def __init__(self, sets: Sequence[RuleSet], *, cache: int = 50_000) -> None:
        self.rules = [Named(f"{s.name}/{rule.name}", verb, rule) for s in sets for verb, rule in s.rules()]
        self._whole: dict[str, list[int]] = {}
        self._starts: dict[str, list[tuple[str, int]]] = {}
        self._ends: dict[str, list[tuple[str, int]]] = {}
        self._words: dict[str, list[tuple[str, int]]] = {}
        for number, (_, _, rule) in enumerate(self.rules):
            for text in rule.whole:
                self._whole.setdefault(text, []).append(number)
            for table, texts, edge in (
                (self._starts, rule.starts, slice(_EDGE)),
                (self._ends, rule.ends, slice(-_EDGE, None)),
                (self._words, rule.words, slice(_EDGE)),
            ):
                for text in texts:
                    table.setdefault(text[edge], []).append((text, number))
        self._longest = max((rule.most for _, _, rule in self.rules), default=0)
        self._cache: dict[str, tuple[int, ...]] = {}
        self._room = cache

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
        rules = self.rules
        found = set(self._whole.get(lower, ()))
        found.update(n for start, n in self._starts.get(lower[:_EDGE], ()) if lower.startswith(start))
        found.update(n for end, n in self._ends.get(lower[-_EDGE:], ()) if lower.endswith(end))
        tried: set[int] = set()
        for word in _WORD.findall(lower):
            for start, number in self._words.get(word[:_EDGE], ()):
                if number not in tried and word.startswith(start):
                    tried.add(number)
                    rule = rules[number].rule
                    if number not in found and length <= rule.most and rule.matches_pattern(folded, lower):
                        found.add(number)
        return tuple(sorted(n for n in found if length <= rules[n].rule.most)) if found else ()

    def reference(self, text: str) -> tuple[int, ...]:
        """What `hits` must equal: each rule tried on the line, one by one."""
        folded = fold(text)
        lower = folded.lower()
        words = _WORD.findall(lower)
        return tuple(n for n, (_, _, rule) in enumerate(self.rules) if rule.matches(folded, lower, words))
