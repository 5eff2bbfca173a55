"""The public face: what `parse` takes, what it gives, and how it says no."""

from __future__ import annotations

import datetime as dt
import io
import json
import pathlib
import pickle
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pydantic import ValidationError

import newsclean
from newsclean import Article, InputTooLarge, Removed, RuleSet, parse
from tests.pages import FOLDER, page_cases

DUMP = "\n".join((
    "Главная",
    "Новости",
    "Паром до Кукушкина пошёл по новому расписанию",
    "11 декабря 2025, 14:05",
    "Автор: Вера Образцова",
    "Паром до Кукушкина с понедельника пойдёт по новому расписанию: первый рейс перенесли на полчаса раньше.",
    "«Рыбаки просили об этом с весны, и мы наконец нашли будильник», — сказала диспетчер пристани Алла Выдумкина.",
    "Билет по-прежнему стоит двадцать рублей, а собаки и самовары перевозятся бесплатно.",
    "Нашли опечатку? Нажмите Ctrl+Enter",
    "© Вестник Омута, 2025",
))
HTML = (FOLDER / "html-modern" / "bees.html").read_bytes()


@pytest.fixture(scope="module")
def article() -> Article:
    return parse(DUMP)


def everything(article: Article) -> tuple[dict[str, Any], tuple[Removed, ...]]:
    return article.model_dump(), article.removed


# What it takes.

@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        (None, "NoneType"), (5, "int"), ([DUMP], "list"), ({"text": DUMP}, "dict"),
        (pathlib.PurePosixPath("page.txt"), "PurePosixPath"),
        (io.StringIO(DUMP), "StringIO"), (io.BytesIO(b"1"), "BytesIO"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_another_type_raises_a_sentence_that_says_what_to_pass(wrong: Any, name: str) -> None:
    with pytest.raises(TypeError) as error:
        parse(wrong)
    assert name in str(error.value)
    assert all(word in str(error.value) for word in ("str", "bytes", "BeautifulSoup"))


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"url": 5}, "url"), ({"url": b"https://a.example"}, "url"),
        ({"now": "вчера"}, "now"), ({"now": dt.date(2025, 1, 1)}, "now"),
        ({"rules": RuleSet()}, "rules"), ({"rules": ["my.toml"]}, "rules"), ({"rules": [{}]}, "rules"),
    ],
)
def test_a_wrong_argument_raises_a_sentence_that_names_it(settings: dict[str, Any], word: str) -> None:
    with pytest.raises(TypeError, match=word):
        parse(DUMP, **settings)


def test_a_source_over_the_limit_raises() -> None:
    with pytest.raises(InputTooLarge, match="limit of 10"):
        parse("Паром отошёл", limit=10)
    with pytest.raises(InputTooLarge, match="bytes"):
        parse("Паром".encode(), limit=9)
    assert issubclass(InputTooLarge, ValueError)


def test_a_source_of_just_the_limit_is_taken() -> None:
    assert parse(DUMP, limit=len(DUMP)).body == parse(DUMP).body
    assert parse(DUMP.encode(), limit=len(DUMP.encode())).body == parse(DUMP).body


def test_the_limit_stands_at_ten_million_characters() -> None:
    with pytest.raises(InputTooLarge, match="10000001 characters"):
        parse(" " * 10_000_001)


@pytest.mark.parametrize("source", ["", b"", " \n\t\r\n", "\ufeff", "\u200b", "&nbsp;", "\x00"])
def test_an_empty_source_gives_an_empty_article(source: str | bytes) -> None:
    article = parse(source)
    assert article == Article()
    assert article.confidence == 0.0
    assert article.removed == ()
    assert article.paragraphs == ()


@pytest.mark.parametrize("source", ["ы", "18+", "https://a.example/1", "12:00", "\ud800", "<", "&", "\\n", "]("])
def test_a_scrap_gives_a_low_confidence(source: str) -> None:
    assert parse(source).confidence < 0.5


