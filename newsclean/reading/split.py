"""One-line dumps: a page whose white space was collapsed is cut into its sentences and blocks again."""

from __future__ import annotations

import re

from newsclean.reading.page import Line

# Where two blocks were glued without a space: «оценки.Январь», «РекламаКарта», «202513:20», «15:20Россия».
_GLUE = re.compile(
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
# A day with its time, and the label of a byline or a credit: blocks of their own in a page's head.
_STAMP = re.compile(
    r"(?<![\w,.])(?:\d{1,2}:\d{2},? )?\d{1,2} (?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*,?"
    r"(?: (?:19|20)\d\d)?(?:,? \d{1,2}:\d{2})?(?= +(?:[А-ЯЁ«]|[Аа]втор)| *$)"
)
_LABEL = re.compile(r"(?<=\S) (?=(?:[Аа]втор(?: фото| текста| материала)?|Текст|Фото|Источник|Теги): )")
# Where a sentence or a block ends at a space.
_SENTENCE = re.compile(r"(?<=[.!?…])[»\"”)\]]*\s+(?=[«\"“(\[—–-]?\s?[А-ЯЁA-Z0-9])|\s{2,}")
_ABBREVIATION = re.compile(
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
    glued = (found.start() for found in _GLUE.finditer(text))
    cuts = [(at, at, True) for at in glued if not _in_quotes(text, at)]
    cuts += [(found.start(), found.end(), True) for found in _LABEL.finditer(text)]
    for found in _STAMP.finditer(text):
        if ":" in found[0]:  # a day alone may stand in any sentence
            cuts += [(found.start(), found.start(), True), (found.end(), found.end(), True)]
    for found in _SENTENCE.finditer(text):
        quotes = len(found[0]) - len(found[0].lstrip("»\"”)]"))
        if found[0].strip() or not found[0].startswith("  "):
            if _ABBREVIATION.search(text[max(0, found.start() - 12) : found.start()]):
                continue
            cuts.append((found.start() + quotes, found.end(), False))
        else:
            cuts.append((found.start(), found.end(), True))
    return sorted(cuts)
