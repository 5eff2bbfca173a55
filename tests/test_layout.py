"""Where the article begins and ends, as a user sees it: what stays, what goes, and that each line says why."""

from __future__ import annotations

import pytest

from newsclean import Article, parse

TITLE = "Ярмарка ложек в Дальних Кочках побила рекорд прошлого года"
DATE = "30 апреля 2022, 12:00"
TEXT = (
    "В Дальних Кочках завершилась ярмарка ложек, которую за три дня посетили девять тысяч человек. Организаторы "
    "насчитали больше шестисот видов товара, от чайных ложек до черпаков.",
    "Победителем состязания резчиков стал Лев Ясенев: он вырезал ложку из осины за четыре минуты и тут же съел ею "
    "тарелку ухи. Второе место присудили его дочери.",
    "«Секрет в том, чтобы не торопить дерево и не смотреть на часы», — рассказал победитель после награждения.",
    "На будущий год ярмарку обещают перенести на луг за мельницей, поскольку площадь уже не вмещает гостей. Торговые "
    "ряды начнут строить весной.",
)
CODE = ("Так выглядит рецепт:", "ложка := осина", "ложка := ложка - стружка")
MENU = ("Главная", "Новости", "Общество", "Культура", "Спорт", "Погода")
FEED = (
    "Последние новости", "12:40", "Пожарные сняли с дуба воздушного змея", "12:15", "В школе открыли кружок тишины",
    "11:50", "Мост через ручей назовут именем почтальона",
)
FOOTER = ("О проекте", "Рекламодателям", "© 2022 Омут сегодня", "16+")


def clean(*lines: str) -> Article:
    return parse("\n".join(lines))


def test_menu_feed_and_footer_go_and_the_text_stays() -> None:
    article = clean(*MENU, TITLE, DATE, *TEXT, *FEED, *FOOTER)
    assert article.title == TITLE
    assert article.paragraphs == TEXT
    assert [record.text for record in article.removed] == [*MENU, DATE, *FEED, *FOOTER]


def test_a_clean_text_stays_whole() -> None:
    assert clean(*TEXT).paragraphs == TEXT
    assert clean(*TEXT).removed == ()


@pytest.mark.parametrize("paragraph", [
    "Подписывайтесь на газету, советовали ведущие ярмарки, и тогда ложка достанется вам в подарок.",
    "Реклама ярмарки висела на каждом столбе от пристани до мельницы, и художник сам обновлял её после каждого дождя.",
    "Фото: так называлась единственная палатка без ложек, где гостей снимали на фоне задника с павлинами.",
    "Читайте также вслух, попросил директор школы, вручая победителям книги о резьбе по дереву.",
    "«Поделиться ложкой — всё равно что поделиться супом», — заметил гость из Новоозёрного и купил четыре черпака.",
    "Комментарии экспертов, которые судили состязание, поместились на обороте одной берестяной грамоты.",
])
def test_prose_that_opens_like_furniture_stays(paragraph: str) -> None:
    assert paragraph in clean(*MENU, TITLE, DATE, *TEXT[:2], paragraph, *TEXT[2:], *FEED, *FOOTER).paragraphs


@pytest.mark.parametrize("card", [
    ("Читайте также: Как отличить липовую ложку от кленовой",),
    ("Читайте также", "Как отличить липовую ложку от кленовой"),
    ("Подписывайтесь на наш канал в Telegram",),
    ("Фото: Семён Небылицын",),
    ("Реклама",),
])
def test_an_insert_in_mid_text_goes_and_what_follows_stays(card: tuple[str, ...]) -> None:
    article = clean(*MENU, TITLE, DATE, *TEXT[:2], *card, *TEXT[2:], *FEED, *FOOTER)
    assert article.paragraphs == TEXT


@pytest.mark.parametrize("subheading", ["Кто победил", "Что будет дальше?", "Ложка и закон", "Глава вторая. Черпак"])
def test_a_subheading_stays(subheading: str) -> None:
    article = clean(*MENU, TITLE, DATE, *TEXT[:2], subheading, *TEXT[2:], *FEED, *FOOTER)
    assert article.paragraphs == (*TEXT[:2], subheading, *TEXT[2:])


@pytest.mark.parametrize("line", ["Не пляшите.", "— Кто победил?", "Вот и всё."])
def test_a_short_sentence_inside_the_text_stays(line: str) -> None:
    article = clean(*MENU, TITLE, DATE, *TEXT[:2], line, *TEXT[2:], *FEED, *FOOTER)
    assert article.paragraphs == (*TEXT[:2], line, *TEXT[2:])


