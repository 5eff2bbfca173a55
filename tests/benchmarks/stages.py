"""Cost of `parse` by stage.

The functions that `newsclean.parse` calls are wrapped for the time of the measurement, in every module that knows them.
A function's own time counts, without that of wrapped functions inside it. Compiled modules call one another without
asking for names, so that in a compiled build a stage inside of another counts where `parse` calls it.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import inspect
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any

from tests.benchmarks.sources import Document, clear, line_caches, of_kind
from tests.benchmarks.tables import Cell, Table, ratio, spread

STAGES = {
    "open: what is left": ("reading.source:open_source",),
    "decode and mend": ("reading.charset:decode", "reading.mojibake:mend", "reading.tree:looks_like_html"),
    "parse HTML": ("reading.tree:parse_tree",),
    "read: what is left": ("reading.source:Source.page",),
    "walk / lines": ("reading.html:read_tree", "reading.text:read_text"),
    "metadata": ("reading.metadata:read_metadata", "reading.metadata:read_address"),
    "site": ("rules.library:find_site", "rules.library:selectors_for", "reading.selectors:mark_nodes"),
    "rules": ("rules.library:rulebook", "rules.library:Rulebook.hits", "rules.judge:judge"),
    "layout": ("layout:arrange",),
    "second look": ("parse:settle",),
    "model, record": ("article:Article", "parse:compose", "parse:record"),
}
"""Stage -> functions, `MODULE:NAME` under `newsclean`. The functions of `newsclean.fields` are stages by themselves."""
_WHOLE = "second look"  # what runs inside of it (rules and layout once more) counts as it
_REST = "parse itself"

Spent = defaultdict[str, float]
"""Seconds by stage."""


def stages(documents: Sequence[Document], rounds: int, most: int) -> list[Table]:
    """A table for HTML and one for dumps: ms a document and shares, mean over documents, median of the rounds."""
    return [
        table_of(kind, spread(of_kind(documents, kind), most), rounds)
        for kind in ("html", "dump") if of_kind(documents, kind)
    ]


def table_of(kind: str, documents: Sequence[Document], rounds: int) -> Table:
    """The stages' costs when each document is read for the first time, and when it is read once more at once."""
    spent: Spent = defaultdict(float)
    first, again = [], []
    with wrapped(spent) as (parse, missing):
        for document in documents:
            parse(document.source)
        caches = line_caches()
        for _ in range(rounds):
            sums = Spent(float), Spent(float)
            for document in documents:
                clear(caches)
                for told in sums:
                    spent.clear()
                    parse(document.source)
                    for stage, seconds in spent.items():
                        told[stage] += seconds
            first.append(sums[0])
            again.append(sums[1])
    cold, warm = (sorted(of, key=total)[len(of) // 2] for of in (first, again))
    names = [name for name in (*STAGES, *sorted(name for name in cold if name not in STAGES)) if cold[name]]
    rows: list[tuple[Cell, ...]] = []
    for name in [*(n for n in names if n != _REST), _REST, "all"]:
        costs = [total(told) if name == "all" else told[name] for told in (cold, warm)]
        shares = [ratio(100 * cost, total(told)) for cost, told in zip(costs, (cold, warm), strict=True)]
        ms = [1000 * cost / len(documents) for cost in costs]
        rows.append((name, ms[0], shares[0], ms[1], shares[1]))
    note = f"{len(documents)} documents; *again*: the same document straight after, from full caches."
    notes = (note, f"Not found, so within the stage that calls it: {', '.join(missing)}.") if missing else (note,)
    return Table("stages", f"{kind}, by stage", ("stage", "ms cold", "% cold", "ms again", "% again"), rows, notes)


def total(spent: Spent) -> float:
    """All stages together."""
    return sum(spent.values())


@contextlib.contextmanager
def wrapped(spent: Spent) -> Iterator[tuple[Callable[[Any], object], list[str]]]:
    """Wrap the stages' functions: gives a `parse` that adds seconds to `spent`, and the functions not found."""
    module = importlib.import_module("newsclean.parse")
    clock = _Clock(spent)
    undo: list[tuple[Any, str, Any]] = []
    missing: list[str] = []
    for stage, function, place in _targets(module, missing):
        wrapper = clock.wrap(function, stage)
        for holder, name in _holders(function, place):
            undo.append((holder, name, getattr(holder, name)))
            setattr(holder, name, wrapper)
    try:
        yield clock.wrap(module.parse, _REST), missing
    finally:
        for holder, name, value in reversed(undo):
            setattr(holder, name, value)


def _targets(module: ModuleType, missing: list[str]) -> Iterator[tuple[str, Any, str]]:
    """The functions to wrap, each with its stage and place; the names of those that are not there go to `missing`."""
    for stage, places in STAGES.items():
        for place in places:
            path, _, name = place.partition(":")
            try:
                function: Any = importlib.import_module(f"newsclean.{path}")
                for part in name.split("."):
                    function = getattr(function, part)
            except (ImportError, AttributeError):
                missing.append(place)
                continue
            yield stage, function, place
    for name, value in list(vars(module).items()):
        if inspect.isroutine(value) and str(value.__module__).startswith("newsclean.fields"):
            yield f"field: {name.removeprefix('read_')}", value, f"fields:{name}"


def _holders(function: Any, place: str) -> Iterator[tuple[Any, str]]:
    """Where a function is known by a name: its class for a method, or else each module of newsclean that imported it.

    A model's class is wrapped only where `parse` makes one, for others ask what is an instance of it.
    """
    path, _, name = place.partition(":")
    if "." in name:
        owner, _, method = name.partition(".")
        yield getattr(importlib.import_module(f"newsclean.{path}"), owner), method
        return
    within = "newsclean.parse" if inspect.isclass(function) else "newsclean"
    for known, module in list(sys.modules.items()):
        if f"{known}.".startswith(f"{within}."):
            for bound, value in list(vars(module).items()):
                if value is function:
                    yield module, bound


class _Clock:
    """Own time of nested functions."""

    def __init__(self, spent: Spent) -> None:
        self._spent = spent
        self._inner = [0.0]  # for each function under way, the time of wrapped functions inside it
        self._whole = False

    def wrap(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """The function, timed."""

        @functools.wraps(function, updated=())
        def timed(*arguments: Any, **named: Any) -> Any:
            if self._whole:
                return function(*arguments, **named)
            self._whole = stage == _WHOLE
            self._inner.append(0.0)
            start = time.process_time()
            try:
                return function(*arguments, **named)
            finally:
                spent = time.process_time() - start
                self._whole = False
                self._spent[stage] += spent - self._inner.pop()
                self._inner[-1] += spent

        return timed
