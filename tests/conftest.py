"""What holds for all tests: they run the sources that one reads."""

from __future__ import annotations

import pathlib

import pytest

import newsclean

_PACKAGE = pathlib.Path(newsclean.__file__).parent


def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse modules that were compiled in place (README, «Compiled») and have changed since."""
    compiled = [file for ending in ("so", "pyd") for file in _PACKAGE.rglob(f"*.{ending}")]
    sources = [(file, file.with_name(f"{file.name.partition('.')[0]}.py")) for file in compiled]
    stale = [source.name for file, source in sources if not source.exists() or source.stat().st_mtime > file.stat().st_mtime]
    if stale:
        pytest.exit(f"changed since it was compiled: {', '.join(sorted(stale))}; delete newsclean/**/*.so", 2)
