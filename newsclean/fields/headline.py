"""The headline where it is not a line of its own: inside a line, across two lines, run together with its deck.

A page says its headline more than once: the window title repeats it, the feed under the text lists it. In a dump whose
white space has been collapsed only an outlet's own marks tell where the headline begins (`field` rules capture the
run), and only the words themselves where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.fields.dateline import read_dateline
from newsclean.fields.moments import read_line
from newsclean.fields.source import SECTIONS
from newsclean.layout import Layout
from newsclean.reading.fold import fold
from newsclean.reading.page import Page

PIECES = re.compile(r"(\s+[-–—|/•·»«]+\s+|\s*::+\s*)")
"""What parts a window title: «Заголовок - Сайт | Раздел»."""
_ENOUGH = 20
"""Characters below which a piece of a window title is no headline: a section, a site's name."""
_MOST = 200
"""The longest headline, in characters, that is told from a deck behind it."""
_REACH = 3
"""How many pieces of a one-line dump a headline and its deck take at most: each sentence is a piece."""
_SECTION = re.compile(r"(?P<section>[А-ЯЁ][А-Яа-яЁё -]{2,30}):\s+(?P<rest>\S.{19,200})")
_WORD = re.compile(r"[^\W\d_]+")
_BOUNDARY = re.compile(r"(?P<last>[а-яё]{2,30})[»\"”)]? (?=[«\"“]?(?P<next>[А-ЯЁ][А-Яа-яЁё-]*)(?P<after>[^.!?]{0,60}))")
_SPEAKS = re.compile(r" [А-ЯЁ][а-яё-]+ [—–-] ")
_VERB = re.compile(r"(?:\w{2,}(?:[аеиоуыяю]л[аои]?|[аеиуюя]т|[аея]ть|ить)(?:с[яь])?)(?!\w)")
# What stands right before the headline in a page whose white space is collapsed. A picture's caption may end anywhere;
# an interview's headline begins with a name and a colon.
_NAME = r"[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_BEFORE = re.compile(
    rf"\W{{0,3}}(?:[Аа]втор|[Тт]екст): (?P<author>{_NAME}) (?P<run>[«\"“]?[А-ЯЁ].{{15,500}})|"
    rf"\W{{0,3}}(?:[Аа]втор фото|[Фф]ото): .{{3,220}}?(?P<speaks>{_NAME}: [«\"“]?[А-ЯЁ].{{10,500}})"
)
# After these words a sentence goes on: what follows is a name, not a new sentence.
_BINDS = re.compile(
    r"а|и|но|или|либо|что|как|чем|если|когда|где|куда|откуда|пока|чтобы|хотя|за|на|в|во|с|со|к|ко|о|об|обо|от|"
    r"ото|до|из|изо|у|по|под|при|про|над|без|для|перед|между|через|после|против|около|кроме|ради|среди|вместо|"
    r"время|имени|не|ни|же|ли|бы|это|экс|вице|его|ее|их|этот|эта|эти|тот|та|те|мэр|глава|президент"
)


class Headline(NamedTuple):
    """A headline and where it was found."""

    text: str
    """The headline as printed."""
    lines: tuple[int, ...]
    """Indexes of the lines that hold it, in order."""
    author: str | None = None
    """The name in a byline that stands right before it on its line; or else `None`."""


def find_headline(page: Page, layout: Layout) -> Headline | None:
    """The headline where it is a part of its line, or goes on in the next; `None` where the line is the headline.

    The proof is in the page: its window title, or a list on it in which the headline stands by itself.
    """
    at = layout.title
    if at is None:
        return None
    line = page.lines[at]
    window = window_title(page, layout)
    if window:
        pieces = window_pieces(window)
        if text := _begins(page, at, pieces):
            return Headline(text, (at,))
        if (under := at + 1) < len(page.lines) and under not in layout.body[1:]:
            both = f"{line.text} {page.lines[under].text}"
            if fold(window).lower().startswith(fold(both).lower()):
                return Headline(both, (at, under))
    if (found := _SECTION.fullmatch(line.text)) and fold(found["section"]).lower() in SECTIONS:
        rest = found["rest"]
        listed = (other.text for i, other in enumerate(page.lines) if i != at and other.text.endswith(rest))
        if any(text == rest or read_line(text[:-len(rest)]) for text in listed):
            return Headline(rest, (at,))
    return None


