"""One string and its date: `read_date` where the string is the date, `find_date` where it is stuck to neighbours."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from newsclean.fields.readings import Moment, Reading, complete
from newsclean.fields.stamps import (
    MONTHS,
    MOST,
    Label,
    Stamp,
    Token,
    is_register_number,
    since_1970,
    tokens,
    zone_named,
)

_MOST_TOKENS: Final = 80
_SECTION: Final = 60
"""The greatest length, in characters, of a section's name or a headline's end beside a date that has no time."""

# What every line with a date holds: digits beside a stop, a colon, a month's first letters or a year, or a word for a
# day gone by.
_HINT: Final = re.compile(
    r"\d[:./Tt-]\d|[^\W\d]{3}\.?\s\d{1,2},?\s(?:19|20)\d\d|\d(?:-?(?:го|е|th|st|nd|rd))?[\s.]{0,2}(?i:"
    + "|".join(sorted({form[:3] for form in MONTHS})) + r")|"
    r"назад|егодня|чера|олько что|ьогодн|вчора|oday|esterday|НАЗАД|СЕГОДНЯ|ВЧЕРА"
)
_INSIDE: Final = re.compile(
    r"\b\d{1,2}:\d\d,?\s\d{1,2}(?:\s[^\W\d]{3,10},?\s(?:19|20)\d\d|\.\d\d\.(?:20)?\d\d)(?!\d)|"
    r"\b\d{1,2}(?:\s[^\W\d]{3,10}(?:,?\s(?:19|20)\d\d)?|\.\d\d\.(?:20)?\d\d),?\s(?:в\s)?\d{1,2}:\d\d(?![:\d])"
)
# Lines as strings of token kinds (`newsclean.fields.stamps.Token`). First: a section's name may stand before the date
# (parted by a bar, or by a comma where a time follows), after a bar, or glued to the year.
_LINE: Final = re.compile(
    r"(?P<section>(?:XS?){1,4}(?:B[SB]*|(?<=S)))?(?P<core>[SBFNO]*[DTRLWZ][DTRLWZSBFNO]*)"
    r"(?P<after>U(?:S?X){0,3}[SFN]*)?(?P<bars>(?:B(?:[SNF]*X){1,5}[SNFB]*){0,6})"
)
_CORE: Final = re.compile(r"[DTRLWZSBFNO]*[DR][DTRLWZSBFNO]*")
# After these words a day is told, not printed: «принят от 31.07.2023», «на 11 декабря 2025».
_GOVERNS: Final = re.compile(
    r"от|до|с|со|по|к|ко|на|в|во|за|из|об|о|после|перед|и|или|а|но|что|как|при|не|позднее|ранее|начиная|состоянию|между|"
    r"около|под|про|для|года|году|with|from|to|till|until|since|before|after|and|or|of|in|by|between"
)
# A numbered document or an issue of a paper bears its own date.
_NUMBERED: Final = re.compile(r"№|\b(?:номер|выпуск|закон|указ|приказ|постановлени[ея])\b", re.IGNORECASE)


class Found(NamedTuple):
    """A date inside a line."""

    moment: Moment
    start: int
    """Where the date begins in the line, in characters, after white space has been folded."""
    end: int


def read_date(text: str, *, now: dt.datetime | None = None, tz: str | dt.tzinfo | None = None) -> Moment | None:
    """Read one string that is a date, with the labels, counters and section names that sites print beside it.

    Day stands before month (12/11/2025 is 12 November), but for ISO 8601. `now` is the moment of reading: without it
    «вчера, 14:05», «5 минут назад», a bare «14:05» and dates without year stay unread; with it a date without year is
    the nearest one that is not in the future. `tz` is the zone in which the site prints its times, an IANA name or a
    tzinfo, for texts that name none. Numbers of seconds or milliseconds since 1970 are read too, if they can't be a
    taxpayer's or a company's number. Gives `None` for prose and for whatever isn't a date.

    >>> read_date("11 декабря 2025, 14:05", tz="Europe/Moscow").aware.isoformat()
    '2025-12-11T14:05:00+03:00'
    >>> read_date("вчера в 10:00", now=dt.datetime(2025, 12, 11, 18, 0)).day
    datetime.date(2025, 12, 10)
    >>> read_date("Обновлено: 12.12.2025 09:30").label
    'modified'
    >>> read_date("Мост откроют 11 декабря 2025 года."), read_date("ИНН 7700000000"), read_date("счёт 2:1")
    (None, None, None)

    Raises `zoneinfo.ZoneInfoNotFoundError` (a `KeyError`) or `ValueError` for a `tz` that is no zone.
    """
    zone = zone_named(tz) if isinstance(tz, str) else tz
    if text.strip().isdecimal():
        return _epoch(text.strip(), zone)
    reading = read_line(text)
    return complete(reading, now, zone) if reading and reading.whole else None


def find_date(text: str, *, now: dt.datetime | None = None, tz: str | dt.tzinfo | None = None) -> Found | None:
    """Find a date that is stuck to its neighbours: «14:58, 15 декабря 2025Экономика», «Заголовок 14.11.2025, 16:15».

    Reads what `read_date` reads, and dates at the beginning or the end of a line of at most 300 characters, where what
    stands beside them is no sentence that tells of the day. `now` and `tz` as for `read_date`.

    >>> find_date("14:58, 15 декабря 2025Экономика").moment.day
    datetime.date(2025, 12, 15)
    >>> found = find_date("Дина Марьина 03.03.2020, 14:48")
    >>> "Дина Марьина 03.03.2020, 14:48"[found.start:found.end]
    '03.03.2020, 14:48'
    >>> find_date("Закон № 152 от 27.07.2006") is None
    True
    """
    zone = zone_named(tz) if isinstance(tz, str) else tz
    folded = " ".join(text.split())
    reading = read_line(folded)
    moment = complete(reading, now, zone) if reading else None
    if reading is None or moment is None:
        return None
    start = folded.find(reading.text)
    return Found(moment, start, start + len(reading.text))


@functools.lru_cache(maxsize=4096)
def read_line(text: str) -> Reading | None:
    """What a line says of a date, if it is one or has one stuck to an end; the year may still be missing."""
    text = " ".join(text[: 2 * MOST].split())
    if len(text) > MOST or not _HINT.search(text):
        return None
    line = list(tokens(text))
    if len(line) > _MOST_TOKENS:
        return None
    kinds = "".join(token.kind for token in line)
    if not ("D" in kinds or "T" in kinds or "R" in kinds):
        return None
    if (found := _LINE.fullmatch(kinds)) and _furniture_fits(found, line, text):
        return _interpret(line[slice(*found.span("core"))], text, whole=True)
    return _find(kinds, line, text)


def read_inside(text: str) -> Reading | None:
    """The first stamp of day and time inside a long line that holds a whole page's head, as one-line dumps do."""
    for found in itertools.islice(_INSIDE.finditer(text, 0, 20_000), 20):
        start, end = max(0, found.start() - 60), found.end() + 60
        reading = read_line(text[start:end].partition(" ")[2].rpartition(" ")[0] if start else text[:end])
        if reading and reading.time and reading.text in found[0]:
            return replace(reading, whole=False)
    return None


