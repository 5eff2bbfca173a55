"""The rule sets that ship with the package, and which of them apply to a page."""

from __future__ import annotations

import functools
import pathlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from newsclean.reading.fold import fold, fold_lines
from newsclean.reading.memory import Memory
from newsclean.reading.page import Field
from newsclean.rules.matcher import Lines, Matcher, Named
from newsclean.rules.ruleset import SHIPPED, RuleSet

_FOLDER: Final = pathlib.Path(__file__).resolve().parent
_EDGE: Final = 4  # letters of a mark by which the table of marks is keyed
_OPENING: Final = 80  # characters of a line in which a mark is looked for


class Rulebook:
    """The rules for one page, in the order in which they are tried: the caller's, the site's, the common ones."""

    def __init__(self, *matchers: Matcher) -> None:
        self.rules: list[Named] = [named for matcher in matchers for named in matcher.rules]
        self._matchers: list[tuple[int, Matcher]] = []
        offset = 0
        for matcher in matchers:
            self._matchers.append((offset, matcher))
            offset += len(matcher.rules)
        self._seen: dict[str, tuple[int, ...]] = {}  # the page's lines, of which the second look asks once more

    def hits(self, texts: Sequence[str]) -> list[tuple[int, ...]]:
        """For each line the numbers, in `rules`, of the rules that hit it."""
        seen = self._seen
        new = [text for text in dict.fromkeys(texts) if text not in seen]
        if new:
            lines = Lines(new)
            seen.update(dict.fromkeys(new, ()))
            for offset, matcher in self._matchers:
                for text, numbers in zip(new, matcher.hits_of(lines), strict=True):
                    if numbers:
                        seen[text] += tuple([number + offset for number in numbers]) if offset else numbers
        return [seen[text] for text in texts]


@functools.cache
def common_sets() -> tuple[RuleSet, ...]:
    """The common sets, in the order of their names."""
    return tuple(RuleSet.load(path, context=SHIPPED) for path in sorted((_FOLDER / "common").glob("*.toml")))


@functools.cache
def site_sets() -> tuple[RuleSet, ...]:
    """The outlets' sets, in the order of their names."""
    return tuple(RuleSet.load(path, context=SHIPPED) for path in sorted((_FOLDER / "sites").glob("*.toml")))


def find_site(url: str | None, texts: Iterable[str], own: Sequence[RuleSet] = ()) -> RuleSet | None:
    """The set of a page's outlet: by its host, or else by the marks that its furniture leaves in a dump.

    The caller's `own` sets come before those that ship.
    """
    if url and (found := _by_host(url, _table_of_hosts(own)) or _by_host(url, _hosts())):
        return found
    openings = [text[:_OPENING] for text in texts]
    ways = (_named_by(own), _named_by_shipped()) if any(ruleset.marks for ruleset in own) else (_named_by_shipped(),)
    for named_by in ways:
        votes: Counter[int] = Counter()
        sets: dict[int, RuleSet] = {}
        for named in filter(None, named_by(openings)):
            for ruleset in named:
                votes[id(ruleset)] += 1
                sets[id(ruleset)] = ruleset
        if votes:
            return sets[votes.most_common(1)[0][0]]
    return None


def selectors_for(site: RuleSet | None, own: Sequence[RuleSet] = ()) -> dict[Field, tuple[str, ...]]:
    """The CSS selectors for a page of a site: those of the caller's sets that are of no one site, then the site's."""
    sets = [ruleset for ruleset in own if not (ruleset.hosts or ruleset.marks) and ruleset is not site]
    found: dict[Field, tuple[str, ...]] = {}
    for ruleset in (*sets, site) if site else sets:
        for field, selectors in ruleset.html.selectors.items():
            found[field] = found.get(field, ()) + selectors
    return found


def _table_of_hosts(sets: Iterable[RuleSet]) -> dict[str, RuleSet]:
    return {host: ruleset for ruleset in sets for host in ruleset.hosts}


def _named_by(sets: Iterable[RuleSet]) -> Memory[tuple[RuleSet, ...]]:
    """What tells the sets that lines name, given the lines' beginnings: each set once for a mark of its own."""
    table: dict[str, list[tuple[str, RuleSet]]] = {}
    for ruleset in sets:
        for mark in ruleset.marks:
            folded = fold(mark).lower()
            table.setdefault(folded[:_EDGE], []).append((folded, ruleset))

    def look(openings: list[str]) -> list[tuple[RuleSet, ...]]:
        found: list[tuple[RuleSet, ...]] = []
        for opening in "\n".join(fold_lines(openings)).lower().split("\n"):
            marks = table.get(opening[:_EDGE])
            found.append(tuple([ruleset for mark, ruleset in marks if opening.startswith(mark)]) if marks else ())
        return found

    return Memory(look)


@functools.cache
def _hosts() -> dict[str, RuleSet]:
    return _table_of_hosts(site_sets())


@functools.cache
def _named_by_shipped() -> Memory[tuple[RuleSet, ...]]:
    return _named_by(site_sets())


def _by_host(url: str, hosts: dict[str, RuleSet]) -> RuleSet | None:
    """The set of an address's host or of a domain above it."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return None
    labels = host.removeprefix("www.").split(".")
    return next((hosts[name] for i in range(len(labels)) if (name := ".".join(labels[i:])) in hosts), None)


@functools.cache
def _common_matcher() -> Matcher:
    return Matcher(common_sets())


@functools.lru_cache(maxsize=256)
def _site_matcher(name: str) -> Matcher:
    return Matcher([ruleset for ruleset in site_sets() if ruleset.name == name], cache=5_000)


def _own_matcher(ruleset: RuleSet) -> Matcher:
    """The matcher of a caller's set; the latest sets' matchers are kept, so that a batch builds each once."""
    known = _own.get(id(ruleset))
    if known is None or known[0] is not ruleset:
        if len(_own) >= 32:
            _own.clear()
        known = _own[id(ruleset)] = (ruleset, Matcher([ruleset], cache=5_000))
    return known[1]


_own: dict[int, tuple[RuleSet, Matcher]] = {}


def rulebook(site: RuleSet | None, own: Sequence[RuleSet] = ()) -> Rulebook:
    """The rules for a page of a site, with the caller's own sets first."""
    matchers = [_own_matcher(ruleset) for ruleset in own]
    if site is not None and not any(site is ruleset for ruleset in own):
        matchers.append(_site_matcher(site.name))
    return Rulebook(*matchers, _common_matcher())
