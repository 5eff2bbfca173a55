"""The benchmarks of cost run and write what they promise; figures are nobody's business here."""

from __future__ import annotations

import json
import pathlib
import shutil

import pytest

from tests.benchmarks.__main__ import main
from tests.pages import page_files


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    """A dump and a page of the fixtures."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for ending in (".txt", ".html"):
        shutil.copy(next(file for file in page_files() if file.suffix == ending), pages)
    return pages


def test_speed_shows_newsclean_among_its_peers(
    folder: pathlib.Path, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"
    assert main(["speed", str(folder), "--rounds", "1", "--json", str(file)]) == 0
    printed = capsys.readouterr().out
    tables = json.loads(file.read_text("utf-8"))["tables"]
    assert [table["title"] for table in tables] == ["html, cold caches", "dump, cold caches"]
    for table in tables:
        assert table["title"] in printed
        row = next(row for row in table["rows"] if row["system"] == "newsclean")
        assert (row["docs"], row["x median"], row["failed"]) == (1, 1.0, 0)
    assert "\nnewsclean " in printed


def test_speed_shows_the_stages_and_leaves_parse_as_it_was(
    folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from newsclean import parse

    before = parse("Паром отошёл от пристани.")
    assert main(["speed", str(folder), "--rounds", "1", "--part", "stages"]) == 0
    printed = capsys.readouterr().out
    assert "layout" in printed
    assert "Not found" not in printed
    assert parse("Паром отошёл от пристани.") == before


def test_speed_names_its_parts_when_asked_for_another(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["speed", "--part", "beauty"]) == 2
    assert "stages" in capsys.readouterr().out
