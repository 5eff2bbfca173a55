"""README.md keeps its word: its examples run and print what it shows, its commands are those that `.ci/run` runs."""

from __future__ import annotations

import contextlib
import io
import os
import pathlib
import re
import tomllib
from typing import Any, NamedTuple

import pytest

import newsclean
from newsclean.article import Article
from newsclean.rules.matcher import Matcher
from newsclean.rules.ruleset import RuleSet
from tests.cases import ROOT, read_rule_cases

README = (ROOT / "README.md").read_text("utf-8")
_FENCE = re.compile(r"(?:^<!-- (?P<mark>[^>\n]*) -->\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S)


class Block(NamedTuple):
    """A fenced block: its language, its text, and what the comment over it says."""

    kind: str
    text: str
    mark: str


BLOCKS = [Block(found["kind"], found["text"], found["mark"] or "") for found in _FENCE.finditer(README)]


def test_the_examples_print_what_the_readme_shows() -> None:
    names: dict[str, Any] = {"__name__": "readme"}
    ran = 0
    for block, following in zip(BLOCKS, [*BLOCKS[1:], None], strict=True):
        if block.kind != "python" or block.mark == "not run":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block.text, "README.md", "exec"), names)
        shown = following.text if following and following.kind == "text" else ""
        assert printed.getvalue() == shown, block.text
        ran += 1
    assert ran >= 6


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.mark == "not run"])
def test_examples_that_need_the_network_or_other_packages_are_sound(block: Block) -> None:
    compile(block.text, "README.md", "exec")
    for names in re.findall(r"^from newsclean import (.+)$", block.text, re.M):
        assert set(names.split(", ")) <= set(newsclean.__all__)


def test_the_example_rule_set_and_its_cases_are_sound(tmp_path: pathlib.Path) -> None:
    [toml] = [block.text for block in BLOCKS if block.kind == "toml"]
    ruleset = RuleSet.model_validate({"name": "vestnik", **tomllib.loads(toml)})
    [text] = [block.text for block in BLOCKS if block.text.startswith("The channel and the poll")]
    file = tmp_path / "vestnik.md"
    file.write_text(text, "utf-8")
    matcher = Matcher([ruleset])
    for case in read_rule_cases(file):
        fired = [f"vestnik/{matcher.rules[number].rule.name}" for line in case.lines for number in matcher.hits(line)]
        assert fired == case.fires


def test_the_table_names_every_field() -> None:
    listed = {name for row in re.findall(r"^\| (`.+?) \|", README, re.M) for name in re.findall(r"`(\w+)`", row)}
    assert listed == {*Article.model_fields, *Article.model_computed_fields, "paragraphs", "removed"}


@pytest.mark.parametrize("mark", ["the command that shows it", "the command that tests it"])
def test_the_two_commands_are_one_line_each_and_leave_nothing_for_git(mark: str) -> None:
    [command] = [block.text for block in BLOCKS if block.mark == mark]
    assert command.count("\n") == 1
    folder = re.match(r"python3 -m venv (\S+) && ", command)
    assert folder is not None
    assert f"{folder[1]}/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_ci_runs_the_commands_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    for mark in ("the command that shows it", "the command that tests it", "the command that compiles it"):
        assert f'readme_command "{mark}"' in script
