"""Bytes become text: byte order mark, strict UTF-8, what is declared, and detection where that is missing or lies.

The web's own order of trust (header, then `<meta>`, then a guess) fails on the Russian archive of the web: pages in
windows-1251 declare iso-8859-1 or utf-8, pages in KOI8-R declare windows-1251, and mirrors change the bytes and keep
the declaration. Here the bytes decide, and a declaration only tips the scales. Letter pairs tell the charsets
apart, but for cp1251 and mac-cyrillic, which share nearly all small letters: there the few bytes that differ decide.
"""

from __future__ import annotations

import codecs
import re

from newsclean.reading.letters import byte_classes, score

# In order of trust where letters cannot tell, with the head start that each gets, in nats.
_CYRILLIC = {
    "cp1251": 0.0, "koi8-r": -1.0, "koi8-u": -2.0, "cp866": -1.0, "iso-8859-5": -3.0, "mac-cyrillic": -1.0,
}
_LATIN = "cp1252"
_DECLARED = 6.0
"""The head start of a declared charset, in nats: about six letters' worth of evidence."""
_PLAUSIBLE = 0.25
"""Nats a letter from which text is Russian enough to overrule a declared charset that is not Cyrillic."""

_HEAD = 4096
"""Bytes at the start in which a declaration, or the zeros of UTF-16, are looked for."""
_SAMPLE = 2000
"""Bytes of words with non-ASCII letters on which charsets are compared."""
# Words with a byte beside them, so that it shows whether Latin letters touch them. Mark-up is ASCII and drops out.
_WORDS = re.compile(rb"[\x00-\x7f]?[\x80-\xff](?:[\x00-\x7f]?[\x80-\xff]){0,200}[\x00-\x7f]?")
_HIGH = bytes(range(0x80, 0x100))

# The small letters а–ю of mac-cyrillic and cp1251 are the same bytes, so these two are told apart by the others: я, ё,
# capitals, quotes and dashes. A sign is a place that reads well in one of them and next to never in the other (shown
# after the colon); a hint is a place that reads better in one.
_MAC_SIGNS = re.compile(
    rb"(?<=[\xe0-\xfe])[\xc0-\xdf]"  # «ая», «е»», «сё»: «аЯ», «еИ», «сЮ»
    rb"|(?<![A-Za-z\x80-\xff])[\x80-\x9f\xc7]{0,2}[\x80-\x83\x86-\x8f\x91\x92\x94\x98\x99\x9d-\x9f]"  # «Пе»: «Џе»
    rb"(?=[\x80-\x9f\xdf-\xfe])"
    rb"|(?<![\x80-\xff])\xc7[\x84\x85\x93\x95-\x97](?=[\xdf-\xfe])"  # a quote and a capital: «З…»
    rb"|(?<![\x80-\xff])(?<!\d)(?<!\d )[\x80\x82\x88\x8a\x8e\x9f](?![\x80-\xff]| ?\d)"  # А В И К О Я: «Ђ», «‚», «€»
    rb"|[\xe0-\xff],? {1,3}[\xd1\xdf](?![\x80-\xff])"  # «слово — », «когда я»: «слово С », «когда Я»
    rb"|(?<![\x80-\xff])(?:\xd0(?![\x80-\xff])|\xdc ?(?=\d))"  # «10–15», «№ 5»: «10Р15», «Ь 5»
    rb"|(?<![\x80-\xff])\xc7(?=[A-Za-z])|(?<=[A-Za-z])\xc8"  # quotes at Latin letters: «Зa», «bИ»
)
# «Уче»: «“че» is no great wonder either. «Есл» tells nothing: quotations go on with «…сл».
_MAC_HINTS = re.compile(rb"(?<![\x80-\xff])[\x84\x93\x95-\x97](?=[\xdf-\xfe]{2})")
_CP1251_SIGNS = re.compile(
    rb"(?<=[\xe0-\xfe])[\x80-\xa0\xb8\xff]|\xff(?=[\xe0-\xff])"  # «ая», «о…», «сё»: «а€», «оЕ», «сЄ»
    rb"|(?<![A-Za-z\x80-\xff])[\xc0-\xc6\xc8\xca-\xd1\xd3-\xd6\xd8-\xdc](?=[\xe0-\xff])"  # «Пе»: «ѕе»
    rb"|(?<![\x80-\xff])\xdd(?=[\xea\xed\xf1-\xf4])"  # «Эт», «Эк», «Эн»: no word begins with «Ёт», «Ёк», «Ён»
    rb"|(?<![\x80-\xff])[\xc0\xc2\xce](?![\x80-\xff])"  # А В О: «ј», «¬», «ќ»
    rb"|(?<![\x80-\xff])[\xc0-\xdf]{3}"  # «ПЕР»: «ѕ≈–»
    rb"|(?<![\x80-\xff])(?:\xab(?=[A-Za-z\xc0-\xff])|\xb9 ?(?=\d))"  # an opening quote, «№ 5»: «Ђа», «є 5»
    rb"|(?<![\x80-\xff])[\x96\x97](?![\x80-\xff])"  # a dash: Ц and Ч are no words
)
_CP1251_HINTS = re.compile(
    rb"[.!?>\n] {0,3}(?:\xdf(?=[ \xe0-\xff])|\xd1(?= [\xe0-\xff]))"  # «Я не», «С ним» open a sentence: «я не», «— ним»
    rb"|(?<![\x80-\xff])[\xd2\xd7\xdd\xde](?=[\xe0-\xff])"  # «То», «Че», «Эт», «Юж»: «“о», «„е», «Ёт», «ёж»
)

