"""HTML becomes lines with hints: what a browser shows, the same from lexbor and from soups."""

from __future__ import annotations

import subprocess
import sys

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsclean.reading.html import looks_like_html, read_html
from newsclean.reading.page import Hints, Line
from newsclean.reading.tree import children, parse_tree

BUILDERS = ["lxml", "html.parser"]


def texts(source: str | Tag) -> list[str]:
    return [line.text for line in read_html(source).lines]


def hints(line: Line) -> Hints:
    assert line.hints is not None
    return line.hints


MODERN = """<!DOCTYPE html>
<html lang="ru"><head><meta charset="utf-8"><title>Мост через Ладную открыли - Вести Приречья</title>
<meta property="og:title" content="Мост через Ладную открыли"><link rel="canonical" href="https://priречье.example/most">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Мост через Ладную открыли",
"datePublished": "2024-05-06T10:00:00+03:00", "author": {"@type": "Person", "name": "Авдей Выдумкин"}}</script>
<style>p { color: red }</style></head>
<body class="page has-comments">
<header class="site-header"><nav><ul><li><a href="/politics">Политика</a></li>
<li><a href="/sport">Спорт</a></li></ul></nav>
</header>
<main><article class="articleBody" itemscope itemtype="https://schema.org/NewsArticle">
<h1 class="article__title">Мост через Ладную<br>открыли</h1>
<div class="article-meta"><time datetime="2024-05-06T10:00">6 мая 2024, 10:00</time>
<span class="author">Авдей Выдумкин</span></div>
<div itemprop="articleBody"><p>Первый абзац о <a href="/rivers">реке&nbsp;Ладной</a> и&shy; мосте.</p><p>Второй абзац
в двух строках источника.</p><blockquote><p>«Мост стоит», — сказал инженер.</p></blockquote>
<ul><li>пункт один</li><li>пункт <b>д</b>ва</li></ul>
<figure><img src="m.jpg" alt="не текст"><figcaption>Фото: Неждан Снимков</figcaption></figure></div>
<button>Поделиться</button><a class="tg" href="https://t.me/priречье?utm_source=site">Мы в Telegram</a>
</article></main><noscript>Включите JavaScript</noscript><template><p>шаблон</p></template>
<footer data-role="page-footer">© Вести Приречья</footer></body></html>"""

OLD = """<html><head><title>Газета</title></head><body bgcolor="#ffffff"><table width="100%"><tr><td>
<a href="/">Главная</a><br><a href="/news">Новости</a></td><td><font size="4"><b>Заголовок старой страницы</b></font>
<br><br>
Первый абзац старой страницы, набранной таблицами, как тогда было принято.<br><br>Второй абзац той же страницы.
<table><tr><td>Заря</td><td>3</td><td>12</td></tr><tr><td>Маяк</td><td>1</td><td>7</td></tr></table></td></tr></table>
</body></html>"""


def test_a_modern_page() -> None:
    page = read_html(MODERN)
    assert page.shape == "html"
    assert [line.text for line in page.lines] == [
        "Политика",
        "Спорт",
        "Мост через Ладную открыли",
        "6 мая 2024, 10:00 Авдей Выдумкин",
        "Первый абзац о реке Ладной и мосте.",
        "Второй абзац в двух строках источника.",
        "«Мост стоит», — сказал инженер.",
        "пункт один",
        "пункт два",
        "Фото: Неждан Снимков",
        "Мы в Telegram",
        "© Вести Приречья",
    ]
    assert [line.number for line in page.lines] == list(range(1, 13))
    tags = [hints(line).tag for line in page.lines]
    assert tags == ["li", "li", "h1", "div", "p", "p", "p", "li", "li", "figcaption", "article", "footer"]


