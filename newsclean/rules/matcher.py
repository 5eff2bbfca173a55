"""Many rules against a line, fast; and the plain one-by-one reference that it must equal."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from newsclean.reading.fold import fold, fold_lines
from newsclean.rules.needs import Need, are_met, needs
from newsclean.rules.ruleset import LONGEST, Rule, RuleSet, Verb

_Match = Callable[[str], Any]
_WORD: Final = re.compile(r"\w+")
_AROUND_WORDS: Final = ".,:;!?()[]\"'-/|"
_REPEATING: Final = 500  # characters of the longest line that is worth remembering
_MOST_FIRST: Final = 500  # first characters of lines that a rule's patterns are sorted by at a time
_MOST_TOKENS: Final = 30_000  # tokens of which a matcher remembers which rules ask for them: words come again
_LONG_TOKEN: Final = 50  # characters of a token that is worth remembering
_LINE_END: Final = [-1]  # what a line end among the tokens asks for; known by its identity, as no tuple safely is
_FEW_WORDS: Final = 40  # words for which rules ask that are sooner found one by one
_EDGE: Final = 3  # letters of a prefix, a suffix or a word by which the tables are keyed


class Named(NamedTuple):
    """A rule with its full name and verb."""

    name: str
    """`SET/RULE`."""
    verb: Verb
    rule: Rule


class Lines:
    """Lines for `Matcher.hits_of`, which are folded once for several matchers, and only where one looks at them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.folded: list[str] = []
        """Some of the lines as rules see them."""
        self.lower: list[str] = []
        """The same in lower case; empty where a line is longer than any rule may hit."""
        self._indexes: list[int] = []
        self._tokens: list[str] = []
        self._kinds: frozenset[str] = frozenset()

    def fold(self, indexes: list[int]) -> None:
        """Fold some of the lines: all at once, which costs far less than one by one."""
        if indexes != self._indexes:
            self._indexes = indexes
            self.folded = fold_lines([self.texts[i] for i in indexes])
            self.lower = [line if len(line) <= LONGEST else "" for line in "\n".join(self.folded).lower().split("\n")]
            self._tokens = []

    def tokens(self) -> tuple[list[str], frozenset[str]]:
        """What spaces part in all `lower` lines, with a line end between the tokens of two lines; and each once."""
        if not self._tokens:
            self._tokens = " \n ".join(self.lower).split(" ")
            self._kinds = frozenset(self._tokens)
        return self._tokens, self._kinds


class _Bucket:
    """Texts that begin (or end) alike, each with the number of its rule."""

    def __init__(self) -> None:
        self.texts: tuple[str, ...] = ()
        self.pairs: list[tuple[str, int]] = []

    def add(self, text: str, number: int) -> None:
        self.texts += (text,)
        self.pairs.append((text, number))

    def of_beginnings(self, text: str) -> list[int]:
        """The numbers of the rules whose texts a text begins with."""
        return [number for beginning, number in self.pairs if text.startswith(beginning)]


_Table = dict[str, _Bucket]


