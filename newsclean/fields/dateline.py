"""The opening of an agency's report: «МОСКВА, 11 дек — РИА Новости, Имя Фамилия.»

Each agency has its own habit, but all name a place or a day, then the agency, and end with a full stop, a dash or a
slash. Without an agency nothing is a dateline: «КРАСНОДАР. Город готовится к празднику» is literature.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Final

from newsclean.article import Dateline
from newsclean.fields.labels import holds
from newsclean.fields.names import familiar, person
from newsclean.reading.fold import fold

_LONGEST: Final = 200
"""A dateline ends within so many characters."""

# Months by the first three letters of their folded names: Russian, then Ukrainian and Belarusian.
_MONTHS: Final = {
    stem: number
    for number, stems in enumerate(
        ("янв січ сту", "фев лют", "мар бер сак", "апр кві кра", "мая май тра", "июн чер чэр", "июл лип ліп",
         "авг сер жні", "сен вер", "окт жов кас", "ноя лис ліс", "дек гру сне"), 1)
    for stem in stems.split()
}
_MONTH: Final = rf"(?:{'|'.join(_MONTHS)})[а-яіў]{{0,8}}\.?"
_YEAR: Final = r"(?:,? (?:19|20)\d\d(?: ?г(?:ода|\.)?)?)?"
_DAY: Final = re.compile(rf"\d{{1,2}} {_MONTH}{_YEAR}(?!\w)|{_MONTH} \d{{1,2}}{_YEAR}(?!\w)", re.IGNORECASE)
_WORD: Final = r"(?:[А-ЯЁІЇЄӘҒҚҢӨҰҮA-Z][\w'.]*(?:-[\w.]+){0,3}|\([А-ЯЁA-Z][\w .-]{1,30}\))"
_PLACE: Final = re.compile(rf"{_WORD}(?: {_WORD}){{0,3}}(?:(?:/| / |, ?| - ){_WORD}(?: {_WORD}){{0,3}}){{0,2}}")
_LABEL: Final = re.compile(r"источники?|фото|видео|автор|текст|агентство|пресс-центр|новости", re.IGNORECASE)
"""What stands before an agency and is no place: «Источник — ТАСС. …»"""
_CORRESPONDENT = re.compile(r"(?:(?:^|(?<=[/(\s-]))(?:соб\w{0,10}\.? ?)?(?:корр|кар)(?:еспонденты?)?\.? )$", re.I)
# Agencies that open their reports with a dateline, as folding leaves them: quotes are ", ё is е.
_AGENCY: Final = re.compile(
    r"(?<![\w\"])(?:(?:МИА \"?)?РИА \"?Новости\"?(?: (?:Крым|Украина|Спорт))?|РИА Недвижимость|Россия сегодня|Р-Спорт|"
    r"(?:Радио )?Sputnik(?: [А-Я]\w+)?|ПРАЙМ|(?:АЭИ )?\"?Прайм\"?|Украина\.ру|(?:ИТАР-)?ТАСС|TASS|"
    r"(?i:интерфакс(?:-[а-я]+)?|interfax(?:-[а-яa-z]+|\.ru)?)|(?:ИА )?\"?(?:REGNUM|Regnum|Регнум)\"?|(?i:белта|belta)|"
    r"(?:МИА )?\"?(?i:казинформ|kazinform)\"?|(?i:азертадж|азертаг|арменпресс)|Trend|"
    r"Новости-(?:Армения|Грузия|Молдова)|(?i:кабар|укринформ|унiан|униан|уніан)|АКИpress|24\.kg|Ховар|УзА|"
    r"(?:ИА )?\"?(?:Фергана|ФедералПресс|Татар-информ|Башинформ)\"?|(?i:prima ?media)|"
    r"(?:РИА )?\"?Новый (?:Регион|День)\"?|(?:ИА )?\"?Росбалт\"?|NEWSru\.com|(?:АиФ|КП)-[А-Я]\w+|АиФ|Финмаркет|"
    r"Reuters|Рейтер|(?:РИА|ИА|АН|МИА|ФАН|НИА) (?:\"[^\"]{2,30}\"|[А-ЯA-Z][\w-]{2,20}(?:\.[a-z]{2,4})?))(?![\w\"])"
)
_AGENCY_STARTS, _AGENCY_ENDS = 90, 160
"""Characters before which an agency begins, and within which it surely ends."""
_ROOTS: Final = (
    "иа", "тасс", "tass", "факс", "fax", "сегодня", "р-спорт", "sputnik", "прайм", "украина.ру", "regnum", "регнум",
    "елта", "belta", "информ", "inform", "азерта", "пресс", "trend", "новости-", "кабар", "унiан", "уніан", "press",
    "24.kg", "ховар", "уза", "фергана", "prima", "новый ", "росбалт", "newsru", "аиф", "кп-", "финмаркет", "reuters",
    "рейтер", "ан ", "федерал",
)
"""One of these stands in each agency's name, in lower case: a text without them is not looked at."""
# Those that stand alone before the first sentence: «РИА Новости. Глава …», «INTERFAX.RU - Глава …».
_STOPPED: Final = re.compile(r"РИА \"?Новости\"?")
_DASHED: Final = re.compile(r"[A-ZА-Я][A-ZА-Я.]{4,}(?:\.RU)?(?:-[А-Я]\w+)?|Interfax.*|NEWSru\.com|PrimaMedia")
_NAME: Final = r"(?:[А-ЯЁІЇЄA-Z]\.|[А-ЯЁІЇЄA-Z][\w'-]+)"
_PERSON: Final = rf"{_NAME}(?:(?: |(?<=\.)){_NAME}){{1,2}}?"
_NAMES: Final = rf"(?P<names>(?:, ?{_PERSON}){{0,5}}?)"
_ENDING: Final = re.compile(rf"{_NAMES}(?P<end>\. -|\.(?!\w)|,? -(?=\s|$)|:(?=\s|$)|$)")
_BRACKETED: Final = re.compile(
    rf"(?P<names>,? ?{_PERSON}(?:, ?{_PERSON}){{0,4}}?)?"
    rf"(?P<end>[/)](?:\.?,? ?-|[.:])?)"
)
_SENTENCE: Final = re.compile(r"\s*(?:[\"'(*-]|\d|[^\W\d_a-zа-яё])|\s*$")


