"""Source, section, tags and teasers: each row of the tables, whole pages, and what always holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.fields.source import (
    is_paywall,
    is_truncated,
    read_section,
    read_source,
    read_tags,
    section_in,
    source_in,
    tags_in,
)
from newsclean.layout import Layout
from newsclean.reading.page import Hints, Line, Metadata, Page
from tests.test_notices import read_rows

ROWS = read_rows("sources.md")
READERS: dict[str, Callable[[str], str | None]] = {
    "Source": source_in,
    "Section": section_in,
    "Tags": lambda text: "; ".join(tags_in(text)),
    "Paywalls and teasers": lambda text: "yes" if is_paywall(text) else None,
}
PROSE = "Мост через Кленовку строили год, и в четверг по нему пошли первые машины."


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}: {row[1][:60]}")
def test_line(row: tuple[str, ...]) -> None:
    heading, text, expected = row
    assert (READERS[heading](text) or "—") == expected


def test_the_tables_are_long_enough() -> None:
    assert len(ROWS) >= 40
    assert sum(row[2] == "—" for row in ROWS) >= 0.3 * len(ROWS)


def lay(
    *texts: str, metadata: Metadata | None = None, roles: dict[int, str] | None = None
) -> tuple[Page, Layout]:
    """A page of these lines: «= …» is the title, the lines of prose are the body."""
    title = next((i for i, text in enumerate(texts) if text.startswith("= ")), None)
    body = [i for i, text in enumerate(texts) if text.startswith(PROSE)]
    lines = [Line(text.removeprefix("= "), number) for number, text in enumerate(texts, 1)]
    page = Page(lines, metadata=metadata or Metadata())
    marks = [(roles or {}).get(i) for i in range(len(texts))]
    return page, Layout(title, None, body, marks, [f"field/{mark}" if mark else None for mark in marks])


# --- the source

def test_a_source_below_the_text() -> None:
    assert read_source(*lay("= Мост открыт", PROSE, "Поделиться", "Источник: ТАСС")) == ("ТАСС", (3,))


def test_a_source_on_the_line_after_its_label() -> None:
    assert read_source(*lay("= Мост открыт", PROSE, "Источник:", "РИА Новости", "Сюжет:")) == ("РИА Новости", (2, 3))


def test_a_label_before_a_reference_is_no_source() -> None:
    assert read_source(*lay("= Мост открыт", PROSE, "Источник:", "A long title of a paper, volume two")) == (None, ())


def test_an_agency_named_as_the_author_is_the_source() -> None:
    assert read_source(*lay("= Мост", PROSE, metadata=Metadata(authors=("Анна Клёнова", "ТАСС")))) == ("ТАСС", ())


def test_the_site_is_not_its_own_source() -> None:
    metadata = Metadata(authors=("РИА Новости",), site="РИА Новости")
    assert read_source(*lay("= Мост открыт", PROSE, metadata=metadata)) == (None, ())


def test_a_credit_inside_the_text_is_a_pictures() -> None:
    assert read_source(*lay("= Мост открыт", PROSE, "Источник: Reuters", PROSE, PROSE, PROSE)) == (None, ())


# --- the section

def test_the_metadata_tells_the_section() -> None:
    assert read_section(*lay("= Мост открыт", PROSE, metadata=Metadata(section="Общество,Новости"))) == ("Общество", ())


@pytest.mark.parametrize("vague", ["Новости", "https://verhnerechensk.ru/news", "article", ""])
def test_metadata_that_names_no_section(vague: str) -> None:
    assert read_section(*lay("= Мост открыт", PROSE, metadata=Metadata(section=vague))) == (None, ())


def test_a_known_section_above_the_title() -> None:
    assert read_section(*lay("Войти", "Общество", "= Мост открыт", PROSE)) == ("Общество", (1,))


def test_a_menu_above_the_title_names_no_section() -> None:
    assert read_section(*lay("Политика", "Общество", "Спорт", "= Мост открыт", PROSE)) == (None, ())


def test_a_section_over_the_title_that_the_menu_names_too() -> None:
    menu = ("Политика", "Общество", "Спорт")
    lines = (*menu, "Общество", "12 декабря 2024, 14:30", "Дина Марьина", "= Мост открыт", PROSE)
    assert read_section(*lay(*lines)) == ("Общество", (3,))
    assert read_section(*lay("Поиск", *lines[4:])) == (None, ())


def test_a_known_section_between_a_button_and_the_title() -> None:
    page, layout = lay("Поиск", "Экономика", "= Мост открыт", PROSE, roles={0: "controls"})
    layout.rules[0] = "controls/search"
    assert read_section(page, layout) == ("Экономика", (1,))
    layout.roles[0] = "section"
    page.lines[0].text = "Новости"
    assert read_section(page, layout) == ("Экономика", (1,))
    page.lines[0].text = "Аналитика"
    assert read_section(page, layout) == (None, ())


def test_a_known_section_beside_the_date() -> None:
    page, layout = lay("Сегодня", "12 декабря, 14:30", "Экономика", "Поделиться", "Слушать", "Печать", "= Мост", PROSE,
                       roles={1: "date"})
    assert read_section(page, layout) == ("Экономика", (2,))


def test_a_section_glued_to_the_date_leaves_the_line_to_the_date() -> None:
    assert read_section(*lay("14:58, 15 декабря 2025Экономика", "= Мост открыт", PROSE)) == ("Экономика", ())


def test_crumbs_above_the_title() -> None:
    assert read_section(*lay("Главная / Новости / Транспорт", "= Мост открыт", PROSE)) == ("Транспорт", (0,))


def test_the_title_in_the_crumbs_is_no_section() -> None:
    assert read_section(*lay("Главная / Новости / Мост открыт", "= Мост открыт", PROSE)) == (None, ())


def test_a_rubric_below_the_text() -> None:
    assert read_section(*lay("= Мост открыт", PROSE, "Рубрика: Транспорт")) == ("Транспорт", (2,))


def test_mark_up_calls_a_line_the_rubric() -> None:
    page, layout = lay("Речное дело", "= Мост открыт", PROSE)
    page.lines[0].hints = Hints(words=frozenset({"topic", "rubric"}), link_share=1.0)
    assert read_section(page, layout) == ("Речное дело", (0,))


# --- the tags

def test_tags_behind_a_label() -> None:
    assert read_tags(*lay("= Мост открыт", PROSE, "Теги: мост, река")) == (("мост", "река"), (2,))


def test_tags_on_the_lines_after_their_label() -> None:
    page, layout = lay("= Мост открыт", PROSE, "Теги:", "мост", "река Кленовка", "Хабы:", "Java")
    assert read_tags(page, layout) == (("мост", "река Кленовка"), (2, 3, 4))


def test_tags_end_where_a_rule_knows_the_line() -> None:
    page, layout = lay("= Мост открыт", PROSE, "Теги:", "мост", "Комментарии", roles={4: "comments"})
    assert read_tags(page, layout) == (("мост",), (2, 3))


@pytest.mark.parametrize("lines", [
    ("мост", ", река", ", Кленовка"), ("мост,", "река,", "Кленовка"), ("мост, река", ", Кленовка"),
    ("мост", "/", "река", "/", "Кленовка"),
])
def test_commas_join_tags_that_a_dump_broke(lines: tuple[str, ...]) -> None:
    page, layout = lay("= Мост открыт", PROSE, "Теги:", *lines, "Оставьте ваш комментарий")
    assert read_tags(page, layout) == (("мост", "река", "Кленовка"), tuple(range(2, 3 + len(lines))))


def test_a_menu_named_tags_holds_none() -> None:
    assert read_tags(*lay("= Мост открыт", PROSE, "Теги", "Спецпроекты", "Реклама", "Пресс-центр")) == ((), ())


def test_hashtags_line_by_line() -> None:
    assert read_tags(*lay("= Мост открыт", PROSE, "#мост", "#река")) == (("мост", "река"), (2, 3))


def test_numbers_of_comments_are_no_tags() -> None:
    assert read_tags(*lay("= Мост открыт", PROSE, "#11", "#10 Капитан 06.01.12, 10:32")) == ((), ())


def test_a_label_beats_the_metadata() -> None:
    page, layout = lay("= Мост открыт", PROSE, "Теги: мост", metadata=Metadata(tags=("новости", "регион")))
    assert read_tags(page, layout) == (("мост",), (2,))


def test_tags_of_the_metadata() -> None:
    assert read_tags(*lay("= Мост", PROSE, metadata=Metadata(tags=("мост, река",)))) == (("мост", "река"), ())


def test_a_list_of_words_in_the_metadata_is_no_tags() -> None:
    words = tuple(f"слово{i}" for i in range(30))
    assert read_tags(*lay("= Мост", PROSE, metadata=Metadata(tags=words))) == ((), ())


def test_mark_up_calls_lines_tags() -> None:
    page, layout = lay("= Мост открыт", PROSE, "Мост", "Река Кленовка", "РекаМост")
    for index, targets in ((2, 1), (3, 1), (4, 2)):
        page.lines[index].hints = Hints(words=frozenset({"tags"}), link_share=1.0, targets=("/tag",) * targets)
    assert read_tags(page, layout) == (("Мост", "Река Кленовка"), (2, 3, 4))


# --- teasers

@pytest.mark.parametrize(("lines", "expected"), [
    ((PROSE, "Читать далее"), True),
    ((PROSE, "Читать далее..."), True),
    ((PROSE + " Потом…", "Поделиться", "Подробнее"), True),
    ((PROSE + " […]", "Читать полностью »"), True),
    ((PROSE, "Подробнее"), False),
    ((PROSE, "Поделиться", "Комментарии", "Читать далее"), False),
    ((PROSE + " Потом…", "Поделиться"), False),
    ((PROSE, "Материал доступен подписчикам"), True),
    ((PROSE, "Поделиться", "Чтобы прочитать до конца, оформите подписку"), True),
    ((PROSE, "Продолжение доступно по подписке"), True),
    ((PROSE, "Подписка"), False),
    ((PROSE,), False),
], ids=str)
def test_truncated(lines: tuple[str, ...], expected: bool) -> None:
    assert is_truncated(*lay("= Мост открыт", *lines)) is expected


def test_a_stub_without_any_text() -> None:
    assert is_truncated(*lay("= Мост открыт", "Материал доступен только подписчикам"))
    assert not is_truncated(*lay("Новости", "Материал доступен только подписчикам"))


# --- what always holds

PIECES = st.sampled_from([
    "Источник:", "Источник", "—", "ТАСС", "iz.ru", "По материалам", "Рубрика:", "Рубрики:", "Теги:", "#", "#мост", ",",
    "/", "|", ">", "Главная", "Новости", "Политика", "14:58", "15 декабря 2025", "Экономика", "Читать далее", "…",
    "Материал", "доступен", "подписчикам", "Чтобы прочитать", "оформите подписку", " ", "«Клён»", PROSE,
])
MIXED = st.lists(PIECES, max_size=20)
TEXTS = st.one_of(st.text(max_size=120), MIXED.map(" ".join), MIXED.map("".join))


@given(TEXTS)
def test_any_line_is_survived_and_values_are_of_the_line(text: str) -> None:
    assert (source_in(text) or "") in text
    assert (section_in(text) or "") in text
    assert all(tag in text for tag in tags_in(text))
    assert is_paywall(text) in (True, False)


@given(st.lists(TEXTS, max_size=12), st.data())
def test_any_page_is_survived(texts: list[str], data: st.DataObject) -> None:
    metadata = Metadata(section=data.draw(st.none() | TEXTS), tags=tuple(data.draw(st.lists(TEXTS, max_size=3))))
    page, layout = lay(*texts, metadata=metadata)
    if texts:
        layout.body = sorted(data.draw(st.sets(st.integers(0, len(texts) - 1))))
        layout.title = data.draw(st.none() | st.integers(0, len(texts) - 1))
    for read in (read_source(page, layout), read_section(page, layout), read_tags(page, layout)):
        assert set(read.lines) <= set(range(len(texts)))
        assert read.value != ""
    assert is_truncated(page, layout) in (True, False)


@pytest.mark.parametrize("piece", [" ", "/", "Источник: ", "Главная / ", "#", "Теги: а, ", "1:", "чтобы читать "])
def test_long_lines_are_survived(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    page, layout = lay("= Мост открыт", text, PROSE, text, text)
    assert read_source(page, layout).value is None
    assert read_section(page, layout).value is None
    assert read_tags(page, layout).value == ()
    assert not is_truncated(page, layout)
