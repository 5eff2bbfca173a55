"""The shapes in which scrapers save a page's text, each by a small example."""

from __future__ import annotations

import pytest

from newsclean.reading.page import Page
from newsclean.reading.text import normalise, read_text


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


# Characters.

@pytest.mark.parametrize(
    ("dump", "expected"),
    [
        ("в\u00a0Омуте", "в Омуте"),
        ("3\u202f200 \u2009 человек", "3 200 человек"),
        ("че\u00adло\u200bвек\ufeff", "человек"),
        ("\u202aОмут\u202c", "Омут"),
        ("Омут\tрека", "Омут река"),
        ("Омут\x00\x07", "Омут"),
        ("река&nbsp;Омут", "река Омут"),
        ("&laquo;Омут&raquo; &mdash; река", "«Омут» — река"),
        ("&#171;Омут&#xBB;", "«Омут»"),
        ("&amp;laquo;Омут&amp;raquo;", "«Омут»"),
        ("чай & баранки", "чай & баранки"),
        ("R&D; M&Ms", "R&D; M&Ms"),
        ("&неизвестно;", "&неизвестно;"),
        ("один\r\nдва\rтри", "один\nдва\nтри"),
        ("один\u2028два\u0085три\x0bчетыре", "один\nдва\nтри\nчетыре"),
        (r"один\nдва\n\nтри", "один\nдва\n\nтри"),
        (r"один\r\nдва\tтри", "один\nдва три"),
        ("путь C:\\new\nдва\nтри", "путь C:\\new\nдва\nтри"),
        ("в [городе](https://omut.example/tag/1) снег", "в городе снег"),
        ("[Новости](/news/)", "Новости"),
        ("[написать](mailto:a@omut.example)", "написать"),
        ("примечание [1] (см. ниже)", "примечание [1] (см. ниже)"),
        ("функция f[i](x)", "функция f[i](x)"),
        ("", ""),
    ],
)
def test_normalise(dump: str, expected: str) -> None:
    assert normalise(dump) == expected


@pytest.mark.parametrize("text", ["Ёлка", "«Кавычки» “Ъ”", "№ 5 — 10 °C", "й ё", "E = mc²", "😀"])
def test_normalise_leaves_what_is_no_fault_of_the_dump(text: str) -> None:
    assert normalise(text) == text


# Lines.

def test_a_block_a_line() -> None:
    page = read_text("Заголовок\n\nПервый абзац.\nВторой абзац.\n")
    assert texts(page) == ["Заголовок", "Первый абзац.", "Второй абзац."]
    assert [line.number for line in page.lines] == [1, 3, 4]
    assert [line.gap for line in page.lines] == [False, True, False]
    assert page.shape == "lines"


BROKEN = """\
Туриста выселили из гостиницы в
Кукушкине
из-за жалобы на петуха. Об этом он
рассказал
в своём блоге.
Хозяйка узнала об отзыве и попросила пару съехать, но
приложение
«Карты Омута» сохранило копию.
Подробнее
Читайте также"""


def test_lines_broken_at_inline_tags_are_joined() -> None:
    page = read_text(BROKEN)
    assert texts(page)[0] == (
        "Туриста выселили из гостиницы в Кукушкине из-за жалобы на петуха. Об этом он рассказал в своём блоге."
    )
    assert page.shape == "gettext"
    assert texts(page)[-2:] == ["Подробнее", "Читайте также"]


def test_a_joined_line_remembers_its_parts() -> None:
    first = read_text(BROKEN).lines[0]
    assert first.number == 1
    assert first.parts == tuple(enumerate(BROKEN.split("\n")[:5], 1))


@pytest.mark.parametrize(
    ("pieces", "joined"),
    [
        ((", сообщила диспетчер.",), ", сообщила диспетчер."),
        ((".",), "."),
        (("» в среду.",), "» в среду."),
        (("— сказал он.",), " — сказал он."),
    ],
)
def test_what_goes_between_the_pieces(pieces: tuple[str, ...], joined: str) -> None:
    head = "Паром отошёл от пристани и вернулся через час с баранками"
    dump = "\n".join((head, *pieces, "Пассажиры Верхних Омутов, как сообщили на пристани,", "остались довольны."))
    assert texts(read_text(dump))[0] == head + joined


def test_a_dump_with_blank_lines_is_not_joined() -> None:
    dump = "Паром отошёл от пристани\n\nи вернулся\n\nчерез час,\n\nно уже с баранками."
    assert texts(read_text(dump)) == [line for line in dump.split("\n") if line]


