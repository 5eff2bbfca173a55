"""Many documents, in order, in processes."""

from __future__ import annotations

import datetime as dt
import functools
import os
import pickle
import signal
import traceback
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Literal, NamedTuple, overload

from newsclean.article import Article
from newsclean.parse import LIMIT, parse
from newsclean.reading.source import InputTooLarge
from newsclean.reading.tree import is_soup
from newsclean.rules.ruleset import RuleSet

Source = str | bytes | tuple[str | bytes, str | None]
"""What `parse_many` takes: a page's text or HTML, its bytes, or a pair of one of these and the page's address."""

CHUNK = 32
"""How many documents go to a worker at once, unless told otherwise."""
_CHUNK_SIZE = 1_000_000  # characters or bytes: a chunk is closed sooner when its documents are long, to bound memory
_AHEAD = 2  # chunks read ahead for each worker: one at work, one waiting
_MOST_WORKERS = 32  # with more, the calling process, which feeds the others, is the bottleneck


class WorkerCrashed(RuntimeError):
    """A worker process died while it read a document (killed for its memory, a fault in a C library)."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that gave no article."""

    position: int
    """Its place in the input, counted from 0."""
    error: Exception
    """Why: `TypeError`, `InputTooLarge`, `WorkerCrashed`, or a fault of the library."""


class _Job(NamedTuple):
    """A document on its way to a worker."""

    position: int
    source: str | bytes
    url: str | None


_Chunk = list[_Job | Failure]
_Outcome = Article | Failure


class _Settings(NamedTuple):
    """The arguments of `parse` that all documents share."""

    rules: tuple[RuleSet, ...]
    now: dt.datetime | None
    limit: int


@overload
def parse_many(
    sources: Iterable[Source], *, workers: int | None = ..., rules: Sequence[RuleSet] = ...,
    now: dt.datetime | None = ..., limit: int = ..., errors: Literal["raise"] = ..., chunk: int = ...,
) -> Iterator[Article]: ...


@overload
def parse_many(
    sources: Iterable[Source], *, workers: int | None = ..., rules: Sequence[RuleSet] = ...,
    now: dt.datetime | None = ..., limit: int = ..., errors: Literal["return"], chunk: int = ...,
) -> Iterator[Article | Failure]: ...


def parse_many(
    sources: Iterable[Source],
    *,
    workers: int | None = None,
    rules: Sequence[RuleSet] = (),
    now: dt.datetime | None = None,
    limit: int = LIMIT,
    errors: Literal["raise", "return"] = "raise",
    chunk: int = CHUNK,
) -> Iterator[Article] | Iterator[Article | Failure]:
    """Turn many dumps into articles: the same as `parse` for each, in the order of the input, in several processes.

    `sources` is read as the work goes on, no further ahead than the workers need, so it may be endless or larger than
    memory. An item is a page's text or HTML, its bytes, or a pair `(source, url)`. Soups can't cross processes.

    `workers` is the number of processes: `None` for one a CPU, 0 or 1 to stay in this process. `rules`, `now` and
    `limit` are those of `parse`. `errors="raise"` stops at the first document that gives no article; `"return"` yields
    a `Failure` in its place and goes on. `chunk` is how many documents go to a worker at once: lower it to get the
    first articles sooner, where documents come slowly.

    Where processes are spawned and not forked (Windows, macOS, Python 3.14), call it under
    `if __name__ == "__main__":`, as anything that uses `multiprocessing`.

    Raises:
        TypeError: an argument is of a wrong type; or, with `errors="raise"`, a document is.
        ValueError: `workers`, `chunk` or `errors` is out of range.
        InputTooLarge: with `errors="raise"`, a document is larger than `limit`.
        WorkerCrashed: with `errors="raise"`, a worker died; the message names the document.
        RuntimeError: worker processes can't be started at all.
    """
    if isinstance(sources, (str, bytes, bytearray)) or is_soup(sources):
        raise TypeError(
            f"parse_many() takes many documents, not one {type(sources).__name__}: pass a list, or use parse()"
        )
    if errors not in ("raise", "return"):
        raise ValueError(f"errors must be 'raise' or 'return', not {errors!r}")
    if chunk < 1:
        raise ValueError(f"chunk must be 1 or more, not {chunk}")
    if workers is not None and workers < 0:
        raise ValueError(f"workers must be 0 or more, or None, not {workers}")
    if workers is None:
        workers = min(_cpus(), _MOST_WORKERS)
    # A fault in the arguments shows here, and not in every document; and forked workers find the rules loaded.
    parse("", rules=rules, now=now, limit=limit)
    jobs = (_job(position, item) for position, item in enumerate(sources))
    settings = _Settings(tuple(rules), now, limit)
    outcomes = _share(_chunks(jobs, chunk), settings, workers) if workers > 1 else (_run(job, settings) for job in jobs)
    return outcomes if errors == "return" else _raising(outcomes)


