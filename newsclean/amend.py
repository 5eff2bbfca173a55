"""Where the best way through a page is known to err: what stands beside the text, and is text or is none after all.

Weights see a line and its neighbours; these look farther, at what a heading announces, at islands of text far from the
rest, at the short sentence with which an article ends. States are those of `newsclean.layout`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from newsclean.line_traits import Facts, line_facts
from newsclean.reading.page import Line, Page
from newsclean.reading.stops import has_stop
from newsclean.rules.judge import judge
from newsclean.rules.matcher import Named
from newsclean.rules.ruleset import Zone

HEAD: Final = 0
BODY: Final = 1
INSERT: Final = 2
TAIL: Final = 3
ZONES: Final[tuple[Zone, ...]] = ("head", "body", "body", "tail")
"""The zone of each state: before the article, in it, in an insert within it, after it."""
ENOUGH: Final = 200
"""Characters of prose that make a text."""
_STAMPS: Final = 3
"""How many comments with their dates stand at least under a heading that says so."""
_TALK: Final = 6
"""Among how many lines one that has the date of a comment makes them a talk."""
_PAIRS: Final = 3
"""How many headlines with their announcements stand at least under a heading of related items."""
_POSTS: Final = 4
"""How many posts with their times make a live broadcast."""
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d{2}(?: (?:мск|msk))?|\d{1,3}(?:\+\d{1,2})?['’′]", re.IGNORECASE)
"""The time of a post, or the minute of a match."""
_LONGEST_CLOCK: Final = 9
"""Characters of the longest of these."""
_NUMBERED: Final = re.compile(r"\d{1,2}[.)] (?=\w)")
"""What a subheading of a list of things begins with."""
_TURNS: Final = 4
"""How many turns make a talk."""
_MOMENT: Final = re.compile(
    r"\d\d:\d\d(?::\d\d)?,? \d{1,2}[./]\d{1,2}[./]\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4},? (?:в )?\d\d:\d\d"
)
"""The day and the time of a comment, with other words around them."""
_LIKELY: Final = 3.0
_SURE: Final = 5.0
"""How much its traits must say for a paragraph's being text, in the element of the text and over the text of a dump."""
_FARTHEST: Final = 80
"""How many lines over the text of a dump a paragraph may stand that still belongs to it."""
_WIDE: Final = 12
"""Lines without text that part an island from the article."""
_MOST_LAST: Final = 3
"""How many short sentences an article ends in at most."""
_DATED: Final = frozenset({"date0", "date1", "date2", "date3"})
_UNITS: Final = (" г.", " гг.", " мск.", " руб.", " тел.")
_UNLIKE: Final = frozenset({
    "address", "capitals", "digits", "foreign", "latin", "name", "timed", "us", "upper", "wordless",
})
"""Traits of a short line with a full stop that is yet no sentence of an article."""


def belongs_to_others(
    page: Page, facts: list[Facts], hits: list[tuple[int, ...]], states: list[int], rules: list[Named]
) -> dict[int, bool]:
    """The lines that headings under a text give to others, though they read like text.

    From the heading of readers' comments on, where several comments have their dates; and under a heading of related
    items those that come in pairs, a headline and its announcement.
    """
    text = [i for i, state in enumerate(states) if state == BODY]
    first, last = (text[0], text[-1]) if text else (0, 0)
    headed = {i for i in range(last) if hits[i] and any(_heads_comments(rules[number]) for number in hits[i])}
    stamps = _count_stamps(page, facts) if headed else []
    # Where comments were taken for the text, the article stands above their heading.
    talk = bool(headed) and _TALK * (stamps[last] - stamps[first]) >= last - first > 0
    above = reached = 0
    off: dict[int, bool] = {}
    for i in range(last):
        if facts[i].prose and (states[i] == BODY or (talk and i < first and not hits[i])):
            above += len(page.lines[i].text)
        if above < ENOUGH or not hits[i] or i < reached:
            continue
        if i in headed:
            if stamps[-1] - stamps[i + 1] >= _STAMPS:
                return off | dict.fromkeys(range(i, len(states)), False)
        elif any(rules[number].verb == "block" and "tail" in rules[number].rule.zone for number in hits[i]):
            reached = i + 1
            while reached + 1 < len(states) and _is_announced(page, facts, reached):
                reached += 2
            if reached > i + 2 * _PAIRS:
                off.update(dict.fromkeys(range(i, reached), False))
    return off


