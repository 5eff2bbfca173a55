"""Selectors of rule sets: they help where they find something, and nothing is lost where they don't."""

from __future__ import annotations

import datetime as dt
import pathlib
from typing import Any

import pytest
from bs4 import BeautifulSoup

from newsclean import Article, RuleSet, parse
from newsclean.reading.html import read_html
from newsclean.reading.page import Field
from newsclean.rules.library import selectors_for, site_sets
from newsclean.rules.ruleset import RuleError

URL = "https://omut.example/news/parom"
FIRST = (
    "Паром до Кукушкина с понедельника пойдёт по новому расписанию: первый рейс перенесли на полчаса раньше, "
    "а последний отменили до весны, рассказала диспетчер пристани Алла Выдумкина."
)
SECOND = (
    "«Рыбаки просили об этом с осени, и мы наконец нашли будильник», — сказала она. Билет по-прежнему стоит двадцать "
    "рублей, а собаки и самовары перевозятся бесплатно."
)
BOX = (
    "Паром до Кукушкина построили на верфи в Запрудье сорок лет назад, и с тех пор он ни разу не опоздал, уверяет "
    "капитан Пров Небывалов."
)
TEASER = (
    "Мост через Ладную в Кукушкине закроют на ремонт до конца лета, сообщила мэрия. Пешеходов будут перевозить на "
    "лодках, а самовары придётся оставить на берегу."
)
PAGE = f"""<html><head><title>Вестник</title></head><body>
<div class="top">Свежий номер Вестника</div><div class="name">Паром пошёл по новому расписанию</div>
<div class="deck">Рыбаки просили об этом с осени, и пристань нашла будильник</div>
<div class="when">11 декабря 2025, 14:05</div><div class="who">Вера Образцова</div>
<div class="text"><p>{FIRST}</p><div class="box"><p>{BOX}</p></div><p>{SECOND}</p></div>
<div class="next"><p>{TEASER}</p></div></body></html>"""
HTML = {
    "drop": [".box"], "title": [".name"], "lead": [".deck"], "date": [".when"], "authors": [".who"], "body": [".text"],
}


def omut(**html: list[str]) -> RuleSet:
    return RuleSet.model_validate(
        {"name": "omut", "site": "Вестник Омута", "hosts": ["omut.example"], "timezone": "Europe/Moscow", "html": html}
    )


def cleaned(source: Any = PAGE, /, **html: list[str]) -> Article:
    return parse(source, url=URL, rules=[omut(**html)])


def rule_of(article: Article, text: str) -> str | None:
    return next((removed.rule for removed in article.removed if removed.text == text), None)


def everything(article: Article) -> object:
    return article.model_dump(), article.removed


# The body.

def test_what_stands_outside_the_body_is_no_text_even_if_it_reads_like_prose() -> None:
    assert TEASER in parse(PAGE, url=URL).paragraphs
    article = cleaned(body=[".text"])
    assert article.paragraphs == (FIRST, BOX, SECOND)
    assert rule_of(article, TEASER) == "layout/tail"


def test_prose_in_the_body_is_text_and_its_short_lines_are_left_to_the_layout() -> None:
    cards = "".join(f'<li><a href="/{i}">{i + 10}:05 Ещё одна новость номер {i}</a></li>' for i in range(20))
    menu = "".join(f'<li><a href="/{i}">Раздел {i}</a></li>' for i in range(20))
    source = PAGE.replace(f"<p>{SECOND}</p>", f"<h2>Что изменится</h2><p>{SECOND}</p>{cards}<p>{BOX}</p>")
    article = cleaned(source.replace("<body>", f"<body>{menu}"), body=[".text"])
    assert article.paragraphs == (FIRST, BOX, "Что изменится", SECOND, BOX)


def test_a_first_paragraph_set_apart_under_the_headline_stays() -> None:
    source = PAGE.replace(f"<p>{FIRST}</p>", "").replace('<div class="text">', f'<p>{FIRST}</p><div class="text">')
    assert cleaned(source, title=[".name"], body=[".text"]).paragraphs == (FIRST, BOX, SECOND)