class _Patterns:
    """A rule's patterns, by the first character of the line that they may match."""

    def __init__(self, rule: Rule) -> None:
        self.cased = rule.cased
        self._beginning: dict[str, list[tuple[list[Need], _Match]]] = {}
        self._all = rule.patterns
        self._needs: list[list[Need] | None] = [None] * len(self._all)

    def match(self, line: str) -> bool:
        """Whether one of the patterns matches a line."""
        candidates = self._beginning.get(line[0])
        if candidates is None:
            candidates = self._begin(line[0])
        for needed, matches in candidates:  # noqa: SIM110 (a generator costs as much as a pattern)
            if are_met(needed, line) and matches(line) is not None:
                return True
        return False

    def _begin(self, first: str) -> list[tuple[list[Need], _Match]]:
        """The patterns that may match a line with this first character, of eighteen mostly one or none; and before
        each what it needs."""
        if len(self._beginning) >= _MOST_FIRST:
            self._beginning.clear()
        found: list[tuple[list[Need], _Match]] = []
        for i, pattern in enumerate(self._all):
            if _may_begin(pattern, first):
                needed = self._needs[i]
                if needed is None:
                    needed = self._needs[i] = needs(pattern.pattern)
                found.append((needed, pattern.fullmatch))
        self._beginning[first] = found
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
        self._few = sum(len(rule.words) for _, _, rule in self.rules) <= _FEW_WORDS
        self._cache: dict[str, tuple[int, ...]] = {}
        self._asking: dict[str, Sequence[int]] = {}
        self._room = cache

    def hits(self, text: str) -> tuple[int, ...]:
        """The numbers of the rules that hit a line, in the rules' order."""
        found = self._cache.get(text)
        return self.hits_of(Lines((text,)))[0] if found is None else found

    def hits_of(self, lines: Lines) -> list[tuple[int, ...]]:
        """What `hits` gives for each of many lines; a page at once costs far less than line by line."""
        cache = self._cache
        known = list(map(cache.get, lines.texts))
        found = [numbers or () for numbers in known]
        if None in known:
            unknown = [i for i, numbers in enumerate(known) if numbers is None]
            lines.fold(unknown)
            for i, numbers in zip(unknown, self._look(lines), strict=True):
                found[i] = numbers
                text = lines.texts[i]
                if self._room and len(text) <= _REPEATING:
                    if len(cache) >= self._room:
                        cache.clear()
                    cache[text] = numbers
        return found

    def _look(self, lines: Lines) -> list[tuple[int, ...]]:
        hit: dict[int, set[int]] = {}
        whole, starts, ends = self._whole, self._starts, self._ends
        for at, lower in enumerate(lines.lower):
            if (numbers := whole.get(lower)) is not None:
                hit[at] = set(numbers)
            if (bucket := starts.get(lower[:_EDGE])) is not None and lower.startswith(bucket.texts):
                hit.setdefault(at, set()).update(bucket.of_beginnings(lower))
            if ends and (bucket := ends.get(lower[-_EDGE:])) is not None and lower.endswith(bucket.texts):
                hit.setdefault(at, set()).update([number for text, number in bucket.pairs if lower.endswith(text)])
        for at, asked in self._asked(lines).items():
            self._match(lines.folded[at], lines.lower[at], asked, hit.setdefault(at, set()))
        found: list[tuple[int, ...]] = [()] * len(lines.lower)
        for at, hits in hit.items():
            if hits:
                length = len(lines.lower[at])
                found[at] = tuple(sorted([number for number in hits if length <= self._most[number]]))
        return found

    def _match(self, folded: str, lower: str, asked: set[int], hits: set[int]) -> None:
        """Add to a line's hits the rules, of those which one of its words asks for, that have a pattern for it."""
        length = len(lower)
        for number in asked:
            if length <= self._most[number] and number not in hits:
                patterns = self._patterns[number]
                if patterns is None:
                    patterns = self._patterns[number] = _Patterns(self.rules[number].rule)
                if patterns.match(folded if patterns.cased else lower):
                    hits.add(number)

    def _asked(self, lines: Lines) -> dict[int, set[int]]:
        """For each line that holds a word which rules ask for: the numbers of these rules."""
        if self._few:
            return self._asked_by_few(lines)
        found: dict[int, set[int]] = {}
        tokens, kinds = lines.tokens()
        asking = self._asking
        if len(asking) + len(kinds) > min(_MOST_TOKENS, self._room):
            asking = self._asking = {}  # a new one: another thread may be reading the old
        new = self._ask_new(kinds.difference(asking))
        new["\n"] = _LINE_END
        if max(map(len, new)) <= _LONG_TOKEN:
            asking.update(new)
            answers = map(asking.get, tokens)
        else:
            answers = map({token: new.get(token) or asking.get(token) for token in kinds}.get, tokens)
            asking.update([(token, numbers) for token, numbers in new.items() if len(token) <= _LONG_TOKEN])
        at = 0
        for ruled in filter(None, answers):
            if ruled is _LINE_END:
                at += 1
            elif (numbers := found.get(at)) is None:
                found[at] = set(ruled)
            else:
                numbers.update(ruled)
        return found

    def _ask_new(self, tokens: frozenset[str]) -> dict[str, Sequence[int]]:
        """For each token the numbers of the rules that ask for one of its words."""
        asking: dict[str, Sequence[int]] = dict.fromkeys(tokens, ())
        words = self._words
        for token in tokens:
            if token.isalnum():  # most
                if (bucket := words.get(token[:_EDGE])) is not None and token.startswith(bucket.texts):
                    asking[token] = bucket.of_beginnings(token)
            else:
                word = token.strip(_AROUND_WORDS)
                if not word.isalnum():
                    asking[token] = self._ask(_WORD.findall(word))
                elif word[:_EDGE] in words:
                    asking[token] = self._ask([word])
        return asking

    def _ask(self, words: list[str]) -> Sequence[int]:
        """The numbers of the rules that ask for one of the words."""
        found: list[int] = []
        for word in words:
            bucket = self._words.get(word[:_EDGE])
            if bucket is not None and word.startswith(bucket.texts):
                found += bucket.of_beginnings(word)
        return found

    def _asked_by_few(self, lines: Lines) -> dict[int, set[int]]:
        """The same where rules ask for a handful of words: each is looked for in all lines at once."""
        found: dict[int, set[int]] = {}
        page = "\n".join(lines.lower)
        for bucket in self._words.values():
            for text, number in bucket.pairs:
                line, before, at = 0, 0, page.find(text)
                while at >= 0:
                    line += page.count("\n", before, at)
                    if not at or not (page[at - 1].isalnum() or page[at - 1] == "_"):  # a word begins here
                        found.setdefault(line, set()).add(number)
                    before, at = at, page.find(text, at + 1)
        return found

    def reference(self, text: str) -> tuple[int, ...]:
        """What `hits` must equal: each rule tried on the line, one by one."""
        folded = fold(text)
        lower = folded.lower()
        words = _WORD.findall(lower)
        return tuple(n for n, (_, _, rule) in enumerate(self.rules) if rule.matches(folded, lower, words))
