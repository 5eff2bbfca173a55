"""How sure it is that a page is an article."""

from __future__ import annotations

import math

from newsclean.layout import Layout, weights
from newsclean.line_traits import is_weighty
from newsclean.reading.page import Page

_SCRAP = 120
"""Characters of text below which a page is no article."""


def confidence(page: Page, layout: Layout, dated: bool, language: str | None) -> float:
    """The confidence, 0 to 1, rounded to two digits: a logistic regression over a few facts of the layout.

    A page without a body has 0; one in another language than Russian, and a scrap of less than `_SCRAP` characters,
    stay below 0.5.
    """
    if not layout.body:
        return 0.0
    table = weights().confidence
    value = sum(table.get(name, 0.0) * fact for name, fact in facts(page, layout, dated).items())
    value = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))
    if language not in ("ru", None) or sum(len(page.lines[i].text) for i in layout.body) < _SCRAP:
        value = min(value, 0.4)
    return round(value, 2)


def facts(page: Page, layout: Layout, dated: bool) -> dict[str, float]:
    """What the confidence weighs, by name; the body is not empty."""
    texts = [page.lines[i].text for i in layout.body]
    prose = sum(is_weighty(text) for text in texts)
    length = sum(map(len, texts))
    return {
        "bias": 1.0,
        "margin": math.tanh(layout.margin / 20.0) * 4.0,
        "prose": float(min(prose, 5)),
        "no-prose": float(prose == 0),
        "length": math.log(1 + length),
        "titled": float(layout.title is not None),
        "dated": float(dated),
        "share": math.sqrt(length / (1 + sum(len(line.text) for line in page.lines))),
        "solid": sum(len(text) for text in texts if is_weighty(text)) / (1 + length),
        "lines": math.log(1 + len(page.lines)),
        "density": len(layout.body) / (1 + layout.body[-1] - layout.body[0]),
    }