def _raising(outcomes: Iterator[_Outcome]) -> Iterator[Article]:
    """The articles, up to the first failure, which is raised."""
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            outcome.error.add_note(f"in document {outcome.position} of the input, counted from 0")
            raise outcome.error
        yield outcome


def _job(position: int, item: object) -> _Job | Failure:
    """An item of the input, checked: what can't be sent to a worker fails here, whatever the number of workers."""
    source, url = item if isinstance(item, tuple) and len(item) == 2 else (item, None)
    if isinstance(source, (bytearray, memoryview)):
        source = bytes(source)
    elif isinstance(source, str):
        source = str(source)  # a soup's own strings drag their soup along
    if is_soup(source):
        return Failure(position, TypeError("parse_many() takes no soups, which can't cross processes: pass str(soup)"))
    if not isinstance(source, (str, bytes)):
        kind = type(source).__name__
        return Failure(position, TypeError(f"parse_many() takes str, bytes or pairs (source, url), not {kind}"))
    if url is not None and not isinstance(url, str):
        return Failure(position, TypeError(f"the url in a pair must be a str or None, not {type(url).__name__}"))
    return _Job(position, source, url)


def _run(job: _Job | Failure, settings: _Settings) -> _Outcome:
    """Parse one document; whatever goes wrong with it is its own affair and not that of the others."""
    if isinstance(job, Failure):
        return job
    try:
        return parse(job.source, url=job.url, rules=settings.rules, now=settings.now, limit=settings.limit)
    except Exception as error:
        return Failure(job.position, error)


def _run_chunk(settings: bytes, chunk: _Chunk) -> list[_Outcome]:
    """What a worker does."""
    known = _unpacked(settings)
    outcomes = [_run(job, known) for job in chunk]
    for outcome in outcomes:
        error = outcome.error if isinstance(outcome, Failure) else None
        if error is not None and error.__traceback__ and not isinstance(error, InputTooLarge):
            # A fault of the library: its traceback would be lost on the way to the calling process.
            error.add_note("".join(traceback.format_exception(error)))
    return outcomes


@functools.lru_cache(maxsize=4)
def _unpacked(settings: bytes) -> _Settings:
    """The settings, unpickled once in a worker and not with every chunk."""
    found: _Settings = pickle.loads(settings)
    return found


def _ready() -> None:
    """Nothing: done by a worker, it shows that workers start."""


