"""Rule sets are data: pydantic models of the TOML files in `common/` and `sites/`, and of a caller's own."""

from __future__ import annotations

import functools
import pathlib
import re
import tomllib
from typing import Any, Literal, Self, cast
from zoneinfo import ZoneInfo

import regex
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from newsclean.reading.fold import fold
from newsclean.reading.page import Field as PageField

Verb = Literal["line", "tail", "head", "block", "field"]
Zone = Literal["head", "body", "tail"]
Role = Literal[
    "cookies", "controls", "promo", "insert", "credit", "comments", "related", "typo", "imprint", "label", "ad", "age",
    "disclaimer", "byline", "date", "title", "lead", "section", "tags", "source", "meta", "truncated",
]
"""What a line is. `label` is a foreign-agent or banned-organisation label; `ad` an advertising mark; `meta` a counter
or a clock."""

NEAR = 3
"""How many lines away a neighbour that a rule asks for (`near`) may stand."""
LONGEST = 20_000
"""The length, in characters, of the longest line that a rule may hit."""
GROUPS = frozenset({"title", "lead", "date", "modified", "author", "section", "tags", "source"})
"""The named groups that a `field` rule may capture."""
SHIPPED = "shipped"
"""The context in which a set is read that the tests have checked: patterns are compiled when a line first asks for
them, which spares every process half a second."""
_WORD = re.compile(r"\w+")


class RuleError(ValueError):
    """A rule set cannot be used; the message names the file, the rule and the reason."""


class Rule(BaseModel):
    """One rule: what it looks like, where it may stand, and what the line is.

    All ways to match look at the *folded* line (`newsclean.reading.fold`), in lower case unless `cased`. A line is hit
    when any one of `is`, `starts`, `ends`, `like` matches and the line is at most `most` characters long.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """The rule's name, unique in its set; reports show `SET/NAME`."""
    role: Role
    """What the line is."""
    whole: tuple[str, ...] = Field(default=(), alias="is")
    """The whole line is one of these."""
    starts: tuple[str, ...] = ()
    """The line starts with one of these (three characters or more)."""
    ends: tuple[str, ...] = ()
    """The line ends with one of these (three characters or more)."""
    like: tuple[str, ...] = ()
    """The whole line matches one of these `regex` patterns (written in folded, lower-case letters unless `cased`)."""
    words: tuple[str, ...] = ()
    """With `like`: a word of the line starts with one of these (three letters or more); the patterns are tried on no
    other line."""
    cased: bool = False
    """Whether `like` sees the line in its own letter case."""
    most: int = Field(default=300, ge=1, le=LONGEST)
    """The greatest length of a line that the rule may hit, in characters."""
    zone: tuple[Zone, ...] = ("head", "body", "tail")
    """Where the rule may act: before the article's text, in it, after it."""
    near: tuple[str, ...] = ()
    """Roles or rule names (`SET/NAME`): a line hit by one of them must stand within `NEAR` lines. Empty: none is asked
    for."""
    about: str = ""
    """Why the rule is there, and where the phrase was seen."""

    _patterns: tuple[Any, ...] | None = PrivateAttr(default=None)

    @field_validator("whole", "starts", "ends", mode="after")
    @classmethod
    def _folded(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_fold_edge(value) for value in values)

    @model_validator(mode="after")
    def _sound(self, info: ValidationInfo) -> Self:
        if info.context == SHIPPED:
            return self
        if not (self.whole or self.starts or self.ends or self.like):
            raise ValueError("needs one of is, starts, ends, like")
        if any(not value.strip() for value in (*self.whole, *self.starts, *self.ends)):
            raise ValueError("an empty text matches nothing")
        if any(len(value) < 3 for value in (*self.starts, *self.ends)):
            raise ValueError("starts and ends need three characters or more")
        if bool(self.like) != bool(self.words):
            raise ValueError("like and words go together: words are what a line must hold for the patterns to be tried")
        if any(len(word) < 3 or not _WORD.fullmatch(word) or word != fold(word).lower() for word in self.words):
            raise ValueError("words are three letters or more each, lower case, with е for ё")
        for pattern in self.like:
            try:
                compiled(pattern)
            except regex.error as error:
                raise ValueError(f"bad pattern {pattern!r}: {error}") from None
        return self

    @property
    def patterns(self) -> tuple[Any, ...]:
        """The compiled `like` patterns, compiled when first asked for."""
        if self._patterns is None:
            self._patterns = tuple(compiled(pattern) for pattern in self.like)
        return self._patterns

    def matches(self, folded: str, lower: str, words: list[str]) -> bool:
        """Whether a line is hit: the plain reference that the fast matcher must equal.

        `folded` is the folded line, `lower` the same in lower case, `words` the `\\w+` words of `lower`.
        """
        if len(lower) > self.most:
            return False
        if lower in self.whole or lower.startswith(self.starts) or lower.endswith(self.ends):
            return True
        if not any(word.startswith(self.words) for word in words):
            return False
        return self.matches_pattern(folded, lower)

    def matches_pattern(self, folded: str, lower: str) -> bool:
        """Whether one of the `like` patterns matches the whole line."""
        line = folded if self.cased else lower
        return any(pattern.fullmatch(line) for pattern in self.patterns)

    def capture(self, folded: str, lower: str) -> dict[str, str]:
        """The named groups of the first `like` pattern that matches, as written in the folded line; or else empty."""
        for pattern in self.patterns:
            if found := pattern.fullmatch(folded if self.cased else lower):
                return {name: folded[slice(*found.span(name))].strip() for name in found.groupdict() if found[name]}
        return {}


