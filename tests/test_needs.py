"""What patterns need: never more than what each line that they match holds."""

from __future__ import annotations

import pytest

from newsclean.rules.needs import Need, needs
from newsclean.rules.ruleset import compiled


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\d+ ответ(?:а|ов)?", [(" ответ",)]),
        (r"(?:все )?новости (?:дня|недели): .*", [("новости ",), ("дня", "недели"), (": ",)]),
        (r"(?:сайт|сайты|портал)\w*", [("сайт", "портал")]),
        (r"(?=.*почта).{3,20}@", [("почта",), ("@",)]),
        (r"рекламы?", [("реклам",)]),
        (r"(?:да|\d+)", []),
        (r"(?!фото).*", []),
        (r"(?i:фото): .{2,20}", [(": ",)]),
        ("(?x) все \\ ком  # здесь: +\n ментарии", [("все комментарии",)]),
        (r"(?x)[ #)]:", [(":",)]),
        (r"а{2,}б{0,2}в", [("а",), ("в",)]),
        (r"(?:ab)?+[\])x]\(c", [("(c",)]),
        (r"(\w)\1", []),
        (r"\p{Lu}абв", []),
        (r"(?:абв){e<=1}", []),
        (r"\N{BULLET}абв", []),
    ],
)
def test_needs(pattern: str, needed: list[Need]) -> None:
    assert needs(pattern) == needed


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (r"(?:возраст|знак)\w* ?(?:0|6|12|16|18)\+", "знак 16+"),
        (r"\W{0,3}(?:фото|видео)(?: дня)?: (?P<author>[а-я]+)", "«видео: дина"),
        ("(?x) фото \\ (?: дня | ночи )+ # всё", "фото дняночи"),
        (r"(?>все|вс[её]) права(?<=права)", "все права"),
        (r"a\.b\-c(?:\||\^)", "a.b-c^"),
    ],
)
def test_what_matches_holds_what_is_needed(pattern: str, line: str) -> None:
    assert compiled(pattern).fullmatch(line)
    assert needs(pattern)
    for need in needs(pattern):
        assert any(text in line for text in need), need
