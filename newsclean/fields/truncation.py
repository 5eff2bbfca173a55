"""Whether a page shows its article whole, or a teaser only: «Читать далее», a paywall's stub."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclean.reading.fold import fold
from newsclean.reading.page import Page

if TYPE_CHECKING:
    from newsclean.layout import Layout

_BELOW = 20
"""How many lines below a headline without a text may hold a paywall's stub."""
_MOST = 300  # characters of a line that is looked at

_READ_MORE = frozenset({
    "читать далее", "читать дальше", "читать полностью", "читать статью полностью", "читать весь текст",
    "показать полностью", "читать целиком", "читать еще", "продолжение", "прочитать полностью", "прочитать статью",
    "подробнее", "далее", "читать", "читать на сайте", "полный текст", "развернуть",
})
_MAYBE_MORE = frozenset({"подробнее", "далее", "читать", "продолжение", "развернуть", "прочитать статью", "читать еще"})
_PAYWALL = re.compile(
    r"\W*(?:(?:эт[оа]т? |данн\w+ |полн\w+ )?(?:материал|стать[яи]|текст|верси[яю]|продолжение|публикация|доступ|чтение)"
    r"(?: (?:этого|этой|полной|стать[ие]|материала|текста|к|версии)){0,4}"
    r" (?:доступ\w+ |открыт\w* |возможно )?(?:только |лишь |исключительно )?"
    r"(?:(?:для )?(?:наши[мх] |платны[мх] )?подписчик\w+|по подписке)"
    r"|(?:чтобы|для того,? чтобы) (?:про|до)?читать[^.!?]{0,60}"
    r"(?:подпишитесь|оформите|войдите|авторизуйтесь|зарегистрируйтесь|нужна подписка)"
    r"|для (?:чтения|доступа|продолжения)[^.!?]{0,60}(?:подпишитесь|оформите|войдите|(?:нужн|необходим)а подписка)"
    r"|(?:подпишитесь|оформите подписку|авторизуйтесь|войдите),? чтобы (?:про|до)?читать"
    r"|вы (?:про)?читали (?:бесплатн|\d+ ?%)|(?:у вас )?закончились бесплатные (?:материалы|статьи))"
    r"[^.!?,]{0,60}(?:[.!](?: [^.!?]{0,80}[.!]?)?)?", re.IGNORECASE
)


def is_truncated(page: Page, layout: Layout) -> bool:
    """Whether the page shows a teaser only: «Читать далее» right after the text, or a paywall's stub by its end."""
    texts = [line.text for line in page.lines]
    if not layout.body:
        title = layout.title
        return title is not None and any(is_paywall(text) for text in texts[title + 1:title + _BELOW])
    last = layout.body[-1]
    if any(is_paywall(texts[index]) for index in (*layout.body[-2:], *range(last + 1, min(len(texts), last + 6)))):
        return True
    open_end = texts[last].rstrip(" »\"").endswith(("…", "...", "[…]", "[...]"))
    for text in texts[last + 1:last + (4 if open_end else 2)]:
        key = fold(text).lower().strip(" \".,:;|").strip(" .>»→")
        if key in _READ_MORE and (open_end or key not in _MAYBE_MORE):
            return True
    return False


def is_paywall(text: str) -> bool:
    """Whether a line is a paywall's stub: «Материал доступен подписчикам», «Чтобы прочитать …, оформите подписку»."""
    if len(text) > _MOST or not any(root in text.lower() for root in ("подпис", "чита")):
        return False
    return _PAYWALL.fullmatch(fold(text)) is not None
