"""The matcher: ways to match, order, edges of its tables, and the cache that changes nothing."""

from __future__ import annotations

import random
from typing import Any

import pytest

from newsclean.rules.library import common_sets, site_sets
from newsclean.rules.matcher import Matcher
from newsclean.rules.ruleset import RuleSet


def matcher(*rules: dict[str, Any], **options: Any) -> Matcher:
    named = [{"name": f"rule-{i}", "role": "promo", **rule} for i, rule in enumerate(rules)]
    return Matcher([RuleSet.model_validate({"line": named})], **options)


@pytest.mark.parametrize(
    ("rule", "hit", "left"),
    [
        ({"is": ["Читайте также"]}, ["Читайте также", "ЧИТАЙТЕ ТАКЖЕ", " читайте\u00a0также "], ["Читайте также:"]),
        ({"starts": ["Подпишись на "]}, ["Подпишись на канал"], ["Подпишись на", "Подпишись наконец",
          "Не подпишись на него"]),
        ({"ends": [" - МК"]}, ["Новости - МК", "Новости — МК"], ["Новости-МК", "МК"]),
        ({"like": [r"\d+ ответ(?:а|ов)?"], "words": ["ответ"]}, ["5 ответов"], ["5 ответов соседу", "ответов"]),
        ({"like": ["[Ее]жи.*"], "words": ["ежи"], "cased": True}, ["Ежи", "Ёжик"], ["ЕЖИ", "Стрижи"]),
        ({"is": ["длинно"], "most": 5}, [], ["длинно"]),
        ({"is": ["Текст:"]}, ["Tекст:"], []),
        ({"is": ["елка"]}, ["Ёлка"], []),
    ],
)
def test_ways_to_match(rule: dict[str, Any], hit: list[str], left: list[str]) -> None:
    found = matcher(rule)
    for line, expected in [*((line, (0,)) for line in hit), *((line, ()) for line in left)]:
        assert found.hits(line) == found.reference(line) == expected, line


def test_hits_come_in_the_order_of_the_rules() -> None:
    found = matcher({"ends": ["конец"]}, {"starts": ["начало"]}, {"is": ["начало и конец"]}, {"starts": ["нач"]})
    assert found.hits("Начало и конец") == found.reference("Начало и конец") == (0, 1, 2, 3)


def test_rules_are_named_by_their_set() -> None:
    rule = {"name": "x", "role": "ad", "is": ["икс"]}
    sets = [RuleSet.model_validate({"name": name, "line": [rule]}) for name in ("one", "two")]
    assert [named.name for named in Matcher(sets).rules] == ["one/x", "two/x"]
    assert Matcher(sets).hits("икс") == (0, 1)


@pytest.mark.parametrize("line", ["", " ", "а", "аб", "абв", "абвг", "\u200b", "…", "x" * 5000])
def test_short_empty_and_long_lines(line: str) -> None:
    found = matcher(
        {"is": ["аб"]}, {"starts": ["абв"]}, {"ends": ["бвг"]}, {"like": ["а.*"], "words": ["абв"]}, {"is": ["…"]},
    )
    assert found.hits(line) == found.reference(line)


def test_no_rules_hit_nothing() -> None:
    assert Matcher([]).hits("Читайте также") == ()


def test_the_cache_changes_nothing() -> None:
    sets = [*site_sets(), *common_sets()]
    cached, tiny, none = Matcher(sets), Matcher(sets, cache=3), Matcher(sets, cache=0)
    lines = ["Читайте также", "Реклама", "18+", "Поделиться", "Паром отошёл.", "Фото: Семён Небылицын", "", "Теги:"] * 4
    random.Random(2).shuffle(lines)
    for line in lines:
        assert cached.hits(line) == tiny.hits(line) == none.hits(line) == none.reference(line)


def test_the_cache_stays_within_its_bound() -> None:
    found = matcher({"is": ["икс"]}, cache=10)
    for number in range(100):
        found.hits(str(number))
    assert len(found._cache) <= 10
