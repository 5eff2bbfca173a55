"""Rule sets: what is refused, and that the refusal names file, rule and reason."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest

import newsclean
from newsclean.rules.library import common_sets, find_site, rulebook, site_sets
from newsclean.rules.ruleset import RuleError, RuleSet

GOOD = '[[line]]\nname = "promo"\nrole = "promo"\nis = ["Подпишись"]\n'


def load(folder: pathlib.Path, text: str, name: str = "vestnik.toml") -> RuleSet:
    path = folder / name
    path.write_text(text, "utf-8")
    return RuleSet.load(path)


def test_a_good_set_loads_and_is_named_by_its_file(tmp_path: pathlib.Path) -> None:
    ruleset = load(tmp_path, f'site = "Вестник Омута"\nhosts = ["omut.example"]\ntimezone = "Europe/Moscow"\n{GOOD}')
    assert ruleset.name == "vestnik"
    assert ruleset.site == "Вестник Омута"
    assert [(verb, rule.name) for verb, rule in ruleset.rules()] == [("line", "promo")]


@pytest.mark.parametrize("path", [str, pathlib.Path])
def test_a_path_is_a_str_or_a_path(tmp_path: pathlib.Path, path: type) -> None:
    (tmp_path / "x.toml").write_text(GOOD, "utf-8")
    assert RuleSet.load(path(tmp_path / "x.toml")).name == "x"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + 'wenn = "tail"\n', ["'promo'", "unknown key 'wenn'"]),
        ('colour = "red"\n' + GOOD, ["unknown key 'colour'"]),
        ('[html]\nbodies = ["p"]\n', ["html", "unknown key 'bodies'"]),
        (GOOD + GOOD, ["'promo'", "twice"]),
        (GOOD + GOOD.replace("[[line]]", "[[tail]]"), ["'promo'", "twice"]),
        ('[[line]]\nname = "x"\nrole = "promo"\nlike = ["(аб"]\nwords = ["абв"]\n', ["'x'", "bad pattern '(аб'"]),
        ('[[line]]\nname = "x"\nrole = "promo"\nlike = ["абв.*"]\n', ["'x'", "words"]),
        ('[[line]]\nname = "x"\nrole = "promo"\nlike = ["аб"]\nwords = ["аб"]\n', ["'x'", "three letters"]),
        ('[[line]]\nname = "x"\nrole = "promo"\nlike = ["ёлк."]\nwords = ["ёлк"]\n', ["'x'", "е for ё"]),
        ('[[line]]\nname = "x"\nrole = "promo"\nstarts = ["Ах"]\n', ["'x'", "three characters"]),
        ('[[line]]\nname = "x"\nrole = "promo"\nis = [" "]\n', ["'x'", "empty text"]),
        ('[[line]]\nname = "x"\nrole = "promo"\n', ["'x'", "needs one of is, starts, ends, like"]),
        ('[[line]]\nrole = "promo"\nis = ["Ах"]\n', ["number 1", "name"]),
        ('[[line]]\nname = "Плохое имя"\nrole = "promo"\nis = ["Ах"]\n', ["'Плохое имя'", "name"]),
        ('[[line]]\nname = "x"\nrole = "rubbish"\nis = ["Ах"]\n', ["'x'", "role"]),
        ('[[line]]\nname = "x"\nrole = "promo"\nis = ["Ах"]\nzone = ["middle"]\n', ["'x'", "zone"]),
        ('[[line]]\nname = "x"\nrole = "promo"\nis = ["Ах"]\nmost = 0\n', ["'x'", "most"]),
        ('[[line]]\nname = "x"\nrole = "promo"\nis = "Ах"\n', ["'x'", "is"]),
        ('[[field]]\nname = "x"\nrole = "date"\nis = ["Ах"]\n', ["'x'", "named groups"]),
        ('[[field]]\nname = "x"\nrole = "ad"\nlike = ["(?P<day>.) абв"]\nwords = ["абв"]\n', ["'x'", "named groups"]),
        ('protected = ["Подпишись"]\n' + GOOD, ["'promo'", "protected line 'Подпишись'"]),
        ('protected = ["ПОДПИШИСЬ "]\n' + GOOD, ["'promo'", "protected line"]),
        ('timezone = "Europe/Omut"\n' + GOOD, ["timezone 'Europe/Omut'"]),
        ('timezone = "../etc/passwd"\n' + GOOD, ["timezone"]),
        ('timezone = "+03:00"\n' + GOOD, ["timezone"]),
        ('marks = ["©"]\n' + GOOD, ["marks", "four characters"]),
        ('confirmed = "вчера"\n' + GOOD, ["confirmed"]),
        ("line = 5\n", ["line"]),
        ("[[line]\n", ["not a TOML file"]),
    ],
)
def test_a_bad_set_is_an_error_that_names_file_rule_and_reason(
    tmp_path: pathlib.Path, text: str, words: list[str]
) -> None:
    with pytest.raises(RuleError) as error:
        load(tmp_path, text)
    message = str(error.value)
    assert "vestnik.toml" in message
    assert all(word in message for word in words), message
    assert "\n" not in message
    assert "pydantic" not in message


def test_a_file_in_another_charset_is_an_error_that_names_it(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "cp.toml"
    path.write_bytes('site = "Омут"\n'.encode("cp1251"))
    with pytest.raises(RuleError, match=r"cp\.toml"):
        RuleSet.load(path)


def test_a_missing_file_is_an_error_of_the_system(tmp_path: pathlib.Path) -> None:
    with pytest.raises(FileNotFoundError):
        RuleSet.load(tmp_path / "none.toml")


def test_rule_errors_are_value_errors() -> None:
    assert issubclass(RuleError, ValueError)
    assert newsclean.RuleError is RuleError


def test_a_set_from_a_dict_is_called_custom() -> None:
    assert RuleSet.model_validate({"line": [{"name": "x", "role": "ad", "is": ["икс"]}]}).name == "custom"


def test_a_set_is_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        RuleSet().site = "Омут"


# The sets that ship.

def test_names_of_the_sets_are_unique() -> None:
    names = [ruleset.name for ruleset in (*common_sets(), *site_sets())]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("ruleset", site_sets(), ids=lambda ruleset: ruleset.name)
def test_a_site_set_names_its_site_and_a_way_to_find_it(ruleset: RuleSet) -> None:
    assert ruleset.site or len(ruleset.hosts) > 10, "only a network of many sites leaves the name to its pages"
    assert ruleset.hosts or ruleset.marks
    assert all(host == host.lower().removeprefix("www.") and "/" not in host for host in ruleset.hosts)


def test_no_two_site_sets_share_a_host() -> None:
    hosts = [host for ruleset in site_sets() for host in ruleset.hosts]
    assert len(hosts) == len(set(hosts))


@pytest.mark.parametrize("ruleset", common_sets(), ids=lambda ruleset: ruleset.name)
def test_a_common_set_is_of_no_site(ruleset: RuleSet) -> None:
    assert ruleset.site is None
    assert not ruleset.hosts
    assert not ruleset.marks


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.gazeta.ru/politics/1.shtml", "Газета.Ru"), ("http://m.gazeta.ru", "Газета.Ru"),
        ("gazeta.ru/1", "Газета.Ru"), ("https://notgazeta.ru/1", None), ("https://gazeta.ru.omut.example/1", None),
        ("https://omut.example/gazeta.ru", None),
        ("http://[", None), ("", None), (None, None),
    ],
)
def test_a_site_is_found_by_its_host(url: str | None, site: str | None) -> None:
    found = find_site(url, [])
    assert (found.site if found else None) == site


def test_a_site_is_found_by_the_marks_of_its_pages() -> None:
    found = find_site(None, ["Паром", "© АО «Газета.Ру» (1999-2025) – Главные новости дня"])
    assert found is not None
    assert found.site == "Газета.Ru"
    assert find_site(None, ["Как пишет © АО «Газета.Ру»", "Паром"]) is None


def test_the_callers_rules_come_first_and_the_sites_next() -> None:
    own = RuleSet.model_validate({"line": [{"name": "x", "role": "ad", "is": ["Что думаешь?"]}]})
    book = rulebook(find_site("gazeta.ru", []), [own])
    hits: list[Any] = [book.rules[number].name for number in book.hits(["Что думаешь?"])[0]]
    assert hits[:2] == ["custom/x", "gazeta/poll"]
