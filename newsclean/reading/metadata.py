"""What an HTML page says of itself: JSON-LD, microdata, OpenGraph and other metas, `<time>`, canonical address.

Each field is taken from the source that is right most often; values stay as written. Whether a name is a person or an
outlet, and what a date means, is judged by those who read the fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from newsclean.reading.fold import fold
from newsclean.reading.jsonld import Thing, persons, read_jsonld, string, strings
from newsclean.reading.page import Metadata
from newsclean.reading.tree import Tree, attribute, clean, raw_text, text_of

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|Recipe|Interview)$")
_PUBLISHED = (
    "article:published_time", "mediator_published_time", "published_time", "article:published", "datepublished",
    "og:published_time", "og:pubdate", "pubdate", "publish-date", "publish_date", "publication_date",
    "lh_published_time", "lh_first_published_time", "aiturec:datetime", "dc.date.issued", "dcterms.created",
    "dcterms.issued", "dc.date", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime",
    "ya:ovs:upload_date",
)
_MODIFIED = (
    "article:modified_time", "og:updated_time", "mediator_modified_time", "datemodified", "dcterms.modified",
    "lh_modified_time", "lastmod",
)
_AUTHORS = (
    "article:author", "mediator_author", "author", "ajur:article:authors", "og:article:author", "analytics:author",
    "dc.creator", "dcterms.creator", "lh_author", "parsely-author", "sailthru.author",
)
_SECTION = (
    "analytics:rubric", "mediator_theme", "article:section", "og:section", "parsely-section", "section", "rubric",
)
_TAGS = ("article:tag", "og:article:tag", "analytics:tags", "lh_tag", "parsely-tags")
_DATE = re.compile(r"\d{4}-?\d\d-?\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{10}|\d{1,2} \w{3,9} \d{4}")
_CLOCK = re.compile(r"\d[T ]\d{1,2}:?\d\d|\d:\d\d|^\d{10,13}$")
# A photo's credit under `itemprop=author`, an imprint under `meta name=author`.
_NO_NAME = re.compile(r"^(?:Фото|Photo|©|\d+$)|://|@\w+\.|^.{121,}")
_SUFFIX = re.compile(r"\s+[-–—|:•·/»]+\s+|\s*[|•]\s*|:\s+|\.\s+(?=\S{1,40}$)")
_DOMAIN = re.compile(r"(?:[\w-]+\.){1,3}[A-Za-zА-Яа-я]{2,7}")
_PROPS = frozenset({
    "alternativeHeadline", "articleSection", "author", "creator", "dateCreated", "dateModified", "datePublished",
    "description", "familyName", "givenName", "headline", "keywords", "mainEntityOfPage", "name", "publisher", "url",
})
_NEAR = 8
"""How many lines may stand between the headline and its `<time>`."""
_MOST = 2000
"""The most elements of a kind that are looked at."""
_LONGEST = 10_000
"""How much of a meta's content or of a title is read, in characters."""
_LONGEST_TITLE = 1000


class Item:
    """An item of microdata (`itemscope`), or the page itself for properties that stand outside of any."""

    __slots__ = ("kind", "properties")

    def __init__(self, kind: str = "") -> None:
        self.kind = kind
        # A value is a string, an item, or a node whose text is read if it is asked for.
        self.properties: dict[str, list[Any]] = {}


class _Time(NamedTuple):
    """A `<time datetime>` on show, outside links."""

    line: int
    moment: str
    words: str


