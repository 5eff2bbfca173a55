"""What mark-up says of a line: traits from tags, class names, links and containers, for pages that come as HTML."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence

from newsclean.reading.page import Hints, Line


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FAMILIES: dict[str, frozenset[str]] = {
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
_TAGS = {
    "p": "p", "h1": "h1", "h2": "h2", "h3": "h2", "h4": "h2", "h5": "h2", "h6": "h2", "li": "li", "td": "td",
    "th": "td", "tr": "td", "dd": "li", "dt": "li", "figcaption": "figcaption", "blockquote": "quote", "pre": "pre",
    "div": "div", "a": "inline", "span": "inline", "time": "time", "button": "inline",
}
_SOCIAL = (
    "t.me/", "telegram.me", "max.ru", "vk.com", "dzen.ru", "zen.yandex", "news.google", "ok.ru", "twitter.com",
    "facebook.com", "utm_", "erid=", "youtube.com", "rutube.ru", "whatsapp", "viber",
)


def mark_traits(lines: Sequence[Line], prose: Sequence[bool]) -> list[tuple[str, ...]]:
    """The traits that mark-up gives each line; an empty list for a page without mark-up."""
    all_hints = [line.hints for line in lines if line.hints is not None]
    if len(all_hints) < len(lines):
        return []
    words: Counter[int] = Counter()
    for line, hints, weighty in zip(lines, all_hints, prose, strict=True):
        if weighty:
            words[hints.container] += min(len(line.text), 600)
    total = sum(words.values()) or 1
    common = _common_words(all_hints)
    families: dict[frozenset[str], tuple[str, ...]] = {}
    found = []
    for hints, weighty in zip(all_hints, prose, strict=True):
        if (named := families.get(hints.words)) is None:
            rest = hints.words - common
            named = tuple(f"class-{name}" for name, members in _FAMILIES.items() if not rest.isdisjoint(members))
            families[hints.words] = named
        social = any(map(_is_social, hints.targets)) if hints.targets else False
        linked = 2 if hints.link_share > 0.75 else 1 if hints.link_share > 0.3 else 0
        home = min(3, int(words[hints.container] / total * 5))
        found.append(_describe(hints.tag, weighty, linked, social, named, home))
    return found


@functools.lru_cache(maxsize=8192)
def _is_social(target: str) -> bool:
    return any(site in target for site in _SOCIAL)


@functools.lru_cache(maxsize=8192)
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
    seen = Counter(hints.words for hints in all_hints)
    count: Counter[str] = Counter()
    for words, number in seen.items():
        for word in words:
            count[word] += number
    return frozenset(word for word, number in count.items() if number > 0.9 * len(all_hints))
