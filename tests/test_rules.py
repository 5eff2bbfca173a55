"""Each rule set against its case file: what fires, what is left, what no rule may touch."""

from __future__ import annotations

import pathlib
from typing import cast

import pytest

from newsclean.rules.judge import judge
from newsclean.rules.matcher import Matcher
from newsclean.rules.ruleset import RuleSet, Zone
from tests.cases import FIXTURES, ROOT, RuleCase, read_rule_cases

SETS = sorted((ROOT / "newsclean" / "rules").glob("*/*.toml"))
FILES = sorted((FIXTURES / "rules").glob("*/*.md"))
CASES = [case for file in FILES for case in read_rule_cases(file)]


def set_of(file: pathlib.Path) -> pathlib.Path:
    """The rule set that a case file is for."""
    return ROOT / "newsclean" / "rules" / file.parent.name / f"{file.stem}.toml"


def run(case: RuleCase) -> tuple[list[str], list[str]]:
    """The rules that fire on a case's lines, in order, and the lines that are left."""
    matcher = Matcher([RuleSet.load(set_of(case.file))])
    zones = [cast(Zone, case.zone)] * len(case.lines)
    verdicts = judge(case.lines, [matcher.hits(line) for line in case.lines], zones, matcher.rules)
    left = [line for line, verdict in zip(case.lines, verdicts, strict=True) if verdict is None]
    return [verdict.rule for verdict in verdicts if verdict], left


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: RuleCase) -> None:
    assert run(case) == (case.fires, case.left)


@pytest.mark.parametrize("path", SETS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_set_has_cases_in_which_each_rule_fires_and_one_left_alone(path: pathlib.Path) -> None:
    file = FIXTURES / "rules" / path.parent.name / f"{path.stem}.md"
    assert file.exists(), f"{path} has no case file {file}"
    cases = read_rule_cases(file)
    fired = {rule for case in cases for rule in case.fires}
    ruleset = RuleSet.load(path)
    assert {f"{ruleset.name}/{rule.name}" for _, rule in ruleset.rules()} - fired == set(), "rules that never fire"
    assert any(not case.fires for case in cases), "no case that is left alone"


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_no_case_file_without_a_set(file: pathlib.Path) -> None:
    assert set_of(file).exists()


@pytest.mark.parametrize("path", SETS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_set_hits_a_line_that_another_set_protects(path: pathlib.Path) -> None:
    matcher = Matcher([RuleSet.load(path)])
    hit = {
        (line, matcher.rules[number].name)
        for other in SETS
        for line in RuleSet.load(other).protected
        for number in matcher.hits(line)
    }
    assert hit == set()
