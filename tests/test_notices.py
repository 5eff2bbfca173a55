"""Notices: each row of the table, whole pages, and what always holds."""

from __future__ import annotations

import doctest
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.article import Notice
from newsclean.fields import notices as module
from newsclean.fields.notices import is_notice_line, read_notice, read_notices, strip_inline, strip_labels
from newsclean.layout import Layout
from newsclean.reading.page import Line, Page
from tests.cases import FIXTURES

FILE = FIXTURES / "fields" / "notices.md"


def read_rows(name: str) -> list[tuple[str, ...]]:
    """The rows of a case file's Markdown tables, each with the heading that it stands under before its cells."""
    rows: list[tuple[str, ...]] = []
    heading = ""
    before = ""
    for line in (FIXTURES / "fields" / name).read_text("utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.startswith("|") and before.startswith("|") and not line.startswith("|---"):
            cells = re.split(r"(?<!\\)\|", line.strip())[1:-1]
            rows.append((heading, *(cell.strip().replace("\\|", "|") for cell in cells)))
        before = line
    return rows


ROWS = read_rows("notices.md")


def names(notices: tuple[Notice, ...]) -> str:
    """Names, token and number as the table writes them."""
    parts = [name for notice in notices for name in notice.names]
    parts += [f"erid {notice.erid}" for notice in notices if notice.erid]
    parts += [f"inn {notice.inn}" for notice in notices if notice.inn]
    return "; ".join(dict.fromkeys(parts))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1][:60])
def test_line(row: tuple[str, ...]) -> None:
    _, text, says, line, whom = row
    notices = read_notice(text)
    kind = "" if not notices else "whole" if is_notice_line(text) else "inline"
    assert (", ".join(notice.kind for notice in notices) or "—", kind, names(notices)) == (says, line, whom)


def test_two_fifths_of_the_rows_are_left_alone() -> None:
    alone = [row for row in ROWS if row[2] == "—"]
    assert len(ROWS) >= 180
    assert len(alone) >= 0.4 * len(ROWS)


@pytest.mark.parametrize("text", [row[1] for row in ROWS if row[3] == "whole"], ids=lambda text: text[:60])
def test_the_text_of_a_whole_line_is_the_line(text: str) -> None:
    assert read_notice(text)[0].text == text


# --- pages

def lay(*texts: str, title: int | None = None, body: tuple[int, int] | None = None) -> tuple[Page, Layout]:
    """A page of these lines, its title and the bounds of its body (first and last line)."""
    page = Page([Line(text, number) for number, text in enumerate(texts, 1)])
    inside = list(range(body[0], body[1] + 1)) if body else []
    return page, Layout(title, None, inside, [None] * len(texts), [None] * len(texts))


def test_a_page_with_a_mark_above_a_parenthesis_inside_and_a_footnote_below() -> None:
    mark = "НАСТОЯЩИЙ МАТЕРИАЛ (ИНФОРМАЦИЯ) ПРОИЗВЕДЕН ИНОСТРАННЫМ АГЕНТОМ «ЛУННАЯ ГАЗЕТА»"
    page, layout = lay(
        mark,
        "В Верхнереченске открыли мост",
        "Мост построили за год, рассказал Артём Петров (признан иноагентом).",
        "О стройке писали в Facebook*, и не раз.",
        "*Принадлежит Meta, деятельность которой признана экстремистской и запрещена в России",
        "18+",
        title=1, body=(2, 3),
    )
    notices = read_notices(page, layout)
    assert [(notice.kind, notice.place) for notice in notices.found] == [
        ("foreign_agent", "head"), ("foreign_agent", "body"), ("extremist", "tail"), ("age", "tail"),
    ]
    assert notices.found[0].text == mark
    assert notices.lines == {0: "label", 4: "label", 5: "age"}
    assert notices.footnotes == {1}


def test_a_notice_is_reported_once_and_taken_off_each_time() -> None:
    label = "Мнение автора может не совпадать с мнением редакции"
    page, layout = lay(label, "Колонка", "Мост построили за год.", label.upper(), title=1, body=(2, 2))
    notices = read_notices(page, layout)
    assert [(notice.kind, notice.place) for notice in notices.found] == [("opinion", "head")]
    assert notices.lines == {0: "disclaimer", 3: "disclaimer"}


def test_of_the_ages_in_the_tail_one_is_kept() -> None:
    page, layout = lay(
        "Мост построили за год.", "16+", "Для лиц старше 18 лет", "© 2025 «Лунная газета». Все права защищены. 18+",
        body=(0, 0),
    )
    notices = read_notices(page, layout)
    assert [notice.text for notice in notices.found] == ["16+"]
    assert notices.lines == {1: "age", 2: "age"}


