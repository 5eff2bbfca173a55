"""The headline inside a line, across two lines, and run together with its deck."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import parse
from newsclean.fields.headline import cut_deck, find_headline, window_pieces
from newsclean.layout import Layout
from newsclean.reading.page import Line, Metadata, Page

PROSE = "Мост через Озёрную открыл мэр Савва Подгорный. Рядом стояли Глеб Осокин и Дина Марьина, а гонка прошла позже."


@pytest.mark.parametrize(("run", "title"), [
    ("Мэр Подгорный открыл новый мост Гонка пройдёт в воскресенье.", "Мэр Подгорный открыл новый мост"),
    ("Глеб Осокин: Хорошо, что Марьина приехала на мост Подгорный перережет ленту в полдень.",
     "Глеб Осокин: Хорошо, что Марьина приехала на мост"),
    ("Мост открыли раньше срока. И это не шутка Дина Марьина — о том, как его строили",
     "Мост открыли раньше срока. И это не шутка"),
    ("Мост открыли раньше срока", "Мост открыли раньше срока"),
    ("Подгорный и Марьина открыли мост в Омутинске", "Подгорный и Марьина открыли мост в Омутинске"),
    ("Подгорный пригласил Марьину и Осокина на мост", "Подгорный пригласил Марьину и Осокина на мост"),
    ("Подгорный открыл мост.", None),
    ("Подгорный и Марьина не приехали.", None),
    ("", ""),
], ids=lambda value: str(value)[:40])
def test_where_a_deck_begins(run: str, title: str | None) -> None:
    assert cut_deck(run, PROSE) == title


@given(st.text(max_size=500), st.text(max_size=200))
def test_the_headline_is_the_beginning_of_its_run(run: str, prose: str) -> None:
    title = cut_deck(run, prose)
    assert title is None or run.startswith(title)


def test_the_pieces_of_a_window_title_that_may_be_a_headline() -> None:
    assert window_pieces("Мост через Озёрную открыли :: Общество :: Омут") == ("мост через озерную открыли",)
    assert window_pieces("Озёрная газета") == ()


def lay(
    *texts: str, title: int, window: str | None = None, parts: tuple[tuple[int, str], ...] = ()
) -> tuple[Page, Layout]:
    """A page of these lines, the last two of them its text."""
    lines = [Line(text, number) for number, text in enumerate(texts, 1)]
    lines[title].parts = parts
    body = [len(texts) - 2, len(texts) - 1]
    layout = Layout(title, None, body, [None] * len(texts), [None] * len(texts))
    return Page(lines, metadata=Metadata(window=window)), layout


TEXT = ("Мост через реку построили за год.", "Движение пустят к вечеру.")


def test_a_joined_line_is_the_headline_up_to_where_the_window_title_ends() -> None:
    page, layout = lay(
        "Мост через Озёрную открыли назад вперед", *TEXT, title=0, window="Мост через Озёрную открыли :: Омут",
        parts=((1, "Мост через Озёрную открыли"), (2, "назад"), (3, "вперед")),
    )
    found = find_headline(page, layout)
    assert found is not None
    assert (found.text, found.lines) == ("Мост через Озёрную открыли", (0,))


def test_a_deck_behind_it_is_told_by_the_window_title() -> None:
    page, layout = lay(
        "Мост через Озёрную открыли Движение по нему пустят вечером 06.01.12", *TEXT, title=0,
        window="ОМУТ::: Мост через Озёрную открыли / Движение по нему пустят вечером / Общество",
    )
    found = find_headline(page, layout)
    assert found is not None
    assert found.text == "Мост через Озёрную открыли"


def test_a_headline_of_two_lines_is_told_by_the_window_title() -> None:
    page, layout = lay(
        "«Мост стоит, и это главное»", "Савва Подгорный — о том, как строили переправу", *TEXT, title=0,
        window="«Мост стоит, и это главное» Савва Подгорный — о том, как строили переправу — Омут",
    )
    found = find_headline(page, layout)
    assert found is not None
    assert (found.text, found.lines) == (f"{page.lines[0].text} {page.lines[1].text}", (0, 1))


@pytest.mark.parametrize(("texts", "title"), [
    (("Общество: Мост через Озёрную открыли", "Mon, 16 Jan 2012 23:53 Мост через Озёрную открыли"),
     "Мост через Озёрную открыли"),
    (("Общество: Мост через Озёрную открыли", "Мост через Озёрную открыли"), "Мост через Озёрную открыли"),
    (("Общество: Мост через Озёрную открыли", "Лента"), None),
    (("Подгорный: Мост через Озёрную открыли", "Мост через Озёрную открыли"), None),
    (("Общество: Мост через Озёрную открыли", "Подгорный уверен: Мост через Озёрную открыли"), None),
])
def test_a_section_before_the_headline_is_told_by_the_feed(texts: tuple[str, str], title: str | None) -> None:
    page, layout = lay(*texts, *TEXT, title=0)
    found = find_headline(page, layout)
    assert (found.text if found else None) == title


def test_a_page_without_a_headline_or_a_window_title() -> None:
    page, layout = lay("Мост через Озёрную открыли", *TEXT, title=0)
    assert find_headline(page, layout) is None
    layout.title = None
    assert find_headline(page, layout) is None


def test_a_byline_before_the_headline_of_a_collapsed_page() -> None:
    text = " ".join((
        "Хоккей Футбол Лыжи 27 февраля 16:07 автор: Дина Марьина Подгорный и Осокин выступят в гонке на валенках Гонка "
        "состоится в воскресенье 28 февраля.", *[
            f"В гонке на валенках сборную Заозёрья номер {n} представят Савва Подгорный и Глеб Осокин, сообщил штаб."
            for n in range(9)
        ],
    ))
    article = parse(text)
    assert article.title == "Подгорный и Осокин выступят в гонке на валенках"
    assert article.authors == ("Дина Марьина",)
