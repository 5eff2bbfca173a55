"""What a line looks like, apart from what any rule says of it: the traits that the layout weighs.

A trait is a name; `weights.toml` gives each its weight. Traits of one line alone (`line_traits`) are a pure function of
its text; traits of its surroundings (`page_traits`) need the whole page.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.marks import mark_traits
from newsclean.reading.page import Line
from newsclean.rules.matcher import Named

_STOP = re.compile(r"[.!?…][»\"”')\]*]*$")
_INNER_STOP = re.compile(r"[а-яёa-z»\")][.!?…]+[»\")]* [«\"(–—-]?\s?[А-ЯЁA-Z]")
# Russian and Ukrainian.
_MONTHS = (
    "янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру"
)
_DATE = re.compile(
    rf"\d{{1,2}}[:.]\d{{2}}(?!\d)|\b(?:19|20)\d\d\b|\b\d{{1,2}} (?:{_MONTHS})|\b(?:вчера|сегодня|назад)\b",
    re.IGNORECASE,
)
_TIME_START = re.compile(r"\d{1,2}[:.]\d{2}(?::\d\d)?\s?[«\"А-ЯЁA-Z]")
_TIME_END = re.compile(r"[^\d]\d{1,2}:\d{2}$")
_NAME = re.compile(r"(?:[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+|[А-ЯЁ]\.)(?: (?:[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+|[А-ЯЁ]\.|[А-ЯЁ]{3,})){1,2}$")
_URL = re.compile(r"https?://|www\.|[\w-]+@[\w-]+\.\w")
_CYRILLIC = re.compile(r"[а-яёА-ЯЁіїєґўІЇЄҐЎ]")
_LATIN = re.compile(r"[A-Za-z]")
_DIGIT = re.compile(r"\d")
_PERSON = re.compile(
    r"\b(?:сказал|заявил|сообщил|отметил|рассказал|пояснил|подчеркнул|добавил|считает|говорит|уточнил|объяснил|пишет|"
    r"передает|передаёт|сообщает|напомнил|признал|предложил|утверждает|говорится|стало известно|по словам|по данным|"
    r"об этом|как сообща)",
    re.IGNORECASE,
)
_WE = re.compile(
    r"©|\b(?:copyright|редакци|перепечатк|гиперссылк|материал(?:ов|ы|а) сайта|cookie|все права|роскомнадзор|"
    r"свидетельство о рег|подпишитесь|подписывайтесь|читайте|авториз|регистр|комментари|ссылка на|ваш|вашего|на сайте|"
    r"нашем|наш)",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<!\S)[\"«(]?[А-ЯЁA-Z]")
_POINT = re.compile(r"[.,;:!?—–]")
_GLUED = re.compile(r"[а-яё][А-ЯЁ]|\d[А-ЯЁ]|[а-яё]\d\d:")
_WORD = re.compile(r"[А-Яа-яЁёA-Za-z]{5,}")

_FULL_DATE = re.compile(
    rf"\b\d{{1,2}}(?:[./]\d{{1,2}}[./]|[ -](?:{_MONTHS})[а-яіїє]*\.?,?[ -])(?:19|20)?\d\d\b", re.IGNORECASE
)

_ENDING = frozenset({"comments", "related", "imprint", "typo", "insert", "promo"})
"""Roles of lines that often stand where the article is over."""

_REPEATING = 300
"""The longest line, in characters, that is worth remembering."""
_SPEAKING = 5_000
"""Characters of a line whose words count."""
SIZES = (12, 25, 45, 70, 100, 160, 300)
"""Upper bounds, in characters, of the lengths that count as alike."""


def size(length: int) -> int:
    """The number of the length class of a line."""
    return next((i for i, bound in enumerate(SIZES) if length < bound), len(SIZES))


def line_traits(text: str) -> tuple[str, ...]:
    """The traits of a line by itself."""
    length = len(text)
    step = size(length)
    stop = _STOP.search(text[-16:]) is not None
    found = [f"size{step}{'.' if stop else ''}"]
    add = found.append
    if _INNER_STOP.search(text):
        add("sentences")
    if "," in text:
        add("comma")
    if text[-1] in ":;," and step >= 2:
        add(f"ends{text[-1]}")
    if text[-1] == "?":
        add("question")
    first = text[0]
    if first.islower():
        add("lower")
    elif first in "—–-":
        add("dash")
    elif first in "«\"“„":
        add("quote")
    elif first in "•·*●▪►→›»+#|/":
        add("bullet")
    elif first.isdigit():
        add("digit")
    cyrillic = len(_CYRILLIC.findall(text)) if step < 6 else length
    if not cyrillic:
        add("latin" if _LATIN.search(text) else "wordless")
    elif cyrillic < length // 2:
        add("foreign")
    if step < 5:
        if len(_DIGIT.findall(text)) * 3 > length:
            add("digits")
        if _DATE.search(text):
            add(f"date{min(step, 3)}")
        if _TIME_START.match(text):
            add("timed")
        elif _TIME_END.search(text):
            add("timed.")
        if _NAME.fullmatch(text):
            add("name")
        if cyrillic > 3 and text.isupper():
            add("upper")
    if _URL.search(text):
        add("address")
    if step >= 3:
        words = text.count(" ") + 1
        if len(_CAPITAL.findall(text)) * 2 >= words >= 4:
            add("capitals")
        if step >= 6 and len(_POINT.findall(text)) * 120 < length:
            add("pointless")
        if len(_GLUED.findall(text)) >= 2:
            add("glue")
    if step >= 2:
        if _PERSON.search(text):
            add("reports")
        if _WE.search(text):
            add("us")
    return tuple(found)


def is_weighty(text: str) -> bool:
    """Whether a line reads as prose: a final stop and length, or several sentences."""
    return len(text) >= 70 and (_STOP.search(text[-16:]) is not None or (len(text) >= 160 and "," in text))


def is_headline(text: str) -> bool:
    """Whether a line reads as a headline or a menu entry: short, without a final stop."""
    return len(text) < 160 and (_STOP.search(text[-16:]) is None or text[-1] in "?!»\"")


def stems(text: str) -> frozenset[str]:
    """The first five letters of the longer words: enough to tell whether two lines speak of the same thing."""
    return frozenset(word[:5] for word in _WORD.findall(text[:_SPEAKING].lower().replace("ё", "е")))


class _Facts(NamedTuple):
    """What is known of a line by itself."""

    traits: tuple[str, ...]
    prose: bool
    headline: bool
    dated: bool
    stems: frozenset[str]


def _look_at(text: str) -> _Facts:
    return _Facts(
        line_traits(text),
        is_weighty(text),
        is_headline(text),
        len(text) < 60 and _FULL_DATE.search(text) is not None,
        stems(text) if len(text) >= 25 else frozenset(),
    )


# Furniture repeats across a site's dumps: each distinct short line is looked at once. Prose hardly ever repeats.
_look_once = functools.lru_cache(maxsize=32_768)(_look_at)


def _facts(text: str) -> _Facts:
    return _look_once(text) if len(text) <= _REPEATING else _look_at(text)


def page_traits(
    lines: Sequence[Line], hits: Sequence[tuple[int, ...]], rules: Sequence[Named], anchor: int | None
) -> list[list[str]]:
    """All traits of each line: its own, what rules say of it, and its surroundings.

    `anchor` is the headline's line where something tells which it is.
    """
    texts = [line.text for line in lines]
    count = len(texts)
    facts = [_facts(text) for text in texts]
    found = [["bias", *fact.traits] for fact in facts]
    prose = [fact.prose for fact in facts]
    marked = _rule_traits(found, prose, hits, rules)
    headline = [fact.headline for fact in facts]
    seen = Counter(texts)
    weight = [min(len(text), 400) if p else 0 for text, p in zip(texts, prose, strict=True)]
    total = [min(len(text), 400) for text in texts]
    run = _runs(headline)
    topic = _topics(facts)
    tidy = int(4.99 * sum(w for w, m in zip(weight, marked, strict=True) if not m) / max(1, sum(total)))
    dated = -99
    for i, (own, by_mark) in enumerate(zip(found, mark_traits(lines, prose), strict=True)):
        own.extend(by_mark)
        add = own.append
        kind = "p" if prose[i] else ""
        for step, name in ((-1, "before"), (1, "after"), (-2, "before2"), (2, "after2")):
            if not 0 <= i + step < count:
                add(f"{name}=edge")
            elif marked[i + step]:
                add(f"{name}=rule{kind}")
            elif prose[i + step]:
                add(f"{name}=prose{kind}")
        if 0 < i < count - 1 and prose[i - 1] and prose[i + 1] and not marked[i]:
            add("between" + kind)
        low, high = max(0, i - 4), min(count, i + 5)
        around = sum(total[low:high]) - total[i]
        share = (sum(weight[low:high]) - weight[i]) / around if around else 0.0
        add(f"density{int(share * 4.99)}{kind}")
        if headline[i]:
            add(f"run{min(4, run[i].bit_length())}")
            add(f"tidy{tidy}h")
        else:
            add(f"tidy{tidy}{kind}")
        if lines[i].gap:
            add("gap" + kind)
        if lines[i].glued:
            add("glued" + kind)
        if seen[texts[i]] > 1:
            add("twice" if prose[i] else "twice-short")
        add(topic[i])
        add(f"place{min(4, i * 5 // count)}{kind}")
        if anchor is None:
            add("no-anchor")
        elif i <= anchor:
            add("above-anchor")
        else:
            add(f"anchor+{min(4, (i - anchor).bit_length())}{kind}")
        if facts[i].dated:
            dated = i
            add("dated")
        elif i - dated < 8:
            add(f"dated+{(i - dated).bit_length()}{kind}")
    return found


def _rule_traits(
    found: list[list[str]], prose: Sequence[bool], hits: Sequence[tuple[int, ...]], rules: Sequence[Named]
) -> list[bool]:
    """Add what rules say of each line and of those above and around it; tell for each whether any rule speaks of it."""
    above: Counter[str] = Counter()
    marked = [False] * len(found)
    told: list[str] = [""] * len(found)
    for i, own in enumerate(found):
        own.extend(f"below-{role}{min(2, count)}" for role, count in above.items() if count)
        for number in hits[i]:
            verb, rule = rules[number].verb, rules[number].rule
            if rule.near:
                own.append("rule-near")
                continue
            marked[i] = True
            told[i] = rule.role
            own.append("rule-sure" if "body" in rule.zone else f"rule-{rule.role}")
            if rule.role in _ENDING and verb != "field" and "tail" in rule.zone:
                above[rule.role] += 1
            break
        if prose[i] and not marked[i]:  # text goes on: what stood above was an insert
            above = Counter({"comments": above["comments"]})
    for i, own in enumerate(found):
        around = told[max(0, i - 3) : i + 4]
        own.extend(f"by-{role}" for role in ("comments", "related", "imprint", "controls") if role in around)
    return marked


def _runs(flags: Sequence[bool]) -> list[int]:
    """For each line the length of the run of flagged lines that it stands in; 0 outside."""
    runs = [0] * len(flags)
    start = 0
    while start < len(flags):
        end = start
        while end < len(flags) and flags[end]:
            end += 1
        runs[start:end] = [end - start] * (end - start)
        start = max(end, start + 1)
    return runs


def _topics(facts: Sequence[_Facts]) -> list[str]:
    """How far each line shares its words with the page's other prose."""
    known: Counter[str] = Counter()
    for fact in facts:
        if fact.prose:
            known.update(fact.stems)
    found = []
    for fact in facts:
        if len(fact.stems) < 3:
            found.append("topic-none")
            continue
        least = 2 if fact.prose else 1
        share = sum(1 for word in fact.stems if known[word] >= least) / len(fact.stems)
        found.append(f"topic{min(3, int(share * 5))}{'p' if fact.prose else ''}")
    return found


def find_anchor(texts: Sequence[str], window: str | None) -> int | None:
    """The headline's line, where the window title tells which it is; or else `None`.

    The window title (`<title>`, a dump's first line) repeats the headline, often with the site's name behind it. Where
    several lines agree, the last one before the longest text is the headline above the article.
    """
    if not texts:
        return None
    first = 0 if window is None else -1
    name = window if window is not None else texts[0]
    if len(name) < 20:
        return None
    found = [i for i, text in enumerate(texts) if i != first and _agree(text, name)]
    return found[-1] if found else None


def _agree(text: str, name: str) -> bool:
    """Whether a line is the headline that a window title repeats."""
    return len(text) >= 15 and len(text) * 3 >= len(name) and (name.startswith(text) or text.startswith(name))