def test_a_bare_sign_inside_the_body_stays() -> None:
    page, layout = lay("Сколько баллов набрали команды?", "6+", "Столько же было год назад.", body=(0, 2))
    assert read_notices(page, layout) == ((), {}, frozenset())


def test_the_title_is_never_taken_off() -> None:
    page, layout = lay("Реклама. ООО «Ромашка», ИНН 7700000000", "Так назвали выставку.", title=0, body=(1, 1))
    assert read_notices(page, layout).lines == {}


def test_parentheses_in_teasers_are_not_the_articles() -> None:
    page, layout = lay(
        "Мост построили за год.", "Петров (признан иноагентом) уехал", "Партнёрский материал", body=(0, 0)
    )
    notices = read_notices(page, layout)
    assert notices.found == ()
    assert notices.lines == {2: "ad"}


def test_a_partner_mark_by_the_title_is_the_articles() -> None:
    page, layout = lay("Партнёрский материал", "Мост открыли", "Мост построили за год.", title=1, body=(2, 2))
    assert [notice.kind for notice in read_notices(page, layout).found] == ["advertisement"]


def test_a_token_on_the_line_after_its_label() -> None:
    page, layout = lay("Мост построили за год.", "erid:", "2VtzqwExample", body=(0, 0))
    notices = read_notices(page, layout)
    assert [notice.erid for notice in notices.found] == ["2VtzqwExample"]
    assert notices.lines == {1: "ad", 2: "ad"}


def test_a_register_of_hundreds_is_one_notice() -> None:
    circles = ", ".join(f"«Круг {i}»" for i in range(400))
    page, layout = lay(
        "Мост построили за год.", f"В России признаны экстремистскими и запрещены организации {circles}", body=(0, 0)
    )
    found = read_notices(page, layout).found
    assert len(found) == 1
    assert len(found[0].names) == 400


def test_a_page_without_lines() -> None:
    assert read_notices(*lay()) == ((), {}, frozenset())


# --- inline labels and stars

@pytest.mark.parametrize(("text", "stars", "left"), [
    ("Артём Петров (признан иноагентом) уехал.", {1}, "Артём Петров уехал."),
    ("Певица написала в Instagram* и Facebook*.", {1}, "Певица написала в Instagram и Facebook."),
    ("Фонд «Круг»* и «Лунная газета»** закрылись.", {1, 2}, "Фонд «Круг» и «Лунная газета» закрылись."),
    ("Фонд «Круг»* и «Лунная газета»** закрылись.", {2}, "Фонд «Круг»* и «Лунная газета» закрылись."),
    ("«Круг» (организация запрещена в РФ) и «Полк» [признан экстремистским].", set(), "«Круг» и «Полк»."),
    ("(признан иноагентом) Петров уехал.", set(), "Петров уехал."),
    ("Фонд (организация «Полк» (запрещена в РФ) признана экстремистской) молчит.", set(), "Фонд молчит."),
    ("Сколько будет 2*2 и 3* 3?", {1}, "Сколько будет 2*2 и 3* 3?"),
    ("Он сказал: «х***, а не мост, бл**».", {2, 3}, "Он сказал: «х***, а не мост, бл**»."),
    ("Instagram* закрыт.", set(), "Instagram* закрыт."),
    ("В соцсети* писали о мосте ✱.", {1}, "В соцсети писали о мосте ✱."),
    ("Вечер (16+) прошёл (запрещённая в РФ акция тоже).", {1}, "Вечер (16+) прошёл (запрещённая в РФ акция тоже)."),
], ids=lambda value: str(value)[:40])
def test_strip_inline(text: str, stars: set[int], left: str) -> None:
    assert strip_inline(text, frozenset(stars)) == left


def footnote(text: str) -> Notice:
    """A page's footnote as `read_notices` gives it."""
    return Notice(kind="extremist", text=text)


