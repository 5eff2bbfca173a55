"""Folding: what compares equal, and what must not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.reading.fold import fold, fold_lines


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


texts = st.text(st.sampled_from("абвёЁй abcXY«»“”'`—–…\t\u00a0\u200b\u2009\u2028\u00ad\u0301№1_ﬁ\n"), max_size=40)


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(texts)
def test_folding_twice_equals_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_two_apostrophes_are_a_quote_however_written() -> None:
    assert fold("’’Омут’’") == fold("''Омут''")


@settings(max_examples=500, derandomize=True, deadline=None, database=None)
@given(st.lists(texts | texts.map(lambda text: text.replace("\n", "")), max_size=4))
def test_many_lines_fold_as_each_does(lines: list[str]) -> None:
    assert fold_lines(lines) == [fold(line) for line in lines]


def test_every_white_space_folds() -> None:
    spaces = [f" а{space}б{space}" for code in range(0x10000) if (space := chr(code)).isspace() and space != "\n"]
    for line in spaces:
        assert fold_lines([line]) == [fold(line)] == ["а б"]


def test_words_of_both_alphabets() -> None:
    assert fold("Это Tекст_и рeклaма1, а WhatsAppом и COVID") == "Это Текст_и реклама1, а WhаtsАрром и COVID"
