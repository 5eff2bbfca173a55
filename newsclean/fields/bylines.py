"""One line as a byline: labels, roles, names, and what is printed around them.

`read_byline` reads a line by itself; where on a page bylines stand is the business of `newsclean.fields.authors`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from newsclean.fields.names import collective, familiar, person, pseudonym, surname_like
from newsclean.reading.fold import fold


class Byline(NamedTuple):
    """A line that names authors."""

    text: str
    """The line as printed."""
    names: tuple[str, ...]
    """The names, normalised, in the order printed; empty where a label stands before nobody («Автор: редакция»)."""
    labelled: bool
    """Whether a label says so («Автор:», «Беседовала …»), or the line is only names and what goes with them."""


LONGEST: Final = 240
"""Longer lines, in characters, are no bylines."""

_LABEL_ALONE: Final = 60
"""Without a colon and a name nothing longer, in characters, is a label by itself («Авторы расследования»)."""
_INVISIBLE: Final = re.compile("[\xad\u200b\u200c\u200d\u2060\ufeff\u0301]")
_OPENING: Final = re.compile(r"^(?:(?://|[*•|])\s*){1,3}")
_RIGHTS: Final = re.compile(r"(?<=[^\W\d_]) © (?:19|20)\d\d\b")
"""«Город, Имя Фамилия © 2019, ИА «…»»: the copyright with its year follows the byline."""
_QUOTED: Final = re.compile(r'"[^"]*"')
_PARENTHESES: Final = re.compile(r"\([^()]*\)")
_MAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){0,4}|(?<!\w)@\w+")

_WORK: Final = (
    r"(?:материал\w?|текст\w?|стать[июя]|публикаци[июя]|новост[иь]|колонк[иу]|заметк[иу]|репортаж\w?|интервью|обзор\w?|"
    r"записи|поста|блога|очерка|расследования|рецензии)"
)
_PICTURE: Final = r"(?:фото|видео|иллюстраци[ия]|инфографика|коллаж)"
_JOURNALIST: Final = (
    r"(?:[а-я]{4,20}(?:ый|ий|ая|ые|ой) ){0,2}(?:(?:спец|соб)?корреспондент(?:ы|ка)?|спецкор|собкор|корр\.|"
    r"колумнист\w{0,2}|(?:кино)?обозревател(?:[ьи]|ьница)|репортер[ыш]?а?|журналист(?:ка|ы)?)"
)
# Labels that a colon follows. Folding has turned ё into е, and the Latin T of «Tекст» into a Cyrillic one.
_COLON_LABEL: Final = re.compile(
    rf"(?:автор(?:ы|ка)?(?: {_WORK}| и ведущ\w+)?|автори|аўтар|авторлар|"
    rf"слова|тексты?(?:(?: и |, ?| ?/ ?){_PICTURE}){{0,2}}|"
    rf"{_PICTURE}(?: и |, ?| ?/ ?)текст|при участии|в подготовке(?: материала)? участвовал[аи]?|опубликовано|"
    rf"подготовлено|над материалом работал[аи]?|{_JOURNALIST}|authors?|(?:written |posted )?by|text)\s*:\s*",
    re.IGNORECASE,
)
# Labels that need none.
_FREE_LABEL: Final = re.compile(
    rf"(?:(?:{_WORK} )?(?:подготовил|опубликовал|написал|составил|підготува[вл])[аи]?"
    rf"(?: (?:{_WORK}|к публикации|к печати))?|"
    r"(?:беседовал|записал|разговаривал|расспр[ао]сил|расспрашивал|опрашивал|вопросы задавал|общал|"
    r"розмовля[вл]|спілкува[вл])[аи]?(?:с[ья])?"
    r"(?: (?:беседу|интервью))?|(?:беседу|интервью|разговор)(?: [а-я ]{1,30}?)? (?:вел|провел|взял|записал)[аи]?|"
    r"(?:вел|провел|взял|записал)[аи]? (?:беседу|интервью|разговор)|"
    rf"авторы?(?: {_WORK})?|при участии|by)(?![\w-])\s*[:\-]?\s*",
    re.IGNORECASE,
)
AUTHOR_LABEL: Final = re.compile(r"автор", re.IGNORECASE)
_NOT_AUTHOR: Final = re.compile(r"[©@\-]|\(c\)|фото|видео|редактор|перев[её]?л|перевод|иллюстра|коллаж", re.IGNORECASE)
# From these words on, a labelled line speaks of others: pictures, translators, sources, people met.
_OTHERS: Final = re.compile(
    r"(?<!\w)(?:(?:фото|видео|съемка|иллюстраци|коллаж|инфографика|рисун|график|дизайн|верстка|монтаж|оператор|режиссер|звук|"
    r"перев[оe]д|редактор|главный редактор|корректор|продюсер|источник|теги|тэги|метки|рубрика|дата|просмотр|"
    r"опубликован|обновлен|время чтения|спикер|эксперт|гост[ьи]|раздел|тема)\w{0,4}(?: и [\w ]{3,20})?\s?[:-]|"
    r"(?:со слов|по материалам|на основе|специально для)\s|(?:со?|у) (?-i:[А-ЯЁ]))",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(r"\s*[,;/|·•]+\s*|\s+(?:и|та|й|і|&|and)\s+|\s+-{1,2}(?:\s+|$)")
_EDITOR = rf"(?:{_JOURNALIST}|автор\w*|(?:шеф-|[а-я]{{4,15}}(?:ый|ий) )?редактор\w*|главред|шеф отдела|шеф)(?!\w)"
_ROLE: Final = re.compile(_EDITOR, re.IGNORECASE)
_ANY_ROLE: Final = re.compile(
    r"(?:директор|гендиректор|генеральн|руководител|глав[аы]|председател|президент|вице-|заместител|зам\.|начальник|"
    r"заведующ|завотдел|член|профессор|доцент|доктор|кандидат|аспирант|магистр|студент|преподавател|академик|научн|ведущ|"
    r"старш|младш|главн|эксперт|политолог|экономист|историк|философ|социолог|психолог|аналитик|адвокат|юрист|врач|педагог|"
    r"учител|писател|поэт|публицист|критик|кинокритик|режиссер|журналист|блогер|военн|независим|политическ|литератур|"
    r"музыкальн|спортивн|депутат|сенатор|посол|дипломат|генерал|полковник|священник|основател|сооснова|предпринимател|"
    r"партнер|управляющ|советник|секретар|пресс-|специалист|исполнительн|художн|востоковед|лауреат|сотрудник|тренер|стажер)",
    re.IGNORECASE,
)
_TIME_WORD: Final = re.compile(
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]{0,6}\.?|г(?:ода)?\.?|сегодня|вчера|в|мск|час\w{0,3}|"
    r"мин\w{0,4}\.?|дн\w{1,2}|назад|комментари\w{1,2}|просмотр\w{0,2}|версия для печати|опубликовано|обновлено|"
    r"понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|msk|все (?:материалы|статьи) автора",
    re.IGNORECASE,
)
# Two capitalised words or initials in a row: without them no name stands in a line.
_CAPITALS: Final = re.compile(r"[^\W\d_a-zа-яё][\w'’.-]*\.?\s?(?:[a-zа-я]{2,3} ){0,2}[^\W\d_a-zа-яё]")
_NUMBER: Final = re.compile(r"\d[\d.:]*")
_AGED: Final = re.compile(r"(?<!\d)\d{1,2} (?:лет|года?)(?!\w)")
"""«Имя Фамилия, 34 года»: one whom the article speaks of."""
# Whose name beside a person's makes a photo's credit: «Имя Фамилия/РИА Новости».
AGENCY: Final = re.compile(
    r"(?:риа|тасс|итар-тасс|интерфакс|коммерсант\w?|reuters|рейтер|afp|ap|epa|getty|globallook\w*|global|shutterstock|freepik|"
    r"unsplash|pixabay|depositphotos|istock|lori|legion|photoxpress|ura\.ru|агентство|соцсети|скриншот|пресс-служба|личн\w*|"
    r"предоставлен\w*|wikimedia|imago|zuma|keystone|ria|tass|sputnik|архив|из архива|мвд|мчс)(?!\w)",
    re.IGNORECASE,
)
_OUTLET: Final = re.compile(r'"[^"]*"|[\w-]+\.[a-zа-я]{2,6}|(?-i:[А-ЯЁA-Z]{2,4})', re.IGNORECASE)
_PLACE: Final = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+){0,2}")


@lru_cache(4096)
def read_byline(text: str) -> Byline | None:
    """Read one line as a byline; `None` where it is something else, or where it is not sure.

    Knows labels («Автор:», «Текст:», «Беседовала …»), journalists' roles, bare names, several names, and what
    stands around them: roles, outlets, towns, e-mails, dates. Photographers, editors, translators, people interviewed
    and speakers are no authors. A bare name is no proof: whether it is a byline depends on where it stands. Never
    raises.

    >>> read_byline("Текст: Дина Марьина, Глеб Осокин. Фото: ТАСС").names
    ('Дина Марьина', 'Глеб Осокин')
    >>> read_byline("Дина МАРЬИНА, корреспондент «Озёрной газеты»")
    Byline(text='Дина МАРЬИНА, корреспондент «Озёрной газеты»', names=('Дина Марьина',), labelled=False)
    >>> read_byline("Автор: редакция").names
    ()
    >>> read_byline("Фото: Глеб Осокин"), read_byline("Автор Глеб Осокин рассказал, что книга выйдет осенью.")
    (None, None)
    """
    if not 3 <= len(text) <= LONGEST:
        return None
    plain = " ".join((text if text.isascii() else _INVISIBLE.sub("", text)).split())
    if plain.count(" ") > 7 and ":" not in plain[:80] and sum(word[0].islower() for word in plain.split()) > 7:
        return None  # most lines are prose or headlines: no need to look closer
    if ":" not in plain and len(plain) > _LABEL_ALONE and not _CAPITALS.search(plain):
        return None  # no name, and no label by itself
    folded = fold(plain)
    if len(folded) != len(plain):  # folding mostly keeps each character's place; where not, read the folded text
        plain = folded
    if opening := _OPENING.match(folded):
        plain, folded = plain[opening.end():], folded[opening.end():]
    if rights := _RIGHTS.search(folded):
        plain, folded = plain[:rights.start()], folded[:rights.start()]
    if label := _COLON_LABEL.match(folded) or _FREE_LABEL.match(folded):
        colon = ":" in label[0]
        if label.end() == len(folded):
            return Byline(text, (), True) if colon or not AUTHOR_LABEL.match(folded) or " " not in folded else None
        author = AUTHOR_LABEL.match(folded) is not None
        names = _labelled_names(plain[label.end():], folded[label.end():], colon=colon, author=author)
        return None if names is None else Byline(text, names, True)
    if _NOT_AUTHOR.match(folded) or folded.endswith((":", "?", "!", "/")):
        return None
    bare = _bare_names(plain, folded)
    return Byline(text, bare, False) if bare else None


def _blank(pattern: re.Pattern[str], plain: str, folded: str, fill: str = " ") -> tuple[str, str]:
    """Overwrite what matches in the folded text, and the same places in the printed one."""
    for start, end in [found.span() for found in pattern.finditer(folded)]:
        plain, folded = (side[:start] + fill * (end - start) + side[end:] for side in (plain, folded))
    return plain, folded


def _pieces(plain: str, folded: str) -> list[tuple[str, str]]:
    """Cut at commas, slashes, bullets and «и», not inside quotes: each piece as printed, and folded."""
    masked = _QUOTED.sub(lambda quoted: '"' + "_" * (len(quoted[0]) - 2) + '"', folded)
    pieces, start = [], 0
    for end, after in [*(cut.span() for cut in _SPLIT.finditer(masked)), (len(masked), 0)]:
        if masked[start:end].strip(" .-"):
            pieces.append((plain[start:end].strip(), folded[start:end].strip(" .")))
        start = after
    return pieces


def _labelled_names(plain: str, folded: str, *, colon: bool, author: bool) -> tuple[str, ...] | None:
    """The names after a label; empty where it labels nobody; `None` where the line is a sentence or a heading.

    Only an author's label may stand before a pen-name of one word: «Текст: Конституция» is a heading.
    """
    if others := _OTHERS.search(folded):
        plain, folded = plain[:others.start()], folded[:others.start()]
        if not folded and not colon:
            return None
    plain, folded = _blank(_PARENTHESES, *_blank(_MAIL, plain, folded))
    if colon:
        plain, folded = _blank(_NUMBER, plain, folded, "|")
    names: list[str] = []
    pieces = _pieces(plain, folded)
    for piece, key in pieces:
        name = person(piece) or _beside_role(piece, key)
        if name and (colon or familiar(name) or surname_like(name)):
            names.append(name)
        elif (names or colon) and (is_role(key) or _OUTLET.fullmatch(key) or is_dated(key)):
            continue
        elif names and key[0].islower():
            return None  # «Авторы: Имя Фамилия, считает, что …»
        elif not (names and _PLACE.fullmatch(key)):
            break
    if names:
        return tuple(dict.fromkeys(names))
    if author and colon and len(pieces) == 1 and (name := pseudonym(plain)):
        return (name,)
    rest = folded.strip(" .|")
    nobody = not rest or (len(rest) <= 60 and (collective(rest) or not re.search(r"[а-яё]| ", rest)))
    return () if colon and nobody else None


def is_role(key: str) -> bool:
    """Whether a piece begins as a role does: «корреспондент», «кандидат наук»."""
    return bool(_ROLE.match(key) or _ANY_ROLE.match(key))


def is_dated(key: str) -> bool:
    """Whether a piece is a date's words, a counter's, or a control's."""
    return bool(_TIME_WORD.fullmatch(key) or all(map(_TIME_WORD.fullmatch, key.split())))


