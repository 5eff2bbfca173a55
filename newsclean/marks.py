"""What mark-up says of a line: traits from tags, class names, links and containers, for pages that come as HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsclean.reading.page import Line


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


def mark_traits(lines: Sequence[Line], prose: Sequence[bool]) -> list[list[str]]:
    """The traits that mark-up gives each line; empty lists for a page without mark-up."""
    if not lines or lines[0].hints is None:
        return [[] for _ in lines]
    words: Counter[int] = Counter()
    for line, weighty in zip(lines, prose, strict=True):
        if line.hints and weighty:
            words[line.hints.container] += min(len(line.text), 600)
    total = sum(words.values()) or 1
    common = _common_words(lines)
    families: dict[frozenset[str], list[str]] = {}
    found: list[list[str]] = []
    for line, weighty in zip(lines, prose, strict=True):
        hints = line.hints
        if hints is None:
            found.append([])
            continue
        kind = "p" if weighty else ""
        own = [f"tag-{_TAGS.get(hints.tag, 'other')}{kind}"]
        if hints.link_share > 0.75:
            own.append("link" + kind)
        elif hints.link_share > 0.3:
            own.append("linky" + kind)
        if hints.targets and any(site in target for target in hints.targets for site in _SOCIAL):
            own.append("to-social" + kind)
        if hints.words not in families:
            rest = hints.words - common
            families[hints.words] = [f"class-{name}" for name, members in _FAMILIES.items() if rest & members]
        own.extend(families[hints.words])
        share = words[hints.container] / total
        own.append(f"home{min(3, int(share * 5))}{kind}")
        found.append(own)
    return found


def _common_words(lines: Sequence[Line]) -> frozenset[str]:
    """Words that stand above nearly every line: they say nothing of any."""
    seen: Counter[frozenset[str]] = Counter(line.hints.words for line in lines if line.hints)
    count: Counter[str] = Counter()
    for words, number in seen.items():
        for word in words:
            count[word] += number
    return frozenset(word for word, number in count.items() if number > 0.9 * len(lines))
