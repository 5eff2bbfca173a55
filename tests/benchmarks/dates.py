"""Date reading beside dateparser and htmldate, on the case tables of `fixtures/fields/dates.md`.

Real dates and traps (strings that hold no date of publication) are counted apart, and only the calendar day is
compared, for htmldate reads no time. Peers come with the extra `bench`; those that are not installed are left out with
a sentence.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import importlib.util
import statistics
import time
from collections.abc import Callable, Sequence

from newsclean.fields.moments import find_date, read_date
from tests.test_dates import CASES, Case

Reader = Callable[[str, dt.datetime | None], dt.date | None]
"""A system: a string and the moment of reading to a day, or `None`."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--wrong", action="store_true", help="list what each system reads wrongly")
    parser.add_argument("--rounds", type=int, default=3, help="readings of each string; the median counts")


def run(arguments: argparse.Namespace) -> int:
    """Print a table: a row for each system."""
    dates = [case for case in CASES if case.expected != "–" and not case.note.startswith("xfail:")]
    traps = [case for case in CASES if case.expected == "–" and case.reader == "both"]
    print(f"{len(dates)} dates: the day is right, another one, or not read.")
    print(f"{len(traps)} traps: nothing is read, or a day.")
    print(f"{'system':<26}{'right':>7}{'wrong':>7}{'none':>7}{'|':>4}{'silent':>8}{'wrong':>7}{'µs':>10}")
    for name, reader in readers().items():
        told = score(reader, dates)
        caught = score(reader, traps)
        spent = median_time(reader, [*dates, *traps], arguments.rounds)
        print(
            f"{name:<26}{told['right']:>7}{told['wrong']:>7}{told['none']:>7}{'|':>4}"
            f"{caught['right']:>8}{caught['wrong']:>7}{spent:>10.1f}"
        )
        if arguments.wrong:
            for case in (*dates, *traps):
                day = reader(case.text, case.now)
                if verdict(day, case) == "wrong":
                    print(f"    {case.text!r}: {day}, not {expected_day(case)}")
    return 0


def readers() -> dict[str, Reader]:
    """The systems at hand: newsclean, and the peers that are installed."""
    found: dict[str, Reader] = {"newsclean": read_ours}
    if importlib.util.find_spec("dateparser"):
        dateparser = importlib.import_module("dateparser")
        search = importlib.import_module("dateparser.search")

        def parse(text: str, now: dt.datetime | None) -> dt.date | None:
            moment = dateparser.parse(text, languages=["ru"], settings=_settings(now))
            return moment.date() if moment else None

        def find(text: str, now: dt.datetime | None) -> dt.date | None:
            moments = search.search_dates(text, languages=["ru"], settings=_settings(now))
            return moments[0][1].date() if moments else None

        found |= {"dateparser.parse": parse, "dateparser.search_dates": find}
    else:
        print("dateparser is not installed, so it is left out: pip install newsclean[bench]")
    if importlib.util.find_spec("htmldate"):
        htmldate = importlib.import_module("htmldate")

        def date_of(text: str, now: dt.datetime | None) -> dt.date | None:
            page = f"<html><body><p>{text}</p></body></html>"
            day = htmldate.find_date(page, original_date=True, max_date=_latest(now))
            return dt.date.fromisoformat(day) if day else None

        found["htmldate"] = date_of
    else:
        print("htmldate is not installed, so it is left out: pip install newsclean[bench]")
    return found


def read_ours(text: str, now: dt.datetime | None) -> dt.date | None:
    """The day that newsclean reads in a string that is a date or has one stuck to an end."""
    moment = read_date(text, now=now)
    if moment is None and (found := find_date(text, now=now)):
        moment = found.moment
    return moment.day if moment else None


def _settings(now: dt.datetime | None) -> dict[str, object]:
    """dateparser's settings that suit the Russian press: the day first, an unknown year in the past."""
    settings: dict[str, object] = {"DATE_ORDER": "DMY", "PREFER_DATES_FROM": "past"}
    return settings | {"RELATIVE_BASE": now} if now else settings


def _latest(now: dt.datetime | None) -> str:
    return (now or dt.datetime(2049, 12, 31)).date().isoformat()


def expected_day(case: Case) -> dt.date | None:
    """The day of a row of the tables: the first one that its expectation names."""
    days = [word for word in case.expected.replace(";", " ").split() if len(word) == 10 and word[4] == "-"]
    return dt.date.fromisoformat(days[0]) if days else None


def verdict(day: dt.date | None, case: Case) -> str:
    """`right`, `wrong` (a day where none is, or another one) or `none`."""
    if day == expected_day(case):
        return "right"
    return "none" if day is None else "wrong"


def score(reader: Reader, cases: Sequence[Case]) -> dict[str, int]:
    """How many rows come out right, wrong, and not at all."""
    told = [verdict(reader(case.text, case.now), case) for case in cases]
    return {name: told.count(name) for name in ("right", "wrong", "none")}


def median_time(reader: Reader, cases: Sequence[Case], rounds: int) -> float:
    """The median time that a string takes, in microseconds. What newsclean remembers of a line is forgotten first."""
    forget = importlib.import_module("newsclean.fields.moments").read_line.cache_clear
    spent = []
    for _ in range(rounds):
        forget()
        for case in cases:
            start = time.perf_counter()
            reader(case.text, case.now)
            spent.append(time.perf_counter() - start)
    return 1e6 * statistics.median(spent)