def test_a_page_laid_out_by_tables() -> None:
    assert texts(OLD) == [
        "Главная",
        "Новости",
        "Заголовок старой страницы",
        "Первый абзац старой страницы, набранной таблицами, как тогда было принято.",
        "Второй абзац той же страницы.",
        "Заря 3 12",
        "Маяк 1 7",
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>один</p><p>два</p>", ["один", "два"]),
        ("<div>один<div>два</div>три</div>", ["один", "два", "три"]),
        ("<p>сло<b>во</b> и <i>ещё</i>\n<u>одно</u></p>", ["слово и ещё одно"]),
        ("<b>раз</b> <b>два</b><b>три</b>", ["раз дватри"]),
        ("один<br>два<br/><br>три<hr>четыре", ["один", "два", "три", "четыре"]),
        ("<h2>Глава<br>первая</h2>текст", ["Глава первая", "текст"]),
        ("<dl><dt>Что</dt><dd>Мост</dd></dl>", ["Что", "Мост"]),
        ("<pre>раз\n  два\n\nтри</pre>", ["раз", "два", "три"]),
        ("до<p>внутри</p>после", ["до", "внутри", "после"]),
        ("<a href=x><div>карточка</div><div>подпись</div></a>", ["карточка", "подпись"]),
        ("<p>видно<span hidden>нет</span></p><div style='color:red; display : NONE'>нет</div>", ["видно"]),
        ("<div aria-hidden=true>нет</div><div aria-hidden=false>да</div>", ["да"]),
        ("<p>да</p><script>нет</script><style>нет</style><svg><text>нет</text></svg><iframe>нет</iframe>", ["да"]),
        ("<p>да</p><select><option>нет</option></select><textarea>нет</textarea>", ["да"]),
        (
            "<p>Нажмите <button>сюда</button>, чтобы прочесть.</p><button>Ещё</button>",
            ["Нажмите сюда, чтобы прочесть."],
        ),
        ("<h3><button>Сколько стоит мост?</button></h3>", ["Сколько стоит мост?"]),
        ("<p>a\u00a0b\u2009c\u200bd\u00ade\ufefff\x07g</p>", ["a b cdefg"]),
        ("<p>один&amp;nbsp;два &amp;laquo;три&amp;raquo; AT&amp;T</p>", ["один два «три» AT&T"]),
        ("", []),
        ("просто текст", ["просто текст"]),
        ("<p>хвост оборван <b", ["хвост оборван"]),
        ("<p>не закрыто<div>ещё", ["не закрыто", "ещё"]),
        ("<html><head><title>Окно</title></head></html>", []),
        ("<![CDATA[<p>Из ленты.</p><p>Два.</p>]]>", ["Из ленты.", "Два."]),
    ],
)
def test_lines_are_what_a_browser_shows(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


def test_cells_that_hold_prose_stay_apart() -> None:
    prose = "Это предложение длиннее сорока знаков и потому не может быть ячейкой."
    assert texts(f"<table><tr><td>Меню</td><td>{prose}</td></tr></table>") == ["Меню", prose]
    assert texts("<table><tr><td>а<br>б</td><td>в</td></tr></table>") == ["а", "б", "в"]
    assert texts("<table><tr><th>Клуб<th>Очки<tr><td>Заря<td>3</table>") == ["Клуб Очки", "Заря 3"]


def test_a_page_that_only_its_scripts_would_show_is_shown() -> None:
    body = "Длинное предложение, которое страница прячет до загрузки сценариев. " * 5
    assert texts(f"<div style='visibility:hidden'><p>{body}</p></div>") == [body.strip()]
    assert texts(f"<body style='display:none'><p>{body}</p></body>") == [body.strip()]
    assert texts(f"<div hidden><p>{body}</p></div><p>{body}</p>") == [body.strip()]


def test_words_of_the_elements_above() -> None:
    page = read_html(
        "<html class=js><body class='no-sidebar'><div id='mainContent' data-widgetName='x' data-type='articleCard'>"
        "<aside class='related_news item-12'><p class='lead'>один</p><p>два</p><p>три</p></aside></div></body></html>"
    )
    first, second, third = (hints(line).words for line in page.lines)
    common = {"main", "content", "article", "card", "aside", "related", "news", "item"}
    assert common <= second
    assert first - second == {"lead"}
    assert second is third
    assert not {"js", "no", "sidebar"} & first


def test_words_of_an_inline_element_that_holds_the_whole_line() -> None:
    date, byline = read_html(
        "<div class=meta><span class=date>6 мая</span></div>"
        "<div class=meta>Текст: <a rel=author class=name href=/a>А. Б.</a></div>"
    ).lines
    assert hints(date).words == {"meta", "date"}
    assert hints(byline).words == {"meta"}


def test_links() -> None:
    whole, half, none = read_html(
        "<p><a href=' https://t.me/x?utm_source=y '>канал</a></p>"
        "<p>пять1 <a href=/a>пять2</a> <a href=/a>и</a></p><p>нет</p>"
    ).lines
    assert (hints(whole).link_share, hints(whole).targets) == (1.0, ("https://t.me/x?utm_source=y",))
    assert hints(half).link_share == pytest.approx(6 / 11)
    assert hints(half).targets == ("/a",)
    assert (hints(none).link_share, hints(none).targets) == (0.0, ())


@pytest.mark.parametrize(
    "body",
    [
        "<p>а</p><p>б</p><p>в</p>",
        "<div>а</div><div>б</div><div>в</div>",
        "а<br>б<br>в",
        "<div><p>а</p></div><div><p>б</p></div><blockquote><p>в</p></blockquote>",
    ],
)
def test_lines_of_one_body_share_a_container(body: str) -> None:
    page = read_html(f"<div><h1>з</h1><div><div>{body}</div></div><ul><li>м</li><li>н</li></ul></div>")
    containers = [hints(line).container for line in page.lines]
    assert len(set(containers[1:4])) == 1
    assert containers[0] not in containers[1:4]
    assert containers[4] == containers[5] != containers[3]


@pytest.mark.parametrize("builder", BUILDERS)
@pytest.mark.parametrize("source", [MODERN, OLD])
def test_a_soup_is_read_like_its_html(source: str, builder: str) -> None:
    soup = BeautifulSoup(source, builder)
    before = str(soup)
    assert read_html(soup) == read_html(source)
    assert str(soup) == before


def test_a_tag_is_read_alone() -> None:
    article = BeautifulSoup(MODERN, "lxml").find(itemprop="articleBody")
    assert isinstance(article, Tag)
    assert texts(article)[0] == "Первый абзац о реке Ладной и мосте."
    assert texts(article)[-1] == "Фото: Неждан Снимков"


def test_other_types_are_refused() -> None:
    with pytest.raises(TypeError, match="not bytes"):
        read_html(b"<p>x</p>")  # type: ignore[arg-type]


def test_bs4_is_not_imported_for_a_string() -> None:
    code = "import sys; from newsclean.reading.html import read_html; read_html('<p>x</p>')"
    code += "; sys.exit('bs4' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "b", "ul><li", "dl><dd", "table><tr><td"])
def test_depth_keeps_the_sentence(tag: str) -> None:
    for depth in (200, 2_000, 20_000):
        opening = f"<{tag}>"
        assert "Предложение внутри." in texts(f"{opening * depth}Предложение внутри.<p>После.</p>")


def test_a_deep_soup() -> None:
    soup = BeautifulSoup("<div class=x>" * 5_000 + "Предложение." + "</div>" * 5_000, "html.parser")
    assert texts(soup) == ["Предложение."]


@pytest.mark.parametrize(
    "unit",
    [
        "<div class=a{}>слово", "<div></p>", "<p>слово <a href={}>слово</a></p>", "<table><tr><td>слово",
        "<span class=c{}>слово ", "&amp;", "<", "<p", "<!--", "\x00", "<pre>\n", "<br>",
    ],
)
def test_work_grows_linearly(unit: str) -> None:
    def calls(count: int) -> int:
        source = "".join(unit.replace("{}", str(number)) for number in range(count))
        seen = 0

        def see(*_: object) -> None:
            nonlocal seen
            seen += 1

        sys.setprofile(see)
        try:
            read_html(source)
        finally:
            sys.setprofile(None)
        return seen

    assert calls(8_000) < 5 * calls(2_000)


@pytest.mark.parametrize("unit", ["<div>", "<dl><dd>", "<b id={}><p>слово", "<div></p>", "<i id={}>", "<a><div>"])
def test_what_takes_a_parser_quadratic_time_is_made_shallow(unit: str) -> None:
    count = 5_000
    tree = parse_tree("".join(unit.replace("{}", str(number)) for number in range(count)))
    stack = [(tree.root, 1)]
    nodes = deepest = 0
    while stack:
        node, depth = stack.pop()
        nodes += 1
        deepest = max(deepest, depth)
        stack.extend((child, depth + 1) for child in children(node))
    assert deepest < 1_100
    assert nodes < 25 * count


PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<div class='a-b'>", "</div>", "<br>", "<b>", "</b>", "<a href='/x'>", "</a>", "<table>",
        "<tr>", "<td>", "</td>", "</table>", "<li>", "</ul>", "<pre>", "</pre>", "<span hidden>", "</span>",
        "<h1>", "</h1>", "<time datetime='2024-05-06'>", "<script>", "</script>",
        "<script type='application/ld+json'>{\"@type\":", "<meta property='og:title' content='", "<body>",
        "<div itemscope itemprop=author>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&#0;", "\x00", "\ud800",
        "слово", " ", "\n", "\xa0",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200))
