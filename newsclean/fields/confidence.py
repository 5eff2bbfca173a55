"""How sure it is that a page is an article."""

from __future__ import annotations

import math
import re

from newsclean.layout import Layout, weights
from newsclean.line_traits import line_facts
from newsclean.reading.page import Page

_SCRAP = 120
"""Characters of text below which a page is no article."""
_REACH = 25
"""How many lines above the text the headline that the window title repeats may stand."""
_NOTE = 600
"""Characters of text that a page which says that it is an error, a form or a check may show."""
_ERROR = re.compile(
    r"(?:error|ошибка)\W{0,3}(?:40[0134]|410|50[0-4])\b.{0,60}|40[0134]|410|50[0-4]"
    r"|(?:40[0134]|410|50[0-4])\W{1,3}(?:error|forbidden|not found|ошибка).{0,30}"
    r"|.{0,30}\b(?:страниц\w|материал|документ|публикаци\w|новость|статья) (?:не найден|не существует|удал[её]н).{0,20}"
    r"|.{0,12}\bтакой страницы (?:нет|не существует)\W{0,3}|page not found"
    r"|доступ (?:ограничен|запрещ[её]н|закрыт)\W{0,3}"
    r"|провер(?:ка|яем)(?: ваш(?:его)?)? браузера?\W{0,3}|just a moment\W{0,3}",
    re.IGNORECASE,
)
"""What error pages and checks of the browser say above their text."""
_FORM = re.compile(
    r"вход(?: на сайт| в личный кабинет| в систему)?|авторизация|регистрация|восстановление пароля"
    r"|(?:результаты )?поиска?(?: по сайту)?(?:: .{1,40})?|по (?:вашему )?запросу .{0,60}(?:найден|ничего).{0,40}",
    re.IGNORECASE,
)
"""Window titles and headlines of forms and searches; as lines of a menu the same words say nothing."""


def confidence(page: Page, layout: Layout, dated: bool, language: str | None) -> float:
    """The confidence, 0 to 1, rounded to two digits: a logistic regression over a few facts of the layout.

    A page without a body has 0; one in another language than Russian, and a scrap of less than `_SCRAP` characters,
    stay below 0.5, and so does a short page whose headline says that it is an error, a form, a check or a search.
    """
    if not layout.body:
        return 0.0
    table = weights().confidence
    value = sum(table.get(name, 0.0) * fact for name, fact in facts(page, layout, dated).items())
    value = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))
    length = sum(len(page.lines[i].text) for i in layout.body)
    if language not in ("ru", None) or length < _SCRAP or (length < _NOTE and _says_it_is_none(page, layout)):
        value = min(value, 0.4)
    return round(value, 2)


def _says_it_is_none(page: Page, layout: Layout) -> bool:
    """Whether the window title, the headline or one of the two lines above the text says that it is no article."""
    first = layout.body[0]
    above = [page.lines[i].text for i in range(max(0, first - 2), first + 1)]
    heads = [] if layout.title is None else [page.lines[layout.title].text]
    heads += re.split(r"\s[|—–-]\s", (page.metadata.window or "")[:300])
    told = [_ERROR.fullmatch(text.strip()) for text in (*above, *heads) if len(text) <= 120]
    told += [_FORM.fullmatch(text.strip()) for text in heads if len(text) <= 120]
    return any(told)


def facts(page: Page, layout: Layout, dated: bool) -> dict[str, float]:
    """What the confidence weighs, by name; the body is not empty."""
    texts = [page.lines[i].text for i in layout.body]
    weighty = [len(text) for text in texts if line_facts(text).prose]
    prose = len(weighty)
    length = sum(map(len, texts))
    return {
        "bias": 1.0,
        "margin": math.tanh(layout.margin / 20.0) * 4.0,
        "prose": float(min(prose, 5)),
        "no-prose": float(prose == 0),
        "length": math.log(1 + length),
        "titled": float(layout.title is not None),
        "anchored": float(layout.anchor is not None and 0 <= layout.body[0] - layout.anchor < _REACH),
        "dated": float(dated),
        "share": math.sqrt(length / (1 + sum(len(line.text) for line in page.lines))),
        "solid": sum(weighty) / (1 + length),
        "lines": math.log(1 + len(page.lines)),
        "density": len(layout.body) / (1 + layout.body[-1] - layout.body[0]),
    }
