"""`parse_many`: the same articles as `parse`, in order, whatever happens to a document or a worker."""

from __future__ import annotations

import itertools
import os
import pathlib
import pickle
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup

from newsclean import batch
from newsclean.batch import Failure, Source, WorkerCrashed, parse_many
from newsclean.parse import parse
from newsclean.reading.source import InputTooLarge
from newsclean.rules.ruleset import RuleSet
from tests.cases import ROOT


def dump(number: int) -> str:
    """A short dump, each with a body of its own."""
    return (
        f"Меню\nПодписаться\n12 мая 2025, 14:05\nВ Заречье открыли мост\nФото: Мария Лугова\n"
        f"В Заречье в понедельник открыли мост номер {number} через реку Тихую, сообщили в городской администрации.\n"
        "Раньше жители добирались до вокзала паромом, который зимой не ходил.\n"
        "Нашли опечатку? Нажмите Ctrl+Enter\n"
    )


class Killer(str):
    """An address that kills the process which unpickles it."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return os._exit, (1,)


class KillerOnce(str):
    """An address that kills the first process which unpickles it, and is a plain one for the next. It names a file."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return _die_once, (str(self),)


def _die_once(path: str) -> str:
    if not os.path.exists(path):
        pathlib.Path(path).touch()
        os._exit(1)
    return path


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_articles_are_those_of_parse_in_order(workers: int) -> None:
    dumps = [dump(number) for number in range(20)]
    articles = list(parse_many(dumps, workers=workers, chunk=3))
    assert articles == [parse(each) for each in dumps]
    assert articles[7].removed == parse(dumps[7]).removed


@pytest.mark.parametrize("workers", [1, 2])
def test_bytes_and_pairs_with_an_address(workers: int) -> None:
    url = "https://example.org/1"
    sources: list[Source] = [dump(0).encode("cp1251"), (dump(1), url), (dump(2), None)]
    articles = list(parse_many(sources, workers=workers))
    assert articles == [parse(dump(0)), parse(dump(1), url=url), parse(dump(2))]


@pytest.mark.parametrize("workers", [1, 2])
def test_own_rules_reach_the_workers(workers: int) -> None:
    own = RuleSet.model_validate({"name": "mine", "line": [
        {"name": "ferry", "role": "promo", "starts": ["Раньше жители добирались"]},
    ]})
    [article] = parse_many([dump(0)], workers=workers, rules=[own])
    assert "mine/ferry" in {line.rule for line in article.removed}


@pytest.mark.parametrize("workers", [1, 2])
def test_an_endless_input_is_read_no_further_than_needed(workers: int) -> None:
    taken = itertools.count()
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        for read in taken:
            yield dump(read)

    articles = parse_many(endless(), workers=workers, chunk=2)
    assert list(itertools.islice(articles, 5)) == [parse(dump(number)) for number in range(5)]
    assert read < 5 + 2 * 2 * 3


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_document_is_a_failure_in_its_place(workers: int) -> None:
    soup = BeautifulSoup("<p>Текст</p>", "html.parser")
    sources: list[Any] = [dump(0), "я" * 5000, None, soup, (dump(4), 5), dump(5)]
    outcomes = list(parse_many(sources, workers=workers, limit=4000, errors="return"))
    kinds = [type(outcome.error) if isinstance(outcome, Failure) else None for outcome in outcomes]
    assert kinds == [None, InputTooLarge, TypeError, TypeError, TypeError, None]
    assert [outcome.position for outcome in outcomes if isinstance(outcome, Failure)] == [1, 2, 3, 4]
    assert "pass str(soup)" in str(outcomes[3])


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_document_is_raised_after_the_articles_before_it(workers: int) -> None:
    articles = parse_many([dump(0), dump(1), "я" * 5000, dump(3)], workers=workers, limit=4000)
    assert next(articles) == parse(dump(0))
    assert next(articles) == parse(dump(1))
    with pytest.raises(InputTooLarge) as raised:
        next(articles)
    assert raised.value.__notes__ == ["in document 2 of the input, counted from 0"]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_the_input_comes_after_the_articles_before_it(workers: int) -> None:
    def broken() -> Iterator[str]:
        yield dump(0)
        yield dump(1)
        raise OSError("the disk is gone")

    articles = parse_many(broken(), workers=workers)
    assert len(list(itertools.islice(articles, 2))) == 2
    with pytest.raises(OSError, match="the disk is gone"):
        next(articles)