@settings(max_examples=300, deadline=None)
@example("\x00<p\x00>а</p>")
def test_any_string_is_survived(source: str) -> None:
    page = read_html(source)
    assert page == read_html(source)
    for number, line in enumerate(page.lines, 1):
        assert line.number == number
        assert line.text == " ".join(line.text.split())
        assert line.text
        assert 0.0 <= hints(line).link_share <= 1.0
    looks_like_html(source)


WORDS = st.text("абвгд", min_size=1, max_size=6)
INLINE = st.recursive(
    # A link in a link is not well-formed: parsers part them in their own ways.
    WORDS.map(lambda word: f"{word} ") | WORDS | WORDS.map(lambda word: f"<a href='/z'><b>{word}</b> {word}</a>"),
    lambda inner: st.tuples(
        st.sampled_from(["b", "i", "span class='x_y'", "em", "span hidden"]), st.lists(inner, max_size=3)
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split()[0]}>"),
    max_leaves=6,
)
LEAVES = st.tuples(
    st.sampled_from(["p", "h2", "p class='lead'", "figcaption", "td-row", "li-list", "pre"]),
    st.lists(INLINE, max_size=4),
)


def block(pair: tuple[str, list[str]]) -> str:
    name, inner = pair[0], "".join(pair[1])
    if name == "td-row":
        return f"<table><tbody><tr><td>{inner}</td><td>{inner}</td></tr></tbody></table>"
    if name == "li-list":
        return f"<ul><li>{inner}</li><li>{inner}</li></ul>"
    return f"<{name}>{inner}</{name.split()[0]}>"


