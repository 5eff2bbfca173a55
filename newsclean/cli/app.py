"""The commands. Each reads its arguments, calls the library and prints; none holds rules of its own."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import importlib.metadata
import io
import os
import pathlib
import sys
from collections.abc import Iterator, Sequence
from typing import IO, Annotated, cast

import typer
from rich.console import Console

from newsclean import line_traits
from newsclean.batch import parse_many
from newsclean.cli.cleaning import Cleaning
from newsclean.cli.records import find_files, read_file
from newsclean.cli.show import article_json, show_article, show_removed, show_table
from newsclean.parse import LIMIT, parse
from newsclean.reading.source import InputTooLarge
from newsclean.rules.library import common_sets, site_sets
from newsclean.rules.ruleset import RuleError, RuleSet

app = typer.Typer(
    help="Turn dumps of Russian-language news pages into typed articles.",
    add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False,
)

RulesOption = Annotated[list[pathlib.Path] | None, typer.Option(
    "--rules", metavar="SET.toml", help="A rule set of your own, tried first; may be given several times.",
)]
NowOption = Annotated[str | None, typer.Option(
    metavar="ISO", help="The moment against which «вчера, 14:05» is read, as in 2025-05-12T10:00:00+03:00.",
)]
LimitOption = Annotated[int, typer.Option(min=1, metavar="SIZE", help="The greatest dump taken, in bytes.")]


class CommandError(Exception):
    """What the user can mend: printed as one sentence, exit code 2."""


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Half a surrogate pair in a dump must not end the run; what is piped is UTF-8 on every system.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    try:
        app(args=list(arguments) if arguments is not None else None, prog_name="newsclean")
    except CommandError as error:
        print(f"newsclean: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # The reader left (`| head`): what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _show_version(asked: bool) -> None:
    if asked:
        compiled = "" if str(line_traits.__file__).endswith(".py") else " (compiled)"
        print(f"newsclean {importlib.metadata.version('newsclean')}{compiled}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Turn dumps of Russian-language news pages into typed articles."""


@app.command("parse")
def parse_command(
    file: Annotated[pathlib.Path, typer.Argument(help="A dump or an HTML page, or it gzipped; - for standard input.")],
    text: Annotated[bool, typer.Option("--text", help="Print the body alone.")] = False,
    removed: Annotated[bool, typer.Option("--removed", help="Print what was taken off, and why.")] = False,
    url: Annotated[str | None, typer.Option(help="The page's address: helps to name the site.")] = None,
    rules: RulesOption = None,
    now: NowOption = None,
    limit: LimitOption = LIMIT,
) -> None:
    """Print the article of one page: laid out on a terminal, as JSON when piped."""
    if text and removed:
        raise CommandError("--text and --removed exclude each other")
    own, moment = _load(rules), _moment(now)
    try:
        source = sys.stdin.buffer.read() if str(file) == "-" else read_file(file)
    except (OSError, EOFError) as error:
        raise CommandError(f"can't read {file}: {_reason(error)}") from None
    try:
        article = parse(source, url=url, rules=own, now=moment, limit=limit)
    except InputTooLarge:
        raise CommandError(f"{file} holds {len(source)} bytes, more than the limit of {limit}: see --limit") from None
    console = Console(highlight=False)
    if text:
        print(article.body)
    elif removed:
        show_removed(console, article.removed)
    elif console.is_terminal:
        show_article(console, article)
    else:
        print(article_json(article, indent=2))