def _heads_comments(named: Named) -> bool:
    return named.verb == "tail" and named.rule.role == "comments" and "tail" in named.rule.zone


def belongs_to_text(
    page: Page, facts: list[Facts], hits: list[tuple[int, ...]], states: list[int], for_body: list[float]
) -> dict[int, bool]:
    """The lines that are text, though too much stands between them and the rest of it.

    The posts of a live broadcast; the paragraphs that have their element with most of the text; and in a dump those
    over the text that read like it and speak of the same, over a gallery and its credits. `for_body` is what each
    line's traits say for its being text.
    """
    text = [i for i, state in enumerate(states) if state == BODY]
    if not text or page.shape == "oneline":
        return {}
    found = _live_posts(page, hits, states)
    others = [
        i for i, fact in enumerate(facts) if fact.prose and (states[i] == HEAD or states[i] == TAIL) and not hits[i]
    ]
    home = _home(page, facts, text)
    words: set[bytes] = set()
    for i in others:
        hints = page.lines[i].hints
        if hints is not None:
            if hints.container == home and for_body[i] > _LIKELY:
                found[i] = True
        elif text[0] - _FARTHEST < i < text[0] and for_body[i] > _SURE:
            if not words:
                words = set().union(*[facts[j].stems for j in text])
            if len(facts[i].stems & words) * 8 > len(facts[i].stems):
                found[i] = True
    return found


def _home(page: Page, facts: list[Facts], text: list[int]) -> int | None:
    """The container that holds most of a text's prose; `None` without one."""
    if page.shape != "html":
        return None
    sizes: Counter[int] = Counter()
    for i in text:
        hints = page.lines[i].hints
        if hints is not None and facts[i].prose:
            sizes[hints.container] += len(page.lines[i].text)
    if not sizes:
        return None
    container, size = sizes.most_common(1)[0]
    return container if 2 * size > sizes.total() else None


def _live_posts(page: Page, hits: list[tuple[int, ...]], states: list[int]) -> dict[int, bool]:
    """The paragraphs of a live broadcast around which the text stands: posts, each under the time of its own.

    Comments have a name over the time, or each its own under it; feeds a headline without a full stop under it.
    """
    lines = page.lines
    runs: list[list[int]] = []
    for i in range(1, len(lines) - 1):
        text = lines[i].text
        if len(text) <= _LONGEST_CLOCK and text[0].isdecimal() and _CLOCK.fullmatch(text):
            if not (_ends_well(lines[i - 1]) and _ends_well(lines[_post(lines, i)])):
                continue
            if runs and i - runs[-1][-1] <= _WIDE:
                runs[-1].append(i)
            else:
                runs.append([i])
    found: dict[int, bool] = {}
    for run in runs:
        reach = range(run[0] - 1, _post(lines, run[-1]) + 1)
        names = {lines[i + 1].text for i in run if _post(lines, i) > i + 1}
        if len(run) >= _POSTS and 2 * len(names) <= len(run) and any(states[i] == BODY for i in reach):
            found.update((i, True) for i in reach if _ends_well(lines[i]) and not hits[i])
            found.update(dict.fromkeys(run, False))
    return found


def _post(lines: list[Line], stamp: int) -> int:
    """The line of the post under a time: the next, or the one under the author's name."""
    named = stamp + 2 < len(lines) and "name" in line_facts(lines[stamp + 1].text).traits
    return stamp + 2 if named else stamp + 1


def _ends_well(line: Line) -> bool:
    """Whether a line ends like a sentence of some length."""
    return len(line.text) >= 40 and not line_facts(line.text).headline


