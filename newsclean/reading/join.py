"""`get_text("\\n")` dumps break a line at every inline tag: a sentence with a link in it stands on three lines."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from newsclean.reading.page import Line
from newsclean.reading.stops import has_stop

_CONTINUES: Final = re.compile(r"[,.;:!?%)\]»…](?!\.\w)|[—–-]\s+[а-яёіїєґў]")
_LOWER: Final = re.compile(r"[\"«„“(]?[а-яёіїєґў]")
_LETTER: Final = re.compile(r"\w")
# A line that ends with one of these has not ended: what it governs follows.
_OPEN_WORDS: Final = frozenset((
    "и", "а", "но", "или", "что", "как", "в", "во", "на", "по", "с", "со", "к", "ко", "у", "о", "об", "от", "до", "для",
    "из", "за", "при", "про", "над", "под", "без", "через", "между", "после", "перед", "около", "из-за", "из-под", "не",
    "ни", "бы", "же", "ли", "его", "ее", "её", "их", "этот", "эта", "это", "эти", "который", "которая", "которое",
    "которые", "та", "те", "і", "що", "як", "з", "від",
))
_OPEN_SIGNS: Final = ",(«„“"
_OPEN_LENGTH: Final = 16
"""Characters at a line's end in which such a word stands whole."""
_NEW, _GOES_ON, _LOWER_CASE = range(3)
"""How a line starts: anew, with a sign in mid-sentence, with a lower-case letter."""
# A time, a day, a bare number, an address, a label: never a piece of a sentence.
_MACHINE: Final = re.compile(
    r"\d{1,2}[:.]\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2}|\d+$|https?://|[{<©]|\d{1,2} [а-я]+(?: \d{4})?,? \d{1,2}:\d{2}"
    r"|.{0,40}\b\d{1,2}:\d{2}\b.{0,24}$|.{0,30} назад$|[А-ЯЁ][а-яё]+(?: [а-яё]+)?:(?: |$)"
)
# A line that may be a byline: a name, perhaps with a role behind it.
_NAME: Final = re.compile(r"[А-ЯЁІЇЄҐ][\w’-]+(?: [А-ЯЁІЇЄҐ][\w’.-]*){1,2}(?: \(.{3,80}\)|, .{3,60})?")
_SIGNS, _SIGNS_GAPPED = 2, 4
"""How many lines that start in mid-sentence make a dump a broken one: without blank lines, and with a few."""
_RARE: Final = 20
"""Among how many lines a blank one may stand in a broken dump: in a listing of code, in a script."""
_MOST_OPENING: Final = 4
"""How many lines at most a sentence opens with before it goes on in lower case."""
_WEIGHTY: Final = 60
"""Characters from which an unfinished line counts as prose and not as a heading."""


def join_fragments(lines: list[Line]) -> list[Line]:
    """Join the lines of a dump that were broken at inline tags; another dump's lines come back as they are.

    Each joined line keeps its source lines in `parts`.
    """
    if not _is_broken(lines):
        return lines
    names = _names(lines)
    starts = [_start(line.text) for line in lines]
    starts.append(_NEW)
    joined: list[Line] = []
    at = 0
    while at < len(lines):
        end = at + 1
        text = lines[at].text
        in_prose = bool(joined) and len(joined[-1].text) >= _WEIGHTY and has_stop(joined[-1].text)
        while end < len(lines) and not lines[end].gap:
            glue = _glue(text, lines, end, starts, end - at > 1, in_prose, names)
            if glue is None or not _are_words(text, lines[end].text, end - at > 1):
                break
            text += glue + lines[end].text
            end += 1
        if end == at + 1:
            joined.append(lines[at])
        else:
            parts = tuple((line.number, line.text) for line in lines[at:end])
            joined.append(Line(text, lines[at].number, parts, lines[at].gap))
        at = end
    return _join_openings(joined, names)


def _join_openings(lines: list[Line], names: frozenset[str]) -> list[Line]:
    """Join a paragraph that begins in mid-sentence with the links it begins with: «Ранее президент | Франции | заявил».

    They stand between it and a finished paragraph; nothing else tells them from menu entries.
    """
    found: list[Line] = []
    for line in lines:
        opening = 0
        if len(line.text) >= _WEIGHTY and has_stop(line.text) and _LOWER.match(line.text):
            opening = _opening(found, names)
        if opening:
            run = [*found[-opening:], line]
            del found[-opening:]
            parts = tuple(part for one in run for part in one.parts or ((one.number, one.text),))
            line = Line(" ".join(one.text for one in run), run[0].number, parts, run[0].gap)
        found.append(line)
    return found


