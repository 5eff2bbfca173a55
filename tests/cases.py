"""Case files: Markdown that a non-programmer can read and write.

A file under `fixtures/rules/` holds cases of one rule set, parted by lone dots:

    What the case shows (tail)
    .
    Нашли опечатку? Нажмите Ctrl+Enter
    Обычное предложение остаётся на месте.
    .
    typo/ctrl-enter
    .
    Обычное предложение остаётся на месте.
    .

After the title: the lines as they stand in a dump, the rules that fire (one a line, in order of lines; none for a case
that is left alone), and what is left. The zone in parentheses (head, body, tail) says where on a page the lines
stand; without one it is the body.
"""

from __future__ import annotations

import pathlib
import re
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
_ZONE = re.compile(r"\((head|body|tail)\)\s*$")


class RuleCase(NamedTuple):
    """One case of a rule set."""

    file: pathlib.Path
    title: str
    zone: str
    lines: list[str]
    fires: list[str]
    left: list[str]

    def __str__(self) -> str:
        return f"{self.file.parent.name}/{self.file.stem}: {self.title}"


def read_rule_cases(file: pathlib.Path) -> list[RuleCase]:
    """The cases of one file; an uneven number of parts is an error that names the file."""
    blocks: list[list[str]] = [[]]
    for line in file.read_text("utf-8").splitlines():
        if line.strip() == ".":
            blocks.append([])
        elif not line.startswith("# "):
            blocks[-1].append(line)
    if len(blocks) % 4 != 1 or any(line.strip() for line in blocks[-1]):
        raise ValueError(f"{file}: each case needs a title, lines, rules and what is left, each followed by a lone dot")
    cases = []
    for at in range(0, len(blocks) - 1, 4):
        title, lines, fires, left = ([text for text in block if text.strip()] for block in blocks[at:at + 4])
        name = " ".join(title)
        zone = _ZONE.search(name)
        cases.append(RuleCase(file, name, zone[1] if zone else "body", lines, fires, left))
    return cases