def _is_announced(page: Page, facts: list[Facts], index: int) -> bool:
    """Whether a line is a headline without any stop, over one paragraph."""
    fact = facts[index]
    return fact.headline and not fact.prose and page.lines[index].text[-1].isalnum() and facts[index + 1].prose


def _count_stamps(page: Page, facts: list[Facts]) -> list[int]:
    """How many lines above each line, and in all, are such as `_is_stamped` tells."""
    counts = [0]
    for i in range(len(facts)):
        counts.append(counts[-1] + _is_stamped(page, facts, i))
    return counts


def _is_stamped(page: Page, facts: list[Facts], index: int) -> bool:
    """Whether a line is short, has a date or a time (or both), and stands over something that ends like a sentence."""
    text = page.lines[index].text
    if _DATED.isdisjoint(facts[index].traits) or (len(text) >= 60 and not _MOMENT.search(text[:120])):
        return False
    under = range(index + 1, min(index + 3, len(facts)))
    return any(len(page.lines[i].text) >= 20 and not facts[i].headline for i in under)


def taken_by_rules(
    texts: list[str], hits: list[tuple[int, ...]], states: list[int], rules: list[Named]
) -> dict[int, bool]:
    """The lines of which rules tell that they are no text, where rules take all of a text: it stands elsewhere then."""
    text = [i for i, state in enumerate(states) if state == BODY]
    if not text or not all(hits[i] for i in text):
        return {}
    verdicts = judge(texts, hits, [ZONES[state] for state in states], rules)
    return {} if any(verdicts[i] is None for i in text) else dict.fromkeys(text, False)


def drop_islands(facts: list[Facts], states: list[int]) -> None:
    """Leave out what stands far above or below the article's prose without prose of its own: an entry of a menu."""
    prose = [i for i, state in enumerate(states) if state == BODY and facts[i].prose]
    if not prose:
        return
    for ahead, outside in ((range(prose[0] - 1, -1, -1), HEAD), (range(prose[-1] + 1, len(states)), TAIL)):
        edge, empty = (prose[0] if outside == HEAD else prose[-1]), 0
        for i in ahead:
            empty = 0 if states[i] == BODY else empty + 1
            if empty > _WIDE:
                break
            edge = i if states[i] == BODY else edge
        for i in ahead:
            if (i - edge) * ahead.step > 0:
                states[i] = outside


def drop_known_end(hits: list[tuple[int, ...]], states: list[int], rules: list[Named]) -> None:
    """Leave out the last lines of a text that a rule knows for an imprint: what a rule tells of no other place."""
    text = [i for i, state in enumerate(states) if state == BODY]
    while len(text) > 1 and any(_stands_under(rules[number]) for number in hits[text[-1]]):
        states[text.pop()] = TAIL


def _stands_under(named: Named) -> bool:
    return named.verb in ("line", "tail") and named.rule.role == "imprint" and "tail" in named.rule.zone and (
        not named.rule.near
    )


def keep_lists(page: Page, hits: list[tuple[int, ...]], states: list[int]) -> None:
    """Leave a list in the text that stands beside it: items in lower case that end in «;», the last in a stop.

    A line with a colon over it, or over three items and more a short one, introduces it.
    """
    lines = page.lines
    start = 1
    while start < len(lines):
        end = start
        while end < len(lines) and lines[end].text.endswith((";", ".")) and lines[end].text[0].islower():
            end += 1
            if lines[end - 1].text.endswith("."):
                break
        if end == start:
            start += 1
            continue
        over = lines[start - 1].text
        if lines[start].text[-1] == ";" or over[-1] in ":;":
            opens = over[-1] == ":" or (end - start >= 3 and len(over) < 40 and over[-1].isalpha())
            run = range(start - opens, end)
            beside = any(states[i] == BODY for i in range(max(run.start - 1, 0), min(end + 1, len(lines))))
            if beside and not any(hits[i] for i in run):
                for i in run:
                    states[i] = BODY
        start = end


