"""A page's soup, its HTML and its bytes give the same article, whatever the charset and the builder."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from newsclean import Article, parse
from newsclean.reading.charset import decode
from tests.pages import PageCase, article_of, page_cases

BUILDERS = ("html.parser", "lxml")
PAGES = tuple(case for case in page_cases() if case.file.suffix == ".html")

HEAD = (
    '<html><head><meta charset="utf-8"><title>Мост</title></head><body>'
    "<h1>В Кукушкине открыли мост из досок</h1><div>3 мая 2012, 10:15</div>"
)
ONE = "Мост через ручей в Кукушкине открыли утром, сообщил плотник Гурий Образцов."
TWO = "Доски для него привезли из Заозёрья, где их сушили два лета подряд."
THREE = "Следующий мост обещают построить к осени, если ручей не пересохнет."

BROKEN = {
    "unclosed-paragraphs": f"{HEAD}<div class=text><p>{ONE}<p>{TWO}<p>{THREE}",
    "paragraph-around-a-block": f"{HEAD}<p>{ONE}<div>{TWO}</div>{THREE}</p></body></html>",
    "unclosed-items": f"{HEAD}<p>{ONE}</p><ul><li>{TWO}<li>{THREE}</ul></body></html>",
    "unclosed-cells": f"{HEAD}<table><tr><td><p>{ONE}<td><p>{TWO}<tr><td><p>{THREE}</table></body></html>",
    "crossed-tags": f"{HEAD}<p><b>{ONE}</p><p>{TWO}</b></p><p>{THREE}</p></body></html>",
    "link-in-a-link": f'{HEAD}<p>{ONE}</p><p><a href="/1">{TWO} <a href="/2">{THREE}</a></a></p></body></html>',
    "stray-end-tags": f"{HEAD}</div></td><p>{ONE}</p></span><p>{TWO}</p></p><p>{THREE}</p></body></html>",
    "text-after-the-end": f"{HEAD}<p>{ONE}</p></body></html><p>{TWO}</p><p>{THREE}</p>",
    "second-body": f'{HEAD}<p>{ONE}</p><body class="x"><p>{TWO}</p><html><p>{THREE}</p></body></html>',
    "odd-quotes": f'{HEAD}<p class="a" b"c">{ONE}</p><p>{TWO}</p><p>{THREE}</p></body></html>',
    "closed-in-itself": f'{HEAD}<div class="x"/><p>{ONE}</p><p>{TWO}</p><span/><p>{THREE}</p></body></html>',
    "text-between-cells": f"{HEAD}<table><tr>{ONE}<td>{TWO}</td></tr><p>{THREE}</p></table></body></html>",
    "unclosed-comment": f"{HEAD}<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><!-- counter",
    "tag-cut-short": f'{HEAD}<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><div class="foo',
    "comment-ended-oddly": f"{HEAD}<p>{ONE}</p><!-- a -- b --!><p>{TWO}</p><p>{THREE}</p></body></html>",
}
"""HTML broken on purpose, in ways of which the web is full."""

OTHER_TREES = {
    ("text-between-cells", "html.parser"): "the text stays in the table; a browser moves it before the table",
    ("text-between-cells", "lxml"): "the text stays in the table; a browser moves it before the table",
    ("unclosed-comment", "html.parser"): "the builder shows an unclosed comment as text; a browser hides it",
    ("tag-cut-short", "html.parser"): "the builder shows a cut tag as text; a browser drops it",
    ("comment-ended-oddly", "html.parser"): "the builder ends no comment at «--!>»; a browser does",
}
"""Where a builder's own tree differs from a browser's, so that the soup holds another page."""

SOUPS = [
    pytest.param(
        name, builder, id=f"{name}-{builder}",
        marks=[pytest.mark.xfail(reason=OTHER_TREES[name, builder], strict=True)]
        if (name, builder) in OTHER_TREES else [],
    )
    for name in BROKEN for builder in BUILDERS
]


def told(article: Article) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """All that an article says: its fields and the record of what was taken off."""
    return article.model_dump(), article.removed


def text_of(case: PageCase) -> str:
    """A page's HTML, decoded as `parse` decodes it."""
    return decode(case.file.read_bytes())[0]


def test_pages_stand_in_several_charsets() -> None:
    charsets = {decode(case.file.read_bytes())[1] for case in PAGES}
    assert {"utf-8", "cp1251", "koi8-r", "utf-16-le"} <= charsets


@pytest.mark.parametrize("case", PAGES, ids=str)
def test_html_gives_the_article_of_its_bytes(case: PageCase) -> None:
    assert told(parse(text_of(case), **case.settings())) == told(article_of(case.file))


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("case", PAGES, ids=str)
def test_soup_gives_the_article_of_its_bytes(case: PageCase, builder: str) -> None:
    soup = BeautifulSoup(text_of(case), builder)
    before = str(soup)
    assert told(parse(soup, **case.settings())) == told(article_of(case.file))
    assert str(soup) == before


def reads_the_charset(case: PageCase, builder: str) -> bool:
    """Whether BeautifulSoup takes a page's bytes for the charset that they are in."""
    return str(BeautifulSoup(case.file.read_bytes(), builder)) == str(BeautifulSoup(text_of(case), builder))


@pytest.mark.parametrize(
    ("case", "builder"),
    [(case, builder) for case in PAGES for builder in BUILDERS if reads_the_charset(case, builder)],
    ids=str,
)
def test_soup_made_of_bytes_gives_the_article_where_it_read_the_charset(case: PageCase, builder: str) -> None:
    soup = BeautifulSoup(case.file.read_bytes(), builder)
    assert told(parse(soup, **case.settings())) == told(article_of(case.file))


@pytest.mark.parametrize("source", BROKEN.values(), ids=BROKEN)
def test_broken_html_gives_the_article_of_its_bytes(source: str) -> None:
    assert told(parse(source.encode())) == told(parse(source))
    assert ONE in parse(source).body


@pytest.mark.parametrize(("name", "builder"), SOUPS)
def test_soup_of_broken_html(name: str, builder: str) -> None:
    assert told(parse(BeautifulSoup(BROKEN[name], builder))) == told(parse(BROKEN[name]))