def test_a_second_article_on_the_page_is_not_this_one() -> None:
    head = '<div class="name">Мост закроют на ремонт до осени</div><div class="when">10 мая 2025</div>'
    more = f'{head}<div class="text"><p>{TEASER}</p></div>'
    article = cleaned(PAGE.replace('<div class="next">', f'{more}<div class="next">'), **HTML)
    assert article.title == "Паром пошёл по новому расписанию"
    assert article.paragraphs == (FIRST, SECOND)


def test_subheadings_that_look_like_headlines_do_not_end_the_body() -> None:
    source = PAGE.replace(f"<p>{SECOND}</p>", f'<div class="name">Сколько стоит билет</div><p>{SECOND}</p>')
    assert cleaned(source, title=[".name"], body=[".text"]).paragraphs == (FIRST, BOX, "Сколько стоит билет", SECOND)


@pytest.mark.parametrize("body", [[".gone"], [".top"], [".name"], ["article", "[itemprop=articleBody]"]])
def test_a_selector_that_finds_no_text_falls_back_to_the_generic_way(body: list[str]) -> None:
    assert everything(cleaned(body=body)) == everything(cleaned())
    assert SECOND in cleaned(body=body).body


def test_the_first_selector_that_finds_something_counts() -> None:
    assert cleaned(body=[".gone", ".text", ".next"]).paragraphs == (FIRST, BOX, SECOND)


# What is dropped.

def test_a_box_inside_the_body_is_dropped_and_on_record() -> None:
    article = cleaned(body=[".text"], drop=[".box"])
    assert article.paragraphs == (FIRST, SECOND)
    assert [(removed.text, removed.role, removed.rule) for removed in article.removed if removed.text == BOX] == [
        (BOX, "insert", "html/drop")
    ]


def test_all_selectors_of_drop_count_and_need_no_body() -> None:
    article = cleaned(drop=[".gone", ".box", ".next"])
    assert article.paragraphs == (FIRST, SECOND)
    assert {rule_of(article, BOX), rule_of(article, TEASER)} == {"html/drop"}


@pytest.mark.parametrize("drop", ["body", ".text, .next", "p"])
def test_a_selector_that_would_drop_all_prose_is_not_heeded(drop: str) -> None:
    assert everything(cleaned(drop=[drop])) == everything(cleaned())


def test_the_inner_node_says_what_a_line_is() -> None:
    assert cleaned(drop=["body"], body=[".text"]).paragraphs == (FIRST, BOX, SECOND)
    assert cleaned(drop=["body"], authors=[".who"], body=[".text"]).authors == ("Вера Образцова",)


@pytest.mark.parametrize("html", [HTML, {"drop": ["*"]}, {"body": [".next"]}, {"title": ["p"]}], ids=str)
def test_every_line_is_kept_or_on_record(html: dict[str, list[str]]) -> None:
    article = cleaned(**html)
    kept = {*article.paragraphs, article.title, article.lead}
    shown = [line.text for line in read_html(PAGE).lines]
    assert [text for text in shown if text not in kept] == [removed.text for removed in article.removed]


# Fields.

def test_fields_come_from_the_nodes_that_are_named() -> None:
    article = cleaned(**HTML)
    assert article.title == "Паром пошёл по новому расписанию"
    assert article.lead == "Рыбаки просили об этом с осени, и пристань нашла будильник"
    assert article.date == dt.date(2025, 12, 11)
    assert article.published == dt.datetime.fromisoformat("2025-12-11T14:05:00+03:00")
    assert article.authors == ("Вера Образцова",)
    assert rule_of(article, "11 декабря 2025, 14:05") == "field/date"
    assert rule_of(article, "Вера Образцова") == "field/byline"


def test_the_named_headline_wins_over_what_looks_like_one() -> None:
    source = PAGE.replace('<div class="name">', "<h1>Вести с пристани и окрестных болот</h1><div class='name'>")
    assert cleaned(source, title=[".name"]).title == "Паром пошёл по новому расписанию"


