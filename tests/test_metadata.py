"""What a page says of itself: JSON-LD, microdata, OpenGraph, other metas, `<time>`."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.reading.html import read_html
from newsclean.reading.jsonld import read_jsonld
from newsclean.reading.page import Metadata

HEADLINE = "Через Ладную построили мост"


def metadata(head: str = "", body: str = "<p>Текст.</p>", html: str = "<html>") -> Metadata:
    source = f"{html}<head>{head}</head><body>{body}</body></html>"
    found = read_html(source).metadata
    assert read_html(BeautifulSoup(source, "lxml")).metadata == found
    return found


def ld(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f'<script type="application/ld+json">{text}</script>'


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "description": "Мост соединил берега.",
    "datePublished": "2024-05-06T10:00:00+03:00",
    "dateModified": "2024-05-07T11:00:00+03:00",
    "author": [{"@type": "Person", "name": "Авдей Выдумкин"}, {"@type": "Organization", "name": "Вести Приречья"}],
    "publisher": {"@type": "Organization", "name": "Вести Приречья"},
    "articleSection": ["Город", "Дороги"],
    "keywords": "мост, река Ладная",
    "mainEntityOfPage": {"@id": "https://www.vesti.example/most/"},
}


def test_json_ld() -> None:
    found = metadata(ld(ARTICLE), html='<html lang="ru-RU">')
    assert found == Metadata(
        title=HEADLINE,
        description="Мост соединил берега.",
        published="2024-05-06T10:00:00+03:00",
        modified="2024-05-07T11:00:00+03:00",
        authors=("Авдей Выдумкин",),
        section="Город",
        tags=("мост", "река Ладная"),
        site="Вести Приречья",
        url="https://www.vesti.example/most/",
        language="ru-RU",
        kind="NewsArticle",
    )


BARE = json.dumps(ARTICLE, ensure_ascii=False)


@pytest.mark.parametrize(
    "text",
    [
        BARE,
        f"\n<!--\n{BARE}\n-->\n",
        f"//<![CDATA[\n{BARE}\n//]]>",
        f"/* <![CDATA[ */ {BARE} /* ]]> */",
        BARE.replace("}", ",}"),
        BARE.replace("Мост соединил", "Мост\nсоединил"),
        BARE.replace("Мост соединил", "Мост \\'соединил"),
        BARE + ";",
        f'{{"@type": "WebSite", "name": "Вести"}}\n{BARE}',
        json.dumps({"@graph": [{"@type": "Organization", "name": "Вести Приречья"}, ARTICLE]}),
        json.dumps([[ARTICLE]]),
        json.dumps({"@type": "WebPage", "mainEntity": ARTICLE}),
        BARE.replace("Мост соединил", 'Мост "Ладный" соединил'),
    ],
)
def test_json_ld_however_nested_and_broken(text: str) -> None:
    found = metadata(ld(text))
    assert (found.title, found.published, found.authors) == (HEADLINE, ARTICLE["datePublished"], ("Авдей Выдумкин",))


def test_references_between_objects() -> None:
    graph = [{**ARTICLE, "author": {"@id": "#a"}}, {"@type": "Person", "@id": "#a", "name": "Милица Небылова"}]
    assert metadata(ld({"@graph": graph})).authors == ("Милица Небылова",)


def test_of_several_articles_the_pages_own_wins() -> None:
    teaser = {
        **ARTICLE,
        "headline": "Другая новость о реке",
        "datePublished": "2023-01-01",
        "mainEntityOfPage": "https://vesti.example/other",
    }
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": teaser}]}
    by_url = metadata('<link rel="canonical" href="http://vesti.example/most?x=1">' + ld([teaser, ARTICLE, listed]))
    by_title = metadata(ld([teaser, ARTICLE]), f"<h1>{HEADLINE}</h1>")
    for found in (by_url, by_title):
        assert (found.title, found.published) == (HEADLINE, ARTICLE["datePublished"])


def test_teasers_are_not_the_page() -> None:
    teasers = [
        {**ARTICLE, "headline": f"Новость номер {n}", "mainEntityOfPage": f"https://vesti.example/{n}"}
        for n in range(3)
    ]
    listing = {"@type": "ItemList", "itemListElement": teasers}
    found = metadata(
        '<link rel="canonical" href="https://vesti.example/"><title>Вести</title>' + ld(listing), "<h1>Вести</h1>"
    )
    assert (found.published, found.authors) == (None, ())
    found = metadata(ld(teasers[:2]))
    assert found.published is None
    found = metadata('<link rel="canonical" href="https://vesti.example/">' + ld(teasers[0]))
    assert found.published is None


def test_microdata() -> None:
    found = metadata(
        body=f"""<div itemscope itemtype="http://schema.org/NewsArticle">
        <h1 itemprop="headline">{HEADLINE}</h1>
        <time itemprop="datePublished" datetime="2024-05-06T10:00">6 мая</time>
        <meta itemprop="dateModified" content="2024-05-07">
        <span itemprop="author" itemscope itemtype="http://schema.org/Person"><a href="/a">
        <span itemprop="name">Авдей
        Выдумкин</span></a></span><meta itemprop="articleSection" content="Город">
        <p itemprop="description">Мост соединил.</p>
        <div itemprop="publisher" itemscope itemtype="http://schema.org/Organization">
        <meta itemprop="name" content="Вести"></div>
        <div itemprop="articleBody"><p>Текст.</p></div></div>
        <div itemscope itemtype="http://schema.org/NewsArticle"><a itemprop="url" href="/2">
        <span itemprop="headline">Другая</span>
        </a><meta itemprop="datePublished" content="2020-01-01"></div>"""
    )
    assert found == Metadata(
        title=HEADLINE,
        description="Мост соединил.",
        published="2024-05-06T10:00",
        modified="2024-05-07",
        authors=("Авдей Выдумкин",),
        section="Город",
        site="Вести",
        kind="NewsArticle",
    )


def test_hidden_microdata_counts_and_is_no_text() -> None:
    page = read_html(f"""<div style="display:none" itemscope itemtype="https://schema.org/Article">
        <span itemprop="headline">{HEADLINE}
        </span><div itemprop="articleBody">Копия текста.</div><span itemprop="datePublished">2024-05-06</span></div>
        <h1>{HEADLINE}</h1><p>Текст.</p>""")
    assert [line.text for line in page.lines] == [HEADLINE, "Текст."]
    assert page.metadata.published == "2024-05-06"


def test_metas() -> None:
    found = metadata(f"""<title>{HEADLINE} | Вести.Ру</title><meta property="og:title" content="{HEADLINE} | Вести.Ру">
        <meta property="og:site_name" content="Вести.Ру">
        <meta property="og:description" content="Мост &amp;quot;Ладный&amp;quot;">
        <meta name="article:published_time" content="2024-05-06T10:00:00+0300">
        <meta property="article:modified_time" content="2024-05-07">
        <meta name="mediator_author" content="Авдей Выдумкин">
        <meta property="article:section" content="Город">
        <meta property="article:tag" content="мост"><meta property="article:tag" content="река">
        <meta name="KEYWORDS" content="нет">
        <meta property="og:url" content="https://vesti.example/most?a=1&amp;copy=2">
        <meta property="og:type" content="article">
        <meta property="article:author" content="https://social.example/vesti">""")
    assert found == Metadata(
        title=HEADLINE,
        description='Мост "Ладный"',
        published="2024-05-06T10:00:00+0300",
        modified="2024-05-07",
        authors=("Авдей Выдумкин",),
        section="Город",
        tags=("мост", "река"),
        site="Вести.Ру",
        url="https://vesti.example/most?a=1&copy=2",
        window=f"{HEADLINE} | Вести.Ру",
        kind="article",
    )


@pytest.mark.parametrize(
    ("title", "site", "heading", "expected"),
    [
        (f"{HEADLINE} - Вести Приречья, 06.05.2024", "Вести Приречья", HEADLINE, HEADLINE),
        (f"{HEADLINE} - Вести Приречья, 06.05.2024", "Вести Приречья", "", HEADLINE),
        (f"{HEADLINE} | Город | vesti.example", "", "", f"{HEADLINE} | Город"),
        (f"{HEADLINE}: Город: Вести.Ру", "", HEADLINE, HEADLINE),
        ("Мост - это дорога", "Вести", "", "Мост - это дорога"),
        ("Мост: Вести с берегов", "Вести.Ру", "", "Мост: Вести с берегов"),
        (HEADLINE, "", "Вести", HEADLINE),
        ("Война — мировой вопрос", "Мир", "", "Война — мировой вопрос"),
        ("Где искать мост: vesti.example", "", "", "Где искать мост: vesti.example"),
    ],
)
def test_the_title_goes_without_the_site(title: str, site: str, heading: str, expected: str) -> None:
    head = f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}">'
    assert metadata(head, f"<h1>{heading}</h1>").title == expected


def test_the_title_without_metas_is_the_heading_that_the_window_has() -> None:
    head = f"<title>Вести Приречья - Лента - {HEADLINE}</title>"
    assert metadata(head, f"<h1>Вести</h1><h1>{HEADLINE}</h1>").title == HEADLINE
    assert metadata(head, "<h1>Совсем другой заголовок</h1>").title is None


def test_of_two_headlines_the_one_of_opengraph_is_the_title() -> None:
    found = metadata(
        '<meta property="og:title" content="«Сваи держат»: мост готов">',
        f'<h2 itemprop="alternativeHeadline">«Сваи держат»: мост готов</h2><h1 itemprop="headline">{HEADLINE}</h1>',
    )
    assert found.title == "«Сваи держат»: мост готов"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            '<meta itemprop="datePublished" content="2024-05-06">'
            '<meta property="article:published_time" content="2024-05-06T10:00">',
            "2024-05-06T10:00",
        ),
        (
            '<meta itemprop="datePublished" content="2024-05-06">'
            '<meta property="article:published_time" content="2024-05-08T10:00">',
            "2024-05-06",
        ),
        (
            '<meta itemprop="dateModified" content="2024-05-06">'
            '<meta property="article:modified_time" content="2024-05-06">',
            None,
        ),
        ('<meta property="article:published_time" content="20240506T1000">', "20240506T1000"),
        ('<meta property="article:published_time" content="не скажем">', None),
    ],
)
def test_published(head: str, expected: str | None) -> None:
    assert metadata(head).published == expected


CARD = '<div><time datetime="2024-05-0{}">дата</time> <b>Новость {}</b></div>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f'<time datetime="2024-05-06T10:00">6 мая</time><h1>{HEADLINE}</h1><p>Текст.</p>', "2024-05-06T10:00"),
        (f'<h1>{HEADLINE}</h1><div><time datetime="2024-05-06T10:00">6 мая</time></div>', "2024-05-06T10:00"),
        (f'<h1>{HEADLINE}</h1><a href="/2"><time datetime="2024-05-06T10:00">6 мая</time>Другая</a>', None),
        ("<h1>Все новости</h1>" + "".join(CARD.format(n, n) for n in range(1, 5)), None),
        (f"<h1>{HEADLINE}</h1>" + "<p>Абзац.</p>" * 12 + CARD.format(1, 1), None),
        (f'<h1>{HEADLINE}</h1><time class="updated" datetime="2024-05-06">6 мая</time>', None),
        ('<time datetime="2024-05-06">6 мая</time><p>Текст.</p>', None),
    ],
)
def test_time_is_the_last_resort_and_never_a_teasers(body: str, expected: str | None) -> None:
    assert metadata(body=body).published == expected


def test_authors_come_from_the_source_that_names_a_person() -> None:
    site = '<meta property="og:site_name" content="Вести Приречья">'
    own = ld({**ARTICLE, "author": "Вести Приречья"})
    assert metadata(site + own + '<meta name="author" content="Авдей Выдумкин">').authors == ("Авдей Выдумкин",)
    assert metadata(site + own).authors == ("Вести Приречья",)
    assert metadata('<meta name="author" content="Отдел: https://vesti.example">').authors == ()
    assert metadata('<meta itemprop="author" content="Фото: Неждан Снимков">').authors == ()


def test_relative_addresses_name_no_page() -> None:
    assert metadata(
        '<link rel="canonical" href="/most"><meta property="og:url" content="https://vesti.example/m">'
    ).url == ("https://vesti.example/m")
    assert metadata('<link rel="canonical" href="/most">').url is None


def test_deep_and_endless_json_is_survived() -> None:
    assert (
        read_jsonld(
            [
                "[" * 200_000,
                '{"@type":' * 50_000,
                "{" + '"a":1,' * 100_000,
                '"' + "\\" * 100_000,
                "--> " + " " * 100_000,
            ]
        )
        == []
    )
    deep = '{"a":' * 500 + json.dumps(ARTICLE) + "}" * 500
    assert read_jsonld([deep])[0].data["headline"] == HEADLINE


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@type",
                    "@id",
                    "@graph",
                    "headline",
                    "author",
                    "name",
                    "url",
                    "datePublished",
                    "keywords",
                    "publisher",
                ]
            ),
            inner | st.sampled_from(["NewsArticle", "Person"]),
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON, st.integers(0, 200))
@settings(max_examples=200, deadline=None)
def test_any_json_is_survived(value: object, cut: int) -> None:
    text = json.dumps(value)
    for script in (text, text[:cut], text[cut:]):
        found = read_html(ld(script.replace("</", "<\\/"))).metadata
        assert found.title is None or isinstance(found.title, str)
        assert all(isinstance(name, str) for name in (*found.authors, *found.tags))
