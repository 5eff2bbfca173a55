"""What a line looks like by itself: a pure function of its text, remembered for lines that repeat.

Furniture repeats across a site's dumps, and the layout looks at each article twice, so that most lines are looked at
once however often they come.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.reading.stops import has_stop

_INNER_STOP = re.compile(r"[.!?…](?<=[а-яёa-z»\")].)[.!?…]*[»\")]* [«\"(–—-]?\s?[А-ЯЁA-Z]")
# Russian and Ukrainian.
_MONTHS = (
    "янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру"
)
# These look at lower-case letters. A search that begins with the digit leaps from one to the next.
_DIGITS_DATE = re.compile(
    rf"\d(?:[:.]\d\d(?!\d)|(?<!\w\d)(?:(?:(?<=1)9|(?<=2)0)\d\d\b|\d? (?:{_MONTHS})))"
)
_AGO = re.compile(r"\b(?:вчера|сегодня|назад)\b")
_FULL_DATE = re.compile(
    rf"\b\d{{1,2}}(?:[./]\d{{1,2}}[./]|[ -](?:{_MONTHS})[а-яіїє]*\.?,?[ -])(?:19|20)?\d\d\b", re.IGNORECASE
)
_TIME_START = re.compile(r"\d{1,2}[:.]\d{2}(?::\d\d)?\s?[«\"А-ЯЁA-Z]")
_TIME_END = re.compile(r"[^\d]\d{1,2}:\d{2}$")
_NAME = re.compile(r"(?:[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+|[А-ЯЁ]\.)(?: (?:[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+|[А-ЯЁ]\.|[А-ЯЁ]{3,})){1,2}$")
_URL = re.compile(r"https?://|www\.|[\w-]+@[\w-]+\.\w")
_LATIN = re.compile(r"[A-Za-z]")
_DIGIT = re.compile(r"\d")
_CAPITAL = re.compile(r"(?<!\S)[\"«(]?[А-ЯЁA-Z]")
_GLUED = re.compile(r"[а-яё][А-ЯЁ]|\d[А-ЯЁ]|[а-яё]\d\d:")
_POINTS = ".,;:!?—–"
_SPOKEN, _SPEAKING = 25, 5_000
"""Characters from which a line's stems are among its facts, and up to which its words count."""
_WORD = re.compile(r"([а-яa-z]{5})[а-яa-z]*")

# A line's shape is its characters by kind, a byte each: a and A for Cyrillic letters, l and L for Latin ones, 0 for
# digits. Kinds are counted, and pairs of them found, in a small part of the time that patterns take.
_KINDS = "".join(
    "a" if char in "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў" else "A" if char in "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЇЄҐЎ"
    else "l" if "a" <= char <= "z" else "L" if "A" <= char <= "Z" else "0" if "0" <= char <= "9"
    else char if char.isascii() else "_"
    for char in bytes(range(256)).decode("cp1251", "replace")
).encode("ascii")


class _Phrases:
    """Beginnings of words and phrases, in lower case, that are looked for in a line where the stems of its words or
    their shortest members allow for one."""

    def __init__(self, *phrases: str) -> None:
        self._search = re.compile(rf"\b(?:{'|'.join(phrases)})").search
        words = {phrase: _WORD.findall(phrase.replace("ё", "е")) for phrase in phrases}
        self._stems = frozenset(found[0] for found in words.values() if found)
        self._short = [phrase for phrase, found in words.items() if not found]

    def stand_in(self, lower: str, words: frozenset[str]) -> bool:
        """Whether one of them stands in a line, given its `stems`."""
        if self._stems.isdisjoint(words) and len(lower) <= _SPEAKING:
            for phrase in self._short:
                if phrase in lower:
                    break
            else:
                return False
        return self._search(lower) is not None


_REPORTS = _Phrases(
    "сказал", "заявил", "сообщил", "отметил", "рассказал", "пояснил", "подчеркнул", "добавил", "считает", "говорит",
    "уточнил", "объяснил", "пишет", "передает", "передаёт", "сообщает", "напомнил", "признал", "предложил",
    "утверждает", "говорится", "стало известно", "по словам", "по данным", "об этом", "как сообща",
)
_US = _Phrases(
    "copyright", "редакци", "перепечатк", "гиперссылк", "материалов сайта", "материалы сайта", "материала сайта",
    "cookie", "все права", "роскомнадзор", "свидетельство о рег", "подпишитесь", "подписывайтесь", "читайте", "авториз",
    "регистр", "комментари", "ссылка на", "ваш", "на сайте", "наш",
)

_REPEATING = 300
"""The longest line, in characters, that is worth remembering."""
SIZES = (12, 25, 45, 70, 100, 160, 300)
"""Upper bounds, in characters, of the lengths that count as alike."""


def size(length: int) -> int:
    """The number of the length class of a line."""
    return bisect_right(SIZES, length)


def stems(text: str) -> frozenset[str]:
    """The first five letters of the longer words: enough to tell whether two lines speak of the same thing."""
    return frozenset(_WORD.findall(text[:_SPEAKING].lower().replace("ё", "е")))