class Found:
    """The raw material of a page's metadata, gathered on the walk that makes its lines."""

    def __init__(self) -> None:
        self.item = Item()
        self.items: list[Item] = []
        self.metas: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self.times: list[_Time] = []
        self.headings: list[tuple[int, str]] = []
        """Headlines (`h1`) on show: the number of lines before each, and its text."""
        self.canonical = self.language = self.window = ""

    def take(self, node: Any, tag: str, attributes: dict[str, Any], line: int, muted: bool, linked: bool) -> None:
        """Take in an element that may say something of the page. `line` is the number of lines before it."""
        if tag == "meta":
            names = (attribute(attributes, key) for key in ("property", "name", "http-equiv"))
            name = next(filter(None, names), "").strip().lower()
            content = clean(attribute(attributes, "content")[:_LONGEST])
            if name and content and len(self.metas) < _MOST:
                self.metas.setdefault(name, []).append(content)
        elif tag == "script":
            if "ld+json" in attribute(attributes, "type").lower():
                self.scripts.append(raw_text(node))
        elif tag == "link":
            if not self.canonical and "canonical" in attribute(attributes, "rel").lower().split():
                self.canonical = attribute(attributes, "href").strip()
        elif tag == "title":
            self.window = self.window or clean(raw_text(node)[:_LONGEST])
        elif tag == "html":
            self.language = attribute(attributes, "lang") or attribute(attributes, "xml:lang")
        elif tag == "h1" and not muted and len(self.headings) < 20:
            self.headings.append((line, text_of(node)))
        elif tag == "time" and not muted and not linked and len(self.times) < _MOST:
            moment = clean(attribute(attributes, "datetime"))
            if _DATE.search(moment):
                words = f"{attribute(attributes, 'class')} {attribute(attributes, 'itemprop')}".lower()
                self.times.append(_Time(line, moment, words))

    def take_item(self, node: Any, tag: str, attributes: dict[str, Any], scope: Item) -> Item:
        """Take in an element with `itemprop` or `itemscope`; gives the item to which what stands inside belongs."""
        names = [name for name in attribute(attributes, "itemprop").split() if name in _PROPS]
        if "itemscope" in attributes:
            item = Item(attribute(attributes, "itemtype"))
            if not names and len(self.items) < _MOST:
                self.items.append(item)
            value: Any = item
        else:
            item = scope
            value = attribute(attributes, "content") or attribute(attributes, "datetime")
            if not value and tag in ("a", "link") and names == ["url"]:
                value = attribute(attributes, "href")
            value = value or (node if tag not in ("meta", "link") else "")
        for name in names:
            values = scope.properties.setdefault(name, [])
            if value and len(values) < 50:
                values.append(value)
        return item

    def thing(self, item: Item) -> Thing:
        """An item of microdata in the form of JSON-LD."""
        data = self._data(item)
        for key in ("author", "creator", "publisher"):
            if key in data:
                data[key] = [self._data(each) if isinstance(each, Item) else each for each in data[key]]
        for key, values in data.items():
            if isinstance(values, list):
                data[key] = [each for each in values if not isinstance(each, Item)]
        return Thing(data, False)

    def _data(self, item: Item) -> dict[str, Any]:
        data: dict[str, Any] = {"@type": item.kind.strip()}
        for key, values in item.properties.items():
            data[key] = [
                value if isinstance(value, (str, Item)) else text_of(value) for value in values
            ]
        return data


def read_address(tree: Tree) -> str | None:
    """The address that a page's head gives it (`link rel=canonical`, `og:url`), ahead of the walk; or else `None`.

    What `read_metadata` takes from the same elements is the same.
    """
    links = tree.select("link[rel][href]")
    canonical = next((
        attribute(attributes, "href") for node in links
        if "canonical" in attribute(attributes := node.attributes, "rel").lower().split()
    ), "")
    metas = tree.select("meta[property]")
    named = [
        clean(attribute(attributes, "content")) for node in metas
        if attribute(attributes := node.attributes, "property").strip().lower() == "og:url"
    ]
    return _address(canonical, *named)


