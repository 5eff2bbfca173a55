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

BROKEN: dict[str, tuple[str, str, tuple[str, ...]]] = {}
"""HTML broken on purpose: the source, what goes wrong, and the builders whose tree differs from a browser's."""


def told(article: Article) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """All that an article says: its fields and the record of what was taken off."""
    return article.model_dump(), article.removed


def text_of(case: PageCase) -> str:
    """A page's HTML, decoded as `parse` decodes it."""
    return decode(case.file.read_bytes())[0]


def test_there_are_pages_in_several_charsets() -> None:
    charsets = {decode(case.file.read_bytes())[1] for case in PAGES}
    assert {"utf-8", "cp1251", "koi8-r"} <= charsets


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
