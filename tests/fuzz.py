"""Random and mutated inputs: none may raise, and none may lose or invent a character.

    python -m tests.fuzz [N] [SEED]

runs N inputs (10,000 without an argument), the same ones for the same SEED, and ends with exit code 1 at a fault. A
small slice of it runs with the test suite.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator

from newsclean import Article, parse
from newsclean.parse import LIMIT
from newsclean.reading.charset import decode
from newsclean.reading.source import read
from tests.pages import page_cases

ALPHABETS = (
    "абвгдежзиклмнопрстуфхцчшщъыьэюяё ", "АБВГДЕЖЗИКЛМНОПРСТУФ", "0123456789:./-, ",
    " \t\n\r\u00a0\u200b\u2028\ufeff\u00ad",
    "«»\"'“”„()[]{}<>&;#*_|", ".!?…—–-,:", "abcdefghijklmnop ABC",
    "ҚқіїєґўәЁъ", "\x00\x07\x1f\x7f\x85\ud800\udfff\U0001f600",
)
WORDS = (
    "Читайте также", "Фото:", "Автор:", "18+", "11 декабря 2025, 14:05", "&nbsp;", "&amp;laquo;", "\\n",
    "](https://a.example/)",
    "Реклама", "erid:", "МОСКВА, 11 дек —", "date 2025-12-11", "<p>", "</div>", "<html", "Источник:", "Теги:", "https://a.example/1",
    "ru", "ÐÐ¾Ð²Ð¾ÑÑÐ¸", "Подписывайтесь", "©", "г.", "Комментарии", "\u0301", "й", "{{", "}}",
    "Нашли опечатку? Нажмите Ctrl+Enter",
)


def squeeze(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def fault(source: str | bytes, article: Article) -> str | None:
    """What is lost, doubled or invented in an article made from a source; `None` where nothing is.

    Each piece of the source must be in title, lead, body or `removed`, and in one of them only. Pieces are compared by
    their characters without white space, which is where paragraphs are joined and lines are cut.
    """
    page = read(source, LIMIT)
    pieces = [*page.header, *(part for line in page.lines for part in line.parts or ((line.number, line.text),))]
    told = "\n".join((page.metadata.title or "", page.metadata.window or "", *(line.text for line in page.lines[:1])))
    held = " ".join(record.text for record in article.removed if record.role == "title")
    title = article.title or ""
    if title in held or (title not in {line.text for line in page.lines} and title in told):
        title = ""  # a part of a line on record, of the window title, of a dump's first line
    kept = squeeze(f"{title}{article.lead or ''}{article.body}")
    gone = [(record.number, record.text) for record in article.removed]
    before = Counter(squeeze("".join(text for _, text in pieces)))
    after = Counter(kept + squeeze("".join(text for _, text in gone)))
    if before != after:
        return f"lost {before - after!r}, invented {after - before!r}"
    left = iter(pieces)
    if not all(piece in left for piece in gone):
        return "removed is not made of the source's lines in their order"
    shown = squeeze("".join(line.text for line in page.lines))
    at = 0
    for paragraph in article.paragraphs:
        found = shown.find(squeeze(paragraph), at)
        if found < 0:
            return f"not in the source, or out of order: {paragraph[:80]!r}"
        at = found + 1
    return None


def mutate(text: str, rng: random.Random) -> str:
    """A page with some of its lines dropped, doubled, moved, glued, cut or spoilt."""
    lines = text.split("\n")
    for _ in range(rng.randint(1, 8)):
        at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        action = rng.randrange(9)
        if action == 0 and len(lines) > 1:
            del lines[at]
        elif action == 1:
            lines.insert(other, lines[at])
        elif action == 2:
            lines[at], lines[other] = lines[other], lines[at]
        elif action == 3 and at + 1 < len(lines):
            lines[at:at + 2] = [lines[at] + rng.choice(("", " ")) + lines[at + 1]]
        elif action == 4:
            cut = rng.randint(0, len(lines[at]))
            lines[at:at + 1] = [lines[at][:cut], lines[at][cut:]]
        elif action == 5:
            lines[at] = lines[at] * rng.randint(2, 9)
        elif action == 6:
            cut = rng.randint(0, len(lines[at]))
            lines[at] = lines[at][:cut] + rng.choice(WORDS) + lines[at][cut:]
        elif action == 7:
            lines[at] = noise(rng, 40)
        else:
            lines = lines[min(at, other):max(at, other) + 1]
    glue = rng.choice(("\n", "\n", "\n", "\r\n", "\n\n", " ", "", "\\n", "\u2028"))
    return glue.join(lines)


def noise(rng: random.Random, most: int = 400) -> str:
    """Random characters and words, some of them repeated many times."""
    parts = []
    for _ in range(rng.randint(0, 12)):
        if rng.random() < 0.4:
            parts.append(rng.choice(WORDS) * rng.randint(1, 3))
        else:
            alphabet = rng.choice(ALPHABETS)
            parts.append("".join(rng.choice(alphabet) for _ in range(rng.randint(1, most // 10))))
    return rng.choice(("", " ", "\n")).join(parts)


def inputs(count: int, seed: int = 1) -> Iterator[str]:
    """As many inputs as asked for, the same ones for the same seed: two mutated pages for each random text."""
    rng = random.Random(seed)
    texts = [source for case in page_cases() if isinstance(source := case.source(), str)]
    texts += [decode(source)[0] for case in page_cases() if isinstance(source := case.source(), bytes)]
    for number in range(count):
        yield noise(rng) if number % 3 == 2 else mutate(rng.choice(texts), rng)


def run(count: int, seed: int = 1, tell: Callable[[str], object] = print) -> int:
    """Try the inputs; tell of each fault with the input that shows it. Returns the number of faults."""
    faults = 0
    for number, source in enumerate(inputs(count, seed)):
        try:
            found = fault(source, parse(source))
        except Exception as error:  # whatever content raises is what is looked for
            found = f"raised {type(error).__name__}: {error}"
        if found:
            faults += 1
            tell(f"input {number}: {found}\n    {source[:2000]!r}")
    return faults


if __name__ == "__main__":
    arguments = [int(text) for text in sys.argv[1:3]]
    total = arguments[0] if arguments else 10_000
    bad = run(total, seed=arguments[1] if len(arguments) > 1 else 1)
    print(f"{total} inputs, {bad} faults")
    sys.exit(bad > 0)
