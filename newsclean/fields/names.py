"""Is this a person's name? The shape of a name, and signs that tell one from a place, an outlet or a heading."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Final

from newsclean.reading.fold import fold

_LONGEST: Final = 60
"""Longer strings are no names: «Анна-Мария фон Лилиенфельд-Тоаль» has 32 characters."""

def _words(key: str) -> frozenset[str]:
    return frozenset(_DATA[key].casefold().split())


_DATA: dict[str, str] = tomllib.loads(files("newsclean.fields").joinpath("names.toml").read_text("utf-8"))
_FIRST_NAMES: Final = _words("first_names")
_NO_NAME: Final = _words("no_names")
_NO_NAME_STEMS: Final = tuple(sorted(_words("no_name_stems")))
_LAST_PARTICLES: Final = _words("last_particles")
_PARTICLES: Final = _words("particles") | _LAST_PARTICLES

# Endings that most Russian, Ukrainian, Belarusian, Armenian and Georgian surnames have, and few other words.
_SURNAME: Final = re.compile(
    r"(?:[а-яієґ]{2}(?:[ое]ва?|[иы]на?|[сцз]ьк(?:ий|а)|[сц]к(?:ий|ая|ой)|енк[оа]|[ую]к|ич|[иы]х|ко|дзе|швили|ян[ц]?|"
    r"берг|штейн|ман|сон|баев?|улин|юлин|ейн|ов[иы]ч|іна?|єва?))$"
)
_ADJECTIVE: Final = re.compile(r"(?:[ыи]й|[ао]я|яя|[оеы]е|ие|ого|его|ых|ому|ыми|ости)$")
# Accounts of a site's engine: admin, editor2, user123.
_ACCOUNT = re.compile(r"(?:admin|adm|editor|root|user|redaktor|redactor|moder|author|wp)[\w.-]*|.*\d.*", re.IGNORECASE)
_NAME_CHARACTERS: Final = re.compile(r"(?:[^\W\d_]|[ .'’ʼ-])+")
_TOKEN: Final = re.compile(r"[^\W\d_]{1,2}\.|[^ .]+")
_INITIAL: Final = re.compile(r"[^\W\d_]{1,2}\.")
_VOWEL: Final = re.compile(r"[аеёиоуыэюяіїєaeiouyäöüéáóíąęøåәөұү]", re.IGNORECASE)
_INNER_CAPITAL: Final = re.compile(r"(?:Mc|Mac|Мак|De|Ди|Ла|Ле|О['’ʼ]|O['’ʼ]|Д['’ʼ]|D['’ʼ])(?=[^\W\d_])")


def person(text: str) -> str | None:
    """The person's name that `text` is, normalised; `None` where it is anything else.

    A name has two or three words with a capital each, or a surname with initials («И. И. Иванов», «Иванов И.И.»);
    particles («де», «оглы») do not count. What is printed in capitals comes out as a name is written («Мария ЛЕНЦ»:
    «Мария Ленц»); a name all in capitals needs a known first name, for headings look the same. Spaces are folded, a
    full stop or comma behind the name is dropped. Never raises.
    """
    text = text.strip(" \t\n\xa0,.;:*•·|") + ("." if re.search(r"[.\s][^\W\d_]\.[\s,;:]*$", text) else "")
    if not 4 <= len(text) <= _LONGEST or not _NAME_CHARACTERS.fullmatch(text := " ".join(text.split())):
        return None
    tokens = _TOKEN.findall(text)
    if not 2 <= len(tokens) <= 5:
        return None
    words = [token for token in tokens if not _INITIAL.fullmatch(token) and token not in _PARTICLES]
    initials = sum(bool(_INITIAL.fullmatch(token)) for token in tokens)
    if not (2 <= len(words) <= 3 or (len(words) == 1 and 1 <= initials <= 2)) or initials > 2:
        return None
    if tokens[0] in _PARTICLES or (tokens[-1] in _PARTICLES and tokens[-1] not in _LAST_PARTICLES):
        return None
    if not all(token[0].isupper() for token in tokens if _INITIAL.fullmatch(token)):
        return None
    if not all(map(_name_word, words)):
        return None
    known = _known_first(words)
    # «Саша Чёрный»: an adjective is a surname beside a first name, and a place or a heading without one.
    surname = known and _ADJECTIVE.search(_plain(words[-1]))
    if any(map(_in_no_name, words[:-1])) or (not surname and _in_no_name(words[-1])):
        return None
    if all(word.isupper() for word in words) and not initials and not known:
        return None
    for word in words:
        if word.isupper():
            text = text.replace(word, _capitalised(word), 1)
    return text


def familiar(name: str) -> bool:
    """Whether a known first name stands in `name` (as `person` returns it)."""
    return _known_first(_TOKEN.findall(name))


def surname_like(name: str) -> bool:
    """Whether the last or the first word of `name` ends as surnames do, and the other is no adjective («Нижний …»)."""
    words = [word for word in _TOKEN.findall(name) if not _INITIAL.fullmatch(word)]
    if not words or (len(words) > 1 and _ADJECTIVE.search(_plain(words[0]))):
        return False
    return any(map(_SURNAME.search, _plain(words[-1]).split("-")))


def pseudonym(text: str) -> str | None:
    """A one-word pen-name («Капитал», «Dexter»), for lines that a label calls an author's; `None` for an account."""
    word = text.strip(" \t\n\xa0,.;:")
    if not 3 <= len(word) <= 20 or not word.isalpha() or not word[0].isupper() or not word[1:].islower():
        return None
    return None if collective(word) or _plain(word) in _FIRST_NAMES else word


def collective(text: str) -> bool:
    """Whether `text` names an outlet, an agency, a department, a role or an engine's account, not a person."""
    words = fold(text[:200]).strip(" .,:;").split()
    if len(words) == 1 and _ACCOUNT.fullmatch(words[0]):
        return True
    return any(_in_no_name(word.strip('".,:;()«»')) for word in words)


def _plain(word: str) -> str:
    return word.casefold().replace("ё", "е")


def _known_first(words: list[str]) -> bool:
    return any(part in _FIRST_NAMES for word in words for part in (_plain(word), _plain(word).partition("-")[0]))


def _in_no_name(word: str) -> bool:
    plain = _plain(fold(word))
    if plain in _FIRST_NAMES:
        return False
    return plain in _NO_NAME or plain.startswith(_NO_NAME_STEMS) or any(
        part in _NO_NAME for part in plain.split("-")[:-1]
    )


def _name_word(word: str) -> bool:
    """Whether a word is written as names are: «Петров», «ПЕТРОВ», «Петров-Водкин», «О'Нил», «МакКензи»."""
    if len(word) < 2 or not word[0].isupper() or not _VOWEL.search(word) or "--" in word or not word[-1].isalpha():
        return False
    if word.isupper():
        return True
    rest = word[_INNER_CAPITAL.match(word).end():] if _INNER_CAPITAL.match(word) else word  # type: ignore[union-attr]
    return all(part[1:].islower() or len(part) == 1 for part in re.split(r"['’ʼ-]", rest) if part)


def _capitalised(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
