"""Folding: the form of a text in which spellings that mean the same compare equal.

Rules and field readers compare folded text; what comes out is always the original.
"""

from __future__ import annotations

import re
import unicodedata

# Characters that fold to themselves: what needs no work is most of every dump.
_PLAIN = re.compile(r"[ -&(-~А-Яа-яЁё№\n]*")
_REPLACE = (
    ("\xa0", " "), ("ё", "е"), ("Ё", "Е"),
    ("«", '"'), ("»", '"'), ("“", '"'), ("”", '"'), ("„", '"'), ("‟", '"'), ("″", '"'),
    ("’", "'"), ("‘", "'"), ("`", "'"), ("''", '"'),
    ("–", "-"), ("—", "-"), ("−", "-"), ("‑", "-"), ("‒", "-"), ("―", "-"), ("\xad", ""),
    ("\u200b", ""), ("\u200c", ""), ("\u200d", ""), ("\u2060", ""), ("\ufeff", ""), ("\u0301", ""), ("…", "..."),
)
_ODD = re.compile(r"[^ -~А-Яа-яЁё№\n]+")
_MIXED = re.compile(r"[А-Яа-яЁё][A-Za-z]|[A-Za-z][А-Яа-яЁё]")
_WORD = re.compile(r"\w+")
# Latin letters that look like Cyrillic ones: vz.ru prints «Tекст:» with a Latin T.
_LOOKALIKES = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")


def fold(text: str) -> str:
    """Fold spaces, ё, quotes, dashes and compatibility forms (NFKC); Latin look-alikes inside Cyrillic words.

    «№» stays, letter case stays; quotes become `"`, dashes `-`, ё becomes е. Ends are stripped and runs of white space
    become one space.
    """
    if "ё" in text or "Ё" in text or not _PLAIN.fullmatch(text):
        for old, new in _REPLACE:
            if old in text:
                text = text.replace(old, new)
        if not _PLAIN.fullmatch(text):
            text = _ODD.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    if _MIXED.search(text):
        text = _WORD.sub(lambda word: word[0].translate(_LOOKALIKES) if _MIXED.search(word[0]) else word[0], text)
    return " ".join(text.split())