_NO_STEMS: frozenset[str] = frozenset()


def stems_of(texts: Sequence[str]) -> frozenset[str]:
    """The stems of several lines; of very long ones together, those of their beginning."""
    if sum(map(len, texts)) + len(texts) > _SPEAKING:
        return stems(" ".join(texts))
    return frozenset[str]().union(*(line_facts(text).stems if len(text) >= _SPOKEN else stems(text) for text in texts))


class Facts(NamedTuple):
    """What is known of a line by itself."""

    traits: tuple[str, ...]
    """Its traits, with the `bias` that every line has."""
    prose: bool
    """Whether it reads as a paragraph."""
    headline: bool
    """Whether it reads as a headline or a menu entry."""
    dated: bool
    """Whether it is short and holds a day with its month and year."""
    stems: frozenset[str]
    """The stems of its words; none for a very short line."""


def _look_at(text: str) -> Facts:
    """The facts of a line: prose has a final stop and length, or several sentences; a headline is short."""
    length = len(text)
    stop = has_stop(text)
    words = stems(text) if length >= _SPOKEN else _NO_STEMS
    shape, digits = _shape(text)
    return Facts(
        ("bias", *_traits(text, stop, shape, digits, words)),
        length >= 70 and (stop or (length >= 160 and "," in text)),
        length < 160 and (not stop or text[-1] in "?!»\""),
        length < 60 and digits > 0 and _FULL_DATE.search(text) is not None,
        words,
    )


_look_once = functools.lru_cache(maxsize=32_768)(_look_at)
# Prose hardly ever comes again but for the second look at the same article.
_look_twice = functools.lru_cache(maxsize=1_024)(_look_at)


def line_facts(text: str) -> Facts:
    """What is known of a line that is not empty."""
    return _look_once(text) if len(text) <= _REPEATING else _look_twice(text)


def letters(text: str) -> int:
    """How many letters a line has, Cyrillic and Latin ones; of a letter outside of Russian, Ukrainian, Belarusian and
    English none counts."""
    shape = text.encode("cp1251", "replace").translate(_KINDS)
    return shape.count(b"a") + shape.count(b"A") + shape.count(b"l") + shape.count(b"L")


def _shape(text: str) -> tuple[bytes, int]:
    """A line's shape, and how many digits it has."""
    try:
        shape = text.encode("cp1251").translate(_KINDS)
    except UnicodeEncodeError:  # arrows, emoji, other alphabets: their digits are digits, too
        return text.encode("cp1251", "replace").translate(_KINDS), len(_DIGIT.findall(text))
    return shape, shape.count(b"0")


def _traits(text: str, stop: bool, shape: bytes, digits: int, words: frozenset[str]) -> list[str]:
    """The traits of a line by itself; `words` are its stems."""
    length = len(text)
    step = size(length)
    first, last = text[0], text[-1]
    lower = text.lower()
    found = [f"size{step}{'.' if stop else ''}"]
    add = found.append
    if " " in text[2:] and _INNER_STOP.search(text):
        add("sentences")
    if "," in text:
        add("comma")
    if last in ":;," and step >= 2:
        add(f"ends{last}")
    if last == "?":
        add("question")
    if first.islower():
        add("lower")
    elif first in "—–-":
        add("dash")
    elif first in "«\"“„":
        add("quote")
    elif first in "•·*●▪►→›»+#|/":
        add("bullet")
    elif first.isdigit():
        add("digit")
    cyrillic = shape.count(b"a") + shape.count(b"A") if step < 6 else length
    if not cyrillic:
        add("latin" if _LATIN.search(text) else "wordless")
    elif cyrillic < length // 2:
        add("foreign")
    if step < 5:
        if digits * 3 > length:
            add("digits")
        ago = "вчера" in lower or "сегодня" in lower or "назад" in lower
        if (digits and _DIGITS_DATE.search(lower)) or (ago and _AGO.search(lower)):
            add(f"date{min(step, 3)}")
        if digits and first.isdigit() and _TIME_START.match(text):
            add("timed")
        elif digits and text[-3:-2] == ":" and _TIME_END.search(text):
            add("timed.")
        if first.isupper() and _NAME.fullmatch(text):
            add("name")
        if cyrillic > 3 and text.isupper():
            add("upper")
    if ("@" in text or "//" in text or "www." in text) and _URL.search(text):
        add("address")
    if step >= 3:
        spaced = text.count(" ") + 1
        # Few lines have that many capitals, or letters so close together; patterns make sure.
        if (shape.count(b"A") + shape.count(b"L")) * 2 >= spaced >= 4 and len(_CAPITAL.findall(text)) * 2 >= spaced:
            add("capitals")
        if step >= 6 and sum(map(text.count, _POINTS)) * 120 < length:
            add("pointless")
        if shape.count(b"aA") + shape.count(b"0A") + shape.count(b"a00:") >= 2 and len(_GLUED.findall(text)) >= 2:
            add("glue")
    if step >= 2:
        if _REPORTS.stand_in(lower, words):
            add("reports")
        if "©" in text or _US.stand_in(lower, words):
            add("us")
    return found
