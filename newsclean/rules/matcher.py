"""Many rules against a line, fast; and the plain one-by-one reference that it must equal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from newsclean.reading.fold import fold, fold_lines
from newsclean.rules.ruleset import LONGEST, Rule, RuleSet, Verb

_Match = Callable[[str], Any]
_WORD = re.compile(r"\w+")
_AROUND_WORDS = ".,:;!?()[]\"'-/|"
_REPEATING = 500  # characters of the longest line that is worth remembering
_MOST_FIRST = 500  # first characters of lines that a rule's patterns are sorted by at a time
_MOST_TOKENS = 30_000  # tokens of which a matcher remembers which rules ask for them: words come again on every page
_LONG_TOKEN = 50  # characters of a token that is worth remembering
_LINE_END = [-1]  # what the line end between two lines' tokens asks for; known by its identity, as no tuple safely is
_EDGE = 3  # letters of a prefix, a suffix or a word by which the tables are keyed


class Named(NamedTuple):
    """A rule with its full name and verb."""

    name: str
    """`SET/RULE`."""
    verb: Verb
    rule: Rule


class _Folded(NamedTuple):
    """Lines as rules see them."""

    folded: list[str]
    lower: list[str]
    """In lower case; empty where a line is longer than any rule may hit."""
    tokens: list[str]
    """What spaces part in all `lower` lines, with a line end between the tokens of two lines."""
    kinds: frozenset[str]
    """The tokens, each once."""


class Lines:
    """Lines for `Matcher.hits_of`, which are folded once for several matchers, and only where one looks at them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._indexes: list[int] = []
        self._folded = _Folded([], [], [], frozenset())

    def folded(self, indexes: list[int]) -> _Folded:
        """Some of the lines, folded: all at once, which costs far less than one by one."""
        if indexes != self._indexes:
            folded = fold_lines([self.texts[i] for i in indexes])
            lower = [line if len(line) <= LONGEST else "" for line in "\n".join(folded).lower().split("\n")]
            tokens = " \n ".join(lower).split(" ")
            self._indexes, self._folded = indexes, _Folded(folded, lower, tokens, frozenset(tokens))
        return self._folded


def _words(token: str) -> Sequence[str]:
    """The words in a token: mostly one, with a comma or a quote beside it."""
    if token.isalnum() or (token := token.strip(_AROUND_WORDS)).isalnum():
        return (token,)
    return _WORD.findall(token) if token else ()


class _Bucket:
    """Texts that begin (or end) alike, each with the number of its rule."""

    def __init__(self) -> None:
        self.texts: tuple[str, ...] = ()
        self.pairs: list[tuple[str, int]] = []

    def add(self, text: str, number: int) -> None:
        self.texts += (text,)
        self.pairs.append((text, number))


_Table = dict[str, _Bucket]


class _Patterns:
    """A rule's patterns, by the first character of the line that they may match."""

    def __init__(self, rule: Rule) -> None:
        self.cased = rule.cased
        self.beginning: dict[str, list[_Match]] = {}
        self._all = rule.patterns

    def begin(self, first: str) -> list[_Match]:
        """The patterns that may match a line with this first character: of eighteen, mostly one or none."""
        if len(self.beginning) >= _MOST_FIRST:
            self.beginning.clear()
        found = [pattern.fullmatch for pattern in self._all if _may_begin(pattern, first)]
        self.beginning[first] = found
        return found


def _may_begin(pattern: Any, first: str) -> bool:
    """Whether a match may begin with a character.

    `regex` tells it by a partial match, but for what looks around in a way that the end of a part belies.
    """
    belied = "(?!" in pattern.pattern or "(?<!" in pattern.pattern or r"\B" in pattern.pattern
    return belied or pattern.fullmatch(first, partial=True) is not None


