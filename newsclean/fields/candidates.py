"""The lines that may be the headline, and what speaks for each: its looks, its words, what stands around it."""

from __future__ import annotations

import functools
import re
from typing import Final, final

from newsclean.layout import Layout
from newsclean.line_traits import CAPITAL, DIGIT, letters, shape_of, stems_of
from newsclean.reading.page import Line, Page
from newsclean.rules.needs import are_met, needs

REACH: Final = 40
"""How many lines above the text the headline may stand."""
PAIR: Final = 12
"""How many lines a headline and its deck stand apart at most: a date, a name, a credit may stand between."""
_CLOSE: Final = frozenset({"common3", "common4", "opens2", "opens3", "opens4"})
"""Traits of a line that shares more than a word with the text."""
_LONGEST: Final = 300
"""Characters of the longest line that can be a headline."""
MENU: Final = re.compile(r"[/|▪•»>]|\bназад\b")
_MENU_SIGNS: Final = ("/", "|", "▪", "•", "»", ">", "назад")
_STOPS: Final = (".", "…", ";", ":", ",")
_CLOSING: Final = "»\"”')]"
_BULLETS: Final = ">›»→►▶•·|/+#"
_SENTENCES: Final = re.compile(r"[а-яёіїєґ»\"]\. [А-ЯЁІЇЄҐA-Z«\"]")
_LABELLED: Final = re.compile(r"(?:фото|видео|иллюстрация|источник|автор|текст)\s?:", re.IGNORECASE)
_SIGNED: Final = re.compile(
    r"(?:Колонка|Колумнист|Автор|Беседовала?|Подготовила?|Интервью взяла?) [А-ЯЁ][а-яё]+ [А-ЯЁ]|Опубликовано|Обновлено"
)
_COUNTED: Final = re.compile(r"\(\d+\)$|:$")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
TIME: Final = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)")
DATE: Final = re.compile(
    r"\b\d{1,2}(?:[./]\d{1,2}[./]|[ -](?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?,?[ -])"
    r"(?:19|20)?\d\d\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"(?:[А-ЯЁІЇЄҐA-Z][\w’'.-]*)(?: [А-ЯЁІЇЄҐA-Z][\w’'.-]*){1,2}(?: \(.{3,80}\))?$")
CREDIT: Final = re.compile(
    r"\bфото\b|©|иллюстрация|\bкадр\b|reuters|getty|globallook|риа новости *$|/тасс", re.IGNORECASE
)
_CREDIT_NEEDS: Final = needs(CREDIT.pattern)


def is_ruled(layout: Layout, index: int) -> bool:
    """Whether a rule took a line, and not the layout alone."""
    rule = layout.rules[index]
    return rule is not None and not rule.startswith("layout/")


def title_traits(page: Page, layout: Layout) -> list[tuple[int, list[str]]]:
    """The lines that may be the headline, from the text upwards, each with its traits."""
    lines, first, anchor = page.lines, layout.body[0], layout.anchor
    low = max(0, first - REACH)
    if anchor is not None and low - 40 <= anchor < low:
        low = anchor
    if page.metadata.window is None and anchor and anchor < first:
        low = max(low, 1)  # the dump's first line is the window title
    looks = [_look(lines[i].text) for i in range(low, first + 1)]
    ruled = [is_ruled(layout, i) for i in range(low, first + 1)]
    speaks = stems_of([lines[i].text for i in layout.body[:12]])
    opens = stems_of([lines[i].text for i in layout.body[:2]])
    twice = _repeated(lines, low, first)
    found: list[tuple[int, list[str]]] = []
    dated = named = False
    for i in range(first, low - 1, -1):
        at = i - low
        text, look = lines[i].text, looks[at]
        if not look.fits or ruled[at]:
            dated = dated or look.stamp == "date"
            continue
        if i == first and (look.stops or len(layout.body) < 2 or len(text) > 200):
            continue
        if text[-1] == "." and i != anchor and _SENTENCES.search(text):
            continue  # a deck
        words = look.stems
        own = [*look.traits]
        shared = len(words & (stems_of([lines[j].text for j in layout.body[1:12]]) if i == first else speaks))
        own.append(f"shares{min(4, 1 + 4 * shared // (len(words) + 1))}" if shared else "shares-none")
        own.append(f"common{min(4, shared)}")
        if i != first:
            own.append(f"opens{min(4, len(words & opens))}")
        own.append(f"rank{min(len(found), 4)}")
        own.append(f"gap{min(4, (first - i).bit_length())}")
        _look_around(looks, ruled, at, i == 0, own)
        if text in twice:
            own.append("twice")
        if (hints := lines[i].hints) and hints.tag == "h1":
            own.append("h1")
        if i == anchor:
            own.append("anchor")
        elif anchor is not None:
            own.append("not-anchor")
        if dated:
            own.append("dated-under")
        if named:
            own.append("named-under")
        named = named or "name" in look.traits
        found.append((i, own))
    _rank_related(found)
    return found


def _repeated(lines: list[Line], first: int, last: int) -> set[str]:
    """The lines among some (from `first` to `last`) that stand on the page more than once."""
    near = {line.text for line in lines[first:last + 1]}
    once: set[str] = set()
    twice: set[str] = set()
    for line in lines:
        if line.text in near:
            (twice if line.text in once else once).add(line.text)
    return twice


def _look_around(looks: list[_Look], ruled: list[bool], at: int, topmost: bool, own: list[str]) -> None:
    """Add the traits that a candidate has from the lines right above and under it, as far as these are looked at."""
    above, under = at > 0, at + 1 < len(looks)
    if above and looks[at - 1].stamp:
        own.append(looks[at - 1].stamp + "-above")
    if under and looks[at + 1].stamp:
        own.append(looks[at + 1].stamp + "-under")
    own.append("ruled-above" if topmost or (above and ruled[at - 1]) else "free-above")
    if under and looks[at + 1].fits and not ruled[at + 1]:
        own.append("pair-under" if looks[at + 1].length > looks[at].length else "pair-under-short")
    if above and looks[at - 1].fits and not ruled[at - 1]:
        own.append("pair-above")


def _rank_related(found: list[tuple[int, list[str]]]) -> None:
    """Tell the topmost of the lines that speak of the text's matter: the headline stands above its deck."""
    close = [i for i, own in found if not _CLOSE.isdisjoint(own)]
    related = [i for i, own in found if "shares-none" not in own]
    every = {i for i, _ in found}
    heads = {i for i in every if every.isdisjoint(range(i - 3, i))}
    for i, own in found:
        if close and i in close:
            over, under = _count(close, i - PAIR, i), _count(close, i + 1, i + PAIR + 1)
            own.append(f"close{min(2, over)}-{min(2, under)}")
        if i in heads:
            own.append("heads" if every.isdisjoint(range(i + 1, i + 5)) else "heads-pair")
        elif not heads.isdisjoint(range(i - 4, i)):
            own.append("second")
        if "shares-none" not in own:
            own.append(f"related-above{min(2, _count(related, i - 6, i))}")
            own.append(f"related-under{min(2, _count(related, i + 1, i + 9))}")


def _count(numbers: list[int], low: int, high: int) -> int:
    """How many of some numbers lie from `low` to below `high`."""
    count = 0
    for number in numbers:
        if low <= number < high:
            count += 1
    return count


@final
class _Look:
    """What a line near the headline looks like by itself."""

    __slots__ = ("fits", "length", "stamp", "stems", "stops", "traits")

    def __init__(self, text: str) -> None:
        length = len(text)
        shape = shape_of(text)
        digits = "0" in shape or ("." in shape and DIGIT.search(text) is not None)  # (other digits are points)
        date = digits and DATE.search(text) is not None
        time = digits and not date and TIME.search(text) is not None
        self.length = length
        self.stamp = "" if length >= 60 else "date" if date else "time" if time else ""
        """What a short line holds: a `date`, a `time`; or else nothing."""
        self.fits = length >= 10 and text[0] not in _BULLETS and _is_worded(text, shape, date)
        """Whether it can be a headline at all: 10 characters or more, mostly letters; no credit, menu entry or list."""
        self.stops = text.rstrip(_CLOSING).endswith(_STOPS)
        """Whether it ends in a full stop or another point."""
        self.stems = stems_of([text]) if self.fits else frozenset()
        self.traits = _looks(text, shape, self.stops, date or time) if self.fits else ()
        """The traits of a candidate by itself."""


_NO_LOOK: Final = _Look("")


def _look(text: str) -> _Look:
    return _NO_LOOK if len(text) > _LONGEST else _look_once(text)


@functools.lru_cache(maxsize=8192)
def _look_once(text: str) -> _Look:
    return _Look(text)


def _looks(text: str, shape: str, stops: bool, timed: bool) -> tuple[str, ...]:
    """The traits of a candidate by itself."""
    spaces = text.count(" ")
    own = ["title", f"words{min(5, spaces.bit_length())}"]
    if stops:
        own.append("stop")
    if len(text) > 150:
        own.append("long")
    if timed:
        own.append("time")
    if (spaces < 3 or text[-1] == ")") and _NAME.fullmatch(text):
        own.append("name")
    if _has_credit(text):
        own.append("credit")
    if text[0].islower():
        own.append("lower")
    if text[-1] in "):" and _COUNTED.search(text):
        own.append("counted")
    if 2 * (shape.count("A") + shape.count("L")) > spaces + 1 and 2 * len(CAPITAL.findall(text)) > spaces + 1:
        own.append("capitals")
    if not _CYRILLIC.search(text):
        own.append("latin")
    if _is_menu(text):
        own.append("menu")
    return tuple(own)


def _has_credit(text: str) -> bool:
    return are_met(_CREDIT_NEEDS, text.lower()) and CREDIT.search(text) is not None


def _is_menu(text: str) -> bool:
    """Whether `MENU` is found."""
    for sign in _MENU_SIGNS:
        if sign in text:
            return MENU.search(text) is not None
    return False


def _lists(text: str) -> bool:
    """Whether a line is a list of sections or tags: «Медицина, Рынки и компании, Транспорт»."""
    pieces = text.split(", ")
    return len(pieces) > 2 and all(piece[:1].isupper() and piece.count(" ") < 3 for piece in pieces)


def _is_worded(text: str, shape: str, dated: bool) -> bool:
    """Whether a line is mostly letters, beside a date, and neither a label with its value nor a list."""
    count = letters(shape)
    if count * 2 <= len(text) or (":" in shape and _LABELLED.match(text)) or _SIGNED.match(text) or _lists(text):
        return False
    return (letters(shape_of(DATE.sub("", text))) if dated else count) >= 8
