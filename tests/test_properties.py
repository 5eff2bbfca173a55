"""What always holds, whatever the input: the invariants that the library promises."""

from __future__ import annotations

import functools
import multiprocessing
import random
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from newsclean import Article, parse
from newsclean.reading.mojibake import mend
from newsclean.reading.text import normalise, read_text
from newsclean.rules.library import common_sets, site_sets
from newsclean.rules.matcher import Matcher
from tests import fuzz
from tests.cases import FIXTURES, read_rule_cases
from tests.pages import PageCase, Result, page_cases, result_of

CASES = page_cases()
DUMPS = [source for case in CASES if isinstance(source := case.source(), str)]
LINES = sorted({line for dump in DUMPS for line in dump.splitlines() if line.strip() and len(line) < 2000})
RULE_LINES = sorted({
    line for file in (FIXTURES / "rules").glob("*/*.md") for case in read_rule_cases(file) for line in case.lines
})
MATCHER = Matcher([*site_sets(), *common_sets()], cache=0)



def bounded(examples: int) -> settings:
    """So many examples, the same ones at each run."""
    return settings(
        max_examples=examples, derandomize=True, deadline=None, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


numbers = st.integers(0, 2**32)
letters = st.text(st.sampled_from("".join(fuzz.ALPHABETS)), max_size=300)
anything = st.text(max_size=300)
lists = st.lists(st.sampled_from(LINES), max_size=30)
"""Lines of many pages on one: menus in the middle of a text, two headlines, a footer first."""
noise = st.one_of(letters, anything, numbers.map(lambda n: fuzz.noise(random.Random(n))))
mutated = st.builds(lambda dump, n: fuzz.mutate(dump, random.Random(n)), st.sampled_from(DUMPS), numbers)
dumps = st.one_of(mutated, lists.map("\n".join), lists.map(" ".join), lists.map("".join), noise)


# 1. Nothing lost, nothing invented.

@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_page_loses_or_invents_a_character(case: PageCase) -> None:
    assert fuzz.fault(case.source(), parse(case.source(), **case.settings())) is None


@bounded(150)
@given(dumps)
def test_nothing_is_lost_and_nothing_invented(dump: str) -> None:
    assert fuzz.fault(dump, parse(dump)) is None


@bounded(300)
@given(dumps)
@example("date 2025-12-11")
@example("1\nru\n\nhttps://a.example/1\n")
def test_reading_keeps_every_character_in_its_order(dump: str) -> None:
    page = read_text(dump)
    parts = [part for line in page.lines for part in line.parts or ((line.number, line.text),)]
    assert fuzz.squeeze("".join(text for _, text in [*page.header, *parts])) == fuzz.squeeze(normalise(dump))
    assert [number for number, _ in parts] == sorted(number for number, _ in parts)
    assert [line.text for line in page.lines if line.text != line.text.strip() or not line.text] == []


def test_the_check_itself_sees_what_is_lost_doubled_and_invented() -> None:
    dump = DUMPS[0]
    article = parse(dump)
    assert fuzz.fault(dump, article) is None
    assert fuzz.fault(dump, article.model_copy(update={"body": article.body[:-1]}))
    assert fuzz.fault(dump, article.model_copy(update={"lead": article.title}))
    assert fuzz.fault(dump, article.model_copy(update={"body": "\n\n".join(reversed(article.paragraphs))}))
    assert fuzz.fault(dump, article.model_copy(update={"title": "Придумано"}))


def test_a_slice_of_the_fuzz_run() -> None:
    told: list[str] = []
    assert fuzz.run(150, seed=7, tell=told.append) == 0, told[0]


def test_the_fuzz_run_is_the_same_each_time() -> None:
    assert list(fuzz.inputs(30, 3)) == list(fuzz.inputs(30, 3))
    assert list(fuzz.inputs(30, 3)) != list(fuzz.inputs(30, 4))


# 2. Cleaning twice equals cleaning once.

@pytest.mark.parametrize("case", CASES, ids=str)
def test_cleaning_a_page_twice_equals_cleaning_once(case: PageCase) -> None:
    body = parse(case.source(), **case.settings()).body
    assert parse(body).body == body


@bounded(150)
@given(dumps)
def test_cleaning_twice_equals_cleaning_once(dump: str) -> None:
    body = parse(dump).body
    assert parse(body).body == body


@bounded(200)
@given(dumps)
def test_normalising_twice_equals_normalising_once(dump: str) -> None:
    once = normalise(dump)
    assert normalise(once) == once


# 3. Same input, same output.

SOURCES = [case.source() for case in CASES]


@functools.cache
def expected() -> list[Result]:
    return [result_of(source) for source in SOURCES]


def test_what_came_before_changes_nothing() -> None:
    order = list(range(len(SOURCES)))
    random.Random(5).shuffle(order)
    for index in order:
        assert result_of(SOURCES[index]) == expected()[index]


def test_threads_give_the_same() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(result_of, SOURCES * 2)) == expected() * 2


