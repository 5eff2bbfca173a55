"""Whole invented pages: `fixtures/pages/SITE/NAME.txt` or `.html`, and `NAME.json` with what the page shows.

`fixtures/README.md` says how to write one.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import pathlib
from typing import Any, NamedTuple

from newsclean import Article, parse
from tests.cases import FIXTURES

FOLDER = FIXTURES / "pages"
EMPTY: dict[str, Any] = {
    "title": None, "lead": None, "date": None, "authors": [], "body": [], "dateline": None, "source": None,
    "section": None, "tags": [], "notices": [], "language": "ru", "truncated": False,
}
"""What a field that an article's JSON leaves out must be: the page does not show it."""
OPTIONAL = ("published", "modified", "site")
"""Fields that are checked only where the JSON names them: they change when an outlet gets a rule set."""
SETTINGS = ("url", "now")
"""Keys of the JSON that are arguments of `parse`."""


class PageCase(NamedTuple):
    """A page and what is expected of it."""

    file: pathlib.Path
    expected: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.file.parent.name}/{self.file.stem}"

    def fields(self) -> list[str]:
        """The fields to check, `article` first. A page that is no article answers only for those its JSON names."""
        named = [key for key in self.expected if key not in SETTINGS and key != "article"]
        if self.expected.get("article", True):
            named += [key for key in EMPTY if key not in named]
        return ["article", *named]

    def wants(self, field: str) -> Any:
        """What the JSON says of a field, or what holds where it says nothing."""
        return self.expected.get("article", True) if field == "article" else self.expected.get(field, EMPTY.get(field))

    def source(self) -> str | bytes:
        """What goes into `parse`: a dump's text with its line ends as they are, or the bytes of HTML."""
        data = self.file.read_bytes()
        return data if self.file.suffix == ".html" else data.decode("utf-8")

    def settings(self) -> dict[str, Any]:
        """The keyword arguments that the page is parsed with."""
        found: dict[str, Any] = {key: self.expected[key] for key in SETTINGS if key in self.expected}
        if "now" in found:
            found["now"] = dt.datetime.fromisoformat(found["now"])
        return found


def page_files() -> list[pathlib.Path]:
    """Every page, in the order of names."""
    return sorted(file for file in FOLDER.glob("*/*") if file.suffix in (".txt", ".html"))


@functools.cache
def page_cases() -> tuple[PageCase, ...]:
    """Every page that has its JSON."""
    return tuple(
        PageCase(file, json.loads(file.with_suffix(".json").read_text("utf-8")))
        for file in page_files() if file.with_suffix(".json").exists()
    )


@functools.cache
def article_of(file: pathlib.Path) -> Article:
    """The article that `parse` makes of a page, made once."""
    case = next(case for case in page_cases() if case.file == file)
    return parse(case.source(), **case.settings())


Result = tuple[str, tuple[tuple[int, str, str, str], ...]]


def result_of(source: str | bytes) -> Result:
    """All that `parse` gives, in a form that compares and travels between processes."""
    article = parse(source)
    return article.model_dump_json(), tuple((r.number, r.text, r.role, r.rule) for r in article.removed)


def shown(article: Article, field: str, wanted: Any) -> Any:
    """A field of an article in the form that JSON has; of dateline and notices only what the expectation names."""
    if field == "article":
        return article.confidence >= 0.5
    if field == "body":
        return list(article.paragraphs)
    value = article.model_dump(mode="json")[field]
    if field == "dateline" and value and wanted:
        return {key: value[key] for key in wanted}
    if field == "notices":
        wants = [*wanted, *[{}] * len(value)]
        return [{key: notice[key] for key in ("kind", *[k for k in want if k != "kind"])}
                for notice, want in zip(value, wants, strict=False)]
    if field in ("published", "modified") and value:
        return dt.datetime.fromisoformat(value).isoformat()
    return value
