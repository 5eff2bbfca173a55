"""What is amended after the best way through a page was found, each amendment by itself: whatever the weights say."""

from __future__ import annotations

import pytest

from newsclean.amend import (
    BODY,
    HEAD,
    INSERT,
    TAIL,
    belongs_to_others,
    belongs_to_text,
    drop_known_end,
    keep_lone_lines,
)
from newsclean.layout import _dated_rival
from newsclean.line_traits import Facts, line_facts
from newsclean.reading.html import read_html
from newsclean.reading.page import Page
from newsclean.reading.text import read_text
from newsclean.rules.library import rulebook
from newsclean.strangers import drop_strangers
from tests.test_strangers import COMMENTS, MENU, OTHERS, TEXT, TITLE

BOOK = rulebook(None)
DATE = "12 мая 2021, 10:00"
IMPRINT = "Сетевое издание «Кочки сегодня» зарегистрировано Роскомнадзором, свидетельство Эл № ФС77-00000."


def read(*lines: str) -> tuple[Page, list[tuple[int, ...]]]:
    page = read_text("\n".join(lines))
    return page, BOOK.hits([line.text for line in page.lines])


def facts_of(page: Page) -> list[Facts]:
    return [line_facts(line.text) for line in page.lines]


def without_strangers(*lines: str) -> list[str]:
    """What stays of a page of which the layout took every paragraph for text."""
    page, hits = read(*lines)
    states = [BODY if len(line.text) >= 70 else INSERT for line in page.lines]
    drop_strangers(page, facts_of(page), hits, states, BOOK.rules)
    return [line.text for line, state in zip(page.lines, states, strict=True) if state == BODY]


def test_announcements_right_under_a_heading_are_dropped() -> None:
    assert without_strangers(*TEXT, "Читайте также", *OTHERS[1:]) == list(TEXT)


def test_the_next_article_under_its_date_is_dropped() -> None:
    assert without_strangers(*TEXT, "Поделиться", "Спорт", "Хоккей без шайбы", DATE, *OTHERS[1:3]) == list(TEXT)


def test_text_of_other_words_under_a_card_stays() -> None:
    whole = [*TEXT, *OTHERS[1:4]]
    assert without_strangers(*TEXT, "Читайте также", "Как выбрать жёрнов", "Где купить муку", *OTHERS[1:4]) == whole


@pytest.mark.parametrize(("between", "stays"), [((*MENU, TITLE, DATE), False), ((*MENU, TITLE), True)])
def test_what_stands_over_the_date_is_dropped(between: tuple[str, ...], stays: bool) -> None:
    assert (OTHERS[2] in without_strangers(OTHERS[2], *between, *TEXT)) is stays


def test_an_imprint_at_the_end_of_the_text_goes_and_one_inside_stays() -> None:
    for lines, last in (((*TEXT, IMPRINT), TAIL), ((*TEXT[:3], IMPRINT, TEXT[3]), BODY)):
        _, hits = read(*lines)
        states = [BODY] * len(lines)
        drop_known_end(hits, states, BOOK.rules)
        assert states[lines.index(IMPRINT)] == last


@pytest.mark.parametrize(("line", "state"), [("3. Соседи снизу", BODY), ("12.05.2021 в 10:00", INSERT)])
def test_a_numbered_subheading_stays_and_a_date_does_not(line: str, state: int) -> None:
    page, hits = read(TEXT[0], line, TEXT[1])
    states = [BODY, INSERT, BODY]
    keep_lone_lines(page, hits, states)
    assert states[1] == state


def test_a_paragraph_in_the_element_of_the_text_belongs_to_it_and_one_outside_does_not() -> None:
    page = read_html(
        f"<div><p>{TEXT[0]}</p><p>{TEXT[1]}</p><p>{TEXT[2]}</p></div><aside><p>{OTHERS[0]}</p><p>{OTHERS[1]}</p></aside>"
    )
    states = [HEAD, BODY, BODY, TAIL, TAIL]
    assert belongs_to_text(page, facts_of(page), [()] * 5, states, [4.0] * 5) == {0: True}


def test_a_talk_under_its_heading_is_no_text_though_it_was_taken_for_it() -> None:
    lines = (TITLE, DATE, *TEXT[:2], "Обсуждение (24)", *COMMENTS)
    page, hits = read(*lines)
    heading = lines.index("Обсуждение (24)")
    states = [BODY if i > heading and len(line) >= 70 else HEAD for i, line in enumerate(lines)]
    off = belongs_to_others(page, facts_of(page), hits, states, BOOK.rules)
    assert off == dict.fromkeys(range(heading, len(lines)), False)


@pytest.mark.parametrize(("date", "found"), [(DATE, True), ("Версия для печати", False)])
def test_of_two_texts_the_upper_one_wins_if_it_has_a_date(date: str, found: bool) -> None:
    lines = (TITLE, date, *TEXT, *[f"Рубрика {i}" for i in range(12)], *OTHERS)
    page, _ = read(*lines)
    for_body = [6.0 if line in TEXT + OTHERS else -6.0 for line in lines]
    for_insert = [0.0 if line in TEXT + OTHERS else -6.0 for line in lines]
    lower = [BODY if line in OTHERS else HEAD for line in lines]
    turn = {"enter": 0.0, "into": -2.0, "back": -2.0, "leave": 0.0, "stay": 0.0}
    rival = _dated_rival(facts_of(page), list(lines), lower, 36.0, for_body, for_insert, turn)
    assert (rival is not None) is found
    assert rival is None or [lines[i] for i, state in enumerate(rival[0]) if state == BODY] == list(TEXT)