@app.command()
def clean(
    inputs: Annotated[list[pathlib.Path], typer.Argument(
        metavar="INPUT...", help="Pages, folders of pages (*.txt, *.html, *.htm), JSON Lines; all may be gzipped.",
    )],
    output: Annotated[pathlib.Path, typer.Option(
        "--output", "-o", metavar="OUT.jsonl", help="Where the articles go, one a line; - for standard output.",
    )],
    field: Annotated[str, typer.Option(help="The field of JSON Lines that holds the dump.")] = "text",
    rules: RulesOption = None,
    now: NowOption = None,
    workers: Annotated[int | None, typer.Option(min=0, help="Processes; one a CPU unless given.")] = None,
    limit: LimitOption = LIMIT,
) -> None:
    """Clean many pages into JSON Lines. A bad record is reported and left out; it never ends the run."""
    own, moment = _load(rules), _moment(now)
    missing = next((path for path in inputs if str(path) != "-" and not path.exists()), None)
    if missing is not None:
        raise CommandError(f"{missing} does not exist")
    files = find_files(inputs)
    if any(output.resolve() == file.resolve() for file in files if str(output) != "-"):
        raise CommandError(f"{output} is an input: write to another file")
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    screen = Console(highlight=False) if str(output) == "-" and sys.stdout.isatty() else None
    with _writer(output) as stream, Cleaning(files, errors, bar=errors.is_terminal and screen is None) as cleaning:
        sources = cleaning.sources(text=field, limit=limit)
        outcomes = parse_many(sources, workers=workers, rules=own, now=moment, limit=limit, errors="return")
        for article, carried in cleaning.articles_of(outcomes):
            if screen is not None:
                screen.rule(carried.get("file", ""))
                show_article(screen, article)
            else:
                stream.write(article_json(article, carried).encode("utf-8", "replace") + b"\n")
    errors.print(cleaning.summary(), markup=False)


@app.command("rules")
def rules_command(
    name: Annotated[str | None, typer.Argument(help="A set's name, or the path of a set of your own.")] = None,
) -> None:
    """List the rule sets, or the rules of one set."""
    console = Console(highlight=False)
    if name is None:
        rows = [
            (each.name, kind, each.site or "", ", ".join(each.hosts), str(len(each.rules())), each.confirmed or "")
            for kind, sets in (("common", common_sets()), ("site", site_sets())) for each in sets
        ]
        show_table(console, ("name", "kind", "site", "hosts", "rules", "confirmed"), rows)
        return
    found = next((each for each in (*common_sets(), *site_sets()) if each.name == name), None)
    if found is None and name.endswith(".toml"):
        found = _load([pathlib.Path(name)])[0]
    if found is None:
        raise CommandError(f"no rule set is named {name!r}: see `newsclean rules`")
    show_table(console, ("verb", "rule", "role", "matches"), (
        (verb, rule.name, rule.role, " | ".join((
            *rule.whole, *(f"{text}…" for text in rule.starts), *(f"…{text}" for text in rule.ends), *rule.like,
        )))
        for verb, rule in found.rules()
    ))


def _load(paths: Sequence[pathlib.Path] | None) -> list[RuleSet]:
    """The caller's rule sets; one that is missing or broken ends the command."""
    sets = []
    for path in paths or ():
        try:
            sets.append(RuleSet.load(path))
        except RuleError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"can't read {path}: {_reason(error)}") from None
    return sets


def _moment(text: str | None) -> dt.datetime | None:
    """The moment that `--now` gives."""
    try:
        return dt.datetime.fromisoformat(text) if text is not None else None
    except ValueError:
        raise CommandError(f"--now takes a moment as in 2025-05-12T10:00:00+03:00, not {text!r}") from None


@contextlib.contextmanager
def _writer(path: pathlib.Path) -> Iterator[IO[bytes]]:
    """The output, open; packed if its name ends in `.gz`."""
    if str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        stream = _opened(path)
    except OSError as error:
        raise CommandError(f"can't write {path}: {_reason(error)}") from None
    with stream:
        yield stream


def _opened(path: pathlib.Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "wb")) if path.name.endswith(".gz") else path.open("wb")


def _reason(error: Exception) -> str:
    strerror = getattr(error, "strerror", None) or str(error)
    return strerror[:1].lower() + strerror[1:]