def _opening(lines: list[Line], names: frozenset[str]) -> int:
    """How many of the last lines open a sentence that goes on below; 0 where they may be something else."""
    for count in range(min(_MOST_OPENING + 1, len(lines))):
        text = lines[-1 - count].text
        if has_stop(text):
            return count if len(text) >= _WEIGHTY else 0
        if len(text) >= _WEIGHTY or text in names or text[-1] in ":;" or _MACHINE.match(text) or not text[0].isalpha():
            return 0
    return 0


def _names(lines: list[Line]) -> frozenset[str]:
    """Lines that stand in the dump more than once, or that its first line repeats: headlines and menu entries."""
    seen: set[str] = set()
    twice: set[str] = set()
    for line in lines:
        (twice if line.text in seen else seen).add(line.text)
    window = lines[0].text
    twice.update(text for text in seen if len(text) >= 20 and window.startswith(text))
    return frozenset(twice)


def _is_broken(lines: list[Line]) -> bool:
    """Whether a dump's lines break inside sentences: hardly any blank lines, and lines that start in mid-sentence."""
    gaps = sum(line.gap for line in lines[1:])
    if gaps * _RARE > len(lines):
        return False
    signs = 0
    for before, line in pairwise(lines):
        start = _start(line.text)
        if start == _NEW or line.gap:
            continue
        open_prose = len(before.text) >= 25 and not has_stop(before.text)
        if start == _GOES_ON or open_prose:
            signs += 1
            if signs >= (_SIGNS_GAPPED if gaps else _SIGNS):
                return True
    return False


def _start(text: str) -> int:
    """How a line starts: `_NEW`, `_GOES_ON` or `_LOWER_CASE`."""
    first = text[0]
    if first.isupper() or first.isdigit():  # the most frequent case by far
        return _NEW
    return _GOES_ON if _CONTINUES.match(text) else _LOWER_CASE if _LOWER.match(text) else _NEW


def _are_words(text: str, line: str, chain: bool) -> bool:
    """Whether both sides of a gap are pieces of a sentence and not a time, an address, a label."""
    return _LETTER.search(text) is not None and not _MACHINE.match(line) and (chain or not _MACHINE.match(text))


def _glue(
    text: str, lines: list[Line], at: int, starts: list[int], chain: bool, in_prose: bool, names: frozenset[str]
) -> str | None:
    """What to put between the text so far and the line at `at`: nothing, a space, or `None` for a new block.

    `starts` tells how lines start, `chain` that the text so far is joined already, `in_prose` that the block before it
    is a finished paragraph; `names` are lines that stand for themselves.
    """
    line, start = lines[at].text, starts[at]
    ended = has_stop(text)
    if start == _GOES_ON:
        return " " if line[0] in "—–-" else ""
    if start == _NEW and (ended or line in names):
        return None
    words = text.count(" ") + 1
    if start == _LOWER_CASE:
        if ended:
            return " " if len(text) >= _WEIGHTY and text.endswith(".") and _abbreviated(text) else None
        if len(line) <= 3 and not (chain or in_prose or len(text) >= _WEIGHTY):
            return None
        if words >= 4 or len(line) >= 25 or chain or in_prose:
            return "" if text[-1] in "(«„“" else " "
        return None
    governs = words >= 4 or text[-1] in "(«„“" or in_prose or (words == 1 and text[0].isupper())
    if governs and _is_open(text):
        return "" if text[-1] in "(«„“" else " "
    if text[-1] in ":;" or text in names:
        return None
    mid_sentence = starts[at + 1] != _NEW
    if at + 1 < len(lines) and lines[at + 1].text[0] == "(" and _NAME.fullmatch(line):  # a byline with its role
        return None
    if len(text) >= _WEIGHTY and (chain or ". " in text) and (mid_sentence or has_stop(line) or "," in line):
        return " "
    if not mid_sentence or line.count(" ") > 5 or len(line) > 80:
        return None
    if in_prose and words >= 4 and starts[at + 1] == _GOES_ON:
        return " "
    prose = len(text) >= _WEIGHTY and ("," in text or len(text) >= 2 * _WEIGHTY)
    opens = words >= 3 and text[text.rfind(" ") + 1].islower() and not text[0].islower()
    return " " if prose or opens or (chain and words >= 3) else None


def _is_open(text: str) -> bool:
    """Whether a text ends with a sign or a word that governs what follows."""
    end = text[-_OPEN_LENGTH:]
    return end[-1] in _OPEN_SIGNS or end[end.rfind(" ") + 1:].lower() in _OPEN_WORDS


def _abbreviated(text: str) -> bool:
    """Whether the final stop belongs to an abbreviation («в 2010 г.»), after which a sentence may go on."""
    return re.search(r"(?:^|\s)(?:г|гг|тыс|млн|млрд|руб|им|т\. ?е|т\. ?д|т\. ?п|др|ул|проф|акад)\.$", text) is not None