def _faulty(*_: object, **__: object) -> None:
    raise KeyError("a fault of the library")


def test_a_fault_of_the_library_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "parse", _faulty)
    settings = pickle.dumps(batch._Settings((), None, 1000))
    [outcome] = batch._run_chunk(settings, [batch._Job(3, "", None)])
    assert isinstance(outcome, Failure)
    error = pickle.loads(pickle.dumps(outcome)).error
    assert isinstance(error, KeyError)
    assert "in _faulty" in error.__notes__[0]


@pytest.mark.filterwarnings("error")
def test_a_crash_costs_one_document() -> None:
    sources: list[Source] = [(dump(number), Killer("x") if number in (5, 11) else None) for number in range(16)]
    outcomes = list(parse_many(sources, workers=2, chunk=3, errors="return"))
    failed = {outcome.position: outcome.error for outcome in outcomes if isinstance(outcome, Failure)}
    assert list(failed) == [5, 11]
    assert all(isinstance(error, WorkerCrashed) for error in failed.values())
    assert [outcome for outcome in outcomes if not isinstance(outcome, Failure)] == [
        parse(dump(number)) for number in range(16) if number not in failed
    ]


def test_a_crash_names_its_document() -> None:
    sources: list[Source] = [dump(0), dump(1), (dump(2), Killer("x"))]
    with pytest.raises(WorkerCrashed, match="document 2"):
        list(parse_many(sources, workers=2))


def test_a_crash_that_does_not_come_again_is_a_warning(tmp_path: pathlib.Path) -> None:
    sources: list[Source] = [dump(0), (dump(1), KillerOnce(tmp_path / "flag")), dump(2)]
    with pytest.warns(RuntimeWarning, match="documents 0 to 2"):
        assert len(list(parse_many(sources, workers=2))) == 3


@pytest.mark.parametrize("arguments", [
    {"sources": "Один дамп"}, {"sources": b"<p>"}, {"sources": BeautifulSoup("", "html.parser")},
    {"sources": [], "rules": ["my.toml"]}, {"sources": [], "now": "2025-05-12"},
])
def test_wrong_types_are_told_at_once(arguments: dict[str, object]) -> None:
    with pytest.raises(TypeError, match=r"pass|must be"):
        parse_many(**arguments)  # type: ignore[call-overload]


@pytest.mark.parametrize("arguments", [{"workers": -1}, {"chunk": 0}, {"errors": "ignore"}])
def test_values_out_of_range_are_told_at_once(arguments: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must be"):
        parse_many([], **arguments)  # type: ignore[call-overload]


SPAWNED = """
import multiprocessing
from newsclean.batch import parse_many
{guard}
    multiprocessing.set_start_method("spawn")
    print([article.title for article in parse_many(["Меню", "Ещё меню"], workers=2)])
"""


def run_script(path: pathlib.Path, guard: str) -> subprocess.CompletedProcess[str]:
    path.write_text(SPAWNED.format(guard=guard), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, str(path)], env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


def test_spawned_workers(tmp_path: pathlib.Path) -> None:
    done = run_script(tmp_path / "good.py", 'if __name__ == "__main__":')
    assert (done.returncode, done.stdout) == (0, "[None, None]\n"), done.stderr


def test_spawned_workers_without_a_guard_are_told_of_it(tmp_path: pathlib.Path) -> None:
    done = run_script(tmp_path / "bad.py", "if True:")
    assert done.returncode == 1
    assert "call parse_many() under `if __name__" in done.stderr
