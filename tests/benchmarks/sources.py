"""What the benchmarks of cost read: folders of dumps and pages; and the caches that make a second reading cheaper."""

from __future__ import annotations

import functools
import gc
import gzip
import pathlib
import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple

from newsclean import line_traits

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
_BESIDE = ROOT.parent / "shared" / "corpus"
COMPILED = not str(line_traits.__file__).endswith(".py")
"""Whether it is a compiled newsclean that is measured."""
_ENDINGS = (".txt", ".html", ".htm")
# Bounded caches that hold what is built once (rules, zones, settings) rather than what was seen in a document.
_BUILT = frozenset({"_site_matcher", "_unpacked", "compiled", "zone_named"})
_DICTS = ("_cache", "_asking", "_known_lines", "_known_long_lines")
"""Attributes of the library's modules and objects that remember lines or words."""


class Document(NamedTuple):
    """A source for `parse`."""

    path: pathlib.Path
    source: str | bytes
    """A dump's text, or the bytes of HTML."""
    pile: str
    """The folder of one site in which it lies; empty where that is not known."""

    @property
    def is_html(self) -> bool:
        """Whether it is HTML, or else a dump."""
        return isinstance(self.source, bytes)

    @property
    def size(self) -> int:
        """Its size in bytes (of UTF-8, for a dump)."""
        return len(self.source.encode()) if isinstance(self.source, str) else len(self.source)


def default_folders() -> list[pathlib.Path]:
    """The fixtures' pages, and the real ones of a folder `shared/corpus` beside the repository, where there is one."""
    folders = [ROOT / "fixtures" / "pages", _BESIDE / "dev", _BESIDE / "piles"]
    return [folder for folder in folders if folder.is_dir()]


def read_documents(folders: Iterable[pathlib.Path]) -> list[Document]:
    """The dumps (`.txt`) and pages (`.html`) of folders, at any depth, gzipped or not, in the order of their names.

    A folder inside one of these folders is taken to hold the documents of one site, unless it holds an index.jsonl.
    """
    documents = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.name.removesuffix(".gz").endswith(_ENDINGS):
                lone = path.parent == folder or (path.parent / "index.jsonl").exists()
                pile = "" if lone else str(path.parent.relative_to(folder))
                documents.append(Document(path, read_file(path), pile))
    return documents


def read_file(path: pathlib.Path) -> str | bytes:
    """A file's source: text of a dump, bytes of HTML."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return data.decode("utf-8", "replace") if path.name.removesuffix(".gz").endswith(".txt") else data


def of_kind(documents: Iterable[Document], kind: str) -> list[Document]:
    """The documents of a kind, `html` or `dump`."""
    return [document for document in documents if document.is_html == (kind == "html")]


def line_caches() -> list[Callable[[], None]]:
    """Ways to empty each cache of newsclean that remembers what documents held: lines, names, groups of traits.

    It reaches into the library: there is no public way, for the caches change no result. They are the bounded
    `functools` caches of its modules, and the dicts of its modules and matchers. Tables that are built once (rules,
    patterns) stay. Call it after a warm-up, when all matchers are built. Objects of compiled classes have no
    `__dict__`, so that attributes are asked for by name.
    """
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == "newsclean"]
    found: dict[int, Callable[[], None]] = {}
    for value in [value for module in modules for value in vars(module).values()]:
        own = str(getattr(value, "__module__", "")).partition(".")[0] == "newsclean"
        cached = own and hasattr(value, "cache_parameters") and value.__name__ not in _BUILT
        if cached and value.cache_parameters()["maxsize"] is not None:
            found[id(value)] = value.cache_clear
    objects = [each for each in gc.get_objects() if str(type(each).__module__).partition(".")[0] == "newsclean"]
    for each in (*modules, *objects):
        for name in _DICTS:
            if isinstance(getattr(each, name, None), dict):
                found[hash((id(each), name))] = functools.partial(_empty, each, name)
    return list(found.values())


def _empty(holder: object, name: str) -> None:
    getattr(holder, name).clear()


def clear(caches: Iterable[Callable[[], None]]) -> None:
    """Empty the caches."""
    for empty in caches:
        empty()
