"""The words of a date: a line of text becomes tokens, each a day, a time, a zone, a label, a counter or another word.

The tokens carry no judgement: whether a line *is* a date is decided in `newsclean.fields.moments`.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

MOST: Final = 300
"""The greatest length of a text that is read, in characters: longer lines are prose."""

Label = Literal["published", "modified"]

# One line a month: Russian, English, Ukrainian, Belarusian. A form with a dot counts only with its dot: without it the
# word is a common noun («лип», «лист»).
MONTHS: Final = {
    form: number
    for number, forms in enumerate(
        (
            "январь января янв january jan січень січня січ студзень студзеня",
            "февраль февраля февр фев february feb лютий лютого лют люты лютага",
            "март марта мар march mar березень березня бер. сакавік сакавіка",
            "апрель апреля апр april apr квітень квітня квіт кві красавік красавіка",
            "май мая may травень травня трав.",
            "июнь июня июн june jun червень червня черв чэрвень чэрвеня",
            "июль июля июл july jul липень липня лип. ліпень ліпеня",
            "август августа авг august aug серпень серпня серп жнівень жніўня",
            "сентябрь сентября сент сен september sept sep вересень вересня вер. верасень верасня",
            "октябрь октября окт october oct жовтень жовтня жовт кастрычнік кастрычніка",
            "ноябрь ноября нояб ноя november nov листопад листопада лист. лістапад лістапада",
            "декабрь декабря дек december dec грудень грудня груд снежань снежня",
        ),
        start=1,
    )
    for form in forms.split()
}
"""The number of each month's name, in lower case."""

_NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        ("один одну", "два две", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять"), start=1
    )
    for word in words.split()
}
_MODIFIED: Final = (
    r"последн(?:ее|яя) (?:обновлени[ея]|изменени[ея]|редакция)|дата (?:обновления|изменения)|обновлен[ао]?|"
    r"изменен[ао]?|отредактирован[ао]?|актуализирован[ао]?|оновлено|(?:last )?(?:updated?|modified)(?: on| at)?"
)
_PUBLISHED: Final = (
    r"(?:дата|время|день) (?:публикации|создания|добавления|размещения|выхода(?: в эфир)?)|опубликован[аоы]?|"
    r"публикация|добавлен[ао]?|создан[ао]?|размещен[ао]?|дата публікації|опубліковано|додано|дата|"
    r"(?:date )?(?:published|posted|created)(?: on| at)?|publication date|date"
)
# What a site prints beside a date: counters, reading time, buttons, the age label, a credit with its colon.
_FURNITURE: Final = (
    r"(?:время|примерное время) (?:чтения|на чтение)|мин(?:ут[аы]?)?\.?(?: (?:на )?чтени[ея])?(?!\w)|"
    r"(?:количество )?(?:просмотр|прочтени|комментари|отзыв|лайк|репост|голос)[а-я]{0,3}(?!\w)|"
    r"(?:прочитал[аи]?|читали|прсм|views?|comments?)(?!\w)|"
    r"размер (?:текста|шрифта)|rss(?:-лента)?(?!\w)|версия для печати|распечатать|печать(?!\w)|поделиться(?!\w)|"
    r"(?:комментировать|обсудить)(?!\w)|(?:[тt]екст|авторы?|фото|источник|теги|тэги)\s?:[^|\d]{1,80}"
)
# The words with which something that counts begins; only their first three letters are compared.
_OPENERS: Final = """
    последнее дата обновлено изменено отредактировано актуализировано оновлено last update modified время день
    опубликовано публикация добавлено создано размещено опубліковано додано date published posted created publication
    по московское киевское київський минское utc gmt понедельник вторник среда четверг пятница суббота воскресенье
    понеділок вівторок середа п'ятниця неділя monday tuesday wednesday thursday friday saturday sunday
    пн вт ср чт пт сб вс сегодня today сьогодні только вчера yesterday вчора позавчера секунду минуту час ч день дн
    сутки примерное мин количество просмотров прочтений комментарии отзывы лайки репосты голоса прочитали читали прсм
    view comments размер rss версия распечатать печать поделиться комментировать обсудить текст tекст автор фото
    источник теги тэги в at о
"""
_STARTS: Final = frozenset(
    word[:3]
    for word in (*_OPENERS.split(), *MONTHS, *_NUMBERS, *(a + b + c for a in "мm" for b in "сsc" for c in "кk"))
)