def keep_talks(page: Page, hits: list[tuple[int, ...]], states: list[int]) -> None:
    """Leave the short lines of an interview in the text: turns that begin with a dash, of which some are text."""
    lines = page.lines
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and lines[end].text.startswith(("— ", "– ")):
            end += 1
        if end - start >= _TURNS:
            run = range(start, end)
            ended = sum([has_stop(lines[i].text) for i in run])
            if 5 * ended >= 4 * len(run) and any(states[i] == BODY for i in run):
                for i in run:
                    states[i] = states[i] if hits[i] else BODY
        start = max(end, start + 1)


def keep_lone_lines(page: Page, hits: list[tuple[int, ...]], states: list[int]) -> None:
    """Leave a lone line between two paragraphs in the text, unless something speaks against it: a subheading.

    Short sentences right above a paragraph stay, too: cards above them have no full stop.
    """
    lines = page.lines
    for i in range(len(lines) - 2, 0, -1):
        if states[i] == INSERT and states[i + 1] == BODY and not hits[i] and _is_sentence(lines[i]):
            states[i] = BODY
    for i in range(1, len(lines) - 1):
        if states[i] == INSERT and states[i - 1] == BODY == states[i + 1] and not hits[i]:
            text, hints = _NUMBERED.sub("", lines[i].text), lines[i].hints
            linked = hints is not None and (hints.link_share > 0.5 or hints.tag in ("figcaption", "time"))
            opening = text.lstrip("—–-«\" ")[:1]
            if not linked and len(text) < 120 and opening.isalpha() and not any(char.isdigit() for char in text):
                states[i] = BODY


def keep_glued_lines(page: Page, hits: list[tuple[int, ...]], states: list[int]) -> None:
    """Leave the sentences of a one-line dump in the text that a plain space alone parts from text."""
    lines = page.lines
    if page.shape != "oneline":
        return
    for i in range(len(lines) - 1, 0, -1):
        if states[i] == BODY != states[i - 1] and lines[i].glued and lines[i - 1].glued:
            states[i - 1] = BODY if _goes_along(page, hits, i - 1) else states[i - 1]
    for i in range(1, len(lines)):
        if states[i - 1] == BODY != states[i] and lines[i].glued and _goes_along(page, hits, i):
            states[i] = BODY


def _goes_along(page: Page, hits: list[tuple[int, ...]], index: int) -> bool:
    """Whether a piece of a one-line dump is a sentence of which no rule speaks."""
    fact = line_facts(page.lines[index].text)
    return not hits[index] and (fact.prose or not fact.headline or page.lines[index].text[-1] in "?!") and (
        _UNLIKE.isdisjoint(fact.traits)
    )


def keep_last_lines(
    page: Page, hits: list[tuple[int, ...]], states: list[int], told: Mapping[int, bool]
) -> None:
    """Leave short sentences right under the text's last paragraph in the text, unless something speaks against them.

    Many an article ends in one («Пострадавших нет.»), and what stands there looks like furniture by its length alone.
    """
    lines = page.lines
    last = next((i for i in range(len(lines) - 1, -1, -1) if states[i] == BODY), len(lines))
    for i in range(last + 1, min(last + 1 + _MOST_LAST, len(lines))):
        if hits[i] or told.get(i) is False or not _is_sentence(lines[i]):
            break
        if i == last + 1 and not line_facts(lines[last].text).prose:
            break
        states[i] = BODY


def _is_sentence(line: Line) -> bool:
    """Whether a short line is a sentence of an article: words, a full stop, no link, no date, no call to the reader."""
    text, hints = line.text, line.hints
    if hints and (hints.link_share > 0.3 or hints.tag in ("figcaption", "time", "li")):
        return False
    traits = line_facts(text).traits
    words = text.count(" ") + 1
    if not (text[-1] == "." and words >= 3 and text[0].isupper() and _UNLIKE.isdisjoint(traits)):
        return False
    return _DATED.isdisjoint(traits) or (words >= 4 and not text.endswith(_UNITS))
