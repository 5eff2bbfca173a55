"""Turn dumps of Russian-language news pages into typed articles."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsclean.article import Article, Dateline, Notice, Removed
    from newsclean.batch import Failure, WorkerCrashed, parse_many
    from newsclean.parse import parse
    from newsclean.reading.source import InputTooLarge
    from newsclean.rules.ruleset import RuleError, RuleSet

__all__ = [
    "Article",
    "Dateline",
    "Failure",
    "InputTooLarge",
    "Notice",
    "Removed",
    "RuleError",
    "RuleSet",
    "WorkerCrashed",
    "parse",
    "parse_many",
]

_HOMES = {
    **dict.fromkeys(("Article", "Dateline", "Notice", "Removed"), "newsclean.article"),
    **dict.fromkeys(("Failure", "WorkerCrashed", "parse_many"), "newsclean.batch"),
    **dict.fromkeys(("RuleError", "RuleSet"), "newsclean.rules.ruleset"),
    "InputTooLarge": "newsclean.reading.source",
    "parse": "newsclean.parse",
}
"""Where each public name lives: it is imported when it is first asked for, since pydantic takes its time."""


if not TYPE_CHECKING:  # type checkers know the names from above, and no others

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """The import system names each module in its package: `newsclean.parse` shall be the function all the same."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