@pytest.mark.parametrize("kind", [str, bytes, bytearray, memoryview])
def test_text_and_its_bytes_give_the_same_article(kind: type) -> None:
    source = DUMP if kind is str else kind(DUMP.encode())
    assert everything(parse(source)) == everything(parse(DUMP))


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "utf-16", "utf-8-sig"])
def test_bytes_in_any_charset_give_the_same_article(charset: str) -> None:
    plain = DUMP.replace("©", "(c)").replace("«", '"').replace("»", '"').replace("—", "-")
    assert everything(parse(plain.encode(charset))) == everything(parse(plain))


def test_html_as_text_as_bytes_and_as_a_soup_gives_the_same_article() -> None:
    text = HTML.decode("utf-8")
    expected = everything(parse(HTML))
    assert everything(parse(text)) == expected
    for builder in ("html.parser", "lxml"):
        assert everything(parse(BeautifulSoup(text, builder))) == expected, builder


def test_a_soup_is_left_as_it_is() -> None:
    soup = BeautifulSoup(HTML, "lxml")
    before = str(soup)
    parse(soup)
    assert str(soup) == before


def test_a_tag_of_a_soup_is_taken() -> None:
    tag = BeautifulSoup(HTML, "lxml").find("article")
    assert "В Верхних Омутах вышел календарь цветения" in parse(tag).body  # type: ignore[arg-type]


# What it gives.

def test_the_fields_of_a_small_dump(article: Article) -> None:
    lines = DUMP.split("\n")
    assert article.title == lines[2]
    assert article.date == dt.date(2025, 12, 11)
    assert article.date_text == "11 декабря 2025, 14:05"
    assert article.published is None or article.published.date() == article.date
    assert article.authors == ("Вера Образцова",)
    assert article.paragraphs == tuple(lines[5:8])
    assert article.language == "ru"
    assert article.confidence >= 0.5
    assert not article.truncated


def test_author_is_computed_and_dumped() -> None:
    two = Article(authors=("Вера Образцова", "Кир Примеров"))
    assert two.author == "Вера Образцова, Кир Примеров"
    assert two.model_dump()["author"] == two.author
    assert Article().author is None


def test_paragraphs_are_the_body_and_not_dumped(article: Article) -> None:
    assert "\n\n".join(article.paragraphs) == article.body
    assert "paragraphs" not in article.model_dump()


def test_removed_holds_each_line_that_was_taken_off_with_its_rule(article: Article) -> None:
    lines = DUMP.split("\n")
    assert [record.number for record in article.removed] == [1, 2, 4, 5, 9, 10]
    assert all(record.text == lines[record.number - 1] for record in article.removed)
    assert all(record.role and "/" in record.rule for record in article.removed)
    assert isinstance(article.removed[0], Removed)


def test_removed_is_not_dumped(article: Article) -> None:
    assert not {"removed", "_removed"} & set(article.model_dump())
    assert "Нажмите" not in article.model_dump_json()


def test_an_article_is_frozen(article: Article) -> None:
    with pytest.raises(ValidationError):
        article.title = "Другой"
    with pytest.raises((AttributeError, ValidationError)):
        article.removed = ()  # type: ignore[misc]


@pytest.mark.parametrize("case", page_cases(), ids=str)
def test_json_makes_the_round_trip(case: Any) -> None:
    article = parse(case.source(), **case.settings())
    again = Article.model_validate_json(article.model_dump_json(exclude={"author"}))
    assert again.model_dump() == article.model_dump()
    assert json.loads(article.model_dump_json()) == article.model_dump(mode="json")


def test_the_dump_itself_is_read_back(article: Article) -> None:
    assert Article.model_validate(article.model_dump()).model_dump() == article.model_dump()


def test_an_article_pickles_with_what_was_removed(article: Article) -> None:
    again = pickle.loads(pickle.dumps(article))
    assert everything(again) == everything(article)
    assert again == article


def test_parse_pickles() -> None:
    assert pickle.loads(pickle.dumps(parse)) is parse


