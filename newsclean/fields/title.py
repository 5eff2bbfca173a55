"""The headline and the deck: which of the lines above the article's text they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsclean.layout import Layout
from newsclean.reading.fold import fold
from newsclean.reading.page import Page

_REACH = 25
"""How many lines above the text the headline may stand."""
_STOP = re.compile(r"[.…][»\"”')\]]*$")
_LETTERS = re.compile(r"[А-Яа-яЁёA-Za-zІіЇїЄєҐґЎў]")
_DATED = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)|\b(?:19|20)\d\d\b.{0,12}$")
_NAME = re.compile(r"(?:[А-ЯЁІЇЄҐA-Z][\w’'.-]*)(?: [А-ЯЁІЇЄҐA-Z][\w’'.-]*){1,2}$")
_WORD = re.compile(r"\w{4,}")


def find_title(page: Page, layout: Layout) -> tuple[int | None, int | None]:
    """The indexes of the headline's and the deck's lines; `None` where the page shows none."""
    lines, body, anchor = page.lines, layout.body, layout.anchor
    verdicts = [rule is not None and not rule.startswith("layout/") for rule in layout.rules]
    if not body:
        return None, None
    first = body[0]
    told = page.metadata.title
    if told:
        same = fold(told).lower()
        for i in range(min(first + 3, len(lines)) - 1, max(-1, first - 60), -1):
            if fold(lines[i].text).lower() == same:
                return i, _find_lead(page, i, first, verdicts)
    if anchor is not None and first - 60 <= anchor <= first and _may_be_title(lines[anchor].text):
        return anchor, _find_lead(page, anchor, first, verdicts)
    best: tuple[float, int] | None = None
    speaks = set(_WORD.findall(" ".join(lines[i].text for i in body[:6]).lower()))
    stems = {word[:5] for word in speaks}
    for i in range(max(0, first - _REACH), first + 1):
        text = lines[i].text
        if verdicts[i] or not _may_be_title(text):
            continue
        if i == first and (_STOP.search(text) or len(body) < 2 or len(text) > 160):
            continue
        own = {word[:5] for word in _WORD.findall(text.lower())}
        shared = len(own & stems) / (len(own) + 1)
        words = text.count(" ") + 1
        score = 3.0 * shared + min(words, 8) * 0.25 - 0.06 * (first - i)
        if _STOP.search(text):
            score -= 1.5
        if _DATED.search(text) or _NAME.fullmatch(text):
            score -= 1.5
        if score > 1.2 and (best is None or score > best[0] + (0.4 if first - i <= 4 else 0.0)):
            best = (score, i)
    if best is None:
        return None, None
    return best[1], _find_lead(page, best[1], first, verdicts)


def _may_be_title(text: str) -> bool:
    """Whether a line can be a headline at all: 10 to 300 characters, mostly letters."""
    return 10 <= len(text) <= 300 and len(_LETTERS.findall(text)) * 2 > len(text)


def _find_lead(page: Page, title: int, first: int, verdicts: Sequence[bool]) -> int | None:
    """The deck: a line between headline and text that is long enough to sum the article up."""
    same = fold(page.lines[title].text).lower()
    for i in range(title + 1, min(first, title + 8)):
        text = page.lines[i].text
        if not verdicts[i] and 30 <= len(text) <= 500 and text.count(" ") >= 3:
            if fold(text).lower() != same and not _DATED.search(text) and len(_LETTERS.findall(text)) * 2 > len(text):
                return i
    return None
