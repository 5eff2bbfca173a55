"""What `newsclean clean` reads: files, folders and JSON Lines, one document after another, none of them fatal."""

from __future__ import annotations

import gzip
import json
import os
import pathlib
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, cast

PAGES = (".txt", ".html", ".htm")
"""The endings of the files that are taken from a folder; each may be followed by `.gz`."""
TABLES = (".jsonl", ".ndjson")
"""The endings of JSON Lines files; each may be followed by `.gz`."""
_DAMAGED = (OSError, EOFError, zlib.error)  # what reading a file may raise: gzip.BadGzipFile is an OSError
_LONGEST = 8  # times the limit: a line of JSON has up to six bytes for a letter, and other fields


@dataclass(slots=True)
class Record:
    """A document to be cleaned, or the reason why there is none."""

    label: str
    """Where it stands: `FILE` or `FILE:LINE`."""
    source: str | bytes | None
    """The dump; `None` for a bad record."""
    url: str | None = None
    """The page's address; or else `None`."""
    carried: dict[str, Any] = field(default_factory=dict)
    """What goes along to the output: the file's name, or the other fields of the line."""
    fault: str = ""
    """Why the record is bad; or else empty."""
    size: int = 0
    """The bytes of the input that are behind the reader with this record, for the progress bar."""


def find_files(inputs: Sequence[pathlib.Path]) -> list[pathlib.Path]:
    """The files that the inputs name, in their order; a folder's pages in the order of their names."""
    files: list[pathlib.Path] = []
    for path in inputs:
        if path.is_dir():
            files += sorted(file for file in path.rglob("*") if _ending(file) in PAGES and file.is_file())
        else:
            files.append(path)
    return files


def total_size(files: Sequence[pathlib.Path]) -> int | None:
    """The bytes to be read; `None` where standard input is among them."""
    if any(str(file) == "-" for file in files):
        return None
    return sum(file.stat().st_size for file in files if file.exists())


def read_records(files: Sequence[pathlib.Path], *, text: str, limit: int) -> Iterator[Record]:
    """The documents of files, one after another, read when they are asked for.

    `text` is the field of a JSON line that holds the dump, `limit` the greatest size of a dump in bytes. `-` is
    standard input, as JSON Lines.
    """
    for file in files:
        if str(file) == "-":
            yield from _read_lines(cast("IO[bytes]", sys.stdin.buffer), "stdin", text, limit)
        elif _ending(file) in TABLES:
            yield from _read_table(file, text, limit)
        else:
            yield _read_page(file, limit)


def read_file(file: pathlib.Path, most: int = -1) -> bytes:
    """A file's bytes, unpacked if its name ends in `.gz`; at most `most` of them, if that is not negative."""
    with _opened(file) as stream:
        return stream.read(most)


def _read_page(file: pathlib.Path, limit: int) -> Record:
    try:
        size = file.stat().st_size
        content = read_file(file, limit + 1)
    except _DAMAGED as error:
        return Record(str(file), None, fault=_reason(error))
    if len(content) > limit:
        return Record(str(file), None, fault=f"larger than {limit} bytes", size=size)
    return Record(str(file), content, carried={"file": str(file)}, size=size)


def _read_table(file: pathlib.Path, text: str, limit: int) -> Iterator[Record]:
    number = 0
    try:
        with file.open("rb") as raw, _unpacked(raw, file) as stream:
            before = 0
            for record in _read_lines(stream, str(file), text, limit):
                number += 1
                at = raw.tell()
                record.size, before = at - before, at
                yield record
    except _DAMAGED as error:
        yield Record(f"{file}:{number + 1}", None, fault=f"{_reason(error)}; the rest of the file is left unread")


def _read_lines(stream: IO[bytes], name: str, text: str, limit: int) -> Iterator[Record]:
    longest = limit * _LONGEST
    number = 0
    while line := stream.readline(longest):
        number += 1
        label = f"{name}:{number}"
        if len(line) == longest and not line.endswith(b"\n"):
            while (rest := stream.readline(longest)) and not rest.endswith(b"\n"):
                pass
            yield Record(label, None, fault=f"the line is longer than {longest} bytes")
        elif line.strip():
            yield _read_line(line, label, text)


def _read_line(line: bytes, label: str, text: str) -> Record:
    """One line of JSON: an object with the dump in the field `text`, perhaps with a `url`."""
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Record(label, None, fault="not UTF-8")
    except (ValueError, RecursionError) as error:
        return Record(label, None, fault=f"not JSON: {error}")
    if not isinstance(value, dict):
        return Record(label, None, fault="not a JSON object")
    source = value.pop(text, None)
    if not isinstance(source, str):
        return Record(label, None, fault=f"no text in the field {text!r}")
    url = value.get("url")
    return Record(label, source, url if isinstance(url, str) else None, value)


def _ending(file: pathlib.Path) -> str:
    name = file.name.lower()
    return os.path.splitext(name.removesuffix(".gz"))[1]


def _opened(file: pathlib.Path) -> IO[bytes]:
    if file.name.lower().endswith(".gz"):
        return cast("IO[bytes]", gzip.open(file, "rb"))
    return file.open("rb")


def _unpacked(raw: IO[bytes], file: pathlib.Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if file.name.lower().endswith(".gz") else raw


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return f"damaged: {error}"