def _fold_edge(value: str) -> str:
    """Fold a literal but keep a space at its end: `starts = ["Подписывайтесь на "]` asks for a whole word."""
    head = " " if value[:1].isspace() else ""
    tail = " " if len(value) > 1 and value[-1:].isspace() else ""
    return head + fold(value).lower() + tail


@functools.lru_cache(maxsize=4096)
def compiled(pattern: str) -> Any:
    """Compile a pattern once in a process."""
    return regex.compile(pattern, regex.V0)


class HtmlRules(BaseModel):
    """CSS selectors for HTML pages of a site. One that finds nothing falls back to the generic way.

    Of a field's selectors the first that finds something counts; of `drop`, all do. Where nodes stand in one another,
    the inner one says what a line is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    drop: tuple[str, ...] = ()
    """Nodes that are not the article's text."""
    title: tuple[str, ...] = ()
    """The node that holds the headline."""
    lead: tuple[str, ...] = ()
    """The node that holds the deck."""
    date: tuple[str, ...] = ()
    """The node that holds the date of publication."""
    authors: tuple[str, ...] = ()
    """The nodes that hold the authors' names."""
    body: tuple[str, ...] = ()
    """The nodes outside of which nothing is the article's text, where they hold enough of it."""

    @field_validator("*", mode="after")
    @classmethod
    def _readable(cls, selectors: tuple[str, ...]) -> tuple[str, ...]:
        # Dumps of plain text and the sets for them need no HTML engine.
        from selectolax.lexbor import LexborHTMLParser, SelectolaxError

        page = LexborHTMLParser("")
        for selector in selectors:
            try:
                page.css(selector)
            except SelectolaxError:
                raise ValueError(f"bad selector {selector!r}") from None
        return selectors

    @property
    def selectors(self) -> dict[PageField, tuple[str, ...]]:
        """The selectors by field; only fields that have some."""
        every: tuple[PageField, ...] = ("drop", "title", "lead", "date", "authors", "body")
        return {field: named for field in every if (named := getattr(self, field))}


