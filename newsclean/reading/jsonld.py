"""Structured data of a page: the objects of its JSON-LD, however they are nested and however badly they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from newsclean.reading.tree import clean

_MOST_SCRIPTS = 50
_MOST_LETTERS = 1_000_000
_MOST_OBJECTS = 5_000
# What hides a script from browsers of the nineties, and from JSON readers since.
_OPENINGS = ("<!--", "<![CDATA[", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */")
_CLOSINGS = ("-->", "]]>", "//]]>", "// ]]>", "//-->", "// -->", "/*]]>*/", "/* ]]> */")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_PAIR = re.compile(
    r'"(@type|headline|name|datePublished|dateModified|articleSection|description|url)"\s*:\s*"((?:[^"\\\n]|\\.){0,2000})"'
)
_AUTHOR = re.compile(
    r'"author"\s*:[\[{\s]*(?:"@type"\s*:\s*"Person"\s*,\s*)?"(?:name"\s*:\s*")?((?:[^"\\\n]|\\.){2,200})"'
)
# Objects under these keys are other pages.
_OTHERS = frozenset({
    "about", "citation", "comment", "hasPart", "isBasedOn", "isPartOf", "isRelatedTo", "itemListElement", "mentions",
    "relatedLink", "review", "significantLink", "subjectOf", "video",
})


class Thing(NamedTuple):
    """An object of structured data: one of JSON-LD, or an item of microdata in the same form."""

    data: dict[str, Any]
    listed: bool
    """Whether it stands in a list of other pages (teasers) or as a part of another object."""

    @property
    def types(self) -> tuple[str, ...]:
        """Its types without the vocabulary's address: `NewsArticle`."""
        kinds = self.data.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        return tuple(re.split(r"[/#:]", each)[-1] for kind in kinds if isinstance(kind, str) for each in kind.split())


def read_jsonld(scripts: list[str]) -> list[Thing]:
    """All typed objects in the texts of a page's `application/ld+json` scripts, outer before inner, in their order.

    Survives trailing commas, raw line breaks, comments, CDATA, bad escapes, several objects in a row; of what no repair
    makes JSON, the plain pairs of text that can be told are kept. References by `@id` are filled in.
    """
    things: list[Thing] = []
    for script in scripts[:_MOST_SCRIPTS]:
        for value in _load(script[:_MOST_LETTERS]):
            _collect(value, things)
    known = {thing.data["@id"]: thing.data for thing in things if isinstance(thing.data.get("@id"), str)}
    for thing in things:
        for key in ("author", "creator", "publisher"):
            reference = thing.data.get(key)
            if isinstance(reference, dict) and set(reference) <= {"@id", "@type"}:
                thing.data[key] = known.get(str(reference.get("@id")), reference)
    return things


def _load(script: str) -> Iterator[Any]:
    text = _unwrap(script)
    for repair in (None, _TRAILING_COMMA, _BAD_ESCAPE):
        if repair:
            text = repair.sub("" if repair is _TRAILING_COMMA else r"\\\\", text)
        try:
            yield from _values(text)
            return
        except (ValueError, RecursionError):
            continue
    if broken := _salvage(text):
        yield broken


def _unwrap(script: str) -> str:
    """A script without the comment or CDATA section around it."""
    for _ in range(3):
        script = script.strip("\ufeff; \t\r\n")
        for opening in sorted(_OPENINGS, key=len, reverse=True):
            script = script.removeprefix(opening)
        for closing in sorted(_CLOSINGS, key=len, reverse=True):
            script = script.removesuffix(closing)
    return script.strip()


def _values(text: str) -> list[Any]:
    """One value, or several in a row, perhaps with commas or semicolons between; raises `ValueError`."""
    decoder = json.JSONDecoder(strict=False)
    values = []
    at = 0
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return values


def _salvage(text: str) -> dict[str, Any] | None:
    """The first value of each telling key in a script that is not JSON; `None` where it names no article."""
    pairs: dict[str, Any] = {}
    for key, value in _PAIR.findall(text):
        if key == "@type" and "@type" in pairs and not pairs["@type"].endswith("Article") and value.endswith("Article"):
            pairs = {}  # what was gathered belonged to another object
        pairs.setdefault(key, value.replace('\\"', '"').replace("\\/", "/"))
    if not pairs.get("@type", "").endswith("Article"):
        return None
    if author := _AUTHOR.search(text):
        pairs["author"] = author[1]
    return pairs


def _collect(value: Any, things: list[Thing]) -> None:
    """Add the objects inside a value, in order, by a stack: depth is no matter."""
    stack = [(value, False)]
    seen = 0
    while stack and seen < _MOST_OBJECTS:
        value, listed = stack.pop()
        seen += 1
        if isinstance(value, dict):
            if "@type" in value:
                things.append(Thing(value, listed))
            inner = [(each, listed or key in _OTHERS) for key, each in value.items() if isinstance(each, (dict, list))]
            stack.extend(reversed(inner))
        elif isinstance(value, list):
            stack.extend((each, listed) for each in reversed(value[:_MOST_OBJECTS]) if isinstance(each, (dict, list)))


def string(value: Any) -> str:
    """The text of a value of structured data: the first of a list, the name of an object; entities decoded."""
    for _ in range(4):
        if isinstance(value, list):
            value = next((each for each in value if each), None)
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or value.get("@id")
        else:
            break
    if isinstance(value, str):
        return clean(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def strings(value: Any) -> list[str]:
    """The texts of a value or of a list of them; empty ones left out."""
    values = value if isinstance(value, list) else [value]
    return [text for each in values[:100] if (text := string(each))]


def persons(value: Any) -> list[str]:
    """Names of people among the authors of a thing: plain strings and objects that are no organisation."""
    names = []
    for each in (value if isinstance(value, list) else [value])[:50]:
        if isinstance(each, dict):
            kinds = Thing(each, False).types
            if any(kind.endswith(("Organization", "WebSite", "Corporation")) for kind in kinds):
                continue
            name = string(each.get("name")) or " ".join(
                filter(None, (string(each.get("givenName")), string(each.get("familyName")))))
        else:
            name = string(each)
        if name and not name.startswith(("http://", "https://")):
            names.append(name)
    return list(dict.fromkeys(names))