@pytest.mark.parametrize("line", [
    "Пострадавших на ярмарке нет.", "Ложки отдали в музей.", "Следующая ярмарка пройдёт 7 мая.",
    "Победителя ждут в 12:40 у мельницы.",
])
def test_a_short_sentence_right_under_the_text_stays(line: str) -> None:
    article = clean(*MENU, TITLE, DATE, *TEXT, line, *FEED, *FOOTER)
    assert article.paragraphs == (*TEXT, line)


@pytest.mark.parametrize("line", [
    "Ваш адрес не будет опубликован.", "Фото автора.", "Лев Ясенев.", "ООО «Омут», тел. 12-34-56, omut@example.org.",
    "Опубликовано 30 апреля 2022 г.", "Семь рецептов ухи, которые стоит знать каждому",
])
def test_what_is_no_sentence_of_the_text_does_not_stay_under_it(line: str) -> None:
    assert clean(*MENU, TITLE, DATE, *TEXT, line, *FEED, *FOOTER).paragraphs == TEXT


def test_cards_in_mid_text_end_at_a_short_sentence() -> None:
    sentence = "Ложки тянули на канате. Канат выдержал."
    cards = ("Читайте также", "Как отличить липовую ложку от кленовой")
    assert clean(*MENU, TITLE, DATE, *TEXT[:2], *cards, sentence, *TEXT[2:], *FEED, *FOOTER).paragraphs == (
        *TEXT[:2], sentence, *TEXT[2:],
    )


def test_long_comments_under_their_heading_are_no_text() -> None:
    comments = [
        line for number, text in enumerate(TEXT * 2)
        for line in (f"Читатель{number}", f"30.04.2022 1{number}:05", f"А я скажу так. {text} Вот и всё, соседи!")
    ]
    assert clean(*MENU, TITLE, DATE, *TEXT, "Комментарии (8)", *comments, *FOOTER).paragraphs == TEXT


def test_announcements_under_a_heading_of_related_items_are_no_text() -> None:
    announced = [line for text in TEXT * 2 for line in ("Как соседи выбирают ложки", f"Новость соседей. {text}")]
    assert clean(*MENU, TITLE, DATE, *TEXT, "Смотрите также:", *announced, *FOOTER).paragraphs == TEXT


def test_text_under_a_heading_of_comments_without_readers_stays() -> None:
    more = tuple(text.replace("ложк", "миск").replace("Ложк", "Миск") for text in TEXT)
    article = clean(*MENU, TITLE, DATE, *TEXT, "Комментарии", *more, *FEED, *FOOTER)
    assert article.paragraphs[-4:] == more


def test_lines_that_rules_know_do_not_cost_a_clean_text_its_paragraphs() -> None:
    body = (*TEXT, *CODE, *TEXT[:2], "Реклама", *TEXT[2:], *CODE, *TEXT)
    assert parse("\n\n".join(body)).paragraphs == tuple(line for line in body if line != "Реклама")


@pytest.mark.parametrize("tail", ["Нашли опечатку? Нажмите Ctrl+Enter", "Комментарии", "Читайте также", "Поделиться"])
def test_a_tail_in_the_text_does_not_cut_the_prose_that_follows(tail: str) -> None:
    article = clean(*MENU, TITLE, DATE, *TEXT[:2], tail, *TEXT[2:], *FEED, *FOOTER)
    assert article.paragraphs == TEXT


def test_each_line_that_goes_says_why() -> None:
    article = clean(*MENU, TITLE, DATE, *TEXT, *FEED, *FOOTER)
    for record in article.removed:
        group, _, name = record.rule.partition("/")
        assert group
        assert name
        assert record.role


@pytest.mark.parametrize("page", [
    MENU * 3, FEED, (*MENU, *FEED, *FOOTER), FOOTER, ("Главная",), ("404", "Страница не найдена"),
])
def test_a_page_without_an_article_has_a_low_confidence(page: tuple[str, ...]) -> None:
    assert clean(*page).confidence < 0.5


@pytest.mark.parametrize("page", [
    (*MENU, TITLE, DATE, *TEXT, *FEED, *FOOTER), TEXT, (TITLE, *TEXT), (TITLE, DATE, *TEXT[:1]),
    (*MENU, *TEXT, *FOOTER),
])
def test_an_article_has_a_high_confidence(page: tuple[str, ...]) -> None:
    assert clean(*page).confidence >= 0.5


def test_in_one_line_the_sentences_of_a_paragraph_stay_together() -> None:
    lines = (*MENU, DATE, "Автор: Савва Пробный", TITLE, *TEXT, "Кто победил? Узнаем в мае.")
    dump = " ".join(lines) + "Все новости© 2022 Омут"
    body = parse(dump).body
    assert all(sentence in body for sentence in (
        "Организаторы насчитали больше шестисот видов товара", "Второе место присудили его дочери.", "Кто победил?",
        "Узнаем в мае.",
    ))
    assert "Погода" not in body
