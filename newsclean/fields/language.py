"""The language of a text: Russian, Ukrainian, Belarusian, Kazakh, or another one.

The alphabets differ enough: ы э ъ ё are Russian, і ї є ґ Ukrainian, ў and і without и Belarusian, ә ғ қ ң ө ұ ү һ
Kazakh; short texts without such letters are told by function words. No model, no table of n-grams.
"""

from __future__ import annotations

import re

_ENOUGH = 20  # letters below which nothing is said
_LOOK = 4000  # characters that are looked at
_RARE = 0.015  # the share of Cyrillic letters at which foreign ones are more than names and quotations
_LATIN = re.compile(r"[^\W\d_\u0400-\u052f]+")
_CYRILLIC = re.compile(r"[\u0400-\u052f]+")
_WORD = re.compile(r"[^\W\d_]+")
_BULGARIAN = re.compile(r"ъ[бвгджзйклмнпрстфхцчшщ]")  # a vowel there; in Russian it parts a consonant from е ё ю я
_KAZAKH = "әғқңөұүһ"
# Letters of Tajik, Uzbek, Tatar, Bashkir, Chuvash, Ossetic, Serbian, Macedonian and others.
_ELSEWHERE = re.compile("[ҳҷӣӯҗҙҡҫӑӗӳӕљњћђџјѓќѕӏӈҥҕӷӡҽҟ]")
_FUNCTION_WORDS = {
    "ru": "и что не как это из был для было были его ее их после или также при он она они мы но когда во со",
    "uk": "та що це із був для була його її після або також він вона вони й але коли від про щодо",
    "be": "што гэта быў была былі яго яе пасля або таксама ён яна яны калі ад пра з",
    "bg": "че това беше бяха след също той тя те аз ние като са се ще към във със бъде които",
}
_FUNCTION_WORDS_OF = {name: frozenset(words.split()) for name, words in _FUNCTION_WORDS.items()}


def language(text: str) -> str | None:
    """The language of a text: `ru`, `uk`, `be`, `kk` or `other`; `None` for fewer than twenty letters.

    Looks at the first 4000 characters and goes by the majority: a Russian article with a Ukrainian quotation is `ru`.
    """
    head = text[:_LOOK].lower()
    cyrillic = sum(map(len, _CYRILLIC.findall(head)))
    latin = sum(map(len, _LATIN.findall(head)))
    if cyrillic + latin < _ENOUGH:
        return None
    if cyrillic < latin or len(_ELSEWHERE.findall(head)) > _RARE * cyrillic:
        return "other"
    if _count(head, _KAZAKH) > 2 * _RARE * cyrillic:
        return "kk" if _count(head, "қғұ") else "other"  # Kyrgyz, Mongolian and Tuvan have ө, ү and ң too
    return _slavic(head, cyrillic)


def _count(text: str, letters: str) -> int:
    return sum(text.count(letter) for letter in letters)


def _slavic(head: str, cyrillic: int) -> str:
    """One of the Slavic languages, by letters, then by function words; Russian where nothing speaks against it."""
    dotted, plain = head.count("і"), head.count("и")
    ukrainian = dotted + _count(head, "їєґ")
    russian = _count(head, "ыэъё")
    if dotted >= plain and (head.count("ў") > _RARE / 2 * cyrillic or (dotted and _count(head, "ыэ") > dotted / 4)):
        return "be"
    if ukrainian > max(2 * russian, _RARE * cyrillic):  # і ї є ґ are by far the more frequent
        return "uk"
    if _count(head, "ыэ"):
        return "ru"
    words = _WORD.findall(head)
    votes = {name: sum(word in known for word in words) for name, known in _FUNCTION_WORDS_OF.items()}
    votes["bg"] += len(_BULGARIAN.findall(head))
    best = max(votes, key=votes.__getitem__)  # ru on a tie
    return "other" if best == "bg" else best