def _furniture_fits(found: re.Match[str], line: Sequence[Token], text: str) -> bool:
    """Whether what stands around the date is short, and a name before a mere comma is followed by a day and a time."""
    core, section = found["core"], found["section"]
    if section:
        words = line[: len(section)]
        comma = text[words[0].start].isupper() and "," in text[words[-1].start:words[-1].end]
        if "B" not in section and not (comma and "T" in core and ("D" in core or "R" in core)):
            return False
        if words[-1].end - words[0].start > _SECTION:
            return False
    if "N" in core or section or found["after"] or found["bars"]:
        return "D" in core or "R" in core
    return True


def _find(kinds: str, line: Sequence[Token], text: str) -> Reading | None:
    """A date at the end or at the beginning of a line, or a full stamp inside it."""
    best: Reading | None = None
    for found in _CORE.finditer(kinds):
        start, end = found.span()
        while kinds[start] in "SBFNO" and start < end:
            start += 1
        last = end
        while kinds[last - 1] in "SBFNOWL" and last > start:
            last -= 1
        reading = _interpret(line[start:last], text, whole=False)
        if reading and _stands_apart(reading, kinds, line, text, start, end):
            best = reading
            if reading.full and reading.time:
                return reading
    return best


def _stands_apart(reading: Reading, kinds: str, line: Sequence[Token], text: str, start: int, end: int) -> bool:
    """Whether a date among words is printed beside them and isn't part of a sentence."""
    before = [token for token in line[:start] if token.kind in "XU"]
    after = [token for token in line[end:] if token.kind in "XU"]
    if "Q" in kinds[max(0, start - 2):start] or "Q" in kinds[end:end + 2]:
        return False
    if before and _GOVERNS.fullmatch(text[before[-1].start:before[-1].end].lower()):
        return False
    if _NUMBERED.search(text, 0, line[start].start):
        return False
    if reading.full and reading.text[0].isalpha() and not before:
        return True  # «Мар 1, 2021 тег, тег»: no sentence puts the month first
    if after and not text[after[0].start].isupper():
        return False
    if before and after:
        return reading.time is not None and (reading.full or "F" in kinds[start:end])
    if before:
        if not reading.time and reading.text[-3:-2] == "." and kinds[start - 1] not in "B":
            return False  # «Android 10.11.12»
        return _ends(reading, kinds, before, text, start) or (
            reading.time is not None and "F" in kinds[start:end] and not _is_sentence(text)
        )
    rest = len(text) - line[end].start if end < len(line) else 0
    parted = kinds[end:end + 1] == "U" or kinds[end - 1] == "B"
    if reading.time is not None:
        return reading.full or (rest <= _SECTION and not _is_sentence(text))
    return (reading.full or parted) and rest <= _SECTION and (parted or not _is_sentence(text))


