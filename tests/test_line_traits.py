"""What a line looks like by itself: the quick looks at its shape and its words tell what patterns would."""

from __future__ import annotations

import pytest

from newsclean.line_traits import letters, line_facts, shape_of, stems, stems_of


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("Смотритель передаёт, что паром отошёл", "reports"),
        ("Паром стоит, и об этом знают в порту", "reports"),
        ("Паром, по данным порта, ушёл утром", "reports"),
        ("Об этом СООБЩИЛ смотритель маяка вчера", "reports"),
        ("Оставьте ваш отзыв о нашем пароме", "us"),
        ("При использовании материалов сайта ссылка", "us"),
        ("© Озёрная газета, Омутск, 2020 год", "us"),
        ("Перепечатка текстов Озёрной газеты", "us"),
        ("Паром отошёл вчера вечером", "date2"),
        ("Паром отошёл 3 мая", "date1"),
        ("Паром → 12:40", "date1"),
        ("13:05 Паром отошёл", "timed"),
        ("Паром отошёл 13:05", "timed."),
        ("٣٤٥", "digits"),
        ("Паром отошёл. Маяк погас.", "sentences"),
        ("ПАРОМ ОТОШЁЛ", "upper"),
        ("ПАРОМПорт ушёл, и МаякПогас, и ПортЗакрылся, и никто на берегу об этом так и не узнал", "glue"),
        ("Озёрный Маяк Паромный Порт Рыбный Рынок Городской Сад Книжный Двор Старый Мост", "capitals"),
        ("Lake Ferry", "latin"),
        ("12 + 5", "wordless"),
    ],
)
def test_traits(text: str, trait: str) -> None:
    assert trait in line_facts(text).traits


@pytest.mark.parametrize("text", ["Паром отошёл от причала рано утром", "Досообщил и недосказал рыбак всё же"])
def test_words_within_words_say_nothing(text: str) -> None:
    assert {"reports", "us"}.isdisjoint(line_facts(text).traits)


def test_letters_are_cyrillic_and_latin_ones() -> None:
    assert letters(shape_of("Её паром № 5 — «Ґава», Lake → ҚҰ")) == 15


def test_stems_of_lines_are_those_of_their_text() -> None:
    lines = ["Паром", "Паром отошёл от причала рано утром", "Ёлка", "Смотритель маяка промолчал"]
    for texts in ([], lines, lines * 100):
        assert stems_of(texts) == stems(" ".join(texts))