def read_metadata(found: Found) -> Metadata:
    """Make a page's metadata of what the walk found. Fields that nothing tells are `None` or empty."""
    metas = found.metas
    window = found.window or None
    url = _address(found.canonical, *metas.get("og:url", ()))
    titles = _all(metas, ("og:title", "twitter:title", "mrc__share_title", "dc.title"))
    headings = [text for _, text in found.headings]
    jsonld = read_jsonld(found.scripts)
    micro = [found.thing(item) for item in (*found.items, found.item) if item.properties]
    named = {_key(title) for title in (*titles, *headings, found.window) if title}
    own = [data for things in (jsonld, micro) if (data := _own(things, url, named))]
    site = _first(metas, ("og:site_name",)) or _publisher(own) or _first(metas, ("application-name",))
    # Of two headlines (`headline` and `alternativeHeadline`) the title is the one that OpenGraph has.
    other = [text for text in _properties(own, "alternativeHeadline") if _key(text) in map(_key, titles)]
    candidates = [text for data in own for key in ("headline", "name") if (text := string(data.get(key)))]
    kinds = [kind for data in own for kind in Thing(data, False).types if kind]
    return Metadata(
        title=other[0] if other else _title([*candidates, *titles], headings, found.window, site),
        description=_first(metas, ("og:description",)) or _property(own, "description")
        or _first(metas, ("description", "twitter:description")),
        published=_moment([
            *_properties(own, "datePublished"), *_all(metas, _PUBLISHED), *_properties(own, "dateCreated"),
        ]) or _time_by_headline(found),
        modified=_moment([*_properties(own, "dateModified"), *_all(metas, _MODIFIED)]),
        authors=_authors(own, metas, site),
        section=_property(own, "articleSection") or _first(metas, _SECTION),
        tags=_tags(own, metas),
        site=site,
        url=url or _address(*_properties(own, "url"), *_properties(own, "mainEntityOfPage")),
        language=found.language or _first(metas, ("og:locale", "content-language", "language")),
        window=window,
        kind=next(iter(kinds), None) or _first(metas, ("og:type",)),
    )


def _key(text: str) -> str:
    """A title in the form in which two spellings of it are equal."""
    return "".join(char for char in fold(text).lower() if char.isalnum())


def _own(things: list[Thing], url: str | None, named: set[str]) -> dict[str, Any] | None:
    """The thing that is the page's own article; `None` where all are other pages (teasers), or none is an article.

    It has the page's address or one of the page's titles. Without either, the only article that is in no list is taken,
    unless its address is another one.
    """
    here = _place(url)
    articles = [thing for thing in things if any(_ARTICLE.search(kind) for kind in thing.types)]
    pages = [thing for thing in things if not thing.listed and _dated(thing.data) and thing not in articles]
    for thing in (*articles, *pages):
        if here and here in _places(thing.data):
            return thing.data
    for thing in articles:
        title = _key(string(thing.data.get("headline")) or string(thing.data.get("name")))
        if title and (title in named or (len(title) >= 15 and any(name.startswith(title) for name in named))):
            return thing.data
    free = [thing for thing in articles if not thing.listed] or pages
    if len(free) == 1 and not (here and _places(free[0].data)):
        return free[0].data
    return None


def _dated(data: dict[str, Any]) -> bool:
    return bool(data.get("datePublished") or data.get("headline"))


def _places(data: dict[str, Any]) -> set[str]:
    values = (data.get("url"), data.get("mainEntityOfPage"), data.get("@id"))
    return {_place(text) for value in values for text in _references(value)} - {""}


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return [text for text in strings(value) if "/" in text]


def _place(url: str | None) -> str:
    """An address without what differs between copies of a page: scheme, `www.`, query, final slash."""
    bare = re.sub(r"^(?:https?:)?//(?:www\.|m\.)?", "", (url or "").strip().lower())
    return re.split(r"[?#]", bare)[0].rstrip("/")


def _address(*urls: str) -> str | None:
    """The first that is a full address; a relative one names no page."""
    return next((url.strip() for url in urls if re.match(r"https?://\S+$", url.strip(), re.IGNORECASE)), None)


def _properties(own: list[dict[str, Any]], name: str) -> list[str]:
    return [text for data in own for text in strings(data.get(name))]


def _property(own: list[dict[str, Any]], name: str) -> str | None:
    return next(iter(_properties(own, name)), None)