def _beside_role(piece: str, key: str) -> str | None:
    """The name in «директор Центра … Имя Фамилия», «Обозреватель "Ъ" Имя Фамилия», «Имя Фамилия корреспондент …»."""
    words, keys = piece.split(), key.split()
    if ":" in key:
        return None  # «Главный редактор: Имя Фамилия»
    if is_role(key):
        ends = [(words[-count:], "") for count in (3, 2) if len(words) > count]
    else:
        ends = [(words[:count], " ".join(keys[count:])) for count in (3, 2) if len(words) > count]
    for part, rest in ends:
        name = person(" ".join(part))
        if not name or (rest and not is_role(rest)):
            continue
        if familiar(part[0]) or (len(part) == 2 and surname_like(name)):
            return name
    return None


def _bare_names(plain: str, folded: str) -> tuple[str, ...]:
    """The names on a line that is nothing but names, journalists' roles, an outlet, a town, a date; or else empty."""
    if not _CAPITALS.search(plain):
        return ()
    if any(not _ROLE.match(inner[0][1:].strip()) for inner in _PARENTHESES.finditer(folded)):
        return ()
    dated = any(map(str.isdigit, folded))
    if dated and _AGED.search(folded):
        return ()
    plain, folded = _blank(_PARENTHESES, *(_blank(_MAIL, plain, folded) if "@" in folded else (plain, folded)))
    if dated:
        plain, folded = _blank(_NUMBER, plain, folded, "|")
    pieces = _pieces(plain, folded)
    if any(AGENCY.match(key.strip('" ')) for _, key in pieces) or len(pieces) > 8:
        return ()
    names: list[str] = []
    for at, (piece, key) in enumerate(pieces):
        name = person(piece) or (_beside_role(piece, key) if _ROLE.search(key) else None)
        if name:
            names.append(name)
        elif len(pieces) == 2 and not at and _PLACE.fullmatch(key) and familiar(person(pieces[1][0]) or ""):
            continue  # «Оттава, Имя Фамилия»
        elif is_dated(key) or (names and _ROLE.match(key)) or ((names or dated) and _PLACE.fullmatch(key)):
            continue
        # «Мария ЛЕНЦ/«КП» - Красноярск» is a byline, «Иван Петров/«КП»» the credit of a photo.
        elif not (names and _OUTLET.fullmatch(key) and ("/" not in folded or at + 1 < len(pieces))):
            return ()
    return tuple(dict.fromkeys(names))