def _verbose(pattern: str) -> str:
    """A pattern whose spaces count, for use inside a verbose one."""
    return pattern.replace(" ", r"\s")


_MONTH: Final = "|".join(re.escape(form) for form in sorted(MONTHS, key=len, reverse=True))
# A year ends where the digits end, or where a time is glued to it: «202513:20».
_YEAR: Final = r"(?:19|20)\d\d(?:(?!\d)|(?=\d{1,2}:\d\d(?!\d)))"
_SUFFIX: Final = r"(?:\s?(?:года?|г\.?|р\.|року)(?!\w))?"
_UNIT: Final = "секунд|мин|час|ч|ден|дн|сутк"
_OFFSET: Final = r"[+-]\s?\d{1,2}(?::?\d\d)?(?!\d)"
_CITIES: Final = {
    "московск": "Europe/Moscow", "киевск": "Europe/Kyiv", "київськ": "Europe/Kyiv", "минск": "Europe/Minsk",
}

_FROM_DIGIT: Final = re.compile(
    rf"""
    (?P<iso>(?P<iy>\d{{4}})-(?P<im>\d\d)-(?P<id>\d\d)
        (?:(?:t|\s)\s?(?P<ih>[01]\d|2[0-3]):?(?P<in>[0-5]\d)(?::?(?P<is>[0-5]\d)(?:[.,]\d{{1,9}})?)?
        (?:\s?(?P<iz>z?[+-]\d\d:?(?:\d\d)?|z))?)?(?![\d-]))
  | (?P<pack>(?P<py>(?:19|20)\d\d)(?P<pm>\d\d)(?P<pd>\d\d)t(?P<ph>[01]\d|2[0-3])(?P<pn>[0-5]\d)(?:[0-5]\d)?
        (?P<pz>z|[+-]\d\d:?\d\d)?(?!\w))
  | (?P<glued>(?P<gh>[01]\d|2[0-3]):(?P<gn>[0-5]\d)(?P<gd>\d\d)\.(?P<gm>\d\d)\.(?P<gy>(?:19|20)\d\d)\d{{0,6}}(?![\d.]))
  | (?P<range>\d{{1,2}}(?:\s?(?:{_MONTH}))?\s?(?:-|\.\.|,|и)\s?\d{{1,2}}\s(?:{_MONTH})(?!\w)(?:\s{_YEAR})?)
  | (?P<day>(?P<dd>\d{{1,2}})(?:-?(?:го|е|th|st|nd|rd)(?!\w))?[\s.]{{0,2}}(?P<dm>{_MONTH})(?![^\W\d])\.?
        (?:\s?,?\s?(?P<dy>{_YEAR}){_SUFFIX}|\s(?P<ds>\d\d)(?=\s?(?:г\.|\()){_SUFFIX})?)
  | (?P<dmy>(?P<nd>\d{{1,2}})(?P<ns>[./-])(?P<nm>\d{{1,2}})(?P=ns)(?P<ny>{_YEAR}|\d\d(?!\d))(?!\.\d){_SUFFIX})
  | (?P<ymd>(?P<yy>(?:19|20)\d\d)(?P<ys>[./])(?P<ym>\d\d)(?P=ys)(?P<yd>\d\d)(?![\d]|[./]\d))
  | (?P<short>(?P<sd>\d\d)[./](?P<sm>\d\d)(?=,?\s(?:в\s)?\d{{1,2}}:\d\d))
  | (?P<time>(?P<th>[01]?\d|2[0-3]):(?P<tn>[0-5]\d)(?::(?P<ts>[0-5]\d)(?:[.,]\d{{1,6}})?)?(?!\d|:\d))
  | (?P<dot>(?P<oh>[01]?\d|2[0-3])\.(?P<on>[0-5]\d)(?![\d%]|[.,:]\d))
  | (?P<ago>(?P<an>\d{{1,3}})\s(?P<unit>{_UNIT})[а-я]{{0,4}}\.?\sназад(?!\w))
  | (?P<furniture>(?:0|6|12|16|18)\s?\+(?![\w])|\d{{1,3}}\s(?:мин(?:ут[аы]?)?\.?(?:\s(?:на\s)?чтени[ея])?
        |час[а-я]{{0,2}}|дн[яей]{{1,2}})(?!\w))
  | (?P<number>\d{{1,3}}(?:[ ,]\d{{3}})+(?![\d.,:/-])
        |\d{{1,7}}(?:[.,]\d{{1,2}})?\s?(?:тыс\.?|[кkм](?!\w))?(?![\d%]|[.,:/-]\d))
  | (?P<digits>\d+(?:[.,:/+-]\d+)*[%+]?)
    """,
    re.VERBOSE,
)
_FROM_LETTER: Final = re.compile(
    rf"""
    (?P<us>(?P<um>{_MONTH})(?!\w)\.?\s(?P<ud>\d{{1,2}}),?\s(?P<uy>{_YEAR}))
  | (?P<zone>(?:по\s)?(?:[мm][сsc][кk](?!\w)(?P<zp>\s?\+\s?\d{{1,2}}(?!\d))?
            (?:[\s(,/]{{1,2}}(?:utc|gmt)\s?\+\s?[34](?!\d))?
        |(?:utc|gmt)(?!\w)\s?(?P<zo>{_OFFSET})?)
        |(?:по\s)?(?P<zc>московск|киевск|київськ|минск)[а-яі]{{2,4}}\s(?:времени|время|часом)(?!\w))
  | (?P<label>(?:(?P<modified>{_verbose(_MODIFIED)})|(?P<published>{_verbose(_PUBLISHED)}))(?!\w)\s?:?)
  | (?P<weekday>(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье
        |понеділок|вівторок|середа|п'ятниця|неділя|monday|tuesday|wednesday|thursday|friday|saturday|sunday
        |пн|вт|ср|чт|пт|сб|вс|mon|tue|wed|thu|fri|sat|sun)(?!\w))
  | (?P<lately>(?P<today>сегодня|today|сьогодні|только\sчто)(?!\w)
        |(?P<yesterday>вчера|yesterday|вчора)(?!\w)|(?P<before>позавчера|позавчора)(?!\w)
        |(?:(?P<ln>{"|".join(_NUMBERS)})\s)?(?P<lu>{_UNIT})[а-я]{{0,4}}\.?\sназад(?!\w))
  | (?P<furniture>{_verbose(_FURNITURE)})
  | (?P<at>(?:в|at|о)(?=\s\d{{1,2}}[:.]\d\d))
    """,
    re.VERBOSE,
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_BETWEEN: Final = re.compile(
    r"(?P<offset>(?<=\d)\s?(?:\+\d\d:?\d\d|-\d{4})(?![\d:]))|"
    r"(?P<space>[\s,.;:|/\\•·∙●◦⋅()\[\]~<>«»\"'!?…*#_→←+-]+)"
)
# One for one, so that a token's place in the folded text is its place in the text itself.
_SAME: Final = str.maketrans(
    {**dict.fromkeys("\xa0\u2009\u202f\u2007\u2002\u2003\u2008\u200a\t\n\r\u200b\ufeff\u2060\xad", " "),
     **dict.fromkeys("–—−‑‒―", "-"), **dict.fromkeys("’‘`ʼ", "'"), "ё": "е"}
)
_BARS: Final = frozenset("|/•·∙●◦⋅→")
_STOPS: Final = frozenset(".!?…")


class Token(NamedTuple):
    """A piece of a line. `kind` is one letter, so that a line's tokens can be matched as a string:

    D a day, T a time, Z a zone, L a label, W a weekday, R a day told by how long ago it is, O a number that may be a
    time («12.27»), F furniture, N a counter, S a separator, B a separator that parts columns, E the end of a sentence,
    X a word, U a capitalised word glued to what stands before it, Q anything else.
    """

    kind: str
    start: int
    end: int
    value: Any = None


class Ago(NamedTuple):
    """How long ago: whole days, or minutes (`exact`) or hours (not exact) before the moment of reading."""

    days: int = 0
    minutes: int = 0
    exact: bool = False


class Stamp(NamedTuple):
    """A calendar day, with a time where the two are one token (ISO 8601)."""

    year: int | None
    month: int
    day: int
    time: dt.time | None = None
    zone: dt.tzinfo | None = None


def plain(text: str) -> str:
    """Lower case, plain spaces, dashes and apostrophes, е for ё; as many characters as `text` has."""
    lower = text.lower()
    if len(lower) != len(text):  # İ and its like grow when lowered
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lower.translate(_SAME)


@functools.lru_cache(maxsize=64)
def zone_named(name: str) -> dt.tzinfo:
    """An IANA zone, read once. Raises `ZoneInfoNotFoundError` or `ValueError` for a name that is none."""
    return ZoneInfo(name)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text of at most `MOST` characters, in order, without gaps."""
    low = plain(text)
    previous = Token("S", 0, 0)
    while previous.end < len(low):
        start = previous.end
        kind, end, value = _next(low, start)
        if kind == "X" and previous.end == start and previous.kind in "DTN" and text[start].isupper():
            kind = "U"
        elif kind == "S" and previous.kind in "XU" and _STOPS & set(low[start:end]):
            kind = "E"
        elif kind == "S" and (_BARS & set(low[start:end]) or " - " in low[start:end]):
            kind = "B"
        previous = Token(kind, start, end, value)
        yield previous


def since_1970(digits: str) -> dt.datetime | None:
    """Seconds or milliseconds since 1970 as a moment to the minute, from 1990 to 2099; or else `None`."""
    if len(digits) > 13:
        return None
    seconds = int(digits) // (1000 if len(digits) > 11 else 1)
    if not 631_152_000 <= seconds < 4_070_908_800:
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC).replace(second=0)


def is_register_number(digits: str) -> bool:
    """Whether a number checks as an INN of ten digits, or may be an OGRN of thirteen (1, then the year of entry).

    Check digits: Federal Tax Service orders MMV-7-6/435 of 29.06.2012 (INN) and SAE-3-09/16 of 16.02.2005 (OGRN).
    """
    if len(digits) == 10:
        weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
        check = sum(weight * int(digit) for weight, digit in zip(weights, digits[:9], strict=True)) % 11 % 10
        return check == int(digits[9])
    return int(digits[:12]) % 11 % 10 == int(digits[12]) or digits < "1262304000000"


def _next(low: str, start: int) -> tuple[str, int, Any]:
    """The kind, the end and the value of the token that begins at `start`."""
    if word := _WORD.match(low, start):
        found = _FROM_LETTER.match(low, start) if word[0][:3] in _STARTS else None
        if found is None:
            return "X", word.end(), None
    else:
        found = _FROM_DIGIT.match(low, start) or _BETWEEN.match(low, start)
    if found is None or found.lastgroup is None:
        return "Q", start + 1, None
    name = found.lastgroup
    kind, value = _READERS[name](found) if name in _READERS else (_KINDS.get(name, "Q"), None)
    return kind, found.end(), value


def _day(year: str | int | None, month: str | int, day: str, *clock: Any) -> tuple[str, Any]:
    """A day token, or Q. Years of two digits are those from 1990 to 2049."""
    if isinstance(year, str):
        short = int(year)
        if 50 <= short < 90:
            return "Q", None
        year = short if short > 99 else short + (1900 if short >= 90 else 2000)
    try:
        dt.date(2000 if year is None else year, int(month), int(day))  # 2000 is a leap year
    except ValueError:
        return "Q", None
    return "D", Stamp(year, int(month), int(day), *clock)


def _offset(text: str | None) -> dt.tzinfo | None:
    """A zone from `+03:00`, `+0300`, `+3`, `z`; a `z` before an offset is a slip of some CMS and says nothing."""
    if not text:
        return None
    if text == "z":
        return dt.UTC
    digits = re.sub(r"\D", "", text)
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        return None
    delta = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-delta if "-" in text else delta)


def _zone(found: re.Match[str]) -> tuple[str, Any]:
    if found["zc"]:
        return "Z", zone_named(_CITIES[found["zc"]])
    if found["zp"]:  # Moscow plus so many hours; Moscow has been UTC+3 since October 2014
        return "Z", dt.timezone(dt.timedelta(hours=3 + int(re.sub(r"\D", "", found["zp"])) % 10))
    if found["zo"]:
        zone = _offset(found["zo"])
        return ("Z", zone) if zone else ("Q", None)
    moscow = found[0].removeprefix("по ")[0] in "мm"
    return "Z", zone_named("Europe/Moscow") if moscow else dt.UTC


def _ago(count: str | None, unit: str) -> tuple[str, Any]:
    number = 1 if count is None else _NUMBERS.get(count) or int(count)
    if unit in ("ден", "дн", "сутк"):
        return "R", Ago(days=number)
    if unit in ("час", "ч"):
        return "R", Ago(minutes=60 * number)
    return "R", Ago(minutes=number if unit == "мин" else 0, exact=True)


def _lately(found: re.Match[str]) -> tuple[str, Any]:
    if found["lu"]:
        return _ago(found["ln"], found["lu"])
    return "R", Ago(days=0 if found["today"] else 1 if found["yesterday"] else 2)


def _clock(hour: str, minute: str) -> dt.time:
    return dt.time(int(hour), int(minute))


_READERS: dict[str, Any] = {
    "iso": lambda f: _day(
        f["iy"], f["im"], f["id"], _clock(f["ih"], f["in"]) if f["ih"] else None, _offset(f["iz"])
    ),
    "pack": lambda f: _day(f["py"], f["pm"], f["pd"], _clock(f["ph"], f["pn"]), _offset(f["pz"])),
    "glued": lambda f: _day(f["gy"], f["gm"], f["gd"], _clock(f["gh"], f["gn"])),
    "day": lambda f: _day(f["dy"] or f["ds"], MONTHS[f["dm"]], f["dd"]),
    "us": lambda f: _day(f["uy"], MONTHS[f["um"]], f["ud"]),
    "dmy": lambda f: (
        ("Q", None) if len(f["ny"]) == 2 and (f["ns"] == "-" or len(f["nm"]) == 1) else _day(f["ny"], f["nm"], f["nd"])
    ),
    "ymd": lambda f: _day(f["yy"], f["ym"], f["yd"]),
    "short": lambda f: _day(None, f["sm"], f["sd"]),
    "time": lambda f: ("T", _clock(f["th"], f["tn"])),
    "dot": lambda f: ("O", _clock(f["oh"], f["on"])),
    "offset": lambda f: ("Z", _offset(f[0])) if _offset(f[0]) else ("Q", None),
    "zone": _zone,
    "label": lambda f: ("L", "modified" if f["modified"] else "published"),
    "ago": lambda f: _ago(f["an"], f["unit"]),
    "lately": _lately,
}
_KINDS: Final = {"weekday": "W", "furniture": "F", "number": "N", "at": "S", "space": "S"}
