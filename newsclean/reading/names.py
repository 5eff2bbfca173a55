"""The names that mark-up gives to an element, and their words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final, final

from newsclean.reading.tree import attribute

# Elements whose name alone tells what they hold; it counts as a word.
_TELLING: Final = frozenset({
    "address", "article", "aside", "blockquote", "figure", "footer", "form", "header", "main", "nav",
})
_WORDY: Final = frozenset({"class", "id", "itemprop", "role", "data-type"})
_LONGEST: Final = 300
"""How much of an attribute's value is read, in characters."""
_WORD: Final = re.compile(r"[a-zа-яё]{2,}|[A-ZА-ЯЁ][a-zа-яё]+|[A-ZА-ЯЁ]{2,}(?![a-zа-яё])")


@final
class Chain:
    """The words of an element and of those above it; one object for all elements of the same names in a row."""

    __slots__ = ("below", "words")

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words
        self.below: dict[str, Chain] = {}
        """The chains of elements under it, by the elements' names."""


def names_of(tag: str, attributes: dict[str, Any]) -> str:
    """The names that an element goes by: its tag where that is telling, class, id and the like.

    Of `data-*` attributes the names count, not the values.
    """
    telling = tag in _TELLING
    if not attributes:
        return tag if telling else ""
    # Classes of html and body tell of the page («has-comments»), not of a line: all lines would share them.
    if tag == "body" or tag == "html":
        return ""
    if not telling and (len(attributes) == 1 or (len(attributes) == 2 and "href" in attributes)):  # most elements
        value = attributes.get("class")
        if isinstance(value, str):
            return value[:_LONGEST]
    names = [tag] if telling else []
    for key, value in attributes.items():
        if key in _WORDY:
            names.append((value if isinstance(value, str) else attribute(attributes, key))[:_LONGEST])
        elif key[:5] == "data-":
            names.append(key[5:60])
    return " ".join(names)


@lru_cache(maxsize=8192)
def split_names(names: str) -> frozenset[str]:
    """Words of names, parted at anything but letters and at camelCase: `articleBody_text` has article, body, text."""
    return frozenset(word.lower() for word in _WORD.findall(names)[:40])
