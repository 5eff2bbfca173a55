"""Texts of other articles beside the text: told by their words, of which an article takes up those of its beginning.

Announcements and next articles read like any text; weights that see a line and its neighbours keep them. Paragraphs of
one article have about a third of their words in common with the rest of it, those of two next to none.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from newsclean.amend import BODY, HEAD, TAIL
from newsclean.line_traits import Facts
from newsclean.reading.page import Page
from newsclean.rules.matcher import Named
from newsclean.rules.needs import are_met, needs

_DIGEST: Final = re.compile(
    r"\bдайджест|\bглавн\w+ (?:за|к|новост|событ|тем)|\bглавное\b|\bитоги\b|\bк(?:оротк|ратк)о\b|\bсводк[аи]\b|"
    r"\bобзор (?:прессы|событий|новостей|сми|рынк)|\bновости (?:дня|утра|вечера|недели|к |за )|\bсамое важное|"
    r"\bсобытия (?:дня|недели|месяца|года|за )|\bчто (?:произошло|случилось|нового|надо знать|нужно знать)|"
    r"\bк этому часу|\bкартина дня",
    re.IGNORECASE,
)
_DIGEST_NEEDS: Final = needs(_DIGEST.pattern)
_NEAR: Final = 8
"""How many lines above the text may say that it is a digest."""
_WHOLE: Final = 450
"""Characters of prose that may be an article by themselves."""
_BREAK: Final = 4
"""How many lines between two paragraphs part an article from what follows it."""
_MOST_BREAKS: Final = 20
"""How many places are looked at where an article may end."""
_STRANGE: Final = 0.06
"""The share of a paragraph's words that an article has, too, below which it is of another."""
_FOREIGN: Final = 0.15
"""The cosine of the words of two texts below which the one under a heading is not of the article over it."""
_HEAD: Final = 20
"""Characters of a headline."""
_SEVERAL: Final = 4
"""How many announcements make a row of them."""
_UNHEARD: Final = 0.13
_WORDS: Final = 8
"""The share of words, of so many at least, that the text must take up again of what stands over it."""
_LONG: Final = 70
"""Characters of a line that is no heading."""
_ALIEN: Final = 0.1
_LOOSE: Final = 0.24
_TIGHT: Final = 0.25
"""The share of a paragraph's words in common with others: with a strange article, among strangers, in an article."""


def drop_strangers(
    page: Page, facts: list[Facts], hits: list[tuple[int, ...]], states: list[int], rules: list[Named]
) -> None:
    """Leave out the paragraphs over and under an article that are of others.

    A digest is left as it is: its paragraphs have nothing to do with each other.
    """
    if _is_digest(page, states):
        return
    _drop_below(page, facts, hits, states, rules)
    _drop_row(page, facts, states)
    _drop_above(page, facts, states)


def _is_digest(page: Page, states: list[int]) -> bool:
    """Whether the page calls its text a digest: in the window title, right above the text, or in its first line."""
    first = states.index(BODY) if BODY in states else 0
    texts = [page.metadata.window or page.lines[0].text[:300]]
    texts += [line.text[:300] for line in page.lines[max(first - _NEAR, 0) : first + 1]]
    lower = "\n".join(texts).lower()
    return are_met(_DIGEST_NEEDS, lower) and any(_DIGEST.search(text) for text in texts)


