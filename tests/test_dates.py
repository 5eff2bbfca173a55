"""Dates: the case tables of `fixtures/fields/dates.md`, the position logic on small pages, and what always holds."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.fields.addresses import host_zone, read_url_day
from newsclean.fields.moments import Moment, find_date, read_date
from tests.cases import FIXTURES

NOW = dt.datetime(2025, 12, 11, 18, 0)


class Case(NamedTuple):
    """A row of a table."""

    reader: str
    text: str
    now: dt.datetime | None
    expected: str
    note: str


def read_cases() -> list[Case]:
    """The rows of all tables; a row with too few columns is an error that shows it."""
    cases, reader = [], ""
    for row in (FIXTURES / "fields" / "dates.md").read_text("utf-8").splitlines():
        if row.startswith("## "):
            reader = row[3:].partition(":")[0]
        elif row.startswith("|") and not row.startswith(("| text |", "|---")):
            cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
            assert len(cells) == 4, row
            text, now, expected, note = cells
            cases.append(Case(reader, text, dt.datetime.fromisoformat(now) if now else None, expected, note))
    return cases


CASES = read_cases()


def show(moment: Moment | None) -> str:
    """A moment as the tables write it."""
    if moment is None:
        return "–"
    text = f"{moment.label} {moment.day}" if moment.label else f"{moment.day}"
    if moment.time:
        text += f" {moment.time:%H:%M}"
    if moment.aware:
        text += f" {moment.aware.isoformat()[-6:]}"
    return f"{text}; {show(moment.modified).removeprefix('modified ')}" if moment.modified else text


def rows() -> list[object]:
    """The cases as parameters; what can't be read yet is a strict xfail."""
    return [
        pytest.param(case, marks=pytest.mark.xfail(reason=case.note) if case.note.startswith("xfail:") else ())
        for case in CASES
    ]


@pytest.mark.parametrize("case", rows(), ids=lambda case: f"{case.reader}: {case.text}")
def test_row(case: Case) -> None:
    if case.reader in ("read_date", "both"):
        assert show(read_date(case.text, now=case.now)) == case.expected
    if case.reader in ("find_date", "both"):
        found = find_date(case.text, now=case.now)
        assert show(found.moment if found else None) == case.expected


def test_the_tables_are_large_enough_and_two_fifths_are_traps() -> None:
    traps = sum(case.expected == "–" for case in CASES)
    assert len(CASES) >= 220
    assert traps >= 0.4 * len(CASES)
    assert sum(case.note.startswith("xfail:") for case in CASES) < 0.03 * len(CASES)


# What always holds


@given(st.text(alphabet="абвгдеёжзАБВСГ ,.:;-–—()«»|•/+0123456789№©", max_size=60))
def test_without_a_month_or_three_numbers_there_is_no_date(text: str) -> None:
    if len(re.findall(r"\d+", text)) < 3:
        assert read_date(text) is None
        assert find_date(text) is None


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    read_date(text, now=NOW)
    find_date(text, now=NOW)


@given(st.one_of(
    st.from_regex(r"ИНН:? [0-9]{10}|ИНН:? [0-9]{12}|КПП [0-9]{9}", fullmatch=True),
    st.from_regex(r"ОГРН:? [15][0-9]{12}|ОГРНИП 3[0-9]{14}", fullmatch=True),
    st.from_regex(r"(\+7|8)[ -]?\(?[0-9]{3}\)?[ -][0-9]{3}-[0-9]{2}-[0-9]{2}", fullmatch=True),
    st.from_regex(r"[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{3}-[0-9]{2}-[0-9]{2}", fullmatch=True),
    st.from_regex(r"(v|версия |Windows )?[0-9]{1,2}\.[0-9]{1,2}(\.[0-9]{1,2}){2,3}", fullmatch=True),
    st.from_regex(r"(v|версия |Windows )[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2}", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}:[0-9]( \([0-9]:[0-9], [0-9]:[0-9]\))?", fullmatch=True),
    st.from_regex(r"(0|6|12|16|18) ?\+", fullmatch=True),
    st.from_regex(r"№ ?[0-9]{1,4}(-ФЗ)? от [0-3][0-9]\.[01][0-9]\.20[0-2][0-9]", fullmatch=True),
    st.from_regex(r"[0-9]{2}:[0-9]{2}:[0-9]{6,7}:[0-9]{1,4}", fullmatch=True),
    st.from_regex(r"© ?(19|20)[0-9]{2} ?[-–—] ?20[0-9]{2}", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}[.,][0-9]{2} ?(руб\.|₽|%)", fullmatch=True),
))
def test_numbers_of_other_kinds_are_no_dates(text: str) -> None:
    assert read_date(text, now=NOW) is None
    assert find_date(text, now=NOW) is None


@given(st.integers(10**12, 1_259_999_999_999))
def test_a_companys_number_is_no_moment(number: int) -> None:
    assert read_date(str(number)) is None


MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)
SHORT = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
FORMS = (
    "{d} {month} {y}, {t}", "{d} {month} {y} {t}", "{t}, {d} {month} {y}", "{d} {month} {y} в {t}",
    "{t} {d} {month} {y}", "{t} / {d} {month} {y}", "{d} {month} {y} / {t}",
    "{dd}.{mm}.{y}, {t}", "{dd}.{mm}.{y} {t}", "{dd}.{mm}.{y} - {t}",
    "{dd}.{mm}.{y} | {t}", "{t} {dd}.{mm}.{y}", "{t}, {dd}.{mm}.{y}", "{dd}/{mm}/{y} {t}", "{dd}-{mm}-{y} {t}",
    "{d} {short} {y}, {t}", "{d} {short}. {y} {t}", "{d} {month} {y} года, {t}", "{d} {month} {y} г., {t}",
    "{d} {month}, {y} / {t}", "{t}, {d} {month} {y}Экономика", "{d} {month} {y}{t}",
    "Опубликовано: {d} {month} {y}, {t}",
    "{y}-{mm}-{dd}T{t}:00", "{y}-{mm}-{dd} {t}", "{y}{mm}{dd}T{hm}", "{short} {d}, {y}, {t}", "{t} {d}.{mm}.{y}",
    "{dd}.{mm}.{y} {t} 16+", "{dd}.{mm}.{y} {t} | 1234 просмотра", "Новости | {d} {month} {y}, {t}",
)


@given(st.datetimes(dt.datetime(1991, 1, 1), dt.datetime(2049, 12, 31)), st.sampled_from(FORMS))
def test_a_date_is_read_back_from_every_form(moment: dt.datetime, form: str) -> None:
    text = form.format(
        d=moment.day, dd=f"{moment.day:02}", mm=f"{moment.month:02}", y=moment.year,
        t=f"{moment:%H:%M}", hm=f"{moment:%H%M}",
        month=MONTHS[moment.month - 1], short=SHORT[moment.month - 1],
    )
    read = read_date(text)
    assert read is not None, text
    assert (read.day, read.time) == (moment.date(), moment.time().replace(second=0, microsecond=0)), text


def test_the_text_is_what_is_printed() -> None:
    found = find_date("Иван Примеров 03.03.2020, 14:48")
    assert found is not None
    assert found.moment.text == "03.03.2020, 14:48"
    assert "Иван Примеров 03.03.2020, 14:48"[found.start:found.end] == found.moment.text


def test_a_zone_is_the_callers_where_the_text_names_none() -> None:
    assert show(read_date("11.12.2025 14:05", tz="Asia/Yekaterinburg")) == "2025-12-11 14:05 +05:00"
    assert show(read_date("11.12.2025 14:05 МСК", tz="Asia/Yekaterinburg")) == "2025-12-11 14:05 +03:00"
    assert show(read_date("11.12.2013 14:05", tz="Europe/Moscow")) == "2013-12-11 14:05 +04:00"


def test_an_aware_now_is_taken_to_the_sites_zone() -> None:
    now = dt.datetime(2025, 12, 11, 20, 0, tzinfo=dt.UTC)
    assert show(read_date("Сегодня, 01:00", now=now, tz="Asia/Vladivostok")) == "2025-12-12 01:00 +10:00"
    assert show(read_date("5 минут назад", now=now)) == "2025-12-11 19:55 +00:00"


@pytest.mark.parametrize(("url", "day"), [
    ("https://primera.ru/2025/12/11/slovo.html", "2025-12-11"),
    ("https://primera.ru/news/2025/12/11/123/", "2025-12-11"),
    ("https://primera.ru/20251211/slovo-1.html", "2025-12-11"),
    ("https://primera.ru/politics/11/12/2025/5e5d", "2025-12-11"),
    ("https://primera.ru/news/11122025/slovo", "2025-12-11"),
    ("https://primera.ru/2025-12-11/a", "2025-12-11"),
    ("https://primera.ru/news/2025-12-11_slovo", "2025-12-11"),
    ("https://primera.ru/a_dp251211", "2025-12-11"),
    ("https://primera.ru/a?date=2025-12-11", None),
    ("https://primera.ru/2025/12/", None),
    ("https://primera.ru/news/2025/13/45/", None),
    ("https://primera.ru/news/12345678.html", None),
    ("https://primera.ru/1917/11/07/", None),
    ("", None),
    (None, None),
])
def test_the_day_in_an_address(url: str | None, day: str | None) -> None:
    assert read_url_day(url) == (dt.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(("url", "zone"), [
    ("https://primera.ru/a", "Europe/Moscow"), ("https://пример.рф/", "Europe/Moscow"), (None, "Europe/Moscow"),
    ("https://primera.by", "Europe/Minsk"), ("https://user@primera.ua:80/", "Europe/Kyiv"),
    ("https://primera.com/", "None"), ("https://[::1", "None"), ("no address", "None"),
])
def test_the_zone_of_a_host(url: str | None, zone: str) -> None:
    assert str(host_zone(url)) == zone
