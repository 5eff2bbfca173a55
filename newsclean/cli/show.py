"""What the command line prints: articles, removed lines, tables; coloured on a terminal, plain when piped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newsclean.article import Article, Removed

_STYLES = {
    "date": "green", "byline": "green", "section": "green", "tags": "green", "source": "green", "title": "green",
    "lead": "green", "meta": "green",
    "label": "magenta", "age": "magenta", "disclaimer": "magenta", "ad": "magenta", "imprint": "blue", "credit": "cyan",
    "insert": "yellow", "related": "yellow", "promo": "yellow", "truncated": "red",
}
"""Role -> colour: green became a field, magenta a notice, yellow leads elsewhere; the rest is dim."""
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), 127))  # a dump must not steer the terminal


def article_json(article: Article, carried: dict[str, Any] | None = None, *, indent: int | None = None) -> str:
    """An article as a JSON object, on one line unless indented.

    `carried` are fields of the input. One that has the name of an article's field and another value is kept as
    `input_NAME`.
    """
    fields = article.model_dump(mode="json")
    for name, value in (carried or {}).items():
        if name not in fields:
            fields[name] = value
        elif fields[name] != value:
            fields[f"input_{name}"] = value
    return json.dumps(fields, ensure_ascii=False, indent=indent)


def show_article(console: Console, article: Article) -> None:
    """Print an article for a reader."""
    console.print(_text(article.title or "(no title)", "bold"))
    if article.lead:
        console.print(_text(article.lead, "italic"))
    console.print(_facts(article))
    for paragraph in article.paragraphs:
        console.print(_text(paragraph))
        console.print()
    for notice in article.notices:
        console.print(_text(f"{notice.kind}: {notice.text}", "magenta"))


def _facts(article: Article) -> Padding:
    """The fields that hold something, one a line."""
    moment = article.published.strftime("%Y-%m-%d %H:%M %z") if article.published else None
    facts = {
        "date": moment or (article.date.isoformat() if article.date else None),
        "modified": article.modified.strftime("%Y-%m-%d %H:%M %z") if article.modified else None,
        "author": article.author, "source": article.source, "section": article.section,
        "tags": ", ".join(article.tags), "site": article.site, "url": article.url, "language": article.language,
        "confidence": f"{article.confidence:.2f}" + ("" if article.confidence >= 0.5 else " (probably not an article)"),
        "truncated": "yes" if article.truncated else None,
    }
    grid = Table.grid(padding=(0, 2))
    for name, value in facts.items():
        if value:
            grid.add_row(Text(name, style="dim"), _text(value))
    return Padding(grid, (1, 0))


def show_removed(console: Console, removed: Sequence[Removed]) -> None:
    """Print what was taken off and why: the line's number, its role, the rule that took it, the text."""
    if not console.is_terminal:
        _plain(console, ((str(line.number), line.role, line.rule, line.text) for line in removed))
        return
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right")
    for line in removed:
        style = _STYLES.get(line.role, "dim")
        number = Text(str(line.number), style="dim")
        grid.add_row(number, Text(line.role, style), Text(line.rule, style), _text(line.text))
    console.print(grid)


def show_table(console: Console, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; its cells parted by tabs, without a heading, when piped."""
    if not console.is_terminal:
        _plain(console, rows)
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(_text(cell) for cell in row))
    console.print(table)


def _plain(console: Console, rows: Iterable[Sequence[str]]) -> None:
    for row in rows:
        print("\t".join(cell.replace("\t", " ") for cell in row), file=console.file)


def _text(text: str, style: str = "") -> Text:
    return Text(text.translate(_CONTROLS), style=style)
