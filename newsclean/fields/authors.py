"""Who wrote it: bylines above, under and inside the text, and what the page's metadata says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from newsclean.article import Dateline
from newsclean.fields.bylines import AGENCY, AUTHOR_LABEL, LONGEST, Byline, is_dated, is_role, read_byline
from newsclean.fields.dateline import read_dateline
from newsclean.fields.headline import PIECES, window_title
from newsclean.fields.names import familiar, person, pseudonym, surname_like
from newsclean.layout import Layout
from newsclean.reading.fold import fold, fold_line
from newsclean.reading.page import Page

__all__ = ["Authors", "Byline", "read_authors", "read_byline"]


class Authors(NamedTuple):
    """The authors of a page."""

    names: tuple[str, ...]
    """The names, normalised, in the order printed; or else empty."""
    lines: tuple[int, ...]
    """Indexes of the page's lines that are bylines, in order: what holds the names, their labels and their roles."""


# Lines after which a page speaks of other articles, or its readers do.
_STOP: Final = re.compile(
    r"(?:\d+ )?(?:комментари[ийяев]{1,2}|обсуждение|мнения|читайте также|(?:ссылки |материалы |новости |еще )?по теме|"
    r"смотрите также|похожие \w+|другие (?:новости|материалы|статьи)|последние новости|"
    r"лента новостей|новости (?:партнеров|сми2)|популярное|сам(?:ое|ые) (?:интересн|читаем|популярн)\w+|"
    r"(?:что )?(?:еще )?почитать|рекомендуем|картина дня|главн(?:ые новости|ое)|выбор редакции|новости|лучшее)"
    r"(?: ?\(?\d*\)?)?:?",
    re.IGNORECASE,
)
_HEADING: Final = 60
"""The longest of such lines, in characters."""
# Labels of lists and credits in which names are no authors'.
_LIST: Final = re.compile(
    r"(?:теги|тэги|метки|персоны|темы?|сюжеты?|организации|(?:на )?фото|видео|источники?|ключевые слова|участники|"
    r"эксперты|редакторы?|главный редактор|перевод(?:чик)?|иллюстраци[ия]|фотограф\w?|оператор\w?|автор фото|"
    r"упоминания|герои|спикеры?|гост[ьи]|досье|об авторе|собеседники?)\s*:?",
    re.IGNORECASE,
)
_CONTROL: Final = re.compile(
    r"(?:напишите нам|написать автору|(?:все |другие )?(?:материалы|статьи|публикации) автора|"
    r"подписаться на автора)\W*",
    re.IGNORECASE,
)
_INLINE: Final = re.compile(r"(?<!\w)[Аа]втор:\s+([А-ЯЁA-Z][\w'-]{1,30}\s+[А-ЯЁA-Z][\w'-]{1,30})")
_DATE_LINE: Final = re.compile(
    r"(?=.{0,40}\d)[\d\s.,:/|()-]{0,20}(?:(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|сегодня|вчера).{0,60})?",
    re.IGNORECASE,
)
# «Эксперт назвал причину» is a deck, «Шеф отдела» a role.
_VERB = re.compile(r"(?<!\w)(?!отдел|журнал|портал|\w{0,4}канал)\w{2,}(?:л[аои]?с?[яь]?|[аеиуюя]т|тся)(?!\w)", re.I)
_MIXED: Final = re.compile(r"[;,|/] [а-яё ]{3,40}:")
"""«Имя Фамилия; источник: …»: behind the names a line goes on with another label."""
_CASE_ENDING: Final = re.compile(r"(?:[ыио]й|[ая]я|.)$")
_GOES_ON: Final = re.compile(r"[а-яё]|\.")
_MARK: Final = re.compile(r"[\s,.;·•|&0-9()]*|и")
_NEAR, _FAR = 6, 25
"""How many lines under the text a byline may stand: of any kind, and with a label «Авторы» or an author's control."""
_OPENING: Final = 10
"""How many lines of the text may stand over its dateline."""
_HINTS: Final = frozenset({"author", "authors", "autor", "byline", "correspondent", "journalist", "writer"})
_FOREIGN_ROLES: Final = frozenset({"comments", "credit", "related", "tags"})
_FOREIGN_HINTS: Final = frozenset(
    {"comment", "comments", "figcaption", "caption", "photo", "copyright", "teaser", "related", "tags"}
)