_META = re.compile(
    rb"""<meta\b[^>]{0,400}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})"""
    rb"""|<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_HEADER = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

# Labels without punctuation -> Python codecs. The WHATWG's labels, and spellings that Russian pages declare.
_PAGES = re.compile(r"(?:x?cp|windows|win|ansi|ibm|dos|ms)?(125[0-8]|866|874|932|936|949|950)(?:cyrillic)?")
_ISO = re.compile(r"(?:csiso|iso)8859(1[013-6]|[1-9])e?i?")
_LABELS = {
    "utf8": "utf-8", "utf": "utf-8", "unicode11utf8": "utf-8", "utf16": "utf-16-le", "utf16le": "utf-16-le",
    "utf16be": "utf-16-be", "unicode": "utf-16-le", "cyrillic": "iso-8859-5", "csisolatincyrillic": "iso-8859-5",
    "koi8": "koi8-r", "koi": "koi8-r", "koi8r": "koi8-r", "cskoi8r": "koi8-r", "koi8u": "koi8-u", "koi8ru": "koi8-u",
    "xmaccyrillic": "mac-cyrillic", "maccyrillic": "mac-cyrillic", "xmacukrainian": "mac-cyrillic",
    "alt": "cp866", "csibm866": "cp866", "win": "cp1251", "windows": "cp1251", "macintosh": "mac-roman",
    "latin1": "cp1252", "l1": "cp1252", "latin2": "iso-8859-2", "l2": "iso-8859-2", "latin5": "cp1254",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "xgbk": "gb18030", "big5": "big5hkscs",
    "big5hkscs": "big5hkscs", "shiftjis": "cp932", "sjis": "cp932", "xsjis": "cp932", "windows31j": "cp932",
    "eucjp": "euc-jp", "xeucjp": "euc-jp", "euckr": "cp949", "ksc56011987": "cp949", "tis620": "cp874",
    "armscii8": "utf-8",
}


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str]:
    """The text of a page's bytes, and the charset that it was read in.

    `declared` is what an HTTP header says, a charset or a whole `Content-Type` value; without a known charset in it the
    page's own `<meta charset>`, `http-equiv` or XML declaration is looked for in the first 4096 bytes. Either is
    believed where the bytes do not speak against it.

    The name is a lower-case one that Python knows (`utf-8`, `cp1251`, `koi8-r`, `utf-16-le`); pure ASCII is `utf-8`. A
    byte order mark is not part of the text. Never raises: bytes that mean nothing in the charset become U+FFFD, but a
    last character that was cut in the middle is dropped.
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _decode_wide(data[len(mark):], charset), charset
    if wide := _wide(data[:_HEAD]):
        return _decode_wide(data, wide), wide
    data = data.removeprefix(codecs.BOM_UTF8)  # it proves nothing: editors put it into templates of windows-1251 pages
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        cut = error.reason == "unexpected end of data" and error.end == len(data)
        if cut and not data[:error.start].isascii():
            return data[:error.start].decode("utf-8"), "utf-8"
    if text := _mostly_utf8(data):
        return text, "utf-8"
    charset = _detect(data, _declared(data, declared))
    return data.decode(charset, "replace"), charset


def _wide(head: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte is 0 (ASCII) or 4 (Cyrillic); else `None`."""
    if b"\0" not in head and b"\4" not in head:
        return None
    even, odd = ([half.count(0) + half.count(4), len(half)] for half in (head[::2], head[1::2]))
    for (high, size), (low, _), charset in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if size >= 4 and high >= 0.7 * size and low <= 0.2 * size:
            return charset
    return None


def _decode_wide(data: bytes, charset: str) -> str:
    """UTF-16 or UTF-32 without an unfinished last unit."""
    size = 4 if "32" in charset else 2
    return data[:len(data) - len(data) % size].decode(charset, "replace")


def _mostly_utf8(data: bytes) -> str | None:
    """The text, if more non-ASCII characters of it are sound UTF-8 than are broken; else `None`."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    sound = len(text) - len(data.translate(None, _HIGH)) - broken
    return text if sound > broken else None


def _declared(data: bytes, header: str | None) -> str | None:
    """The codec that the header names, else the one that the page names; `None` if neither is known."""
    if header:
        found = _HEADER.search(header[:1000])
        if charset := _codec(found[1] if found else header):
            return charset
    meta = _META.search(data[:_HEAD])
    return _codec((meta[1] or meta[2]).decode("ascii", "replace")) if meta else None


def _codec(label: str) -> str | None:
    """The Python codec for a charset's label; `None` for an unknown one. `iso-8859-1` is cp1252, as in browsers."""
    name = re.sub(r"[\W_]+", "", label[:60].lower())
    if page := _PAGES.fullmatch(name):
        return f"cp{page[1]}"
    if part := _ISO.fullmatch(name):
        return {"1": "cp1252", "9": "cp1254"}.get(part[1], f"iso-8859-{part[1]}")
    return _LABELS.get(name)


def _detect(data: bytes, declared: str | None) -> str:
    """The charset of bytes that are not UTF-8: the one in which the letter pairs are the most Russian."""
    sample = _sample(data)
    scores = {
        charset: score(sample.translate(byte_classes(charset))) + start
        for charset, start in {_LATIN: 0.0, **_CYRILLIC}.items()
    }
    if declared in scores:
        scores[declared] += _DECLARED
    best = max(scores, key=scores.__getitem__)
    if best in ("cp1251", "mac-cyrillic"):
        best = _twin(sample, declared) or best
    if declared in scores or declared in (None, "utf-8", "utf-16-le", "utf-16-be"):
        return best
    letters = len(sample) - len(sample.translate(None, _HIGH))
    sure = best in _CYRILLIC and letters >= 6 and scores[best] >= _PLAUSIBLE * letters
    return best if sure else str(declared)


def _twin(sample: bytes, declared: str | None) -> str | None:
    """Which of cp1251 and mac-cyrillic the tell-tale bytes speak for; `None` where they are silent or in balance.

    A sign counts twice as much as a hint. To declare mac-cyrillic counts as a hint, since no template does it by habit;
    to declare cp1251 counts for nothing here, since many do: it settles only what the bytes leave open.
    """
    signs = len(_MAC_SIGNS.findall(sample)) - len(_CP1251_SIGNS.findall(sample))
    hints = len(_MAC_HINTS.findall(sample)) - len(_CP1251_HINTS.findall(sample))
    balance = 2 * signs + hints + (declared == "mac-cyrillic")
    if balance == 0:
        return None
    return "mac-cyrillic" if balance > 0 else "cp1251"


def _sample(data: bytes) -> bytes:
    """Up to `_SAMPLE` bytes of words that are not ASCII, with a byte of what stands beside them, parted by blanks.

    It begins with a line feed, which tells the words at the text's very beginning.
    """
    parts: list[bytes] = []
    room = _SAMPLE
    for found in _WORDS.finditer(data):
        parts.append(found[0])
        room -= len(found[0])
        if room <= 0:
            break
    return b"\n" + b" ".join(parts) + b" "
