"""Folding: the form of a text in which spellings that mean the same compare equal.

Rules and field readers compare folded text; what comes out is always the original.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

# Characters that fold to themselves: what needs no work is most of every dump.
_PLAIN: Final = re.compile(r"[ -&(-_a-~А-Яа-я№\n]*")
_REPLACE: Final = (
    ("\xa0", " "), ("ё", "е"), ("Ё", "Е"),
    ("«", '"'), ("»", '"'), ("“", '"'), ("”", '"'), ("„", '"'), ("‟", '"'), ("″", '"'),
    ("’", "'"), ("‘", "'"), ("`", "'"), ("''", '"'),
    ("–", "-"), ("—", "-"), ("−", "-"), ("‑", "-"), ("‒", "-"), ("―", "-"), ("\xad", ""),
    ("\u200b", ""), ("\u200c", ""), ("\u200d", ""), ("\u2060", ""), ("\ufeff", ""), ("\u0301", ""), ("…", "..."),
)
_ODD: Final = re.compile(r"[^ -~А-Яа-яЁё№\n]+")
# A Latin letter beside a Cyrillic one. Latin ones are rare, so the search leaps from one to the next.
_MIXED: Final = re.compile(r"[A-Za-z](?:[А-Яа-яЁё]|(?<=[А-Яа-яЁё].))")
_SPACES: Final = ("  ", *"\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029")
"""What is left of white space after NFKC, but for lone spaces and line ends."""
_WORD_END: Final = re.compile(r"\w*")
_REPEATING: Final = 300
"""Characters of the longest text that is worth remembering."""
# Latin letters that look like Cyrillic ones: vz.ru prints «Tекст:» with a Latin T.
_LOOKALIKES: Final = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")


def fold(text: str) -> str:
    """Fold spaces, ё, quotes, dashes and compatibility forms (NFKC); Latin look-alikes inside Cyrillic words.

    «№» stays, letter case stays; quotes become `"`, dashes `-`, ё becomes е. Ends are stripped and runs of white space
    become one space.
    """
    return " ".join(_even(text).split())


_fold_once = functools.lru_cache(maxsize=16_384)(fold)


def fold_line(text: str) -> str:
    """`fold`, remembered for short texts: furniture comes again on every page, and several fields ask for one line."""
    return _fold_once(text) if len(text) <= _REPEATING else fold(text)


def fold_lines(texts: Sequence[str]) -> list[str]:
    """Fold many lines at once, for a small part of what `fold` costs line by line; what comes out is the same."""
    text = "\n".join(texts)
    if text.count("\n") != len(texts) - 1:  # a line end within a text, or no text at all
        return [fold(line) for line in texts]
    text = _even(text)
    if any(space in text for space in _SPACES):
        return [" ".join(line.split()) for line in text.split("\n")]
    return [line.strip() for line in text.split("\n")]


def _even(text: str) -> str:
    """Fold all but white space; line ends stay where they are."""
    if not _PLAIN.fullmatch(text):
        for old, new in _REPLACE:
            if old in text:
                text = text.replace(old, new)
        if not unicodedata.is_normalized("NFKC", text.replace("№", "#")):
            text = _ODD.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _unmix(text) if _MIXED.search(text) else text


def _unmix(text: str) -> str:
    """Write the words that mix both alphabets in Cyrillic, as far as letters look alike."""
    kept: list[str] = []
    at = 0
    for found in _MIXED.finditer(text):
        start = found.start()
        if start < at:
            continue  # the same word
        while start > at and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
        kept.append(text[at:start])
        at = _WORD_END.match(text, start).end()  # type: ignore[union-attr]
        kept.append(text[start:at].translate(_LOOKALIKES))
    kept.append(text[at:])
    return "".join(kept)