def read_authors(page: Page, layout: Layout, dateline: Dateline | None) -> Authors:
    """The page's authors, and the lines that are bylines.

    The first of these that names a person wins: the page's metadata; a labelled line near the title or at the text's
    end; the dateline's correspondents; a bare name between title and text, or above the title beside a date; a bare
    name at the text's end. A bare name must look like a person's (a known first name, or a surname's ending beside the
    title or a date), and must not be one that the article speaks of. Never raises.
    """
    return _Search(page, layout).run(dateline)


class _Search:
    """One page's search: the windows in which bylines stand, and what was read in them."""

    def __init__(self, page: Page, layout: Layout) -> None:
        self.page, self.lines, self.layout = page, page.lines, layout
        self.used: set[int] = set()
        self.folded: dict[int, str] = {}
        self._prose: str | None = None
        self._windowed: frozenset[str] | None = None
        count = len(self.lines)
        self.body = [at for at in layout.body if at < count]
        self.first = self.body[0] if self.body else count
        title = layout.title if layout.title is not None and layout.title < count else None
        self.top = title if title is not None else max(self.first - 6, 0)
        last = self.body[-1] if self.body else count - 1
        self.head = range(max(self.top - 4, 0), min(max(self.first + 2, self.top + 6), self.top + 25, last + 1))
        self.after = self._after()
        self.tail = [*(at for at in self.body[-5:] if at not in self.head), *self.after]

    def _after(self) -> range:
        """The lines under the text, up to where the page turns to other things."""
        if not self.body:
            return range(0)
        start = self.body[-1] + 1
        stop = min(start + _FAR, len(self.lines))
        short = (at for at in range(start, stop) if len(self.lines[at].text) <= _HEADING)
        return range(start, next((at for at in short if _STOP.fullmatch(self.text(at))), stop))

    def run(self, dateline: Dateline | None) -> Authors:
        """Try each source in the order of its rank, then collect the lines that say the same."""
        labelled = self.labelled(self.head) or self.labelled(self.tail) or self.inline()
        names = self.stated()
        if not names or set(names) < set(labelled):
            names = labelled
        names = names or self.correspondents(dateline) or self.bare_head() or self.bare_tail()
        known = {_key(name) for name in names}
        for at in (*self.head, *self.tail[:_NEAR + 5]):
            if (byline := self.byline(at)) and byline.names and {_key(name) for name in byline.names} <= known:
                self.used.add(at)
        for at in sorted(self.used):
            if at + 1 not in self.body and self.role(at + 1):
                self.used.add(at + 1)
        return Authors(names, tuple(sorted(self.used - {self.layout.title, self.layout.lead})))

    def correspondents(self, dateline: Dateline | None) -> tuple[str, ...]:
        """The dateline's correspondents; it may stand below a deck and cards that the layout took for text."""
        texts = (self.lines[at].text for at in self.body[:_OPENING])
        found = dateline or next(filter(None, map(read_dateline, texts)), None)
        return found.correspondents if found else ()

    def text(self, at: int) -> str:
        """A line's folded text; empty outside the page. Long lines are cut: no byline is longer."""
        if at not in self.folded:
            self.folded[at] = fold_line(self.lines[at].text[:LONGEST]) if 0 <= at < len(self.lines) else ""
        return self.folded[at]

    def byline(self, at: int) -> Byline | None:
        """What a line says as a byline."""
        return read_byline(self.lines[at].text) if 0 <= at < len(self.lines) else None

    def stated(self) -> tuple[str, ...]:
        """The persons that the page's metadata names, without the outlet and accounts."""
        site = fold(self.page.metadata.site or "").casefold()
        names: list[str] = []
        for text in self.page.metadata.authors:
            if fold(text).casefold() != site and (byline := read_byline(text)):
                names += byline.names
        return tuple(dict.fromkeys(names))

    def labelled(self, window: Iterable[int]) -> tuple[str, ...]:
        """The names that labels give; a label may stand on the line above the names."""
        names: list[str] = []
        for at in window:
            if at > self.after.start + _NEAR and not AUTHOR_LABEL.match(self.text(at)):
                continue  # far under the text «Подготовил …» belongs to another article
            byline = self.byline(at)
            if at in self.used or not byline or not byline.labelled:
                continue
            self.used.add(at)
            names += byline.names or self.below(at) or self.pen_name(at)
            if byline.names and self.text(at).endswith((",", " и")):
                names += self.below(at)
        return tuple(dict.fromkeys(names))

    def inline(self) -> tuple[str, ...]:
        """The name after «автор:» inside a piece of a one-line dump, where the next block follows without a break."""
        if self.page.shape != "oneline":
            return ()
        for at in (*self.head, *self.tail):
            for found in _INLINE.finditer(self.lines[at].text):
                name = person(found[1])
                if name and (familiar(name) or surname_like(name)):
                    return (name,)
        return ()

    def below(self, at: int) -> list[str]:
        """The names on the lines under a label or under a first name: parted by marks, roles and other labels."""
        names: list[str] = []
        lines: list[int] = []
        for under in range(at + 1, min(at + 9, len(self.lines))):
            byline, text = read_byline(self.lines[under].text), self.text(under)
            if byline is None and under == at + 1 and AUTHOR_LABEL.match(self.text(at)) and _MIXED.search(text):
                byline = read_byline(f"Автор: {self.lines[under].text}")
            if byline and byline.names:
                # In a list of names without commas the tags may follow: those whom the article speaks of.
                if names and not text.startswith(",") and self.subject(byline.names):
                    break
                names += byline.names
            elif not (_MARK.fullmatch(text) or self.role(under) or (byline and byline.labelled)) and (
                names or not _LIST.fullmatch(text)
            ):
                break
            if not _LIST.fullmatch(text):
                lines.append(under)
        if names:
            self.used.update(lines)
        return names

    def pen_name(self, at: int) -> list[str]:
        """The one-word name on the line under «Автор:»."""
        label = self.text(at)
        name = pseudonym(self.text(at + 1)) if AUTHOR_LABEL.match(label) and label.endswith(":") else None
        if name:
            self.used.add(at + 1)
        return [name] if name else []

    def role(self, at: int) -> bool:
        """Whether a line is a role alone: «Корреспондент», «(редактор отдела …)», «Автор Лайфхакера»."""
        text = self.text(at).lstrip("(, -")
        return len(text) <= 80 and is_role(text) and not text.endswith((".", ":")) and not _VERB.search(text)

    def subject(self, names: tuple[str, ...]) -> bool:
        """Whether the title or a paragraph speaks of one of the people: then the line is a tag or a caption."""
        for name in names:
            first, last = _key(name.split()[0])[:3], _CASE_ENDING.sub("", _key(name.split()[-1]))
            near = rf"(?<!\w){re.escape(first)}\w{{0,9}}\s+(?:\w+\s+)?{re.escape(last)}\w{{0,4}}(?!\w)"
            if last in self.prose() and re.search(near, self.prose()):
                return True
        return False

    def prose(self) -> str:
        """The title and the text, in lower case, without the bylines at its ends; made once, if anyone asks."""
        if self._prose is not None:
            return self._prose
        ends = {*self.body[:6], *self.body[-6:]}
        places = [self.lines[at].text for at in self.body if at not in ends or not self.byline(at)]
        if self.layout.title is not None:
            places.append(self.lines[self.top].text)
        self._prose = "\n".join(places).casefold().replace("ё", "е")
        return self._prose

    def bare(self, at: int) -> tuple[str, ...]:
        """The names on a line without a label, unless its neighbours make it a credit, a tag or a fragment."""
        byline = self.byline(at)
        if not byline or byline.labelled or len(byline.names) > 5 or at in self.used:
            return ()
        if at < len(self.layout.roles) and self.layout.roles[at] in _FOREIGN_ROLES:
            return ()
        before, after = self.text(at - 1), self.text(at + 1)
        hints = self.lines[at].hints
        if hints and hints.words & _FOREIGN_HINTS and not hints.words & _HINTS:
            return ()
        if before.endswith("/") or after.startswith("/") or _LIST.fullmatch(before):
            return ()
        if AGENCY.match(after) and len(after) <= 30:
            return ()
        if _GOES_ON.match(after) and before[-1:].isalpha() and not (
            self.role(at + 1) or _DATE_LINE.fullmatch(after) or is_dated(after)
        ):
            return ()  # a link inside a sentence: «… сообщил / Имя Фамилия / в четверг»
        return () if not self.windowed().issuperset(byline.names) and self.subject(byline.names) else byline.names

    def windowed(self) -> frozenset[str]:
        """The people whom the window title names in pieces of their own: «Заголовок • Имя Фамилия • Издание»."""
        if self._windowed is not None:
            return self._windowed
        pieces = PIECES.split(window_title(self.page, self.layout) or "")[::2]
        self._windowed = frozenset(name for piece in pieces[1:] if (name := person(piece)))
        return self._windowed

    def hinted(self, at: int) -> bool:
        """Whether the mark-up calls the line an author's."""
        hints = self.lines[at].hints
        return bool(hints and hints.words & _HINTS)

    def beside_date(self, at: int) -> bool:
        """Whether the line above or below is a date."""
        return any(_DATE_LINE.fullmatch(self.text(near)) for near in (at - 1, at + 1))

    def small(self, at: int) -> bool:
        """Whether a line is what stands between a byline and a title: a date, a counter, «Время чтения: 2 минуты»."""
        text = self.text(at)
        if _MARK.fullmatch(text) or _DATE_LINE.fullmatch(text) or is_dated(text.lstrip("0123456789 ")):
            return True
        return len(text) < 45 and "чтения" in text

    def bare_head(self) -> tuple[str, ...]:
        """The bare names between title and text, or else those above the title beside a date."""
        under = [at for at in self.head if at > self.top or (at == self.top and self.layout.title is None)]
        over = [at for at in self.head if at < self.top]
        for at in under:
            if _LIST.fullmatch(self.text(at)) and self.text(at).endswith(":"):
                break  # tags follow
            names = self.bare(at)
            if not names:
                continue
            if self.layout.title is None and at < self.first - 3 and not (self.beside_date(at) or self.hinted(at)):
                continue
            above = self.top < at < max(self.first, self.top + 4)
            dated = self.beside_date(at) or any(map(str.isdigit, self.text(at)))
            sign = familiar(names[0]) or self.hinted(at) or (above and surname_like(names[0]))
            if sign or (dated and at == self.top + 1):
                return self.with_others(at, names)
        for at in reversed(over):
            names = self.bare(at)
            if not names and not self.small(at):
                break
            if names and (self.beside_date(at) or self.hinted(at)) and (familiar(names[0]) or surname_like(names[0])):
                return self.with_others(at, names)
        return ()

    def bare_tail(self) -> tuple[str, ...]:
        """The bare names on the text's last line or on the first one under it, or over a control of authors' lists."""
        for at in range(self.after.start, min(self.after.start + _FAR, len(self.lines))):
            if _CONTROL.fullmatch(self.text(at + 1)) or (at in self.after[:_NEAR] and self.hinted(at)):
                names = self.bare(at)
                if names and familiar(names[0]):
                    return self.with_others(at, names)
        for at in [*self.body[-4:], *self.after]:
            text, before = self.text(at), self.text(at - 1)
            names = self.bare(at)
            sign = names and (familiar(names[0]) or surname_like(names[0]))
            ended = before.endswith((".", "!", "?", '"', ")", ":")) or _DATE_LINE.fullmatch(before)
            if sign and ended and not self.headline(at + 1):
                return self.with_others(at, names)
            # Only dates, counters and a paragraph that the layout missed may stand between the text and the name.
            prose = len(text) > 80 and text.endswith(".") and at < self.after.start + 2
            if at not in self.body and not (_MARK.fullmatch(text) or _DATE_LINE.fullmatch(text) or prose):
                return ()
        return ()

    def headline(self, at: int) -> bool:
        """Whether a line under the text looks like another article's headline: the name above is its author's."""
        text = self.text(at)
        rule = self.layout.rules[at] if at < len(self.layout.rules) else None
        if rule is not None and not rule.startswith("layout/"):
            return False
        return at not in self.body and len(text) > 40 and text.count(" ") >= 4 and not (
            text.endswith(".") or _GOES_ON.match(text)
        )

    def with_others(self, at: int, names: tuple[str, ...]) -> tuple[str, ...]:
        """The names of a bare line and of the bare lines right under it."""
        self.used.add(at)
        return tuple(dict.fromkeys((*names, *self.below(at))))


def _key(name: str) -> str:
    return fold_line(name).casefold()