@pytest.mark.parametrize(("text", "notices", "left"), [
    ("Петров (признан иноагентом) уехал.\n\nВ Meta* молчат.", ["*Признана экстремистской и запрещена в РФ"],
     "Петров уехал.\n\nВ Meta молчат."),
    ("В Meta* и «Круге»** молчат.", ["** Признан нежелательной организацией"], "В Meta* и «Круге» молчат."),
    ("В Meta* молчат.", ["18+", "Реклама. ООО «Клён»"], "В Meta* молчат."),
    ("Мост открыт.\n\n(Петров признан иноагентом)\n\nДвижение пустили.", [], "Мост открыт.\n\nДвижение пустили."),
    ("Мост открыт.\n\n* * *\n\nПустили.", ["*Признан иноагентом"], "Мост открыт.\n\n* * *\n\nПустили."),
    ("2*2 = 4, а скидка* кончилась.", ["*Признан иноагентом"], "2*2 = 4, а скидка кончилась."),
    ("", ["*Признан иноагентом"], ""),
], ids=lambda value: str(value)[:40])
def test_strip_labels(text: str, notices: list[str], left: str) -> None:
    assert strip_labels(text, [footnote(notice) for notice in notices]) == left
    assert strip_labels(left, [footnote(notice) for notice in notices]) == left


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(module).failed == 0


# --- what always holds

PIECES = st.sampled_from([
    "(", ")", "[", "]", "*", "**", "✱", " ", "«", "»", '"', ".", ",", ":", "+", "|", "18", "16+", "ё", "İ", "\n",
    "признан", "иностранным агентом", "иноагент", "экстремистской", "запрещена в России", "нежелательной", "Meta",
    "террористическая организация", "ликвидирована", "Реклама", "реклама.", "ООО «Клён»", "ИНН 7700000000",
    "erid: 2VtzqwExample",
    "настоящий материал", "произведен", "либо касается", "мнение автора", "может не совпадать", "редакции",
    "для лиц старше", "наркотических средств", "причиняет", "противопоказания",
    "не является инвестиционной рекомендацией",
])
MIXED = st.lists(PIECES, max_size=60)
LINES = st.one_of(st.text(max_size=200), MIXED.map(" ".join), MIXED.map("".join))
ROOTS = re.compile(
    r"агент|нежелат|экстрем|террор|запрещ|ликвид|росфин|совпад|раздел|отраж|мнени|инвестиц|рекоменд|консульт|противопоказ"
    r"|самолеч|вредит|наркот|лекарств|замен|\+|старше|младше|достигш|предназнач|клам|erid|партн"
)


@given(LINES)
def test_any_text_is_survived_and_texts_are_of_the_line(text: str) -> None:
    notices = read_notice(text)
    assert all(notice.text in text for notice in notices)
    assert all(name in text for notice in notices for name in notice.names)
    assert not is_notice_line(text) or notices


@given(LINES)
def test_nothing_is_found_where_no_root_stands(text: str) -> None:
    if not ROOTS.search(text.lower()):
        assert read_notice(text) == ()


@given(LINES, st.frozensets(st.integers(1, 4)))
def test_strip_inline_only_deletes(text: str, stars: frozenset[int]) -> None:
    rest = iter(text)
    assert all(char in rest for char in strip_inline(text, stars))


@given(st.lists(LINES, max_size=4).map("\n\n".join), st.lists(LINES.filter(bool), max_size=3))
def test_strip_labels_only_deletes(text: str, notes: list[str]) -> None:
    rest = iter(text)
    assert all(char in rest for char in strip_labels(text, map(footnote, notes)))


@given(LINES)
def test_without_a_footnote_no_star_goes(text: str) -> None:
    if not re.search(r"[(\[]", text):
        assert strip_labels(text, ()) == text


@given(LINES, st.frozensets(st.integers(1, 4)))
def test_what_holds_no_label_and_no_star_is_left_as_it_is(text: str, stars: frozenset[int]) -> None:
    if not re.search(r"[(\[*✱]", text):
        assert strip_inline(text, stars) == text


@given(st.lists(LINES, max_size=8), st.data())
def test_any_page_is_survived(texts: list[str], data: st.DataObject) -> None:
    page, layout = lay(*texts)
    if texts:
        layout.body = sorted(data.draw(st.sets(st.integers(0, len(texts) - 1))))
        layout.title = data.draw(st.none() | st.integers(0, len(texts) - 1))
    notices = read_notices(page, layout)
    assert set(notices.lines) <= set(range(len(texts))) - {layout.title}
    assert set(notices.lines.values()) <= {"label", "ad", "age", "disclaimer"}


@pytest.mark.parametrize("piece", [
    "(", "*", "«", "„", '"', "(признан ", "(запрещена в РФ) ", "иностранным агентом ", "реклама, ", "erid ", "и (или) ",
    "настоящий материал произведен и ", "не является ", "18+ ", "[(", "Список организаций, ",
])
def test_long_lines_are_survived(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert all(notice.text in text for notice in read_notice(text))
    assert len(strip_inline(text, frozenset({1, 2, 3, 4}))) <= len(text)