class RuleSet(BaseModel):
    """A rule set: one TOML file. `RuleSet.load("my.toml")` reads one; `RuleSet.model_validate({...})` takes a dict."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(default="custom", pattern=r"^[a-z0-9][a-z0-9_-]*$")
    """The set's name in reports: the file's name without `.toml`, `custom` for a dict that names none."""
    about: str = ""
    """What the set is for, and where its knowledge is from."""
    site: str | None = None
    """The outlet's name; `None` for a set that is not of one site."""
    hosts: tuple[str, ...] = ()
    """The site's hosts, without `www.`; subdomains count as the site."""
    timezone: str | None = None
    """The zone (IANA name) in which the site prints its dates; `None`: not known."""
    marks: tuple[str, ...] = ()
    """Texts that name the site in a dump without address: a line that starts with one of them (four characters or
    more)."""
    confirmed: str | None = Field(default=None, pattern=r"^\d{4}(-\d{2})?$")
    """When a real page last confirmed the set (`2025-04`); `None`: a hypothesis."""
    line: tuple[Rule, ...] = ()
    """Take the line off."""
    tail: tuple[Rule, ...] = ()
    """From this line on the article is over, where no prose follows; or else only the line goes."""
    head: tuple[Rule, ...] = ()
    """Up to and with this line nothing is the article, where no prose stands before it; or else only the line goes."""
    block: tuple[Rule, ...] = ()
    """A heading: it and the teasers under it go, up to the next prose."""
    field: tuple[Rule, ...] = ()
    """Take the line off and fill fields from the named groups of its `like` patterns."""
    html: HtmlRules = HtmlRules()
    """Selectors for HTML pages."""
    protected: tuple[str, ...] = ()
    """Lines that no rule of this set may hit: the phrase that looks like furniture and is text."""

    @model_validator(mode="after")
    def _sound(self, info: ValidationInfo) -> Self:
        if info.context == SHIPPED:
            return self
        seen: set[str] = set()
        for verb, rule in self.rules():
            if rule.name in seen:
                raise ValueError(f"rule {rule.name!r}: the name stands twice in the set")
            seen.add(rule.name)
            groups = {group for pattern in rule.patterns for group in pattern.groupindex} if verb == "field" else set()
            if verb == "field" and (not groups or not groups <= GROUPS):
                known = ", ".join(sorted(GROUPS))
                raise ValueError(f"rule {rule.name!r}: a field rule captures named groups of {known}")
        for text in self.protected:
            folded = fold(text)
            lower = folded.lower()
            words = _WORD.findall(lower)
            for _, rule in self.rules():
                if rule.matches(folded, lower, words):
                    raise ValueError(f"rule {rule.name!r} hits the protected line {text!r}")
        if self.timezone:
            try:
                ZoneInfo(self.timezone)
            except (KeyError, ValueError, OSError):
                raise ValueError(f"timezone {self.timezone!r} is no IANA zone (Europe/Moscow)") from None
        if any(len(fold(mark)) < 4 for mark in self.marks):
            raise ValueError("marks need four characters or more")
        return self

    def rules(self) -> list[tuple[Verb, Rule]]:
        """All rules with their verbs, in the order in which they are tried."""
        verbs: tuple[Verb, ...] = ("field", "head", "line", "block", "tail")
        return [(verb, rule) for verb in verbs for rule in cast("tuple[Rule, ...]", getattr(self, verb))]

    @classmethod
    def load(cls, path: str | pathlib.Path, *, context: str | None = None) -> RuleSet:
        """Read a rule set from a TOML file. `context` is for the library's own sets (`SHIPPED`).

        Raises `RuleError`, a `ValueError`, that names the file, the rule and the reason; `OSError` where the file
        can't be read.
        """
        path = pathlib.Path(path)
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise RuleError(f"{path}: not a TOML file: {error}") from None
        data.setdefault("name", path.stem.lower())
        try:
            return cls.model_validate(data, context=context)
        except ValidationError as error:
            raise RuleError(f"{path}: {_explain(error, data)}") from None


def _explain(error: ValidationError, data: dict[str, Any]) -> str:
    """The first fault in one sentence, with the rule's name where a rule is at fault."""
    fault = error.errors()[0]
    where = list(fault["loc"])
    message = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden":
        message = f"unknown key {where.pop()!r}"
    if len(where) > 1 and where[0] in ("line", "tail", "head", "block", "field") and isinstance(where[1], int):
        rule = data[where[0]][where[1]]
        name = rule.get("name", f"number {where[1] + 1}") if isinstance(rule, dict) else f"number {where[1] + 1}"
        rest = ".".join(str(part) for part in where[2:])
        return f"rule {name!r} ([[{where[0]}]]): {rest + ': ' if rest else ''}{message}"
    return f"{'.'.join(str(part) for part in where) + ': ' if where else ''}{message}"
