"""Bylines, names, and where on a page authors stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.article import Dateline
from newsclean.fields.authors import Authors, read_authors
from newsclean.fields.bylines import Byline, read_byline
from newsclean.fields.names import collective, familiar, person, pseudonym, surname_like
from newsclean.layout import Layout
from newsclean.reading.fold import fold
from newsclean.reading.page import Hints, Line, Metadata, Page
from tests.cases import FIXTURES

_ROWS = [
    tuple(cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1])
    for row in (FIXTURES / "fields" / "bylines.md").read_text("utf-8").splitlines()
    if row.startswith("| ")
]
_BYLINES = [row for row in _ROWS if len(row) == 3 and row[0] != "line"]
_NAMES = [row for row in _ROWS if len(row) == 2 and row[0] != "text"]


@pytest.mark.parametrize("row", _BYLINES, ids=lambda row: row[0][:60])
def test_byline(row: tuple[str, str, str]) -> None:
    line, label, names = row
    want = Byline(line, tuple(name.strip() for name in names.split(";") if name.strip()), label == "yes")
    assert read_byline(line) == (None if label == "-" else want)


@pytest.mark.parametrize("row", _NAMES, ids=lambda row: row[0])
def test_person(row: tuple[str, str]) -> None:
    assert person(row[0]) == (row[1] or None)


def test_the_fixtures_are_many_and_hold_traps() -> None:
    traps = sum(not row[2] for row in _BYLINES) + sum(not row[1] for row in _NAMES)
    assert len(_BYLINES) >= 200
    assert traps >= (len(_BYLINES) + len(_NAMES)) * 0.4


def test_signs_of_a_name() -> None:
    assert familiar("Дина Марьина")
    assert not familiar("Йохан Терве")
    assert surname_like("Йохан Лопухов")
    assert not surname_like("Нижний Лопухов")
    assert pseudonym("Летописец") == "Летописец"
    assert pseudonym("Редакция") is None
    assert collective("Служба новостей")
    assert not collective("Дина Марьина")


_BODY = (
    "Мост через реку Озёрную открыли в понедельник после ремонта, который длился два года.",
    "По словам мэра Саввы Подгорного, движение пустят к вечеру.",
)


class Sketch(NamedTuple):
    """A page in short: lines before the title, the title, lines under it, the text, lines after it."""

    over: Sequence[str] = ()
    title: str | None = "Мост через Озёрную открыли после ремонта"
    under: Sequence[str] = ()
    body: Sequence[str] = _BODY
    after: Sequence[str] = ()
    metadata: Metadata | None = None
    hints: Mapping[str, frozenset[str]] | None = None

    def read(self, dateline: Dateline | None = None) -> Authors:
        title = [self.title] if self.title else []
        texts = [*self.over, *title, *self.under, *self.body, *self.after]
        start = len(self.over) + len(title) + len(self.under)
        lines = [
            Line(text, at + 1, hints=Hints(words=self.hints[text]) if self.hints and text in self.hints else None)
            for at, text in enumerate(texts)
        ]
        layout = Layout(
            len(self.over) if title else None, None, list(range(start, start + len(self.body))),
            [None] * len(lines), [None] * len(lines),
        )
        return read_authors(Page(lines, metadata=self.metadata or Metadata()), layout, dateline)


_PAGES: dict[str, tuple[Sketch, tuple[str, ...]]] = {
    "label under the title": (Sketch(under=["5 мая 2021", "Автор: Дина Марьина"]), ("Дина Марьина",)),
    "label and name on two lines": (Sketch(under=["Автор:", "Дина Марьина"]), ("Дина Марьина",)),
    "label and pen-name on two lines": (Sketch(after=["Автор:", "Dexter", "Теги:"]), ("Dexter",)),
    "label without colon in a menu": (Sketch(over=["Авторы", "Издания", "Политика"]), ()),
    "labels, tags' label, names": (
        Sketch(after=["Авторы", "Теги", "Дина Марьина,", "Глеб Осокин", "При участии", "Пётр Лопухов", "мост"]),
        ("Дина Марьина", "Глеб Осокин", "Пётр Лопухов"),
    ),
    "label, name, a tag that the text speaks of": (
        Sketch(body=[*_BODY, "Савва Подгорный обещал приехать на открытие моста вместе с детьми и соседями."],
               after=["Авторы:", "Дина Марьина", "Савва Подгорный", "Озёрная"]),
        ("Дина Марьина",),
    ),
    "several names under a label": (
        Sketch(after=["Авторы:", "Дина Марьина", "Глеб Осокин", "Поделиться"]), ("Дина Марьина", "Глеб Осокин"),
    ),
    "label, and under it a name with its source": (
        Sketch(after=["Автор:", "Дина Марьина; источник: корреспондент «Озёрной газеты»"]), ("Дина Марьина",),
    ),
    "the window title names the author, of whom a reader speaks, too": (
        Sketch(under=["14.05.2024", "Дина Марьина"], metadata=Metadata(window="Мост открыли • Дина Марьина • Омут"),
               body=[*_BODY, *["Движение пустят к вечеру."] * 5, "Спасибо, Дина Марьина ответила на всё.",
                       *["И правда."] * 7]),
        ("Дина Марьина",),
    ),
    "a dateline below a deck and a card": (
        Sketch(body=["Движение пустят к вечеру.", "Материал", "Контекст", "Твитнуть",
                     "ОМУТИНСК, 4 янв — РИА Новости, Дина Марьина. Мост открыли.", *_BODY]),
        ("Дина Марьина",),
    ),
    "label as the text's last line": (Sketch(body=[*_BODY, "Беседовала Дина Марьина."]), ("Дина Марьина",)),
    "label under the text": (Sketch(after=["Нажмите Ctrl+Enter", "Текст: Дина Марьина"]), ("Дина Марьина",)),
    "label after the comments": (Sketch(after=["Комментарии", "Автор: Дина Марьина"]), ()),
    "label far under the text": (Sketch(after=["Поделиться"] * 9 + ["Подготовила Дина Марьина"]), ()),
    "label before nobody": (Sketch(under=["Автор: редакция"]), ()),
    "name under the title": (Sketch(under=["Дина Марьина", "5 мая 2021, 12:30"]), ("Дина Марьина",)),
    "name under the deck, before a credit": (
        Sketch(under=["Движение пустят к вечеру", "Дина Марьина", "Фото: Глеб Осокин / ТАСС"]), ("Дина Марьина",),
    ),
    "name, role on the next line": (Sketch(under=["Дина Марьина", "Корреспондент", "5 мая"]), ("Дина Марьина",)),
    "name, role in parentheses": (Sketch(under=["Дина Марьина (редактор отдела «Реки»)"]), ("Дина Марьина",)),
    "unknown first name under the title": (Sketch(under=["Йохан Лопухов"]), ("Йохан Лопухов",)),
    "unknown words beside the title's date": (Sketch(under=["Йохан Терве", "5 мая 2021"]), ("Йохан Терве",)),
    "unknown words without a date": (Sketch(under=["Поделиться", "Йохан Терве", "Поделиться"]), ()),
    "name and date in one line": (Sketch(under=["Дина Марьина 03.03.2020, 14:48"]), ("Дина Марьина",)),
    "name above the title beside a date": (Sketch(over=["19.10.2020 09:34", "Дина Марьина", "25"]), ("Дина Марьина",)),
    "name above the title, reading time": (
        Sketch(over=["31.03.2023 10:52", "Дина Марьина", "Время чтения: 1 минута", "2452"]), ("Дина Марьина",),
    ),
    "another card's author above the title": (
        Sketch(over=["5 мая 2021", "Дина Марьина", "Партнёры", "Прочитать статью"]), (),
    ),
    "names in tags under the title": (Sketch(under=["Теги:", "Дина Марьина", "Глеб Осокин"]), ()),
    "a photo's credit on two lines": (Sketch(under=["Фото:", "Глеб Осокин"]), ()),
    "a credit broken at the slash": (Sketch(under=["Глеб Осокин /", "АиФ"]), ()),
    "a credit broken before the agency": (Sketch(under=["Глеб Осокин", "РИА Новости"]), ()),
    "a caption: the one whom the text speaks of": (Sketch(under=["Савва Подгорный"]), ()),
    "the one whom the title speaks of": (Sketch(title="Глеб Осокин открыл мост", under=["Глеб Осокин"]), ()),
    "name as the text's last line": (Sketch(body=[*_BODY, "Дина Марьина"]), ("Дина Марьина",)),
    "names under the text": (
        Sketch(after=["Дина Марьина, Глеб Осокин", "Темы:", "Мосты"]), ("Дина Марьина", "Глеб Осокин"),
    ),
    "a name of two surnames under the date": (
        Sketch(under=["5 мая 2021", "Йохан Озёров-Вымышленный"]), ("Йохан Озёров-Вымышленный",),
    ),
    "name under the text's date": (
        Sketch(after=["5 января 2012 г, 11:01", "Дина Марьина", "версия для печати"]), ("Дина Марьина",),
    ),
    "a columnist's card under the text": (
        Sketch(after=["Дина Марьина", "Почему река больше не замерзает и что с этим делать", "15:22"]), (),
    ),
    "columnists after a heading": (Sketch(after=["Мнения", "Дина Марьина", "03.03.2020", "Сеанс рыбалки"]), ()),
    "a tag that the text speaks of": (Sketch(after=["Источник: РБ Озеро", "Савва Подгорный"]), ()),
    "a name in a broken sentence": (Sketch(body=[*_BODY, "Об этом рассказала инженер", "Дина Марьина", "."]), ()),
    "name over an author's control": (
        Sketch(after=["7 дней назад", "Дина Марьина", "Напишите нам"]), ("Дина Марьина",),
    ),
    "metadata": (Sketch(metadata=Metadata(authors=("Дина Марьина",))), ("Дина Марьина",)),
    "metadata name the outlet": (Sketch(metadata=Metadata(authors=("РИА Новости",), site="РИА Новости")), ()),
    "metadata name an account, the page an author": (
        Sketch(metadata=Metadata(authors=("admin",)), under=["Автор: Дина Марьина"]), ("Дина Марьина",),
    ),
    "metadata name one of two": (
        Sketch(metadata=Metadata(authors=("Дина Марьина",)), after=["Авторы: Дина Марьина, Глеб Осокин"]),
        ("Дина Марьина", "Глеб Осокин"),
    ),
    "mark-up calls a line an author's": (
        Sketch(under=["Поделиться", "Йохан Терве", "Читать в Telegram"], hints={"Йохан Терве": frozenset({"author"})}),
        ("Йохан Терве",),
    ),
    "mark-up calls a line a caption": (
        Sketch(under=["Дина Марьина"], hints={"Дина Марьина": frozenset({"figcaption"})}), (),
    ),
    "no title": (Sketch(title=None, over=["5 мая 2021", "Дина Марьина"]), ("Дина Марьина",)),
    "a bare name long after the title, above a comment": (Sketch(after=["Обсудить", "Дина Марьина", "Согласна!"]), ()),
    "nothing": (Sketch(), ()),
    "no lines": (Sketch(title=None, body=[]), ()),
}


@pytest.mark.parametrize("name", _PAGES)
def test_page(name: str) -> None:
    page, want = _PAGES[name]
    assert page.read().names == want


def test_label_outranks_dateline_and_dateline_a_bare_name() -> None:
    dateline = Dateline(text="МОСКВА, 4 янв — РИА Новости, Пётр Лопухов.", correspondents=("Пётр Лопухов",))
    assert Sketch(under=["Автор: Дина Марьина"]).read(dateline).names == ("Дина Марьина",)
    assert Sketch(after=["Дина Марьина"]).read(dateline).names == ("Пётр Лопухов",)


def test_lines_hold_labels_names_roles_and_repetitions() -> None:
    page = Sketch(under=["Автор:", "Дина Марьина", "Корреспондент", "Поделиться"], after=["Дина Марьина", "Темы"])
    assert page.read().lines == (1, 2, 3, 7)
    assert Sketch(under=["Автор: редакция"]).read().lines == (1,)


def test_a_deck_that_begins_with_a_role_is_no_byline() -> None:
    assert Sketch(under=["Дина Марьина", "Эксперт назвал причину задержки"]).read().lines == (1,)


def test_one_line_dump() -> None:
    text = "Хоккей 0 Барсы 1 27 февраля 16:07 автор: Дина Марьина Лопухов выступит на чемпионате"
    page = Page([Line(text, 1), Line(_BODY[0], 1, glued=True)], shape="oneline")
    assert read_authors(page, Layout(None, None, [1], [None] * 2, [None] * 2), None).names == ("Дина Марьина",)


_PIECES = st.sampled_from([
    "Автор: ", "Текст: ", "Беседовала ", "Дина", " ", "Марьина", "МАРЬИНА", ",", " и ", "/", "(", ")", "«", "»", ".",
    "РИА Новости", "корреспондент ", "12:30", "5 мая", "@", "a@b.ru", "…", "''", "\xa0", "\u200b", "ﬁ", "-", "—", "//",
    "|", "С.", ":", "ё",
])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=14).map("".join)))
def test_never_raises_and_names_stand_in_the_line(text: str) -> None:
    byline = read_byline(text)
    printed = fold(fold(text)).casefold()
    for name in byline.names if byline else ():
        assert fold(name).casefold() in printed
    alone = person(text)
    assert alone is None or fold(alone).casefold() in printed


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.one_of(st.lists(_PIECES, max_size=8).map("".join), st.text(max_size=40)), max_size=12),
    st.none() | st.integers(0, 15), st.lists(st.integers(0, 15), unique=True).map(sorted),
)
def test_any_page_and_layout(texts: list[str], title: int | None, body: list[int]) -> None:
    page = Page([Line(text, at) for at, text in enumerate(texts, 1)])
    authors = read_authors(page, Layout(title, None, body, [None] * len(texts), [None] * len(texts)), None)
    assert list(authors.lines) == sorted(set(authors.lines))
    assert all(0 <= at < len(texts) for at in authors.lines)
