"""Datelines: the opening of an agency's report."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.fields.dateline import read_dateline
from tests.cases import FIXTURES

_NEAR = dt.date(2024, 1, 3)
_ROWS = [
    [cell.strip() for cell in row.split("|")[1:-1]]
    for row in (FIXTURES / "fields" / "datelines.md").read_text("utf-8").splitlines()
    if row.startswith("| ") and not row.startswith("| paragraph")
]


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row[0][:60])
def test_dateline(row: list[str]) -> None:
    paragraph, place, day, agency, correspondents = row
    found = read_dateline(paragraph, _NEAR)
    if not agency:
        assert found is None
        return
    assert found is not None
    assert (found.place or "", found.day.isoformat() if found.day else "", found.agency) == (place, day, agency)
    assert found.correspondents == tuple(name.strip() for name in correspondents.split(";") if name.strip())
    assert paragraph.startswith(found.text)


def test_the_fixtures_are_many_and_hold_traps() -> None:
    assert len(_ROWS) >= 95
    assert sum(not row[3] for row in _ROWS) >= 0.4 * len(_ROWS)


def test_without_a_year_no_day() -> None:
    found = read_dateline("МОСКВА, 11 дек — РИА Новости. Мост открыли.")
    assert found is not None
    assert found.day is None
    dated = read_dateline("МОСКВА, 11 дек 2019 — РИА Новости. Мост открыли.")
    assert dated is not None
    assert dated.day == dt.date(2019, 12, 11)


def test_a_leap_day_takes_the_leap_year() -> None:
    found = read_dateline("МОСКВА, 29 фев — РИА Новости. Мост открыли.", dt.date(2023, 12, 30))
    assert found is not None
    assert found.day == dt.date(2024, 2, 29)


_PIECES = st.sampled_from([
    "МОСКВА", ", ", "11", " ", "дек", "Январь", " — ", "РИА Новости", "/", "ТАСС", "Корр. ", "(", ")", ".",
    "Дина Марьина", "2024", "INTERFAX.RU", " - ", "\xa0", "…", "''", "99", "года",
])


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=14).map("".join)),
    st.none() | st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
)
def test_never_raises_and_invents_nothing(text: str, near: dt.date | None) -> None:
    found = read_dateline(text, near)
    if found:
        printed = " ".join(text.split())
        assert all(part in printed or part in found.text for part in (found.place or "", found.agency or ""))
        assert all(name.casefold() in found.text.casefold() for name in found.correspondents)