def read_dateline(text: str, near: dt.date | None = None) -> Dateline | None:
    """The dateline with which a report's first paragraph opens; `None` where it has none.

    `near` is the article's date: it gives the year that datelines leave out, the one that brings the day nearest to it.
    Without it, and without a printed year, `day` is `None`. The agency must be a known one or be called ИА, РИА or АН.
    Never raises.
    """
    read = _read(text[:_LONGEST * 2])
    if read is None:
        return None
    dateline, day = read
    return dateline.model_copy(update={"day": found}) if (found := _day(day, near)) else dateline


@functools.lru_cache(maxsize=1024)
def _read(text: str) -> tuple[Dateline, str] | None:
    """The dateline of a paragraph's beginning without its day, and the day as printed; remembered for the second
    look."""
    plain = " ".join(text[:_LONGEST * 2].split())[:_LONGEST]
    folded = fold(plain)
    if len(folded) != len(plain):
        plain = folded
    lower = folded[:_AGENCY_ENDS].lower()
    if not holds(lower, _ROOTS):
        return None
    if not (agency := _AGENCY.search(folded, 0, _AGENCY_ENDS)) or agency.start() > _AGENCY_STARTS:
        return None
    before, after = folded[:agency.start()], folded[agency.end():]
    if label := _CORRESPONDENT.search(before):
        before = before[:label.start()]
    bracket = before[:1] == "(" if ")" not in before else ""
    before = before.removeprefix("(") if bracket else before
    bracket = bracket or (before[-1:] in ("/", "(") and before[-1:])
    before = before.removesuffix("/").removesuffix("(")
    ending = (_BRACKETED if bracket else _ENDING).match(after)
    if not ending or not _SENTENCE.match(after, ending.end()):
        return None
    opening = _opening(before.rstrip())
    if opening is None:
        return None
    place, day = opening
    dashed = "-" in before[-3:] or "-" in ending["end"]
    if not _sure(place, day, agency[0], ending["end"], bool(bracket), dashed, after[ending.end():]):
        return None
    names = [name.strip() for name in (ending["names"] or "").rstrip(" .").split(",") if name.strip()]
    people = [person(name) for name in names]
    if None in people:
        return None
    start = folded.find(place) if place else 0
    dateline = Dateline(
        text=plain[:agency.end() + ending.end()].strip(),
        place=plain[start:start + len(place)] or None,
        day=None,
        agency=plain[agency.start():agency.end()],
        correspondents=tuple(dict.fromkeys(name for name in people if name)),
    )
    return dateline, day


def _opening(before: str) -> tuple[str, str] | None:
    """The place and the day that stand before the agency, either perhaps empty; `None` for anything else."""
    if not before:
        return "", ""
    core = before.rstrip(" ,.-")
    tail = before[len(core):]
    if _LABEL.fullmatch(core):
        return None
    day = next((found for found in _DAY.finditer(core) if found.end() == len(core) or found.start() == 0), None)
    if not day:
        return (core, "") if _PLACE.fullmatch(core) and tail else None
    rest = core[:day.start()] or core[day.end():]
    place = rest.strip(" ,.-") if rest[:1] in "," or day.start() else rest
    if not place:
        return "", day[0]
    parted = re.search(r"[,.)]\s*$|\s-\s*$", core[:day.start()]) if day.start() else rest.startswith((",", "."))
    return (place, day[0]) if parted and _PLACE.fullmatch(place) else None


def _sure(place: str, day: str, agency: str, end: str, bracket: bool, dashed: bool, rest: str) -> bool:
    """Whether the parts together are a dateline, and not a credit or a sentence's beginning."""
    if place and day:
        return True
    if place:
        name = person(place)
        return bool((bracket or dashed) and rest.strip() and not (name and familiar(name)))
    if day:
        return bracket or dashed
    if bracket:
        return end[-1:] in ".-:"
    return bool((end.startswith(".") and _STOPPED.fullmatch(agency)) or (
        "-" in end and _DASHED.fullmatch(agency) and rest.strip()
    ))


def _day(printed: str, near: dt.date | None) -> dt.date | None:
    """The calendar day of «11 дек», «9 декабря 2019 года» or «Январь 06»; `None` without a year or for no such day."""
    month = re.search(r"[^\W\d_]{3}", printed)
    number = re.search(r"(?<!\d)\d{1,2}(?!\d)", printed)
    if not month or not number:
        return None
    year = re.search(r"\d{4}", printed)
    years = [int(year[0])] if year else [near.year + step for step in (-1, 0, 1)] if near else []
    days = []
    for candidate in years:
        try:
            days.append(dt.date(candidate, _MONTHS[month[0].lower()], int(number[0])))
        except (ValueError, KeyError):  # 31 November; 29 February in a common year
            continue
    return min(days, key=lambda day: abs(day - near)) if near and days else next(iter(days), None)
