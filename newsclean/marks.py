"""What mark-up says of a line: traits from tags, class names, links and containers, for pages that come as HTML."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Final

from newsclean.reading.page import Hints, Line


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FAMILIES: Final[dict[str, frozenset[str]]] = {
    "text": _words("articlebody text body content entry post story description fulltext detail wysiwyg formatted"),
    "article": _words("article news material publication topic doc document newsarticle longread redactor"),
    "comment": _words("comment comments commentary reply replies disqus cackle hypercomments discussion forum"),
    "related": _words(
        "related recommend recommendation recommended recommendations teaser teasers also more similar read "
        "readmore other popular most top rating latest last feed lenta ticker list tape anons announce "
        "aggr card cards incut inset"
    ),
    "share": _words("share sharing social socials soc likes like subscribe subscription telegram messenger follow"),
    "frame": _words(
        "footer header nav navigation navbar menu sidebar side aside topbar bottom breadcrumbs breadcrumb crumbs "
        "toolbar widget widgets right left column panel popup modal search login auth cookie cookies"
    ),
    "ad": _words("ad ads adv advert advertisement adfox banner banners promo partner partners sponsor commercial"),
    "picture": _words(
        "caption figcaption photo photos image images img picture media gallery slider video player figure copyright "
        "credit illustration incut"
    ),
    "meta": _words("meta info date time author authors byline tags tag rubric source views counter"),
    "lead": _words("lead lede announce intro subtitle summary deck"),
}
"""Words of class names and ids, by what they say in the mark-up of news sites."""
_TAGS: Final = {
    "p": "p", "h1": "h1", "h2": "h2", "h3": "h2", "h4": "h2", "h5": "h2", "h6": "h2", "li": "li", "td": "td",
    "th": "td", "tr": "td", "dd": "li", "dt": "li", "figcaption": "figcaption", "blockquote": "quote", "pre": "pre",
    "div": "div", "a": "inline", "span": "inline", "time": "time", "button": "inline",
}
_SOCIAL: Final = (
    "t.me/", "telegram.me", "max.ru", "vk.com", "dzen.ru", "zen.yandex", "news.google", "ok.ru", "twitter.com",
    "facebook.com", "utm_", "erid=", "youtube.com", "rutube.ru", "whatsapp", "viber",
)
_MOST_WEIGHT: Final = 600
"""How many characters of a line of prose count for its container."""


def mark_traits(lines: Sequence[Line], prose: Sequence[bool]) -> list[tuple[str, ...]]:
    """The traits that mark-up gives each line; an empty list for a page without mark-up."""
    all_hints = [line.hints for line in lines if line.hints is not None]
    if len(all_hints) < len(lines):
        return []
    weights: dict[int, int] = {}
    for line, hints, weighty in zip(lines, all_hints, prose, strict=True):
        if weighty:
            weights[hints.container] = weights.get(hints.container, 0) + min(len(line.text), _MOST_WEIGHT)
    total = sum(weights.values()) or 1
    common = _common_words(all_hints)
    families: dict[frozenset[str], tuple[str, ...]] = {}
    # One tuple for all lines that are alike; few kinds of lines make up a page.
    alike: dict[tuple[frozenset[str], str, int], tuple[str, ...]] = {}
    found = []
    for hints, weighty in zip(all_hints, prose, strict=True):
        social = False
        for target in hints.targets:
            if _is_social(target):
                social = True
                break
        linked = 2 if hints.link_share > 0.75 else 1 if hints.link_share > 0.3 else 0
        home = min(3, int(weights.get(hints.container, 0) / total * 5))
        key = hints.words, hints.tag, ((home * 3 + linked) * 2 + social) * 2 + weighty
        known = alike.get(key)
        if known is None:
            named = families.get(hints.words)
            if named is None:
                named = families[hints.words] = _families_of(hints.words - common)
            known = alike[key] = _describe(hints.tag, weighty, linked, social, named, home)
        found.append(known)
    return found


def _families_of(words: frozenset[str]) -> tuple[str, ...]:
    return tuple([f"class-{name}" for name, members in _FAMILIES.items() if not words.isdisjoint(members)])


@functools.lru_cache(maxsize=8192)
def _is_social(target: str) -> bool:
    for site in _SOCIAL:  # noqa: SIM110 - a generator costs more than the search
        if site in target:
            return True
    return False


def _describe(
    tag: str, weighty: bool, linked: int, social: bool, named: tuple[str, ...], home: int
) -> tuple[str, ...]:
    kind = "p" if weighty else ""
    own = [f"tag-{_TAGS.get(tag, 'other')}{kind}"]
    if linked:
        own.append(("linky" if linked == 1 else "link") + kind)
    if social:
        own.append("to-social" + kind)
    return (*own, *named, f"home{home}{kind}")


def _common_words(all_hints: Sequence[Hints]) -> frozenset[str]:
    """Words that stand above nearly every line: they say nothing of any."""
    seen: dict[frozenset[str], int] = {}
    for hints in all_hints:
        seen[hints.words] = seen.get(hints.words, 0) + 1
    count: dict[str, int] = {}
    for words, number in seen.items():
        for word in words:
            count[word] = count.get(word, 0) + number
    return frozenset([word for word, number in count.items() if number > 0.9 * len(all_hints)])
