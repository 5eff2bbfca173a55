"""Mojibake mended: text that was decoded in the wrong charset somewhere on its way, and proves it.

Dumps carry it in whole pages («Ðîñêîìíàäçîð» for «Роскомнадзор») and in single lines of clean pages (a title that came
from another database). There are two proofs. UTF-8 read in a single-byte charset leaves sequences that are valid UTF-8
again, which clean text does not hold by chance. One single-byte charset read as another leaves letters that are no
Russian and become Russian when they are read back: letter pairs decide (`newsclean.reading.letters`).
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from newsclean.reading.letters import classes, score

# Characters that news hardly ever prints, one of which every kind of mojibake shows within a few words: it is what the
# charset makes of о, е, т, р, н, я. One `in` costs a microsecond for 10 KB, a search for a set of characters fifty.
_ALIENS = (
    "ѕЂµ"  # UTF-8 read as cp1251: «Рѕ», «СЂ», «вЂ”», «Рµ»
    "ÐÂÃâ"  # UTF-8 read as latin-1 or cp1252: «Ð¾», «Â«», «Ã©», «â€”»
    "╨╬╣∏"  # UTF-8 read as cp866, KOI8-R, Mac Roman
    "îåòÏÅ®"  # cp1251, KOI8-R or cp866 read as latin-1 or cp1252: «îò», «ÏÅ», «¥®»
    "ЁЄҐ¬"  # cp1251 read as cp866 («яЁштхЄ»), and cp866 read as cp1251
    "ЪЩ"  # cp1251 and KOI8-R read as each other: rare capitals
)
# The same two swap letter case: «оПХБЕР» at the start of a line, «б 2031 ЦНДС» too.
_SWAPPED_LINE = re.compile(
    r"\n[\W\d]{0,5}+[а-яё](?:[А-ЯЁ]{2}|[А-ЯЁ][ ,]|[а-яё]{0,3} (?:[\d .]{0,8}[А-ЯЁ]{2}|[а-яё][А-ЯЁ]))"
)
# In the middle of a line: small letters before capitals, and pairs of capitals that Russian does not have.
_SWAPPED_WORDS = (
    r"[а-яё][А-ЯЁ]{3}"
    r"|(?:Ф[ПЙБШМ]|Л[ПБ]|М[ЙШЮХ]|Ч[ПБЩЙ]|П[ФЮХ]|К[ХЭ]|Ц[НХ]|ЪБ|ЮЕ|ЖХ|ЙЮ|ХЯ)(?:(?<=[А-ЯЁ]{4})|(?=[А-ЯЁ]{2}))"
)
_SWAPPED = re.compile(_SWAPPED_WORDS)
# What any of these words has: the quick look.
_CAPITALS = re.compile("[А-ЯЁ]{3}")

# Pieces of a long line; the last one is no shorter than it must be, for a few words prove nothing.
_CHUNK = re.compile(r".{1,900}\Z|.{1,600}[ \t]+|.{1,600}", re.DOTALL)
# Scripts and mark-up between texts: never broken, and most of a page of HTML.
_RUNS = re.compile(
    r"(?:[\x00-\x7f]{0,299}+[^\x00-\x7f]++)++(?:[\x00-\x7f]{0,299}+\Z)?|[\x00-\x7f]++"
)
"""Text with no more than 299 ASCII characters in a row, or else a run of ASCII; each character is looked at once."""
_LONG = 2_000
_TOKEN = re.compile(r"[^ \t\r\f\v]+")
_FOREIGN_LETTER = re.compile(r"[^\W\d_\x00-\x7f]")
_ROUNDS = 6
"""How often text may have been broken, one time on top of another."""

_SURE = 4
"""Broken Cyrillic letters in a row from which UTF-8 needs no other proof."""
_DROP = 8.0
"""Nats that may be lost inside a run: broken abbreviations and names read no better when they are mended."""
_TELLING = 4
"""Characters above which a word tells anything: «КХЛ, П1» reads as well in any charset."""
_PLAUSIBLE = 0.3
"""Nats a letter from which a mended run is Russian."""


def mend(text: str) -> str:
    """The text with its mojibake mended; the same object where nothing proves to be broken.

    Mended are UTF-8 read as cp1251, latin-1, cp1252, cp866, KOI8-R or Mac Roman; cp1251 read as latin-1, cp1252,
    KOI8-R or cp866; KOI8-R and cp866 read as latin-1, cp1252 or cp1251; and these on top of one another.
    A text may be broken in some of its lines, and a line in some of its words. Never raises; mending twice equals
    mending once.
    """
    starts = _suspects(text)
    if not starts:
        return text
    pieces, end = [], 0
    for start in starts:
        pieces.append(text[end:start])
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        pieces.append(_mend_line(text[start:end]))
    pieces.append(text[end:])
    mended = "".join(pieces)
    return text if mended == text else mended


def _suspects(text: str) -> list[int]:
    """Where the lines begin that show a character or a beginning that mojibake has."""
    starts = {found.start() + 1 for found in _SWAPPED_LINE.finditer(text)}
    if _SWAPPED_LINE.match("\n" + text[:20]):
        starts.add(0)
    for alien in _ALIENS:
        at = text.find(alien)
        while at >= 0:
            starts.add(text.rfind("\n", 0, at) + 1)
            at = text.find("\n", at)
            at = text.find(alien, at) if at >= 0 else at
    return sorted(starts)


def _mend_line(line: str) -> str:
    """Mend a line until it stays the same; a line that does not settle is left as it is."""
    before = line
    for _ in range(_ROUNDS):
        pieces = _RUNS.findall(before) if len(before) > _LONG else [before]
        after = "".join(
            piece if piece.isascii() else "".join(map(_mend_chunk, _CHUNK.findall(piece))) for piece in pieces
        )
        if after == before:
            return after
        before = after
    return line


def _mend_chunk(chunk: str) -> str:
    """Mend some words of a line once."""
    if chunk.isascii():
        return chunk
    if not (
        any(alien in chunk for alien in _ALIENS)
        or (_CAPITALS.search(chunk) and _SWAPPED.search(chunk))
        or _SWAPPED_LINE.search("\n" + chunk)
    ):
        return chunk
    chunk = _PUNCTUATION.sub(_read_punctuation, chunk)
    for broken in _utf8_kinds():
        if broken.mark.search(chunk):
            mended = _mend_utf8(chunk, broken)
            if mended != chunk:
                return mended
    return _mend_swapped(chunk)


# UTF-8 read in a single-byte charset


class _Utf8As(NamedTuple):
    """What UTF-8 looks like in a single-byte charset."""

    byte: dict[str, int]
    """The byte of each character above ASCII."""
    mark: re.Pattern[str]
    """A Cyrillic or an accented letter: what gives the kind away."""
    letter: re.Pattern[str]
    """A Cyrillic letter."""
    unit: re.Pattern[str]
    """A European letter, a punctuation mark, an emoji; or a letter whose second byte was lost (U+FFFD)."""
    lost: tuple[tuple[re.Pattern[str], str], ...]
    """Second bytes that were changed on the way, and what they were."""


_PUNCTUATION = re.compile(
    r"вЂ[\u2018-\u2122љњћќўџ¦]|в„[–ў]|â€[\x80-\xbf\u0152-\u0178\u02c6\u02dc\u2013-\u2122]|â\x80[\x80-\xbf]|â„[–¢]"
    r"|(?<![A-Za-zÀ-ÿ])Â[\xa0«»°©®§·]"
)
"""Punctuation that alone proves it was UTF-8: «вЂ”», «â€œ», «Â» before a no-break space."""


def _characters(charset: str) -> str:
    """The 256 characters of a charset; bytes that it leaves free are C1 controls, as browsers read them."""
    return "".join(
        chr(byte) if char == "\ufffd" else char
        for byte in range(256)
        for char in bytes([byte]).decode(charset, "replace")
    )


@functools.cache
def _bytes_of(charset: str) -> dict[str, int]:
    """The byte of each character of a charset above ASCII. C1 controls stand for themselves where they are free."""
    found = {char: byte for byte, char in enumerate(_characters(charset)) if byte >= 0x80}
    return {chr(byte): byte for byte in range(0x80, 0xA0)} | found if charset == "cp1252" else found


@functools.cache
def _utf8_kinds() -> tuple[_Utf8As, ...]:
    return tuple(map(_utf8_as, ("cp1251", "cp1252", "cp866", "koi8-r", "mac-roman")))


def _utf8_as(charset: str) -> _Utf8As:
    byte = _bytes_of(charset)

    def span(first: int, last: int) -> str:
        return "[" + "".join(re.escape(char) for char, at in byte.items() if first <= at <= last) + "]"

    rest, cyrillic = span(0x80, 0xBF), span(0xD0, 0xD1)
    unit = (
        f"{span(0xC2, 0xD3)}{rest}|{span(0xE2, 0xE2)}{rest}{{2}}|{span(0xF0, 0xF0)}{rest}{{3}}|{cyrillic}\ufffd"
    )
    chars = _characters(charset)
    lost = [(re.compile(f"{chars[0xD0]} (?={cyrillic}{rest})"), chars[0xD0] + chars[0xA0])]  # Р, its space folded
    if charset == "cp1251":  # И, whose second byte is free in cp1251: «Р?РЅС‚РµСЂРЅРµС‚»
        lost.append((re.compile(f"Р[?\ufffd](?= ?{cyrillic}{rest})"), "Р\x98"))
    mark = f"[{chars[0xC3]}{chars[0xD0]}{chars[0xD1]}]{rest}"
    return _Utf8As(byte, re.compile(mark), re.compile(cyrillic + rest), re.compile(unit), tuple(lost))


def _read(characters: str, byte: dict[str, int]) -> str:
    """The characters, encoded again and read as UTF-8; unchanged if that is no UTF-8."""
    if characters.endswith("\ufffd"):
        return "\ufffd"
    mended = bytes([byte[char] for char in characters]).decode("utf-8", "replace")
    return characters if "\ufffd" in mended else mended


def _read_punctuation(found: re.Match[str]) -> str:
    return _read(found[0], _bytes_of("cp1251" if found[0][0] == "в" else "cp1252"))


def _mend_utf8(chunk: str, broken: _Utf8As) -> str:
    """Mend runs of words that are made of UTF-8 sequences and ASCII, where a run holds enough of them."""
    restored = chunk
    for pattern, was in broken.lost:
        restored = pattern.sub(was, restored)
    pieces: list[str] = []  # what is settled
    run: list[tuple[str, str]] = []  # the words of the current run: as they are, and mended
    end = 0
    for found in [*_TOKEN.finditer(restored), None]:
        token = found[0] if found else ""
        between = restored[end:found.start()] if found else restored[end:]
        end = found.end() if found else end
        run.append((between, between))
        if found and (token.isascii() or not _FOREIGN_LETTER.search(broken.unit.sub("", token))):
            run.append((token, broken.unit.sub(lambda unit: _read(unit[0], broken.byte), token)))
            continue
        pieces.extend(_settle(run))
        run = []
        if found:
            pieces.append(token)
    mended = "".join(pieces)
    return chunk if mended == restored else mended


def _settle(run: list[tuple[str, str]]) -> list[str]:
    """The run mended, if it proves that it was UTF-8; else as it is."""
    after = [mended for _, mended in run]
    cyrillic = sum(len(_CYRILLIC.findall(mended)) for was, mended in run if was != mended)
    if cyrillic >= 2:
        kinds = classes(f" {' '.join(after)} ")
        if cyrillic >= _SURE or score(kinds) >= _PLAUSIBLE * cyrillic:
            return after
    # Broken twice: what comes out is again UTF-8 read wrongly («Ã\x90Ã‘» gives «ÐÑ»), to be mended in the next round.
    again = "".join(after)
    if any(len(broken.letter.findall(again)) >= _SURE for broken in _utf8_kinds()):
        return after
    return [was for was, _ in run]


_CYRILLIC = re.compile("[\u0400-\u052f]")


# One single-byte charset read as another


class _Swap(NamedTuple):
    """Bytes of the charset `right` that were read as `wrong`."""

    wrong: str
    right: str
    mark: re.Pattern[str]
    """What such text shows within a few words."""
    gain: float
    """Nats by which a run must read better as Russian before it is mended."""


_SWAPS = tuple(
    _Swap(wrong, right, re.compile(mark), gain)
    for wrong, right, mark, gain in (
        ("cp1252", "cp1251", r"[À-ÿ¸¨]{2}", 12.0),
        ("cp1252", "koi8-r", r"[À-ÿ£³]{2}", 12.0),
        ("cp1252", "cp866", r"[\xa0-¯][\xa0-¯à-ï]|[à-ï][\xa0-¯]", 12.0),
        ("cp1251", "koi8-r", _SWAPPED_WORDS, 12.0),
        ("koi8-r", "cp1251", _SWAPPED_WORDS, 12.0),
        ("cp866", "cp1251", r"[│-╬▀-▐][р-яЁёЄєЇїЎў°∙·√№¤■]|[р-яёєїў][ЁЄЇЎ√∙■]", 12.0),
        ("cp1251", "cp866", r"[ЎўЈ¤ҐЁЄ¬®Ї][а-пЎўЈ¤Ґ¦§Ё©Є«¬®Ї]|[а-п][ЎЈ¤ҐЁЄ¬®Ї]", 12.0),
    )
)


@functools.cache
def _table(wrong: str, right: str) -> dict[int, str]:
    """Characters of the wrong charset -> characters of the right one, for `str.translate`."""
    chars = _characters(right)
    return {ord(char): chars[byte] for char, byte in _bytes_of(wrong).items()}


class _Word(NamedTuple):
    """A word of a chunk: where it stands, and how Russian it is as it stands and when it is read again."""

    start: int
    end: int
    was: float
    mended: float


def _mend_swapped(chunk: str) -> str:
    """Read runs of words in the charset that makes the best Russian of them, if any does."""
    best, gained = chunk, 0.0
    swaps = [swap for swap in _SWAPS if swap.mark.search(chunk)]
    if not swaps:
        return chunk
    before = classes(chunk)
    spans = [found.span() for found in _TOKEN.finditer(chunk)]
    for swap in swaps:
        other = chunk.translate(_table(swap.wrong, swap.right))
        after = classes(other)
        words = [_Word(at, end, _score_word(before[at:end]), _score_word(after[at:end])) for at, end in spans]
        mended, gain = chunk, 0.0
        for run in _runs(words, swap.gain):
            if _russian(run):
                start, end = run[0].start, run[-1].end
                mended = mended[:start] + other[start:end] + mended[end:]
                gain += sum(word.mended - word.was for word in run)
        if gain > gained:
            best, gained = mended, gain
    return best


def _score_word(kinds: bytes) -> float:
    return score(b"\0" + kinds + b"\0")


def _russian(run: list[_Word]) -> bool:
    """Whether a mended run reads as Russian. Short words do not count: they may be «МВД»."""
    words = [word for word in run if word.end - word.start > _TELLING]
    letters = sum(word.end - word.start for word in words)
    return letters > 0 and sum(word.mended for word in words) >= _PLAUSIBLE * letters


def _runs(words: list[_Word], least: float) -> list[list[_Word]]:
    """Runs of words that gain `least` nats when they are mended, and nowhere lose more than `_DROP` on the way.

    A run reaches to the chunk's ends where little is lost by it.
    """
    runs = []
    first, best, peak, total = 0, 0, 0.0, 0.0
    for at, word in enumerate(words):
        gain = word.mended - word.was
        total += gain if word.end - word.start > _TELLING else min(gain, 0.0)
        if total > peak:
            peak, best = total, at
        elif total < peak - _DROP:
            if peak >= least:
                runs.append(words[first:best + 1])
            first, peak, total = at + 1, 0.0, 0.0
    if peak >= least:
        runs.append(words[first:])
    return runs