def window_title(page: Page, layout: Layout) -> str | None:
    """The window title: the metadata's, or the first line of a `get_text` dump; or else `None`."""
    if page.metadata.window is None and page.shape == "gettext" and layout.body and layout.body[0] > 10:
        return page.lines[0].text
    return page.metadata.window


def window_pieces(window: str) -> tuple[str, ...]:
    """The pieces of a window title that may be a headline, folded, in lower case."""
    pieces = (fold(piece).lower() for piece in PIECES.split(window)[::2])
    return tuple(piece for piece in pieces if len(piece) >= _ENOUGH and piece.count(" ") >= 2)


def _begins(page: Page, at: int, pieces: Sequence[str]) -> str | None:
    """The beginning of a line that a piece of the window title is, if what follows it is clearly something else.

    It is where the source had a line's end there, or where the window title goes on with the same words.
    """
    line = page.lines[at]
    for number, piece in enumerate(pieces):
        if len(fold(line.text)) <= len(piece) or not fold(line.text).lower().startswith(piece):
            continue
        start = ""
        for _, part in line.parts:
            start = f"{start} {part}".strip()
            if fold(start).lower() == piece and line.text.startswith(start):
                return start
        rest = fold(line.text).lower()[len(piece):].lstrip()
        if number + 1 < len(pieces) and rest.startswith(pieces[number + 1]) and len(fold(line.text)) == len(line.text):
            return line.text[:len(piece)]
    return None


def find_run(page: Page, layout: Layout) -> Headline | None:
    """The headline of a one-line dump that follows a byline or a picture's credit without a break; or else `None`."""
    if page.shape != "oneline" or not layout.body:
        return None
    first = layout.body[0]
    for at in range(max(0, first - _REACH), first + 1):
        if found := _BEFORE.fullmatch(page.lines[at].text):
            headline = read_run(page, layout, at, found["run"] or found["speaks"])
            return headline and headline._replace(author=found["author"])
    return None


def read_run(page: Page, layout: Layout, at: int, run: str) -> Headline | None:
    """The headline in a piece of a one-line dump that begins with it, where a deck follows without a break.

    `run` is the end of line `at` from the headline on. It goes on over the next pieces where a date or a line that a
    rule took follows them soon. `None` where the run ends as a sentence does and no deck can be told from the headline.
    """
    taken = [at]
    for i in range(at + 1, min(at + _REACH + 1, len(page.lines))):
        line, rule = page.lines[i], layout.rules[i]
        if read_line(line.text) or not (rule is None or rule.startswith("layout/")):
            taken = list(range(at, i))
            break
        if not line.glued or len(line.text) > _MOST or read_dateline(line.text):
            break
    runs = " ".join((run, *(page.lines[i].text for i in taken[1:])))
    text = cut_deck(runs, " ".join(page.lines[i].text for i in layout.body if i not in taken)[:20_000])
    return Headline(text, tuple(taken)) if text else None


def cut_deck(run: str, prose: str) -> str | None:
    """The headline at the beginning of a run of headline and deck; the run itself where it ends without a full stop.

    A deck begins with a capitalised word behind a word that ends a sentence: a common noun, as the article's text
    shows, or a name with its verb right behind it («Примеров ответит», «Дина Марьина — о мостах»). The headline before
    it is a sentence of its own, with a verb or a colon.
    """
    names = {word.lower()[:5] for word in re.findall(r"(?<=[а-яё,] )[А-ЯЁ][а-яё]{2,}", prose)}
    for found in _BOUNDARY.finditer(run, 0, 2 * _MOST):
        head = run[:found.end()].rstrip()
        word, after = found["next"], found["after"]
        speaks = _SPEAKS.match(after)
        binds = _BINDS.fullmatch(found["last"]) and not speaks
        if binds or head.count(" ") < 3 or not (_VERB.search(head) or ":" in head):
            continue
        second = _WORD.search(after)
        told = second is not None and after.startswith(" " + second[0]) and _VERB.fullmatch(second[0])
        if (told or speaks or word.lower()[:5] not in names) and len(head) <= _MOST:
            return head
    return run if len(run) <= _MOST and not run.endswith((".", "…")) else None
