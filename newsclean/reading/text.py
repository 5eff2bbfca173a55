"""A plain-text dump becomes a `Page`: lines in order, whatever shape the scraper saved them in."""

from __future__ import annotations

import html
import re
from typing import Final

from newsclean.reading.join import join_fragments
from newsclean.reading.page import Line, Metadata, Page, Shape
from newsclean.reading.split import split_glued

_BREAKS: Final = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_CONTROLS: Final = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
# Runs of spaces, and odd spaces: a lone plain space needs no work.
_SPACES: Final = re.compile(
    r" [ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+|[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
    r"[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]*"
)
_RUNS: Final = re.compile("  +")
_MARKDOWN_LINK: Final = re.compile(r"(?<!!)\[([^\[\]\n]{1,300})\]\((?:https?:|/|mailto:|tg:)[^()\s]{0,500}\)")

_DATE_PREFIX: Final = re.compile(r"\A\s*date (\d{4}-\d{2}(?:-\d{2})?)(?= |\n|\Z) ?")
_ID: Final = re.compile(r"(?:[a-z]{2}-)?\d{1,9}")
_LANGUAGE: Final = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?:[T ]\d{2}:\d{2}.{0,15})?")
_ADDRESS: Final = re.compile(r"https?://\S{4,2000}")
_ONE_LINE: Final = 700
"""A line of more characters than this may be a whole page with its white space collapsed."""


def read_text(dump: str) -> Page:
    """Read a dump: the visible text of a page, in any of the shapes that scrapers save."""
    text = normalise(dump)
    metadata = Metadata()
    header: list[tuple[int, str]] = []
    if found := _DATE_PREFIX.match(text):
        metadata.crawled = found[1]
        header.append((1, found[0].strip()))
        text = text[found.end():]
    rows = [row.strip() for row in text.split("\n")]
    start = _read_header(rows, metadata, header)
    lines: list[Line] = []
    gap = False
    for number, row in enumerate(rows[start:], start + 1):
        if row:
            lines.append(Line(row, number, gap=gap))
        gap = not row
    lines, shape = _reshape(lines)
    return Page(lines, shape, metadata, header)


def normalise(dump: str) -> str:
    """Undo what dumps do to characters: entities, odd spaces, zero-width and control characters, escaped line ends.

    Markdown links become their texts. Line ends become `\\n`; no other white space than the plain space is left.
    """
    text = dump.replace("\xa0", " ").replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n")
    plain = text.replace("\n", "").isprintable()  # no control character, no odd space, no odd line end
    text = before = text if plain else _BREAKS.sub("\n", text)
    if "\\n" in text and text.count("\\n") > text.count("\n"):
        text = text.replace("\\r\\n", "\n").replace("\\n", "\n").replace("\\t", " ")
    for _ in range(4):  # «&amp;laquo;» is an entity of an entity; text that is read twice must read the same
        if "&" not in text or not _ENTITY.search(text):
            break
        text = _BREAKS.sub("\n", _ENTITY.sub(lambda found: html.unescape(found[0]), text))
    if "](" in text:
        text = _MARKDOWN_LINK.sub(r"\1", text)
    if plain and text is before:
        return _RUNS.sub(" ", text) if "  " in text else text
    return _SPACES.sub(" ", _CONTROLS.sub("", text))


def _read_header(rows: list[str], metadata: Metadata, header: list[tuple[int, str]]) -> int:
    """Read a dataset's own header (id, language, date, address, a line each, some of them blank).

    Returns the number of rows that it takes. It counts only with an address and an id or a language before it.
    """
    signs = 0
    for at, row in enumerate(rows[:6]):
        if _ADDRESS.fullmatch(row):
            if not signs:
                return 0
            metadata.url = row
            found = [(i, text) for i, text in enumerate(rows[: at + 1], 1) if text]
            header.extend(found)
            metadata.crawled = next((text[:10] for _, text in found if _ISO_DAY.fullmatch(text)), metadata.crawled)
            metadata.window = next((text for text in rows[at + 1 : at + 4] if text), None)
            return at + 1
        if _ID.fullmatch(row) or _LANGUAGE.fullmatch(row):
            signs += 1
        elif row and not _ISO_DAY.fullmatch(row):
            return 0
    return 0


def _reshape(lines: list[Line]) -> tuple[list[Line], Shape]:
    """Cut what is glued and join what is broken."""
    total = sum(len(line.text) for line in lines)
    if len(lines) <= 20 and any(len(line.text) > max(_ONE_LINE, total // 4) for line in lines):
        cut: list[Line] = []
        for line in lines:
            cut.extend(split_glued(line) if len(line.text) > _ONE_LINE else [line])
        return cut, "oneline" if len(lines) <= 3 else "lines"
    joined = join_fragments(lines)
    return joined, "gettext" if len(joined) < len(lines) else "lines"
