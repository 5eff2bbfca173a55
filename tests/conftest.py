"""What holds for all tests: they run the sources that one reads."""

from __future__ import annotations

import pathlib

import pytest

import newsclean

_PACKAGE = pathlib.Path(newsclean.__file__).parent


def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse modules that were compiled in place (README, «Compiled») and have changed since."""
    stale = []
    for compiled in (*_PACKAGE.rglob("*.so"), *_PACKAGE.rglob("*.pyd")):
        source = compiled.with_name(f"{compiled.name.partition('.')[0]}.py")
        if not source.exists() or source.stat().st_mtime > compiled.stat().st_mtime:
            stale.append(source.name)
    if stale:
        pytest.exit(f"changed since it was compiled: {', '.join(sorted(stale))}; delete newsclean/**/*.so", 2)