BLOCKS = st.recursive(
    LEAVES.map(block) | INLINE,
    lambda inner: st.tuples(
        st.sampled_from(["div", "section id='mainText'", "blockquote", "div itemprop='articleBody'"]),
        st.lists(inner, max_size=4),
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split()[0]}>"),
    max_leaves=12,
)


@pytest.mark.parametrize("builder", [*BUILDERS, "html5lib"])
@given(
    source=BLOCKS.map(
        lambda body: f"<!DOCTYPE html><html><head><title>о</title></head><body><div>{body}</div></body></html>"
    )
)
@settings(max_examples=100, deadline=None)
def test_soups_of_well_formed_pages_give_the_same_page(builder: str, source: str) -> None:
    assert read_html(BeautifulSoup(source, builder)) == read_html(source)


@pytest.mark.parametrize(
    "source",
    [
        "<!DOCTYPE html><p>x", "\ufeff\n<html><body>x", "<?xml version='1.0'?>\n<!-- c -->\n<html>",
        "<p>Один.</p><p>Два.</p>", "<p>Один.</p>", "Первый абзац.<br><br>Второй абзац.<br />Третий.",
        "Завод <b>Заря</b> открыт. <a href='http://x.example'>Далее</a>", "<![CDATA[<p>Один.</p>]]>",
        "<title>Заголовок</title><p>Текст", "<script>\n\n\n\n\n\nlet a = 1\n</script><div>\nтекст\n</div>",
        "Warning: include() failed in x.php on line 3\n<!DOCTYPE html>\n<html>\n<body>x</body>\n</html>\n",
    ],
)
def test_html_is_told(source: str) -> None:
    assert looks_like_html(source)


@pytest.mark.parametrize(
    "source",
    [
        "", "Просто текст.", "тег <p> в статье", "x < y и y > z", "# Заголовок\n\nАбзац<br>строка\n\nАбзац",
        "<p> и <div> — теги.", "Используйте <b></b> и <i></i>.\nВторая строка.\nТретья строка.\nЧетвёртая.",
        "<br>", "<автор> написал: <нрзб>",
        "Статья о вёрстке.\nРассмотрим пример.\n<div class='x'>\n<p>привет</p>\n</div>\nВсё просто.\nИ ещё.\nИ ещё.",
    ],
)
def test_a_dump_that_mentions_tags_is_no_html(source: str) -> None:
    assert not looks_like_html(source)