def test_every_field_says_what_it_holds() -> None:
    source = pathlib.Path(newsclean.article.__file__).read_text("utf-8")
    for field in Article.model_fields:
        after = source.split(f"\n    {field}: ", 1)[1].split("\n")[1]
        assert after.strip().startswith('"""'), f"{field} has no docstring"


def test_every_public_name_exists() -> None:
    assert all(hasattr(newsclean, name) for name in newsclean.__all__)


# Arguments.

def test_url_names_the_site() -> None:
    assert parse(DUMP).site is None
    article = parse(DUMP, url="https://www.gazeta.ru/culture/2025/12/11/a_1.shtml")
    assert article.site == "Газета.Ru"
    assert article.url == "https://www.gazeta.ru/culture/2025/12/11/a_1.shtml"
    assert article.published == dt.datetime.fromisoformat("2025-12-11T14:05+03:00")


@pytest.mark.parametrize("url", ["", "не адрес", "http://[", "//", "mailto:a@b.example", "https://xn--/", "a" * 5000])
def test_an_odd_url_does_no_harm(url: str) -> None:
    assert parse(DUMP, url=url).body == parse(DUMP).body


def test_now_reads_relative_dates() -> None:
    dump = DUMP.replace("11 декабря 2025, 14:05", "Вчера, 14:05")
    zone = dt.timezone(dt.timedelta(hours=3))
    assert parse(dump).date is None
    assert parse(dump, now=dt.datetime(2025, 12, 12, 9, 0, tzinfo=zone)).date == dt.date(2025, 12, 11)


def test_a_callers_rules_are_tried_first() -> None:
    own = RuleSet.model_validate({
        "name": "mine",
        "line": [
            {"name": "dogs", "role": "promo", "starts": ["Билет по-прежнему "]},
            {"name": "typo", "role": "typo", "starts": ["Нашли опечатку"]},
        ],
    })
    article = parse(DUMP, rules=[own])
    by = {record.number: record.rule for record in article.removed}
    assert by[8] == "mine/dogs"
    assert by[9] == "mine/typo"
    assert len(article.paragraphs) == 2


def test_a_callers_field_rule_fills_a_field() -> None:
    own = RuleSet.model_validate({
        "field": [{
            "name": "teller", "role": "byline", "cased": True, "words": ["поведала"],
            "like": ["Историю поведала (?P<author>[А-Я][а-я]+ [А-Я][а-я]+)"],
        }],
    })
    dump = DUMP.replace("Автор: Вера Образцова", "Историю поведала Инна Ольхина")
    article = parse(dump, rules=[own])
    assert article.authors == ("Инна Ольхина",)
    assert "custom/teller" in {record.rule for record in article.removed}


def test_a_headline_that_a_field_rule_captures_leaves_the_other_on_record() -> None:
    own = RuleSet.model_validate({
        "field": [{"name": "topic", "role": "title", "words": ["тема"], "like": ["тема дня: (?P<title>.+)"]}],
    })
    shown = parse(DUMP)
    article = parse(f"Тема дня: Паром и его расписание\n{DUMP}", rules=[own])
    assert article.title == "Паром и его расписание"
    assert shown.title in {record.text for record in article.removed}


def test_a_callers_rules_leave_no_trace() -> None:
    before = everything(parse(DUMP))
    parse(DUMP, rules=(RuleSet.model_validate({"line": [{"name": "all", "role": "promo", "starts": ["Паром"]}]}),))
    assert everything(parse(DUMP)) == before


def test_without_labels() -> None:
    labelled = (
        "Дина Марьина (признана в РФ иностранным агентом) открыла мост через Омут, о чём в среду написали в Meta*, а "
        "потом и в местной газете."
    )
    note = "* Meta признана экстремистской организацией и запрещена в России"
    page = parse("\n\n".join(("Мост через Омут открыли раньше срока", labelled, labelled.replace("*", ""), note)))
    bare = page.without_labels()
    assert "иностранным агентом" in page.body
    assert "иностранным агентом" not in bare.body
    assert "Meta," in bare.body
    assert bare.notices == page.notices
    assert bare.removed == page.removed
    assert bare.without_labels() == bare
