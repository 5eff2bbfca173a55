"""What a pattern needs: texts of which each line that it matches holds one, read off the pattern itself.

Most patterns of a rule fail on most lines, and a search for a short text costs a tenth of such a failure. What this
reader does not know of the language of `regex` makes it say nothing of the pattern: then the pattern is always tried.
"""

from __future__ import annotations

import re
from typing import Final

Need = tuple[str, ...]
"""Texts of which a line must hold one."""

_MOST_NEEDS: Final = 3
_MOST_TEXTS: Final = 40
"""The most texts, one of which a line must hold, that are worth looking for."""
_TELLING: Final = 4
"""Characters from which a text is as telling as a longer one."""
_QUANTIFIER: Final = re.compile(r"(?:([?*+])|\{(\d*)(?:,\d*)?\})[?+]?")
_RUN: Final = re.compile(r"[^\W_]+(?![?*+{])")
_SPACE: Final = re.compile(r"(?:\s|#.*)*")
_VERBOSE: Final = "(?x)"
_CLASS: Final = re.compile(r"\[\^?\]?(?:[^\\\[\]]|\[(?![:.=])|\\.)*\]", re.DOTALL)
_GROUP: Final = re.compile(r"\((?!\?)|\(\?(?:[:=>]|P<\w+>)")
_MUTE: Final = re.compile(r"\(\?(?:<?!|<=|i:)")
"""Groups that need nothing, or nothing in so many letters."""


class _Unknown(Exception):
    """A part of a pattern that this reader does not know."""


def needs(pattern: str) -> list[Need]:
    """What every text that a pattern matches holds: one of each need's texts; the most telling needs first.

    Empty where nothing is known. The pattern is one of `regex` (V0); of flags it may set `(?x)` for all of it, and
    `(?i:…)` for a part.
    """
    reader = _Reader(pattern)
    try:
        found = reader.alternatives()
    except _Unknown:
        return []
    found = [need for need in dict.fromkeys(found) if len(need) <= _MOST_TEXTS and need != (" ",)]
    return sorted(found, key=_worth, reverse=True)[:_MOST_NEEDS] if reader.at == len(pattern) else []


def are_met(needed: list[Need], text: str) -> bool:
    """Whether a text holds one of the texts of each need: if not, the pattern that has these needs is not in it."""
    for need in needed:
        for word in need:
            if word in text:
                break
        else:
            return False
    return True


def _worth(need: Need) -> tuple[int, int]:
    """How much a need tells: by its shortest text, then by how few there are."""
    return min(_TELLING, *map(len, need), _TELLING), -len(need)


def _least(texts: list[str]) -> Need:
    """The texts without those that hold another one."""
    each = list(dict.fromkeys(texts))
    return tuple([text for text in each if not any(other in text for other in each if other != text)])


class _Reader:
    """Reads a pattern from its beginning; `at` is how far it has come."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._verbose = pattern.startswith(_VERBOSE)
        self.at = len(_VERBOSE) if self._verbose else 0

    def alternatives(self) -> list[Need]:
        """What is needed by alternatives together: by one alone all that it needs, by several one need of each."""
        branches = [self.sequence()]
        while self.next() == "|":
            self.at += 1
            branches.append(self.sequence())
        if len(branches) == 1:
            return branches[0]
        if not all(branches):
            return []
        return [_least([text for branch in branches for text in max(branch, key=_worth)])]

    def sequence(self) -> list[Need]:
        """What is needed by parts that follow one another."""
        found: list[Need] = []
        run = ""
        while (char := self.next()) and char not in "|)":
            chars, needed = self.part(char)
            least, once = self.repeated()
            if chars and least:
                run += chars
            if run and not (chars and least and once):
                found.append((run,))
                run = ""
            if least:
                found += needed
        return [*found, (run,)] if run else found

    def next(self) -> str:
        """The character that comes next; empty at the end."""
        if self._verbose and (space := _SPACE.match(self.pattern, self.at)):
            self.at = space.end()
        return self.pattern[self.at:self.at + 1]

    def repeated(self) -> tuple[bool, bool]:
        """Whether the part before is needed at all, and whether it stands there once, as most do."""
        char = self.next()
        quantifier = _QUANTIFIER.match(self.pattern, self.at) if char and char in "?*+{" else None
        if not quantifier:
            if char == "{":
                raise _Unknown
            return True, True
        self.at = quantifier.end()
        least = quantifier[1] == "+" or bool((quantifier[2] or "").strip("0"))
        return least, False

    def part(self, char: str) -> tuple[str, list[Need]]:
        """The part that begins with `char`: characters that stand for themselves, or else what a group needs; nothing
        of a class."""
        pattern, start = self.pattern, self.at
        if run := _RUN.match(pattern, start):
            self.at = run.end()
            return run[0], []
        if char == "(":
            return "", self.group()
        if char == "[":
            if not (found := _CLASS.match(pattern, start)):
                raise _Unknown
            self.at = found.end()
            return "", []
        if char == "\\":
            self.at += 2
            char = pattern[start + 1:self.at]
            if char and char in "dDwWsSbB":
                return "", []
            if not char or char.isalnum():
                raise _Unknown
            return char, []
        if char in "{?*+":
            raise _Unknown
        self.at += 1
        return ("" if char in ".^$" else char), []

    def group(self) -> list[Need]:
        """What a group needs, of those kinds that are known."""
        found = _GROUP.match(self.pattern, self.at)
        opening = found or _MUTE.match(self.pattern, self.at)
        if not opening:
            raise _Unknown
        self.at = opening.end()
        inside = self.alternatives()
        if self.next() != ")":
            raise _Unknown
        self.at += 1
        return inside if found else []
