"""What was found for lines is remembered within bounds, and what was remembered changes nothing."""

from __future__ import annotations

from newsclean.reading.memory import Memory


def lengths() -> tuple[Memory[int], list[str]]:
    seen: list[str] = []

    def look(lines: list[str]) -> list[int]:
        seen.extend(lines)
        return [len(line) for line in lines]

    return Memory(look, room=3), seen


def test_each_new_line_is_looked_at_once() -> None:
    memory, seen = lengths()
    assert memory(["а", "аб", "а", ""]) == [1, 2, 1, 0]
    assert memory(["аб", "а"]) == [2, 1]
    assert seen == ["а", "аб", ""]


def test_no_lines() -> None:
    assert lengths()[0]([]) == []


def test_long_lines_are_not_remembered() -> None:
    memory, seen = lengths()
    long = "а" * 1000
    assert memory([long]) == memory([long]) == [1000]
    assert seen == [long, long]


def test_it_stays_within_its_bound() -> None:
    memory, _ = lengths()
    for number in range(20):
        lines = [str(number * 10 + i) for i in range(1 + number % 5)]
        assert memory(lines) == [len(line) for line in lines]
        assert len(memory._cache) <= 3
