"""Dates: the case tables of `fixtures/fields/dates.md`, the position logic on small pages, and what always holds."""

from __future__ import annotations

import datetime as dt
import doctest
import re
from types import ModuleType
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.fields import bylines, moments, stamps
from newsclean.fields.addresses import host_zone, read_url_day
from newsclean.fields.moments import find_date, read_date
from newsclean.fields.readings import Moment
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


@pytest.mark.parametrize("module", [moments, bylines], ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


# What always holds


STEMS = sorted({form[:3] for form in stamps.MONTHS})
MAY_BE_A_DATE = re.compile(
    # a month's name beside a number; three numbers between stops, slashes or dashes; ISO 8601 packed; since 1970
    rf"\d\W{{0,4}}(?:го|е|th|st|nd|rd)?\W{{0,3}}(?:{'|'.join(STEMS)})|(?:{'|'.join(STEMS)})\w{{0,9}}\W{{0,3}}\d|"
    r"\d\W{0,2}[./–—-]\W{0,2}\d{1,2}\W{0,2}[./–—-]\W{0,2}\d|\d{8}t\d|^\s*(?:\d{10}|\d{13})\s*$",
    re.IGNORECASE,
)
"""What every calendar date holds, and much else: a test's own notion, wider than the reader's."""
WORDS = st.sampled_from((
    "Мост", "открыли", "в", "на", "и", "года", "г.", "год", "лет", "часов", "минут", "назад", "вчера", "сегодня", "МСК",
    "Опубликовано:", "Обновлено:", "Дата:", "Фото:", "Автор", "ТАСС", "среда", "пт", "счёт", "версия", "№", "ст.",
    "от", "м.", "ул.", "д.", "кв.", "тыс.", "млн", "руб.", "просмотров", "комментариев", "18+", "16 +", "+7", "ИНН",
    "ОГРН", "КПП", "тел.", "стр.", "т.", "п.", "пп.", "гл.", "рис.", "табл.", "©", "%", "°C", "кг", "км/ч", "GMT", "ФЗ",
))
PIECES = st.one_of(
    WORDS, st.integers(0, 10**15).map(str), st.integers(1900, 2049).map(str), st.integers(0, 60).map("{:02}".format),
    st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59)),
    st.builds("{}.{:02}".format, st.integers(0, 31), st.integers(0, 99)),
    st.builds("{}{}{}".format, st.integers(0, 2049), st.sampled_from(":.-–/+, "), st.integers(0, 2049)),
    st.sampled_from(list(" ,.:;-–—()«»|•/+")),
)
GLUES = st.sampled_from((" ", " ", "", ", "))
PROSE = st.builds(lambda glue, pieces: glue.join(pieces), GLUES, st.lists(PIECES, max_size=9))


@settings(max_examples=1000, deadline=None)
@given(st.one_of(PROSE, st.text(alphabet="абвгдеёжзАБВСГ ,.:;-–—()«»|•/+0123456789№©", max_size=60)))
def test_without_a_calendar_date_in_it_no_string_gives_a_date(text: str) -> None:
    if not MAY_BE_A_DATE.search(text):
        assert read_date(text) is None
        assert find_date(text) is None


def test_the_property_above_is_sharp() -> None:
    """What it lets through unread are not the dates themselves: each form that is read back below is one for it."""
    for case in CASES:
        if case.expected != "–" and not case.now:
            assert MAY_BE_A_DATE.search(case.text), case.text


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    read_date(text, now=NOW)
    find_date(text, now=NOW)


NUMBERS = st.one_of(
    st.from_regex(r"ИНН:? [0-9]{10}|ИНН:? [0-9]{12}|КПП [0-9]{9}", fullmatch=True),
    st.from_regex(r"ОГРН:? [15][0-9]{12}|ОГРНИП 3[0-9]{14}|СНИЛС [0-9]{3}-[0-9]{3}-[0-9]{3} [0-9]{2}", fullmatch=True),
    st.from_regex(r"(\+7|8)[ -]?\(?[0-9]{3}\)?[ -][0-9]{3}-[0-9]{2}-[0-9]{2}", fullmatch=True),
    st.from_regex(r"8-800-[0-9]{3}-[0-9]{2}-[0-9]{2}|\+7[0-9]{10}", fullmatch=True),
    st.from_regex(r"[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{3}-[0-9]{2}-[0-9]{2}", fullmatch=True),
    st.from_regex(r"(v|версия |Windows )?[0-9]{1,2}\.[0-9]{1,2}(\.[0-9]{1,2}){2,3}", fullmatch=True),
    st.from_regex(r"(v|версия |Windows |iOS )[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2}", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}:[0-9]( \([0-9]:[0-9], [0-9]:[0-9]\))?", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}:[0-9]{1,3} \(([0-9]{2}:[0-9]{2}, ){1,3}[0-9]{2}:[0-9]{2}\)", fullmatch=True),
    st.from_regex(r"[67]:[0-6], [67]:[0-6](, [67]:[0-6])?|[67]-[0-6], [67]-[0-6]", fullmatch=True),
    st.from_regex(r"(0|6|12|16|18) ?\+|\((0|6|12|16|18)\+\)", fullmatch=True),
    st.from_regex(r"№ ?[0-9]{1,4}(-ФЗ)? от [0-3][0-9]\.[01][0-9]\.20[0-2][0-9]", fullmatch=True),
    st.from_regex(r"[0-9]{2}:[0-9]{2}:[0-9]{6,7}:[0-9]{1,4}", fullmatch=True),
    st.from_regex(r"© ?(19|20)[0-9]{2} ?[-–—] ?20[0-9]{2}", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}[.,][0-9]{2} ?(руб\.|₽|%|\$)", fullmatch=True),
)
"""Numbers of other kinds: of taxpayers and companies, phones, versions, scores, sets, ages, laws, plots, prices."""


@settings(max_examples=500, deadline=None)
@given(
    NUMBERS,
    st.sampled_from(("", "", "Реклама. ООО «Клён», ", "Тел.: ", "Счёт ", "Всего ", "Мост, ", "АО «Омут» ", "| ")),
    st.sampled_from(("", "", ".", ", Озёрная", " и больше", " |", " (Омутинск)", " просмотров")),
)
def test_numbers_of_other_kinds_are_no_dates(number: str, before: str, after: str) -> None:
    text = f"{before}{number}{after}"
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
