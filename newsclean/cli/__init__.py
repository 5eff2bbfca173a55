"""The command line, of the extra `cli`: `newsclean parse`, `newsclean clean`, `newsclean rules`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

EXTRA = 'the command line needs typer and rich: pip install "newsclean[cli]"'


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: code 0, or 2 after one sentence on stderr that says what is wrong.

    `arguments` are those of the process unless given. Imports nothing of the extra before it is called, so that a
    missing extra is a sentence and not a traceback.
    """
    try:
        import rich  # noqa: F401
        import typer  # noqa: F401
    except ModuleNotFoundError:
        print(f"newsclean: {EXTRA}", file=sys.stderr)
        sys.exit(2)
    from newsclean.cli.app import run

    run(arguments)
