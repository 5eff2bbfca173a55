"""One run of `newsclean clean`: what is under way, what was bad, how far it is."""

from __future__ import annotations

import pathlib
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from newsclean.article import Article
from newsclean.batch import Failure
from newsclean.cli.records import Record, read_records, total_size

_REFRESH = 0.1  # seconds between two drawings of the bar


class Cleaning:
    """Feeds files to `parse_many`, gives the articles back with what they carry, and counts.

    While its block runs, a bar on `console` shows how far it is (if `bar`), and bad records are reported above the bar.
    """

    def __init__(self, files: Sequence[pathlib.Path], console: Console, *, bar: bool) -> None:
        self.documents = 0
        """Documents that were parsed."""
        self.articles = 0
        """Those of them with a confidence of 0.5 or more."""
        self.bad = 0
        """Records that gave nothing."""
        self._files = files
        self._console = console
        self._under_way: deque[Record] = deque()
        self._started = time.perf_counter()
        self._drawn = 0.0
        # Drawn by hand: the thread that would draw it must not stand in the way of forking workers.
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(),
            console=console, auto_refresh=False, transient=True, disable=not bar,
        )
        self._task = self._progress.add_task("0 documents", total=total_size(files))

    def __enter__(self) -> Cleaning:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def sources(self, *, text: str, limit: int) -> Iterator[tuple[str | bytes, str | None]]:
        """The documents, read as the workers ask for them; bad records are reported and left out."""
        for record in read_records(self._files, text=text, limit=limit):
            if record.source is None:
                self._report(record, record.fault)
            else:
                self._under_way.append(record)
                yield record.source, record.url
                record.source = None  # the workers have it

    def articles_of(self, outcomes: Iterable[Article | Failure]) -> Iterator[tuple[Article, dict[str, Any]]]:
        """The articles of the outcomes, each with the fields that go along; failures are reported and left out."""
        for outcome in outcomes:
            record = self._under_way.popleft()
            if isinstance(outcome, Failure):
                self._report(record, str(outcome.error) or type(outcome.error).__name__)
                continue
            self.documents += 1
            self.articles += outcome.confidence >= 0.5
            self._advance(record)
            yield outcome, record.carried

    def summary(self) -> str:
        """The run in one line."""
        seconds = time.perf_counter() - self._started
        return (
            f"documents: {self.documents}, articles (confidence 0.5 or more): {self.articles}, "
            f"bad records: {self.bad}, {seconds:.1f} s, {self.documents / seconds:.1f} documents/s"
        )

    def _report(self, record: Record, fault: str) -> None:
        self.bad += 1
        self._advance(record)
        self._console.print(f"{record.label}: {fault}", style="red", markup=False, soft_wrap=True)

    def _advance(self, record: Record) -> None:
        """Move the bar on, and draw it if it was not drawn just now."""
        self._progress.update(self._task, advance=record.size, description=f"{self.documents} documents")
        if (now := time.perf_counter()) - self._drawn >= _REFRESH:
            self._drawn = now
            self._progress.refresh()