class Matcher:
    """The rules of several sets, in order: `hits(line)` gives the numbers of those that hit it.

    A line meets an exact table, a table of beginnings and one of endings; its words meet a table of the words that
    patterns ask for, and a pattern is tried only on a line that holds one. Each distinct line is looked at once (a
    bounded cache of a pure function).
    """

    def __init__(self, sets: Sequence[RuleSet], *, cache: int = 50_000) -> None:
        self.rules = [Named(f"{s.name}/{rule.name}", verb, rule) for s in sets for verb, rule in s.rules()]
        self._most = [rule.most for _, _, rule in self.rules]
        self._patterns: list[_Patterns | None] = [None] * len(self.rules)
        self._whole: dict[str, list[int]] = {}
        self._starts, self._ends, self._words = _Table(), _Table(), _Table()
        for number, (_, _, rule) in enumerate(self.rules):
            for text in rule.whole:
                self._whole.setdefault(text, []).append(number)
            for text in rule.starts:
                self._starts.setdefault(text[:_EDGE], _Bucket()).add(text, number)
            for text in rule.ends:
                self._ends.setdefault(text[-_EDGE:], _Bucket()).add(text, number)
            for text in rule.words:
                self._words.setdefault(text[:_EDGE], _Bucket()).add(text, number)
        self._cache: dict[str, tuple[int, ...]] = {}
        self._asking: dict[str, Sequence[int]] = {"\n": _LINE_END}
        self._room = cache

    def hits(self, text: str) -> tuple[int, ...]:
        """The numbers of the rules that hit a line, in the rules' order."""
        found = self._cache.get(text)
        return self.hits_of(Lines((text,)))[0] if found is None else found

    def hits_of(self, lines: Lines) -> list[tuple[int, ...]]:
        """What `hits` gives for each of many lines; a page at once costs far less than line by line."""
        cache = self._cache
        known = [cache.get(text) for text in lines.texts]
        unknown = [i for i, numbers in enumerate(known) if numbers is None]
        found = [numbers or () for numbers in known]
        if unknown:
            for i, numbers in zip(unknown, self._look(lines.folded(unknown)), strict=True):
                found[i] = numbers
                if self._room and len(lines.texts[i]) <= _REPEATING:
                    if len(cache) >= self._room:
                        cache.clear()
                    cache[lines.texts[i]] = numbers
        return found

    def _look(self, lines: _Folded) -> list[tuple[int, ...]]:
        most = self._most
        hit: defaultdict[int, set[int]] = defaultdict(set)
        whole, starts, ends = self._whole, self._starts, self._ends
        for at, lower in enumerate(lines.lower):
            if lower in whole:
                hit[at].update(whole[lower])
            if (bucket := starts.get(lower[:_EDGE])) and lower.startswith(bucket.texts):
                hit[at].update(number for text, number in bucket.pairs if lower.startswith(text))
            if ends and (bucket := ends.get(lower[-_EDGE:])) and lower.endswith(bucket.texts):
                hit[at].update(number for text, number in bucket.pairs if lower.endswith(text))
        for at, asked in self._asked(lines).items():
            folded, lower = lines.folded[at], lines.lower[at]
            length = len(lower)
            for number in asked:
                if length <= most[number] and number not in hit[at] and self._matches(number, folded, lower):
                    hit[at].add(number)
        found: list[tuple[int, ...]] = [()] * len(lines.lower)
        for at, hits in hit.items():
            if hits:
                length = len(lines.lower[at])
                found[at] = tuple(sorted(number for number in hits if length <= most[number]))
        return found

    def _asked(self, lines: _Folded) -> dict[int, set[int]]:
        """For each line that holds a word which rules ask for: the numbers of these rules."""
        asking = self._asking
        if len(asking) + len(lines.kinds) > min(_MOST_TOKENS, self._room):
            asking = self._asking = {"\n": _LINE_END}
        new = lines.kinds.difference(asking)
        for token in new:
            asking[token] = self._ask(token)
        found: defaultdict[int, set[int]] = defaultdict(set)
        at = 0
        for ruled in filter(None, map(asking.get, lines.tokens)):
            if ruled is _LINE_END:
                at += 1
            else:
                found[at].update(ruled)
        for token in new:
            if len(token) > _LONG_TOKEN:
                del asking[token]
        return found

    def _ask(self, token: str) -> Sequence[int]:
        """The numbers of the rules that ask for one of a token's words."""
        buckets = self._words
        found: list[int] = []
        for word in _words(token):
            if (bucket := buckets.get(word[:_EDGE])) and word.startswith(bucket.texts):
                found += [number for text, number in bucket.pairs if word.startswith(text)]
        return tuple(found)

    def _matches(self, number: int, folded: str, lower: str) -> bool:
        patterns = self._patterns[number] or self._compiled(number)
        line = folded if patterns.cased else lower
        candidates = patterns.beginning.get(line[0])
        if candidates is None:
            candidates = patterns.begin(line[0])
        for matches in candidates:  # noqa: SIM110 (any() costs as much as a pattern)
            if matches(line):
                return True
        return False

    def _compiled(self, number: int) -> _Patterns:
        known = self._patterns[number] = _Patterns(self.rules[number].rule)
        return known

    def reference(self, text: str) -> tuple[int, ...]:
        """What `hits` must equal: each rule tried on the line, one by one."""
        folded = fold(text)
        lower = folded.lower()
        words = _WORD.findall(lower)
        return tuple(n for n, (_, _, rule) in enumerate(self.rules) if rule.matches(folded, lower, words))
