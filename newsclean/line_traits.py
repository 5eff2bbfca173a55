"""What a line looks like by itself: a pure function of its text, remembered for lines that repeat.

Furniture repeats across a site's dumps, and the layout looks at each article twice, so that most lines are looked at
once however often they come.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Sequence
from encodings import cp1251
from typing import Final, final

from newsclean.reading.stops import has_stop

_INNER_STOP: Final = re.compile(r"[.!?…](?<=[а-яёa-z»\")].)[.!?…]*[»\")]* [«\"(–—-]?\s?[А-ЯЁA-Z]")
# Russian and Ukrainian.
_MONTHS = (
    "янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру"
)
# These look at lower-case letters. A search that begins with the digit leaps from one to the next.
_DIGITS_DATE: Final = re.compile(
    rf"\d(?:[:.]\d\d(?!\d)|(?<!\w\d)(?:(?:(?<=1)9|(?<=2)0)\d\d\b|\d? (?:{_MONTHS})))"
)
_AGO: Final = re.compile(r"\b(?:вчера|сегодня|назад)\b")
_FULL_DATE: Final = re.compile(
    rf"\b\d{{1,2}}(?:[./]\d{{1,2}}[./]|[ -](?:{_MONTHS})[а-яіїє]*\.?,?[ -])(?:19|20)?\d\d\b", re.IGNORECASE
)
_TIME_START: Final = re.compile(r"\d{1,2}[:.]\d{2}(?::\d\d)?\s?[«\"А-ЯЁA-Z]")
_TIME_END: Final = re.compile(r"[^\d]\d{1,2}:\d{2}$")
_NAME: Final = re.compile(
    r"(?:[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+|[А-ЯЁ]\.)(?: (?:[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+|[А-ЯЁ]\.|[А-ЯЁ]{3,})){1,2}$"
)
_URL: Final = re.compile(r"https?://|www\.|[\w-]+@[\w-]+\.\w")
_LATIN: Final = re.compile(r"[A-Za-z]")
DIGIT: Final = re.compile(r"\d")
"""A digit of any alphabet."""
CAPITAL: Final = re.compile(r"(?<!\S)[\"«(]?[А-ЯЁA-Z]")
"""The beginning of a word with a capital."""
_GLUED: Final = re.compile(r"[а-яё][А-ЯЁ]|\d[А-ЯЁ]|[а-яё]\d\d:")
_POINTS: Final = (".", ",", "—", "–", ":", ";", "?", "!")
_SPOKEN: Final = 25
"""Characters from which a line's stems are among its facts."""
_SPEAKING: Final = 5_000
"""Characters up to which a line's words count."""
_STEM: Final = 5
"""Letters of a stem."""

# A line is looked at in cp1251, a byte a character: bytes are mapped and split in a small part of the time that
# patterns take; what is searched in them is decoded, for `in` tries bytes as numbers first. What cp1251 lacks becomes
# a question mark.
_ENCODING: Final = cp1251.encoding_table
_CHARACTERS: Final = bytes(range(256)).decode("cp1251", "replace")
_WORDS: Final = "".join(
    char if "а" <= char <= "я" or "a" <= char <= "z" else " " for char in _CHARACTERS.lower().replace("ё", "е")
).encode("cp1251")
"""What makes a text its words: Russian and English letters in lower case, ё as е, and spaces for all else."""
_KINDS: Final = "".join(
    "a" if char in "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў" else "A" if char in "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЇЄҐЎ"
    else "l" if "a" <= char <= "z" else "L" if "A" <= char <= "Z" else "0" if "0" <= char <= "9"
    else "." if char in ".!?…" else ")" if char in ")»\"" else char if char.isascii() else "_"
    for char in _CHARACTERS
).encode("ascii")
"""What makes a text its shape (`shape_of`)."""


def _words(text: str) -> bytes:
    """The words of a text, in the bytes that `_WORDS` makes of it."""
    try:  # (the codec goes through several functions of Python, which for a short line is most of its time)
        encoded = codecs.charmap_encode(text, "strict", _ENCODING)[0]
    except UnicodeEncodeError:  # among what cp1251 lacks are letters that are English ones in lower case
        encoded = codecs.charmap_encode(text.lower(), "replace", _ENCODING)[0]
    return encoded.translate(_WORDS)


def _stems(words: bytes) -> list[bytes]:
    return [word[:_STEM] for word in words.split() if len(word) >= _STEM]


class _Phrases:
    """Beginnings of words and phrases, in lower case, that are looked for in a line where the stems of its words or
    their shortest members allow for one."""

    def __init__(self, *phrases: str) -> None:
        self._pattern = re.compile(rf"\b(?:{'|'.join(phrases)})")
        words = [_words(phrase) for phrase in phrases]
        self._stems = frozenset([_stems(phrase)[0] for phrase in words if _stems(phrase)])
        self._short = [phrase.decode("latin-1") for phrase in words if not _stems(phrase)]

    def stand_in(self, text: str, words: str, stems: frozenset[bytes]) -> bool:
        """Whether one of them stands in a line, given its words (decoded from latin-1) and their stems."""
        if self._stems.isdisjoint(stems) and len(text) <= _SPEAKING:
            for phrase in self._short:
                if phrase in words:
                    break
            else:
                return False
        return self._pattern.search(text.lower()) is not None


