"""Turn dumps of Russian-language news pages into typed articles."""

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
