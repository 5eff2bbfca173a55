"""How sure it is that a page is an article."""

from __future__ import annotations

import math

from newsclean.layout import Layout, weights
from newsclean.reading.page import Page
from newsclean.traits import is_weighty


def confidence(page: Page, layout: Layout, dated: bool, language: str | None) -> float:
    """The confidence, 0 to 1, rounded to two digits: a logistic regression over a few facts of the layout.

    A page without a body has 0; one in another language than Russian stays below 0.5.
    """
    if not layout.body:
        return 0.0
    table = weights().confidence
    texts = [page.lines[i].text for i in layout.body]
    prose = sum(is_weighty(text) for text in texts)
    facts = {
        "bias": 1.0,
        "margin": max(-20.0, min(20.0, layout.margin)),
        "prose": float(min(prose, 4)),
        "length": math.log(1 + sum(map(len, texts))),
        "titled": float(layout.title is not None),
        "dated": float(dated),
        "share": sum(map(len, texts)) / (1 + sum(len(line.text) for line in page.lines)),
    }
    value = 1.0 / (1.0 + math.exp(-sum(table[name] * fact for name, fact in facts.items())))
    return round(value if language in ("ru", None) else min(value, 0.4), 2)