_DAYS: Final = [_words(day).decode("latin-1") for day in ("вчера", "сегодня", "назад")]
_REPORTS: Final = _Phrases(
    "сказал", "заявил", "сообщил", "отметил", "рассказал", "пояснил", "подчеркнул", "добавил", "считает", "говорит",
    "уточнил", "объяснил", "пишет", "передает", "передаёт", "сообщает", "напомнил", "признал", "предложил",
    "утверждает", "говорится", "стало известно", "по словам", "по данным", "об этом", "как сообща",
)
_US: Final = _Phrases(
    "copyright", "редакци", "перепечатк", "гиперссылк", "материалов сайта", "материалы сайта", "материала сайта",
    "cookie", "все права", "роскомнадзор", "свидетельство о рег", "подпишитесь", "подписывайтесь", "читайте", "авториз",
    "регистр", "комментари", "ссылка на", "ваш", "на сайте", "наш",
)

_REPEATING: Final = 300
"""The longest line, in characters, that is worth remembering."""
_MOST_LINES: Final = 32_768
"""How many lines are remembered."""
_MOST_LONG: Final = 1_024
"""How many longer ones: prose hardly ever comes again but for the second look at the same article."""
SIZES: Final = (12, 25, 45, 70, 100, 160, 300)
"""Upper bounds, in characters, of the lengths that count as alike."""
_STEPS: Final = [bisect_right(SIZES, length) for length in range(SIZES[-1] + 1)]
_SIZED: Final = [(f"size{step}", f"size{step}.") for step in range(len(SIZES) + 1)]
_OPENINGS: Final = {
    **dict.fromkeys("—–-", "dash"), **dict.fromkeys("«\"“„", "quote"), **dict.fromkeys("•·*●▪►→›»+#|/", "bullet"),
}
"""What a line that begins with a sign is."""
_NO_STEMS: Final[frozenset[bytes]] = frozenset()


def stems(text: str) -> frozenset[bytes]:
    """The first five letters of the longer words: enough to tell whether two lines speak of the same thing."""
    return frozenset(_stems(_words(text[:_SPEAKING])))


def stems_of(texts: Sequence[str]) -> frozenset[bytes]:
    """The stems of several lines; of very long ones together, those of their beginning."""
    if sum(map(len, texts)) + len(texts) > _SPEAKING:
        return stems(" ".join(texts))
    if len(texts) == 1 and len(texts[0]) >= _SPOKEN:
        return line_facts(texts[0]).stems
    found: set[bytes] = set()
    for text in texts:
        found |= line_facts(text).stems if len(text) >= _SPOKEN else stems(text)
    return frozenset(found)


class Group:
    """Traits that come together, and what they say: they are weighed once (`newsclean.layout.Weights`)."""

    __slots__ = ("body", "insert", "traits", "weighed")

    def __init__(self, traits: tuple[str, ...]) -> None:
        self.traits = traits
        self.body = 0.0
        """What they say for the article's text."""
        self.insert = 0.0
        """What they say for an insert within it."""
        self.weighed: object = None
        """The weights by which they say so."""


@final
class Facts(Group):
    """What is known of a line by itself; its `traits` are those that it has by itself, with the `bias` of every line.
    """

    __slots__ = ("dated", "headline", "prose", "stems")

    def __init__(
        self, traits: tuple[str, ...], prose: bool, headline: bool, dated: bool, stems: frozenset[bytes]
    ) -> None:
        super().__init__(traits)
        self.prose = prose
        """Whether it reads as a paragraph."""
        self.headline = headline
        """Whether it reads as a headline or a menu entry."""
        self.dated = dated
        """Whether it is short and holds a day with its month and year."""
        self.stems = stems
        """The stems of its words; none for a very short line."""


_known_lines: Final[dict[str, Facts]] = {}
_known_long_lines: Final[dict[str, Facts]] = {}


def line_facts(text: str) -> Facts:
    """What is known of a line that is not empty."""
    known, most = (_known_lines, _MOST_LINES) if len(text) <= _REPEATING else (_known_long_lines, _MOST_LONG)
    facts = known.get(text)
    if facts is None:
        if len(known) >= most:
            known.clear()
        facts = known[text] = _look_at(text)
    return facts


