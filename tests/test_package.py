"""The package's face: names come when they are asked for; `newsclean.parse` is the function in any order of imports."""

from __future__ import annotations

import subprocess
import sys

import pytest

import newsclean


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("code", [
    "from newsclean import parse",
    "from newsclean import parse_many, parse",
    "import newsclean.batch; from newsclean import parse",
    "import newsclean.parse; from newsclean import parse",
    "import newsclean; parse = newsclean.parse",
    "from newsclean.parse import LIMIT; from newsclean import parse",
])
def test_parse_is_the_function(code: str) -> None:
    assert run(f"{code}; print(parse('Мост.').body)") == "Мост."


def test_importing_the_package_alone_is_cheap() -> None:
    assert run("import sys, newsclean; print({'bs4', 'pydantic', 'regex'} & set(sys.modules))") == "set()"


def test_a_dump_needs_no_beautiful_soup() -> None:
    assert run("import sys, newsclean; newsclean.parse('<p>Мост.</p>'); print('bs4' in sys.modules)") == "False"


def test_public_names() -> None:
    assert set(newsclean.__all__) <= set(dir(newsclean))
    assert all(getattr(newsclean, name).__name__ == name for name in newsclean.__all__)
    with pytest.raises(AttributeError, match="no attribute 'clean'"):
        newsclean.clean  # type: ignore[attr-defined]  # noqa: B018
