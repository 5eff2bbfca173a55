"""Whole invented pages: one test a page and field, so that a wrong date does not hide a wrong body."""

from __future__ import annotations

import pathlib

import pytest

from newsclean import Article
from tests.pages import EMPTY, FOLDER, OPTIONAL, SETTINGS, PageCase, article_of, page_cases, page_files, shown

KNOWN: dict[tuple[str, str], str] = {}
"""What the library gets wrong so far: (page, field) and the reason. Strict: a page that comes right must leave."""

CHECKS = [
    pytest.param(
        case, field, id=f"{case}-{field}",
        marks=[pytest.mark.xfail(reason=KNOWN[str(case), field], strict=True)] if (str(case), field) in KNOWN else [],
    )
    for case in page_cases() for field in case.fields()
]


@pytest.mark.parametrize(("case", "field"), CHECKS)
def test_field(case: PageCase, field: str) -> None:
    wanted = case.wants(field)
    assert shown(article_of(case.file), field, wanted) == wanted


@pytest.mark.parametrize("file", page_files(), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_page_has_its_json(file: pathlib.Path) -> None:
    assert file.with_suffix(".json").exists(), f"{file} has no JSON that says what the page shows"


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*/*")), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_json_has_one_page_and_nothing_else_lies_about(file: pathlib.Path) -> None:
    pages = [page for page in page_files() if page.with_suffix("") == file.with_suffix("")]
    assert len(pages) == 1, f"{file}: a JSON needs one page of its name, .txt or .html"


@pytest.mark.parametrize("case", page_cases(), ids=str)
def test_json_names_fields_that_exist(case: PageCase) -> None:
    assert set(case.expected) <= {*EMPTY, *OPTIONAL, *SETTINGS, "article"}
    assert set(EMPTY) | set(OPTIONAL) <= set(Article.model_fields)


def test_known_faults_name_pages_and_fields_that_exist() -> None:
    assert set(KNOWN) <= {(str(case), field) for case in page_cases() for field in case.fields()}