def _look_at(text: str) -> Facts:
    """The facts of a line: prose has a final stop and length, or several sentences; a headline is short."""
    length = len(text)
    stop = has_stop(text)
    try:
        encoded = codecs.charmap_encode(text, "strict", _ENCODING)[0]
        words, shape = encoded.translate(_WORDS), encoded.translate(_KINDS).decode("ascii")
        digits = shape.count("0")
    except UnicodeEncodeError:  # arrows, emoji, other alphabets: their digits are digits, too
        words = _words(text)
        shape = shape_of(text)
        digits = len(DIGIT.findall(text))
    spoken = _NO_STEMS
    if length >= _SPOKEN:
        spoken = frozenset(_stems(words)) if length <= _SPEAKING else stems(text)
    return Facts(
        _traits(text, stop, shape, digits, words.decode("latin-1"), spoken),
        length >= 70 and (stop or (length >= 160 and "," in text)),
        length < 160 and (not stop or text[-1] in "?!»\""),
        length < 60 and digits > 0 and _FULL_DATE.search(text) is not None,
        spoken,
    )


def shape_of(text: str) -> str:
    """The shape of a text, a byte a character: a and A for Cyrillic letters, l and L for Latin ones, 0 for digits, a
    point for what ends a sentence, a bracket for what may stand behind it; ASCII signs as they are.

    A letter outside of Russian, Ukrainian, Belarusian and English is none here.
    """
    return codecs.charmap_encode(text, "replace", _ENCODING)[0].translate(_KINDS).decode("ascii")


def letters(shape: str) -> int:
    """How many letters a text has, given its shape."""
    return shape.count("a") + shape.count("A") + shape.count("l") + shape.count("L")


def _traits(
    text: str, stop: bool, shape: str, digits: int, words: str, spoken: frozenset[bytes]
) -> tuple[str, ...]:
    """The traits of a line by itself; `words` are decoded from latin-1, `spoken` are its stems.

    Counts and finds in its shape are quick and tell where the patterns are worth a try.
    """
    length = len(text)
    step = _STEPS[length] if length < len(_STEPS) else len(SIZES)
    last = text[-1]
    found = ["bias", _SIZED[step][stop]]
    if (". " in shape or ".)" in shape) and _INNER_STOP.search(text):
        found.append("sentences")
    if "," in shape:
        found.append("comma")
    if step >= 2 and last in ":;,":
        found.append("ends" + last)
    if last == "?":
        found.append("question")
    if opening := _opening(text[0], shape):
        found.append(opening)
    small, capital = shape.count("a"), shape.count("A")
    if step < 6:
        if not small + capital:
            found.append("latin" if _LATIN.search(text) else "wordless")
        elif small + capital < length // 2:
            found.append("foreign")
    if step < 5:
        if digits:
            _look_at_digits(text, step, digits, words, found)
        elif _is_recent(text, words):
            found.append(f"date{min(step, 3)}")
        if capital > 1 and 0 < shape.count(" ") < 3 and _NAME.fullmatch(text):
            found.append("name")
        if not small and capital > 3 and text.isupper():
            found.append("upper")
    if ("@" in shape or "//" in shape or "lll." in shape) and _URL.search(text):
        found.append("address")
    if step >= 3:
        capitals, spaced = capital + shape.count("L"), shape.count(" ") + 1
        if capitals * 2 >= spaced >= 4 and len(CAPITAL.findall(text)) * 2 >= spaced:
            found.append("capitals")
        if step >= 6 and _is_pointless(text):
            found.append("pointless")
        glued = shape.count("aA") + shape.count("0A") + shape.count("a00:") if capital > 1 or digits > 1 else 0
        if glued > 1 and len(_GLUED.findall(text)) > 1:
            found.append("glue")
    if step >= 2:
        if _REPORTS.stand_in(text, words, spoken):
            found.append("reports")
        if "©" in text or _US.stand_in(text, words, spoken):
            found.append("us")
    return tuple(found)


def _opening(first: str, shape: str) -> str | None:
    """The trait that a line has from its first character; `None` for one that begins with a capital."""
    kind = shape[:1]
    if kind == "A" or kind == "L":
        return None
    if kind == "a" or kind == "l" or first.islower():
        return "lower"
    return _OPENINGS.get(first) or ("digit" if first.isdigit() else None)


def _look_at_digits(text: str, step: int, digits: int, words: str, found: list[str]) -> None:
    """Add the traits of a line with digits that these give it."""
    if digits * 3 > len(text):
        found.append("digits")
    if _DIGITS_DATE.search(text.lower()) or _is_recent(text, words):
        found.append(f"date{min(step, 3)}")
    if text[0].isdigit() and _TIME_START.match(text):
        found.append("timed")
    elif text[-3:-2] == ":" and _TIME_END.search(text):
        found.append("timed.")


def _is_recent(text: str, words: str) -> bool:
    """Whether a line speaks of today or yesterday."""
    for day in _DAYS:
        if day in words:
            return _AGO.search(text.lower()) is not None
    return False


def _is_pointless(text: str) -> bool:
    """Whether a long line has next to no punctuation."""
    count = 0
    for point in _POINTS:
        count += text.count(point)
        if count * 120 >= len(text):
            return False
    return True
