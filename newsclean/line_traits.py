"""What a line looks like by itself: a pure function of its text, remembered for lines that repeat.

Furniture repeats across a site's dumps, and the layout looks at each article twice, so that most lines are looked at
once however often they come.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from newsclean.reading.stops import has_stop

_INNER_STOP = re.compile(r"[а-яёa-z»\")][.!?…]+[»\")]* [«\"(–—-]?\s?[А-ЯЁA-Z]")
# Russian and Ukrainian.
_MONTHS = (
    "янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру"
)
_DATE = re.compile(
    rf"\d{{1,2}}[:.]\d{{2}}(?!\d)|\b(?:19|20)\d\d\b|\b\d{{1,2}} (?:{_MONTHS})|\b(?:вчера|сегодня|назад)\b",
    re.IGNORECASE,
)
_TIME_START = re.compile(r"\d{1,2}[:.]\d{2}(?::\d\d)?\s?[«\"А-ЯЁA-Z]")
_TIME_END = re.compile(r"[^\d]\d{1,2}:\d{2}$")
_NAME = re.compile(r"(?:[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+|[А-ЯЁ]\.)(?: (?:[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+|[А-ЯЁ]\.|[А-ЯЁ]{3,})){1,2}$")
_URL = re.compile(r"https?://|www\.|[\w-]+@[\w-]+\.\w")
_CYRILLIC = re.compile(r"[а-яёА-ЯЁіїєґўІЇЄҐЎ]+")
_LATIN = re.compile(r"[A-Za-z]")
_DIGIT = re.compile(r"\d")
_AGO = re.compile(r"вчера|сегодня|назад", re.IGNORECASE)
# Both look at lower-case letters, which costs half of ignoring case.
_PERSON = re.compile(
    r"\b(?:сказал|заявил|сообщил|отметил|рассказал|пояснил|подчеркнул|добавил|считает|говорит|уточнил|объяснил|пишет|"
    r"передает|передаёт|сообщает|напомнил|признал|предложил|утверждает|говорится|стало известно|по словам|по данным|"
    r"об этом|как сообща)",
)
_WE = re.compile(
    r"©|\b(?:copyright|редакци|перепечатк|гиперссылк|материал(?:ов|ы|а) сайта|cookie|все права|роскомнадзор|"
    r"свидетельство о рег|подпишитесь|подписывайтесь|читайте|авториз|регистр|комментари|ссылка на|ваш|вашего|на сайте|"
    r"нашем|наш)",
)
_CAPITAL = re.compile(r"(?<!\S)[\"«(]?[А-ЯЁA-Z]")
_POINT = re.compile(r"[.,;:!?—–]")
_GLUED = re.compile(r"[а-яё][А-ЯЁ]|\d[А-ЯЁ]|[а-яё]\d\d:")
_WORD = re.compile(r"[А-Яа-яЁёA-Za-z]{5,}")

_FULL_DATE = re.compile(
    rf"\b\d{{1,2}}(?:[./]\d{{1,2}}[./]|[ -](?:{_MONTHS})[а-яіїє]*\.?,?[ -])(?:19|20)?\d\d\b", re.IGNORECASE
)

_REPEATING = 300
"""The longest line, in characters, that is worth remembering."""
_SPEAKING = 5_000
"""Characters of a line whose words count."""
SIZES = (12, 25, 45, 70, 100, 160, 300)
"""Upper bounds, in characters, of the lengths that count as alike."""


def size(length: int) -> int:
    """The number of the length class of a line."""
    return next((i for i, bound in enumerate(SIZES) if length < bound), len(SIZES))


def line_traits(text: str) -> tuple[str, ...]:
    """The traits of a line by itself."""
    length = len(text)
    step = size(length)
    stop = has_stop(text)
    found = [f"size{step}{'.' if stop else ''}"]
    add = found.append
    if " " in text[2:] and _INNER_STOP.search(text):
        add("sentences")
    if "," in text:
        add("comma")
    if text[-1] in ":;," and step >= 2:
        add(f"ends{text[-1]}")
    if text[-1] == "?":
        add("question")
    first = text[0]
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
    cyrillic = sum(map(len, _CYRILLIC.findall(text))) if step < 6 else length
    if not cyrillic:
        add("latin" if _LATIN.search(text) else "wordless")
    elif cyrillic < length // 2:
        add("foreign")
    if step < 5:
        digits = len(_DIGIT.findall(text))
        if digits * 3 > length:
            add("digits")
        if (digits or _AGO.search(text)) and _DATE.search(text):
            add(f"date{min(step, 3)}")
        if digits and _TIME_START.match(text):
            add("timed")
        elif digits and _TIME_END.search(text):
            add("timed.")
        if first.isupper() and _NAME.fullmatch(text):
            add("name")
        if cyrillic > 3 and text.isupper():
            add("upper")
    if ("@" in text or "//" in text or "www." in text) and _URL.search(text):
        add("address")
    if step >= 3:
        words = text.count(" ") + 1
        if len(_CAPITAL.findall(text)) * 2 >= words >= 4:
            add("capitals")
        if step >= 6 and len(_POINT.findall(text)) * 120 < length:
            add("pointless")
        if len(_GLUED.findall(text)) >= 2:
            add("glue")
    if step >= 2:
        lower = text.lower()
        if _PERSON.search(lower):
            add("reports")
        if _WE.search(lower):
            add("us")
    return tuple(found)


def is_weighty(text: str) -> bool:
    """Whether a line reads as prose: a final stop and length, or several sentences."""
    return len(text) >= 70 and (has_stop(text) or (len(text) >= 160 and "," in text))


def is_headline(text: str) -> bool:
    """Whether a line reads as a headline or a menu entry: short, without a final stop."""
    return len(text) < 160 and (not has_stop(text) or text[-1] in "?!»\"")


def stems(text: str) -> frozenset[str]:
    """The first five letters of the longer words: enough to tell whether two lines speak of the same thing."""
    return frozenset(word[:5] for word in _WORD.findall(text[:_SPEAKING].lower().replace("ё", "е")))


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
    return Facts(
        ("bias", *line_traits(text)),
        is_weighty(text),
        is_headline(text),
        len(text) < 60 and _FULL_DATE.search(text) is not None,
        stems(text) if len(text) >= 25 else frozenset(),
    )


_look_once = functools.lru_cache(maxsize=32_768)(_look_at)
# Prose hardly ever comes again but for the second look at the same article.
_look_twice = functools.lru_cache(maxsize=1_024)(_look_at)


def line_facts(text: str) -> Facts:
    """What is known of a line that is not empty."""
    return _look_once(text) if len(text) <= _REPEATING else _look_twice(text)