def _drop_below(
    page: Page, facts: list[Facts], hits: list[tuple[int, ...]], states: list[int], rules: list[Named]
) -> None:
    """Leave out what follows a whole article after a break, and shares next to no word with it: the next article.

    Under a heading of related items a few common words do not help what comes in numbers: announcements.
    """
    text = [i for i, state in enumerate(states) if state == BODY]
    words: set[bytes] = set()
    size = looked = 0
    for before, after in pairwise(text):
        if facts[before].prose:
            words |= facts[before].stems
            size += len(page.lines[before].text)
        gap = range(before + 1, after)
        if size < _WHOLE or not gap or looked > _MOST_BREAKS:
            continue
        headed = any(rules[number].verb in ("block", "tail") for i in gap for number in hits[i])
        if not headed and len(gap) < _BREAK:
            continue
        looked += 1
        under = [i for i in text if i >= after]
        below = [facts[i].stems for i in under if facts[i].prose and facts[i].stems]
        if not below:
            continue
        # An article that goes on under a card has no date and no heading of others right over its next paragraph.
        lined = any(rules[number].verb in ("block", "tail") for number in hits[after - 1])
        heads = sum(facts[i].prose and _is_head(page, facts, i - 1) for i in under[1:])
        mixed = len(under) > 2 and 2 * heads >= len(below) - 1
        if not (lined or mixed or any(facts[i].dated for i in gap)):
            continue
        others = frozenset().union(*below)
        likeness = len(words & others) / (len(words) * len(others)) ** 0.5
        foreign = headed and (lined or mixed) and len(below) >= _SEVERAL and likeness < _FOREIGN
        if _share(below, [frozenset(words)]) < _STRANGE or (foreign and _share(below) < _LOOSE):
            states[before + 1:] = [TAIL] * (len(states) - before - 1)
            return


def _is_head(page: Page, facts: list[Facts], index: int) -> bool:
    return facts[index].headline and len(page.lines[index].text) >= _HEAD


def _drop_row(page: Page, facts: list[Facts], states: list[int]) -> None:
    """Leave out a row of paragraphs under a whole article that speak neither of its matter nor of one another's.

    Those are the openings of other articles. A digest has subheadings, or no article over it that holds together.
    """
    lines = page.lines
    text = [i for i, state in enumerate(states) if state == BODY]
    start = len(text)
    while start and len(lines[text[start - 1]].text) >= _LONG and text[-1] - text[start - 1] == len(text) - start:
        start -= 1
    if len(text) - start <= _SEVERAL or page.shape == "oneline":
        return
    prose = [i for i in text if facts[i].prose and facts[i].stems]
    stems = [facts[i].stems for i in prose]
    # The last ones tell whether it is worth a closer look.
    if _share(stems[-_SEVERAL:], stems[:-_SEVERAL]) > 2 * _ALIEN:
        return
    for k in range(3, min(len(prose) - _SEVERAL, _MOST_BREAKS)):
        above, below = stems[:k], stems[k:]
        if prose[k] < text[start] or _share([stems[k]], above) >= _ALIEN or (far := _share(below, above)) >= _ALIEN:
            continue
        if _share(below) < _LOOSE and _share(above) > max(_TIGHT, 4 * far):
            states[prose[k]:] = [TAIL] * (len(states) - prose[k])
            return


def _share(paragraphs: list[frozenset[bytes]], others: list[frozenset[bytes]] | None = None) -> float:
    """The mean share of a paragraph's words that stand in others, too; without `others`, in the rest of its own."""
    known: set[bytes] = set()
    if others is not None:
        known.update(*others)
    else:
        once: set[bytes] = set()
        for stems in paragraphs:
            known |= once & stems
            once |= stems
    shares = [len(stems & known) / len(stems) for stems in paragraphs]
    return sum(shares) / len(shares) if shares else 1.0


def _drop_above(page: Page, facts: list[Facts], states: list[int]) -> None:
    """Leave out what stands over an article, parted from it, and shares next to no word with it: an announcement."""
    text = [i for i, state in enumerate(states) if state == BODY]
    prose = [i for i in text if facts[i].prose]
    whole = sum(len(page.lines[i].text) for i in prose)
    words: set[bytes] = set()
    size = 0
    for before, after in pairwise(text):
        if facts[before].prose:
            words |= facts[before].stems
            size += len(page.lines[before].text)
        if 3 * size > whole:
            return
        if after - before > 2 and len(words) >= _WORDS:
            below = frozenset().union(*(facts[i].stems for i in prose if i >= after))
            dated = any(facts[i].dated for i in range(before + 1, after))
            if dated and len(words & below) < _UNHEARD * len(words):
                states[: before + 1] = [HEAD] * (before + 1)
            return
