"""The names that mark-up gives to an element, and their words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from newsclean.reading.tree import attribute

# Elements whose name alone tells what they hold; it counts as a word.
_TELLING = frozenset({"address", "article", "aside", "blockquote", "figure", "footer", "form", "header", "main", "nav"})
_WORDY = frozenset({"class", "id", "itemprop", "role", "data-type"})
_WORD = re.compile(r"[a-zа-яё]{2,}|[A-ZА-ЯЁ][a-zа-яё]+|[A-ZА-ЯЁ]{2,}(?![a-zа-яё])")


def names_of(tag: str, attributes: Mapping[str, Any]) -> str:
    """The names that an element goes by: its tag where that is telling, class, id and the like."""
    if not attributes:
        return tag if tag in _TELLING else ""
    # Classes of html and body tell of the page («has-comments»), not of a line: all lines would share them.
    if tag == "body" or tag == "html":
        return ""
    if len(attributes) == 1 and tag not in _TELLING:  # most elements
        (key,) = attributes
        if key in _WORDY:
            value = attributes[key]
            return value[:300] if isinstance(value, str) else attribute(attributes, key)[:300]
        return key[5:60] if key[:5] == "data-" else ""
    keys = _naming_keys(tuple(attributes))
    if not keys and tag not in _TELLING:
        return ""
    if len(keys) == 1 and keys[0] in _WORDY and tag not in _TELLING:
        value = attributes[keys[0]]
        return value[:300] if isinstance(value, str) else attribute(attributes, keys[0])[:300]
    texts = [tag] if tag in _TELLING else []
    texts += [key[5:60] if key not in _WORDY else attribute(attributes, key)[:300] for key in keys]
    return " ".join(texts)


@lru_cache(maxsize=2048)
def _naming_keys(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Those attributes out of an element's that hold names: by their values, or (`data-`) by their own names."""
    return tuple(key for key in keys if key in _WORDY or key.startswith("data-"))


@lru_cache(maxsize=8192)
def split_names(names: str) -> frozenset[str]:
    """Words of names, parted at anything but letters and at camelCase: `articleBody_text` has article, body, text."""
    return frozenset(word.lower() for word in _WORD.findall(names)[:40])