def _ends(reading: Reading, kinds: str, before: Sequence[Token], text: str, start: int) -> bool:
    """Whether a date at a line's end is printed after a headline, a name or a label, and isn't a sentence's end."""
    name = len(before) <= 4 and all(text[token.start].isupper() for token in before)
    if reading.full and reading.time is not None:
        return not _is_sentence(text) or name
    if reading.full:
        return name or (kinds[start - 1] == "B" or (kinds[start - 1] == "S" and text[before[-1].end] == ","))
    written = reading.ago is not None or any(char.isalpha() for char in reading.text)
    return reading.time is not None and written and len(before) <= (4 if name else 2) and not _is_sentence(text)


def _is_sentence(text: str) -> bool:
    return text[-1] in ".!?…" and text[-2:-1].isalnum()


def _interpret(line: Sequence[Token], text: str, *, whole: bool) -> Reading | None:
    """What the tokens of a date mean together; `None` where they contradict one another (a range, two days)."""
    parts: dict[Label, list[Token]] = {"published": [], "modified": []}
    label: Label = "published"
    for token in line:
        if token.kind == "L":
            label = token.value
        parts[label].append(token)
    published, modified = (_part(parts[label], text, label, whole) for label in ("published", "modified"))
    if parts["published"] and published is None and any(token.kind in "DTR" for token in parts["published"]):
        return None
    if published is None:
        return modified
    return replace(published, update=modified) if modified else published


def _part(line: Sequence[Token], text: str, label: Label, whole: bool) -> Reading | None:
    """The reading of the tokens under one label."""
    days = [token.value for token in line if token.kind == "D"]
    agos = list(dict.fromkeys(token.value for token in line if token.kind == "R"))
    if len({day[1:3] for day in days}) > 1 or len({day.year for day in days if day.year}) > 1 or len(agos) > 1:
        return None
    stamp = max(days, key=lambda day: (day.time is not None, day.year is not None)) if days else None
    time, zone = _time(line, dated=bool(days or agos))
    if stamp and stamp.time:
        time, zone = stamp.time, stamp.zone or zone
    told = [token for token in line if token.kind in "DTR"]
    if not told or (time is None and not days and not agos) or _clashes(line, time):
        return None
    core = [token for token in line if token.kind in "DTRWZ" or (token.kind == "O" and not _has(line, "T"))]
    end = core[-1].end + (text[core[-1].end:][:1] == ")" and "(" in text[core[0].start:core[-1].end])
    return Reading(
        stamp, None if stamp else (agos[0] if agos else None), time, zone,
        label if _has(line, "L") else None, text[core[0].start:end],
        clock=_has(line, "W") or bool(stamp and agos), whole=whole,
    )


def _has(line: Sequence[Token], kind: str) -> bool:
    return any(token.kind == kind for token in line)


def _clashes(line: Sequence[Token], time: dt.time | None) -> bool:
    """Whether there are several times that no zone tells apart: opening hours, a player's counter."""
    times = {token.value for token in line if token.kind == "T"}
    zones = sum(token.kind == "Z" for token in line)
    return len(times) > 1 and zones < len(times)


def _time(line: Sequence[Token], *, dated: bool) -> tuple[dt.time | None, dt.tzinfo | None]:
    """The time and its zone: of several («02:14 GMT 06:14 МСК») Moscow's, or else the first."""
    choice: tuple[dt.time | None, dt.tzinfo | None] = (None, None)
    for at, token in enumerate(line):
        if token.kind != "T":
            continue
        behind = [other for other in line[at + 1:at + 4] if other.kind in "TZ"][:1]
        zone = behind[0].value if behind and behind[0].kind == "Z" else None
        if choice[0] is None or (zone is not None and zone == zone_named("Europe/Moscow")):
            choice = token.value, zone
    if choice[0] is None and dated:
        dotted = [token.value for token in line if token.kind == "O"]
        if len(dotted) == 1:
            choice = dotted[0], None
    if choice[0] is not None and choice[1] is None:
        zones = [token.value for token in line if token.kind == "Z"]
        choice = choice[0], zones[0] if zones else None
    return choice


def read_stamp(text: str | None) -> Reading | None:
    """Read a machine-written stamp of a page's metadata: ISO 8601 and its kin, RFC 2822, seconds since 1970."""
    if not text:
        return None
    text = text.strip()
    if text.isdecimal():
        moment = since_1970(text)
        if moment is None:
            return None
        return Reading(Stamp(moment.year, moment.month, moment.day), None, moment.time(), moment.tzinfo, text=text)
    reading = read_line(text)
    return reading if reading and reading.whole and reading.stamp else None


def _epoch(digits: str, zone: dt.tzinfo | None) -> Moment | None:
    """A moment from a bare number, unless the number's check digits make it a taxpayer's or a company's."""
    moment = since_1970(digits) if len(digits) in (10, 13) else None
    if moment is None or is_register_number(digits):
        return None
    moment = moment.astimezone(zone or dt.UTC)
    return Moment(moment.date(), moment.time(), zone or dt.UTC, text=digits)