def test_menus_are_not_joined_in_a_broken_dump() -> None:
    page = read_text("Главная\nНовости\nПогода\n" + BROKEN)
    assert texts(page)[:3] == ["Главная", "Новости", "Погода"]


# One line.

FILLER = " Паромы ходят по Омуту с апреля по ноябрь и возят горожан, собак и самовары." * 12


@pytest.mark.parametrize(
    ("glued", "pieces"),
    [
        ("21 августа 202513:20Экономика", ["21 августа 2025", "13:20", "Экономика"]),
        ("Экономика15:20Россия собрала урожай.", ["Экономика", "15:20", "Россия собрала урожай."]),
        ("Пересмотрели оценки.Январь прошёл тихо.", ["Пересмотрели оценки.", "Январь прошёл тихо."]),
        ("Лето прошло.ЯнварьПримечательно, что тепло.", ["Лето прошло.", "Январь", "Примечательно, что тепло."]),
        ("РекламаКарта сайтаКонтакты", ["Реклама", "Карта сайта", "Контакты"]),
    ],
)
def test_a_one_line_dump_is_cut_where_blocks_were_glued(glued: str, pieces: list[str]) -> None:
    page = read_text(glued + FILLER)
    assert texts(page)[:len(pieces) - 1] == pieces[:-1]
    assert texts(page)[len(pieces) - 1].startswith(pieces[-1])
    assert page.shape == "oneline"
    assert {line.number for line in page.lines} == {1}


def test_sentences_after_a_plain_space_make_one_paragraph() -> None:
    page = read_text(FILLER.strip())
    assert [line.glued for line in page.lines] == [False] + [True] * 11


@pytest.mark.parametrize("words", [
    "в 2024 г. Омут замёрз", "на ул. Пристанской темно", "5 тыс. человек", "мастер И. И. Выдумкин запел",
    "им. Капитана Примерова", "по 3.5 рубля", "сайт omut.example открыт", "ООО «ЯблоковЪ» растёт",
    "завод «ОмутСталь» ждёт",
])
def test_a_one_line_dump_is_not_cut_inside_a_sentence(words: str) -> None:
    sentence = f"Сообщили, что {words} без видимых причин."
    assert any(sentence in text for text in texts(read_text(sentence + FILLER)))


def test_a_long_paragraph_among_others_stays_whole() -> None:
    page = read_text("\n".join(f"{FILLER.strip()} {i}." for i in range(5)))
    assert len(page.lines) == 5


# A dataset's header.

def test_a_date_glued_to_the_first_line_is_the_datasets() -> None:
    page = read_text(" date 2025-12-11 На сайте используются cookies.\nЗаголовок")
    assert page.metadata.crawled == "2025-12-11"
    assert page.header == [(1, "date 2025-12-11")]
    assert texts(page) == ["На сайте используются cookies.", "Заголовок"]


@pytest.mark.parametrize("first", [
    "date 2025-12-11Омут", "update 2025-12-11 Омут", "date 11.12.2025 Омут", "Омут date 2025-12-11",
])
def test_what_only_looks_like_it_stays(first: str) -> None:
    page = read_text(first)
    assert page.header == []
    assert texts(page) == [first]


@pytest.mark.parametrize(
    ("head", "crawled"),
    [
        ("ru-86\nru\n2021-02-01\nhttp://izba.example/1\n", "2021-02-01"),
        ("251\nru\n\nhttps://izba.example/1\n", None),
        ("ru\nhttps://izba.example/1\n", None),
    ],
)
def test_lines_with_id_language_date_and_address_are_the_datasets(head: str, crawled: str | None) -> None:
    page = read_text(head + "Заголовок\nТекст статьи.")
    assert texts(page) == ["Заголовок", "Текст статьи."]
    assert page.metadata.url is not None
    assert page.metadata.crawled == crawled
    assert [text for _, text in page.header] == head.split()
    assert page.lines[0].number == head.count("\n") + 1


@pytest.mark.parametrize("dump", [
    "https://izba.example/1\nЗаголовок", "ru\nНовости\nhttps://izba.example/1", "5\n4\n3\n2\n1\nпуск",
])
def test_an_address_or_a_number_alone_is_no_header(dump: str) -> None:
    page = read_text(dump)
    assert page.header == []
    assert texts(page) == dump.split("\n")
