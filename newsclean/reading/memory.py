"""What was found for lines, remembered: the lines of a page that are new are looked at all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar, cast

Found = TypeVar("Found")

_REPEATING: Final = 500
"""Characters of the longest line that is worth remembering: prose hardly ever comes again."""


class Memory(Generic[Found]):
    """A bounded cache of a pure function of lines, that takes many and gives for each what is found; never `None`."""

    def __init__(self, look: Callable[[list[str]], Sequence[Found]], room: int = 32_768) -> None:
        self._look, self._room = look, room
        self._cache: dict[str, Found] = {}

    def __call__(self, lines: Sequence[str]) -> list[Found]:
        """What is found for each of the lines."""
        cache = self._cache
        known = list(map(cache.get, lines))
        if None not in known:
            return cast("list[Found]", known)
        new = list(dict.fromkeys([line for line, found in zip(lines, known, strict=True) if found is None]))
        looked = dict(zip(new, self._look(new), strict=True))
        if len(cache) + len(new) > self._room:
            cache.clear()
        if len(new) <= self._room:
            for line, found in looked.items():
                if len(line) <= _REPEATING:
                    cache[line] = found
        return [looked[line] if found is None else found for line, found in zip(lines, known, strict=True)]