def test_a_named_date_far_from_the_text_is_read() -> None:
    source = PAGE.replace("</body>", f"{'<p>Ещё</p>' * 40}<i>12 декабря 2025, 09:30</i></body>")
    assert cleaned(source, date=["body > i"]).date == dt.date(2025, 12, 12)


def test_of_a_deck_in_two_paragraphs_none_is_lost() -> None:
    other = f"{TEASER[::-1]}."
    source = PAGE.replace('class="text">', f'class="text"><div class="deck"><p>{TEASER}</p><p>{other}</p></div>')
    article = cleaned(source, lead=[".text .deck"], title=[".name"], body=[".text"])
    assert {TEASER, other} <= {article.lead, *article.paragraphs}


@pytest.mark.parametrize("field", ["date", "authors"])
def test_a_node_that_holds_no_value_falls_back(field: str) -> None:
    assert cleaned(**{field: [".top"]}).model_dump() == cleaned().model_dump()


# From where selectors come.

def test_soup_and_html_give_the_same() -> None:
    for builder in ("lxml", "html.parser"):
        assert everything(cleaned(BeautifulSoup(PAGE, builder), **HTML)) == everything(cleaned(**HTML))


def test_a_site_that_only_the_page_names_is_read_with_its_selectors() -> None:
    source = PAGE.replace("</head>", f'<link rel="canonical" href="{URL}"></head>')
    assert everything(parse(source, rules=[omut(**HTML)])) == everything(cleaned(source, **HTML))


def test_a_set_of_no_site_serves_every_page_and_one_of_another_site_none() -> None:
    anywhere = RuleSet.model_validate({"html": {"body": [".text"]}})
    elsewhere = RuleSet.model_validate({"hosts": ["zaprudye.example"], "html": {"body": [".text"]}})
    assert parse(PAGE, url=URL, rules=[anywhere]).paragraphs == (FIRST, BOX, SECOND)
    assert parse(PAGE, url=URL, rules=[elsewhere]).body == parse(PAGE, url=URL).body
    assert selectors_for(omut(body=["p"]), [anywhere]) == {"body": (".text", "p")}


def test_plain_text_needs_no_selectors() -> None:
    assert cleaned(f"{FIRST}\n{SECOND}", **HTML).body == parse(f"{FIRST}\n{SECOND}").body


# Reading.

def test_marks_of_lines() -> None:
    selectors: dict[Field, list[str]] = {"drop": [".box", "span"], "body": [".text"], "date": ["td + td"]}
    source = '<div class="text">а<p>б</p><p class="box">в<b>г</b></p></div><span>д</span><table><tr><td>е<td>ж</table>'
    page = read_html(source, selectors)
    fields = [(line.text, line.hints.field) for line in page.lines if line.hints]
    assert fields == [("а", "body"), ("б", "body"), ("вг", "drop"), ("д", "drop"), ("е", ""), ("ж", "date")]


@pytest.mark.parametrize("source", [PAGE, BeautifulSoup(PAGE, "lxml")], ids=["html", "soup"])
def test_a_selector_that_the_engine_refuses_finds_nothing(source: Any) -> None:
    assert read_html(source, {"drop": ["p[", "::", ""]}) == read_html(source)


# Rule sets.

@pytest.mark.parametrize("selector", ["p[", "..text", "", "p:nowhere"])
def test_a_bad_selector_is_an_error_that_names_file_and_selector(tmp_path: pathlib.Path, selector: str) -> None:
    path = tmp_path / "omut.toml"
    path.write_text(f'[html]\nbody = ["article", "{selector}"]\n', "utf-8")
    with pytest.raises(RuleError) as error:
        RuleSet.load(path)
    assert "omut.toml" in str(error.value)
    assert f"html.body: bad selector {selector!r}" in str(error.value)


def test_soups_understand_the_selectors_of_every_set() -> None:
    soup = BeautifulSoup("<p>", "html.parser")
    for ruleset in site_sets():
        for selectors in ruleset.html.selectors.values():
            for selector in selectors:
                soup.select(selector)
