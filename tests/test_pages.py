"""Whole invented pages: one test a page and field, so that a wrong date does not hide a wrong body."""

from __future__ import annotations

import pathlib

import pytest

from newsclean import Article
from tests.pages import EMPTY, FOLDER, OPTIONAL, SETTINGS, PageCase, article_of, page_cases, page_files, shown

KNOWN_BY_REASON: dict[str, dict[str, str]] = {
    "a dateline that is a line of its own, or has no agency, or is broken at a tag, is not read": {
        "aif/balloon": "dateline body",
        "html-old/clock-koi8": "dateline",
        "ria/tram-gettext": "dateline body",
    },
    "the layout leaves the text too early or enters it too late": {
        "belta/bakery-be": "body",
        "championat/skaters": "body",
        "delo-omuta/paywall": "body",
        "novayagazeta/ferry": "body",
        "pravda_com_ua/tram-uk": "body",
        "realnoevremya/greenhouse": "body authors",
        "svoboda/orchard": "body",
        "tass/geyser": "body",
        "vc/queue": "body",
        "vestnik-omuta/poem": "body",
    },
    "the first paragraph, up to 200 characters, does not speak for the headline that it repeats": {
        "moya-izba/stove-header": "title",
    },
    "a role of several words before the name («Автор: капитан-наставник … Имя Фамилия») is not known": {
        "gazeta/ferries": "authors",
    },
    "tags between buttons, below a byline or in one HTML block are not read": {
        "4pda/teapot": "tags",
        "habr/beehive": "tags",
        "html-modern/bees": "tags",
        "kommersant/millers": "tags",
        "pravda_ru/kettle": "tags",
        "rbc/metal": "tags",
        "sports/regatta": "tags",
        "tass/geyser": "tags",
    },
    "the printed time without a zone wins over the metadata's offset": {
        "dw/beekeeper": "published",
        "shkulev/gate": "published",
        "tass/bell": "published",
    },
    "in one line a plain space parts menu, headline, credit and text, and nothing shows where": {
        "meduza/fairytales-oneline": "lead source notices body",
        "sovsport/skis-oneline": "title date source body",
    },
    "a section behind an arrow, a slash or a date, or alone over the headline, is not read": {
        "360tv/kites": "section",
        "aif/goose": "section",
        "belta/bakery-be": "section",
        "elementy/moss": "section",
        "lifehacker/socks": "section",
        "meduza/museum": "section",
        "mk/pigeons": "section",
        "ng/dam": "section",
        "novayagazeta/ferry": "section",
        "omut-news/clinic-2011": "section",
        "sports/regatta": "section",
        "tengrinews/camel": "section",
    },
    "settling, so that a second look changes nothing, drops paragraphs of the text": {
        "moya-izba/stove-header": "body",
        "omut-news/clinic-2011": "body",
    },
    "a block glued before a one-letter word («ВойтиВ »), after Latin or a digit («18+Читайте») is not cut off": {
        "omut-today/glued-oneline": "title body lead",
    },
    "a line that repeats the source stands inside a sentence and is claimed with it": {
        "sport-express/goalkeeper-gettext": "body",
    },
    "a subheading right under a read-also card goes with it": {
        "gazeta/lighthouse": "body",
        "lifehacker/socks": "body",
        "pravda_ru/kettle": "body",
        "rt/causeway": "body",
        "vestnik-omuta/longread": "body",
    },
    "a caption or an editor's note that ends like prose stays": {
        "zaozerye/meeting-2012": "body",
    },
    "a read-also heading takes the paragraph, the byline or the tags below its cards": {
        "aif/goose": "tags",
    },
    "a card or a label alone, with no heading over it, stays in the text": {
        "ria/balloons": "body",
    },
    "of several clocks in a row the first is read, not Moscow's": {
        "vesti/lanterns": "published",
    },
    "an age in a sentence of the footer («для пользователей до 16 лет») is not read": {
        "tass/geyser": "notices",
        "utro/dreams": "notices",
    },
    "a card or a teaser inside the text, with no rule that knows it, stays": {
        "lifehacker/queue": "body",
    },
    "the deck is taken for text, or text, names, a caption for the deck": {
        "dw/fair": "body lead",
        "kp/accordion": "lead",
        "moya-izba/stove-header": "lead",
        "onliner/lift": "body lead",
        "rt/causeway": "lead",
        "tatar_inform/honey": "lead",
    },
    "headlines of a ticker under the menu are taken for headline and deck": {
        "life/goat": "title lead",
    },
    "a source of one word, or an agency in quotes, is not read as printed": {
        "ixbt/pedals": "source",
        "tatar_inform/honey": "dateline",
    },
    "a lower-case list after a colon is joined as if it were broken at tags": {
        "zakon_kz/library": "body",
    },
    "a list under an author or a tag, with whole paragraphs of announcements, passes for an article": {
        "not-articles/author-page": "article",
        "not-articles/tag-html": "article",
    },
}
"""What the library gets wrong so far: reasons, pages, their fields. Strict: a field that comes right must leave."""
KNOWN = {
    (page, field): reason
    for reason, pages in KNOWN_BY_REASON.items() for page, fields in pages.items() for field in fields.split()
}

CHECKS = [
    pytest.param(
        case, field, id=f"{case}-{field}",
        marks=[pytest.mark.xfail(reason=KNOWN[str(case), field], strict=True)] if (str(case), field) in KNOWN else [],
    )
    for case in page_cases() for field in case.fields()
]


@pytest.mark.parametrize(("case", "field"), CHECKS)
def test_field(case: PageCase, field: str) -> None:
    wanted = case.wants(field)
    assert shown(article_of(case.file), field, wanted) == wanted


@pytest.mark.parametrize("file", page_files(), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_page_has_its_json(file: pathlib.Path) -> None:
    assert file.with_suffix(".json").exists(), f"{file} has no JSON that says what the page shows"


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*/*")), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_json_has_one_page_and_nothing_else_lies_about(file: pathlib.Path) -> None:
    pages = [page for page in page_files() if page.with_suffix("") == file.with_suffix("")]
    assert len(pages) == 1, f"{file}: a JSON needs one page of its name, .txt or .html"


@pytest.mark.parametrize("case", page_cases(), ids=str)
def test_json_names_fields_that_exist(case: PageCase) -> None:
    assert set(case.expected) <= {*EMPTY, *OPTIONAL, *SETTINGS, "article"}
    assert set(EMPTY) | set(OPTIONAL) <= set(Article.model_fields)


def test_known_faults_name_pages_and_fields_that_exist() -> None:
    assert set(KNOWN) <= {(str(case), field) for case in page_cases() for field in case.fields()}