def _publisher(own: list[dict[str, Any]]) -> str | None:
    return next((name for data in own if (name := string(data.get("publisher"))) and "/" not in name), None)


def _title(candidates: list[str], headings: list[str], window: str, site: str | None) -> str | None:
    """The headline as the page's metadata and its `h1` agree on it, without the site's name after it."""
    candidates = [candidate[:_LONGEST_TITLE] for candidate in candidates[:20]]
    for candidate in candidates:
        key = _key(candidate)
        for heading in headings:
            plain = _key(heading)
            if plain and (key == plain or (len(plain) >= 10 and key.startswith(plain) and _cut(candidate, heading))):
                return heading
    for candidate in candidates:
        if title := _without_site(candidate, site):
            return title
    whole = _key(window)
    return next((text for text in headings if len(_key(text)) >= 15 and _key(text) in whole), None)


def _cut(candidate: str, heading: str) -> bool:
    """Whether what a title has beyond the heading is parted from it like a site's name: «… - РИА Новости»."""
    return any(_key(candidate[:found.start()]) == _key(heading) for found in _SUFFIX.finditer(candidate))


def _without_site(title: str, site: str | None) -> str:
    """A title without its last part where that names the site («… - РИА Новости, 06.05.2024») or is a domain."""
    name = _words(site or "")
    for _ in range(3):
        parts = list(_SUFFIX.finditer(title))
        if not parts:
            break
        head, tail = title[:parts[-1].start()], title[parts[-1].end():]
        words = _words(tail)
        names_site = bool(name) and len(tail) < 60 and name in (words[:len(name)], words[-len(name):])
        is_domain = parts[-1][0].strip() != ":" and _DOMAIN.fullmatch(tail.strip())
        if not head.strip() or not (names_site or is_domain):
            break
        title = head
    return title.strip()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text).lower())


def _moment(candidates: list[str]) -> str | None:
    """The first date; where it has no time of day, the first of the same day that has one."""
    dates = [text for text in candidates if _DATE.search(text)]
    if not dates:
        return None
    first = dates[0]
    if _CLOCK.search(first):
        return first
    day = re.sub(r"\D", "", first[:10])
    return next((text for text in dates if _CLOCK.search(text) and re.sub(r"\D", "", text[:10]).startswith(day)), first)


def _time_by_headline(found: Found) -> str | None:
    """The only `<time>` near the headline; several of different moments are a list of teasers, and none counts."""
    for line, _ in found.headings:
        near = {
            time.moment for time in found.times
            if abs(time.line - line) <= _NEAR and not re.search(r"modif|updat|comment", time.words)
        }
        if len(near) == 1:
            return near.pop()
    return None


def _authors(own: list[dict[str, Any]], metas: Mapping[str, list[str]], site: str | None) -> tuple[str, ...]:
    """The names of the first source that names a person; a login or the outlet only where no source does better."""
    sources = [persons(data[key]) for data in own for key in ("author", "creator") if key in data]
    sources += [persons(_all(metas, (name,))) for name in _AUTHORS]
    sources = [kept for names in sources if (kept := [name for name in names if not _NO_NAME.search(name)])]
    for names in sources:
        if any(" " in name and _key(name) != _key(site or "") for name in names):
            return tuple(names)
    return tuple(sources[0]) if sources else ()


def _tags(own: list[dict[str, Any]], metas: Mapping[str, list[str]]) -> tuple[str, ...]:
    sources = (
        _all(metas, _TAGS), _properties(own, "keywords"), _all(metas, ("news_keywords",)), _all(metas, ("keywords",)),
    )
    for values in sources:
        tags = [tag for value in values for part in re.split(r"[,;]", value) if (tag := clean(part))]
        if tags:
            return tuple(dict.fromkeys(tags))[:50]
    return ()


def _first(metas: Mapping[str, list[str]], names: Iterable[str]) -> str | None:
    return next(iter(_all(metas, names)), None)


def _all(metas: Mapping[str, list[str]], names: Iterable[str]) -> list[str]:
    return [value for name in names for value in metas.get(name, ())]
