"""Folding: what compares equal, and what must not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.reading.fold import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ёж и Ёж", "еж и Еж"),
        ("«Омут» “Омут” „Омут‟", '"Омут" "Омут" "Омут"'),
        ("д’Артаньян `тик`", "д'Артаньян 'тик'"),
        ("раз – два — три − четыре ‑ пять", "раз - два - три - четыре - пять"),
        ("в\u00a0Омуте\u2009\u202fтихо", "в Омуте тихо"),
        ("  края \t\n ", "края"),
        ("че\u00adло\u200bвек\ufeff", "человек"),
        ("уда\u0301рение", "ударение"),
        ("И так далее…", "И так далее..."),
        ("ﬁ ① Ａ", "fi 1 A"),
        ("№ 5", "№ 5"),
        ("Tекст", "Текст"),
        ("Рeклaма", "Реклама"),
        ("Текст", "Текст"),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize("text", ["Telegram", "Lenta.ru", "COVID-19", "А и Б", "Карта сайта", "Й", ""])
def test_fold_leaves_alone(text: str) -> None:
    assert fold(text) == text


def test_case_is_kept() -> None:
    assert fold("МОСКВА, Москва") == "МОСКВА, Москва"


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(st.text(
    st.sampled_from("абвёЁй abcXY«»“”—–…\u00a0\u200b\u00ad\u0301№1ﬁ\n"), max_size=40,
))
def test_folding_twice_equals_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_two_apostrophes_are_a_quote_however_written() -> None:
    assert fold("’’Омут’’") == fold("''Омут''")