def _ignore_interrupts() -> None:
    """Leave Ctrl+C to the calling process, which stops the workers itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _chunks(jobs: Iterator[_Job | Failure], most: int) -> Iterator[_Chunk]:
    """Bundle documents: a worker's answer costs a system call or two, which short documents share.

    An error of the input itself comes after the documents read before it.
    """
    chunk: _Chunk = []
    size = 0
    try:
        for job in jobs:
            chunk.append(job)
            size += len(job.source) if isinstance(job, _Job) else 0
            if len(chunk) >= most or size >= _CHUNK_SIZE:
                yield chunk
                chunk, size = [], 0
    except Exception:
        if chunk:
            yield chunk
        raise
    if chunk:
        yield chunk


def _share(chunks: Iterator[_Chunk], settings: _Settings, workers: int) -> Iterator[_Outcome]:
    """Spread chunks over workers and give the outcomes in order, with a bounded number of chunks under way."""
    broken: Exception | None = None
    with _Crew(settings, workers) as crew:
        while True:
            while broken is None and crew.has_room():
                try:
                    crew.submit(next(chunks))
                except StopIteration:
                    break
                except Exception as error:
                    broken = error
            if not crew.is_busy():
                break
            yield from crew.oldest()
    if broken is not None:
        raise broken


class _Crew:
    """Worker processes, and the chunks under way. The death of a worker costs one document, not the run."""

    def __init__(self, settings: _Settings, workers: int) -> None:
        self._settings = pickle.dumps(settings)
        self._workers = workers
        self._under_way: deque[tuple[_Chunk, Future[list[_Outcome]]]] = deque()
        self._pool = self._start(workers)

    def __enter__(self) -> _Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def has_room(self) -> bool:
        """Whether one more chunk may be sent."""
        return len(self._under_way) < self._workers * _AHEAD

    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._under_way)

    def submit(self, chunk: _Chunk) -> None:
        """Send a chunk to the workers."""
        self._under_way.append((chunk, self._send(chunk)))

    def oldest(self) -> list[_Outcome]:
        """The outcomes of the chunk that was sent first, once it is done."""
        try:
            outcomes = self._under_way[0][1].result()
        except BrokenProcessPool:
            self._recover()
            outcomes = self._under_way[0][1].result()
        self._under_way.popleft()
        return outcomes

    def _recover(self) -> None:
        """After a worker's death: all chunks under way are lost, and nothing says whose document it was.

        Their documents are tried one by one until one kills again; what is left is sent anew.
        """
        self._pool.shutdown(wait=True)
        lost = [i for i, (_, sent) in enumerate(self._under_way) if isinstance(sent.exception(), BrokenProcessPool)]
        first, last = self._under_way[lost[0]][0][0], self._under_way[lost[-1]][0][-1]
        found = False
        while lost and not found:
            chunk, _ = self._under_way[lost[0]]
            outcomes = self._one_by_one(chunk)
            found = any(isinstance(each, Failure) and isinstance(each.error, WorkerCrashed) for each in outcomes)
            done: Future[list[_Outcome]] = Future()
            done.set_result(outcomes)
            self._under_way[lost.pop(0)] = (chunk, done)
        if not found:
            warnings.warn(
                f"a worker process died, perhaps for want of memory; documents {first.position} to {last.position},"
                " some of which it held, went through at the second try", RuntimeWarning, stacklevel=2,
            )
        self._pool = self._start(self._workers)
        for i in lost:
            chunk, _ = self._under_way[i]
            self._under_way[i] = (chunk, self._send(chunk))

    def _one_by_one(self, chunk: _Chunk) -> list[_Outcome]:
        """Parse a chunk's documents one at a time in one worker, and a new one after each death."""
        outcomes: list[_Outcome] = []
        pool = self._start_alone()
        for job in chunk:
            try:
                outcomes += pool.submit(_run_chunk, self._settings, [job]).result()
            except BrokenProcessPool:
                pool.shutdown(wait=True)
                error = WorkerCrashed(f"a worker process died while it read document {job.position}, counted from 0")
                outcomes.append(Failure(job.position, error))
                pool = self._start_alone()
        pool.shutdown(wait=True)
        return outcomes

    def _start_alone(self) -> ProcessPoolExecutor:
        """One worker that is known to run: or else every document would look like the one that kills."""
        pool = self._start(1)
        try:
            pool.submit(_ready).result()
        except BrokenProcessPool:
            pool.shutdown(wait=True)
            raise RuntimeError(
                "worker processes die at their start: call parse_many() under `if __name__ == \"__main__\":`,"
                " or pass workers=1"
            ) from None
        return pool

    @staticmethod
    def _start(workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, initializer=_ignore_interrupts)

    def _send(self, chunk: _Chunk) -> Future[list[_Outcome]]:
        try:
            return self._pool.submit(_run_chunk, self._settings, chunk)
        except BrokenProcessPool as error:
            future: Future[list[_Outcome]] = Future()
            future.set_exception(error)
            return future


def _cpus() -> int:
    """The CPUs that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
