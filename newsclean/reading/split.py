"""One-line dumps: a page whose white space was collapsed is cut into its sentences and blocks again."""

from __future__ import annotations

import re
from typing import Final

from newsclean.reading.page import Line

# Where two blocks were glued without a space: «оценки.Январь», «РекламаКарта», «202513:20», «15:20Россия».
_GLUE: Final = re.compile(
    r"(?<=[а-яё])(?=[А-ЯЁ][а-яё])"
    r"|(?<=[а-яё»\")][.!?…])(?=[А-ЯЁ«])"
    r"|(?<=[а-яё])(?=\d{1,2}:\d{2}(?!\d))"
    r"|(?<=(?:19|20)\d\d)(?=\d{2}:\d{2}(?!\d))"
    r"|(?<=\d\d:\d\d)(?=[А-ЯЁ«])"
    r"|(?<=[а-яё])(?=[А-ЯЁ] [А-ЯЁа-яё])"
    r"|(?<=[a-z])(?=[А-ЯЁ])"
    r"|(?<=[а-яё])(?=\d{1,2} (?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\b)"
    r"|(?<=[а-яё])(?=\d{1,2}\+)|(?<=\d\+)(?=[А-ЯЁ])"
    r"|(?<=\D(?:19|20)\d\d)(?=[А-ЯЁ][а-яё])"
)
# Where one of these may be. A search that begins with the rarer character leaps from one to the next.
_SEAM: Final = re.compile(r"[А-ЯЁ«\d](?<=[а-яёa-z.!?…\d+].)")
# A day with its time, and the label of a byline or a credit: blocks of their own in a page's head.
_STAMP: Final = re.compile(
    r"\d(?<![\w,.].)(?:\d?:\d{2},? \d{1,2}|\d?) (?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*,?"
    r"(?: (?:19|20)\d\d)?(?:,? \d{1,2}:\d{2})?(?= +(?:[А-ЯЁ«]|[Аа]втор)| *$)"
)
_LABEL: Final = re.compile(r" (?<=\S.)(?=(?:[Аа]втор(?: фото| текста| материала)?|Текст|Фото|Источник|Теги): )")
# Where a sentence or a block ends at a space: the group, or the whole, is what stands between it and the next one.
_SENTENCE: Final = re.compile(
    r"[.!?…\s](?:(?<=[.!?…])([»\"”)\]]*\s+)(?=[«\"“(\[—–-]?\s?[А-ЯЁA-Z0-9])|(?<=\s)\s+)"
)
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(«\"])(?:[А-ЯЁA-Z]|г|гг|в|вв|т|тт|ул|д|стр|корп|пр|им|св|тыс|млн|млрд|трлн|руб|коп|долл|см|ср|рис|ст|п|пп|гл|"
    r"акад|проф|доц|др|пр|пос|обл|р-н|о-в|оз|напр|англ|нем|фр|лат|рус|укр|янв|февр?|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)\.$",
    re.IGNORECASE,
)


def split_glued(line: Line) -> list[Line]:
    """Cut one long line into sentences and blocks, in order; nothing is lost but the white space between them.

    A piece that follows a plain space is marked `glued`: with its neighbour it makes one paragraph.
    """
    pieces: list[Line] = []
    text = line.text
    start = 0
    glued = False
    for end, after, block in _cuts(text):
        if piece := text[start:end].strip():
            pieces.append(Line(piece, line.number, gap=line.gap and not pieces, glued=glued))
            glued = not block
        start = after
    if piece := text[start:].strip():
        pieces.append(Line(piece, line.number, gap=line.gap and not pieces, glued=glued))
    return pieces


def _in_quotes(text: str, at: int) -> bool:
    """Whether a place stands within quotes that open shortly before it: a name such as «ОмутСталь» is one word."""
    before = text[max(0, at - 30) : at]
    return before.rfind("«") > before.rfind("»")


def _cuts(text: str) -> list[tuple[int, int, bool]]:
    """Where to cut: the end of a piece, the start of the next, and whether a new block (not only a sentence) begins."""
    cuts: list[tuple[int, int, bool]] = []
    for seam in _SEAM.finditer(text):
        at = seam.start()
        if _GLUE.match(text, at) and not _in_quotes(text, at):
            cuts.append((at, at, True))
    cuts += [(found.start(), found.end(), True) for found in _LABEL.finditer(text)]
    for found in _STAMP.finditer(text):
        if ":" in found[0]:  # a day alone may stand in any sentence
            cuts += [(found.start(), found.start(), True), (found.end(), found.end(), True)]
    for found in _SENTENCE.finditer(text):
        start, between = found.start(found.lastindex or 0), found[found.lastindex or 0]
        if between.strip() or not between.startswith("  "):
            if not _ABBREVIATION.search(text[max(0, start - 12) : start]):
                cuts.append((start + len(between) - len(between.lstrip("»\"”)]")), found.end(), False))
        else:
            cuts.append((start, found.end(), True))
    return sorted(cuts)