def test_a_process_with_another_seed_of_hashes_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "12345")
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(result_of, SOURCES)) == expected()


# 4. The fast matcher equals the one-by-one reference.

@pytest.mark.parametrize("lines", [LINES, RULE_LINES], ids=["pages", "rule-cases"])
def test_matcher_equals_the_reference_on_fixture_lines(lines: list[str]) -> None:
    assert [line for line in lines if MATCHER.hits(line) != MATCHER.reference(line)] == []


def test_matcher_equals_the_reference_on_mutated_lines() -> None:
    rng = random.Random(11)
    for line in rng.sample([*LINES, *RULE_LINES], 400):
        changed = rng.choice((
            line.upper(), line.lower(), f" {line}", f"{line} ", f"{line}.", line[1:], line[:-1], line[:len(line) // 2],
            line.replace(" ", "\u00a0"), line.replace("е", "ё"), line.replace("а", "a"), f"{line} {line}", line.title(),
            line.replace("«", '"').replace("»", '"'), line.replace("—", "-"), f"— {line}", line[::-1],
        ))
        assert MATCHER.hits(changed) == MATCHER.reference(changed), changed


@bounded(200)
@given(st.one_of(noise, anything))
def test_matcher_equals_the_reference_on_random_text(text: str) -> None:
    assert MATCHER.hits(text) == MATCHER.reference(text)


# 6. Work grows with the input, and no faster. What is counted is calls, of Python functions and of built-in ones: the
# same on every machine. Time itself (inside `regex`, inside `str`) is measured in tests/benchmarks.

def calls(source: str) -> int:
    """How many calls one `parse` makes."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        parse(source)
    finally:
        sys.setprofile(None)
    return count


PROSE = "Паром номер {} отошёл от пристани в Верхних Омутах и через час вернулся, потому что забыли самовар и баранки."
GROWING: dict[str, Callable[[int], str]] = {
    "prose": lambda n: "\n".join(PROSE.format(i) for i in range(n)),
    "one line": lambda n: " ".join(PROSE.format(i) for i in range(n)),
    "glued": lambda n: "".join(PROSE.format(i)[:-1] for i in range(n)),
    "menu": lambda n: "\n".join(f"Рубрика {i}" for i in range(n)),
    "the same line": lambda n: "\n".join([PROSE] * n),
    "prose and cards": lambda n: "\n".join(PROSE.format(i) if i % 2 else "Читайте также" for i in range(n)),
    "prose and comments": lambda n: "\n".join(
        (PROSE.format(i), "Комментарии", "1 мая 2020")[i % 3] for i in range(n)
    ),
    "prose and dates": lambda n: "\n".join(PROSE.format(i) if i % 3 else f"{i % 28 + 1} мая 2020" for i in range(n)),
    "fragments": lambda n: "\n".join("паром отошёл от пристани и, как сообщили" for _ in range(n)),
    "footers": lambda n: "\n".join("© Вестник Омута, 2024. Все права защищены" for _ in range(n)),
    "ends of articles": lambda n: "\n".join(["Комментарии"] * n),
    "headings of cards": lambda n: "\n".join(["Материалы по теме"] * n),
    "labels": lambda n: "\n".join("Автор:" if i % 2 else "Теги:" for i in range(n)),
    "entities": lambda n: "&amp;laquo;" * n,
    "brackets": lambda n: "[" * n + "](" * n,
    "HTML, deep": lambda n: "<html><body>" + "<div>" * n + PROSE + "</div>" * n,
    "HTML, wide": lambda n: "<html><body>" + "".join(f"<p>{PROSE.format(i)}</p>" for i in range(n)),
}


@pytest.mark.parametrize("shape", GROWING)
def test_work_grows_no_faster_than_the_input(shape: str) -> None:
    make = GROWING[shape]
    parse(make(60))  # tables and patterns are built once
    small, large = calls(make(60)), calls(make(480))
    assert large < 8 * 1.3 * small + 20_000, (small, large)


def test_article_is_what_comes_out() -> None:
    assert all(isinstance(parse(dump), Article) for dump in ("", "\x00", "ы", mend("ÐÐ¾Ð²Ð¾ÑÑÐ¸")))
