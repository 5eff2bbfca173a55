"""The language: each row of the table, and what always holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.fields.language import language
from tests.test_notices import read_rows

ROWS = read_rows("languages.md")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1][:60])
def test_text(row: tuple[str, ...]) -> None:
    _, text, expected = row
    assert (language(text) or "—") == expected


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 40


def test_the_opening_decides() -> None:
    assert language("Мост через реку построили за год. " * 200 + "The bridge was built. " * 2000) == "ru"


def test_letter_case_does_not_matter() -> None:
    assert [language(row[1].upper()) for row in ROWS] == [language(row[1]) for row in ROWS]


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    assert language(text) in {"ru", "uk", "be", "kk", "other", None}


@given(st.text(alphabet=" .,:;-–«»0123456789\n+()", max_size=300))
def test_without_letters_nothing_is_said(text: str) -> None:
    assert language(text) is None


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", min_size=60, max_size=300))
def test_latin_letters_are_of_another_language(text: str) -> None:
    assert language(text) == ("other" if sum(char.isalpha() for char in text) >= 20 else None)
