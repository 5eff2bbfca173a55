"""The date of a page: where it stands decides, and what else the page knows."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.fields.dates import Dates, read_dates
from newsclean.layout import Layout
from newsclean.reading.page import Hints, Line, Metadata, Page

NOW = dt.datetime(2025, 12, 11, 18, 0)

# Pages: «#» marks the title, «>» the body, «=» a line with a date that must be named as such.

HEAD = ["Главная", "Новости", "Контакты"]
BODY = ["> В Примерске открыли мост через реку Примерку, сообщила администрация.", "> Мост строили три года."]


def read(
    *rows: str, url: str | None = None, now: dt.datetime | None = None, tz: str | None = None,
    published: str | None = None, modified: str | None = None, crawled: str | None = None, links: tuple[str, ...] = (),
) -> tuple[Dates, list[int]]:
    """The dates of a page whose last line holds `links`, and the indexes of the lines marked as its date."""
    page = Page([Line(re.sub(r"^[#>=] ", "", row), number) for number, row in enumerate(rows, start=1)])
    if links:
        page.lines[-1].hints = Hints(targets=links)
    page.metadata = Metadata(published=published, modified=modified, crawled=crawled)
    title = next((index for index, row in enumerate(rows) if row.startswith("# ")), None)
    body = [index for index, row in enumerate(rows) if row.startswith("> ")]
    layout = Layout(title, None, body, [None] * len(rows), [None] * len(rows))
    marked = [index for index, row in enumerate(rows) if row.startswith("= ")]
    return read_dates(page, layout, url=url, now=now, tz=tz), marked


def check(result: tuple[Dates, list[int]], published: str | None, modified: str | None = None) -> Dates:
    """Compare a page's dates with ISO forms (a day, or a moment with its offset) and the marked lines."""
    dates, marked = result
    if published is None:
        assert dates.date is None
        assert dates.published is None
    else:
        assert str(dates.date) == published[:10]
        assert (dates.published.isoformat(timespec="minutes") if dates.published else published[:10]) == published
    assert (dates.modified.isoformat(timespec="minutes") if dates.modified else None) == modified
    assert list(dates.lines) == marked
    return dates


def test_over_the_title() -> None:
    page = read(*HEAD, "= 14:05, 11 декабря 2025Общество", "# В Примерске открыли мост", *BODY)
    dates = check(page, "2025-12-11T14:05+03:00")
    assert dates.date_text == "14:05, 11 декабря 2025"


def test_under_the_title() -> None:
    check(
        read(*HEAD, "# В Примерске открыли мост", "Пётр Примеров", "= 11.12.2025 14:05", *BODY),
        "2025-12-11T14:05+03:00",
    )


def test_under_the_text() -> None:
    check(read(*HEAD, "# В Примерске открыли мост", *BODY, "= 06.01.2012. Просмотров: 527", "Твитнуть"), "2012-01-06")


def test_within_the_opening_lines_of_the_text() -> None:
    check(read(*HEAD, "# Мост", BODY[0], "= Пётр Примеров 03.03.2020, 14:48", BODY[1]), "2020-03-03T14:48+03:00")


def test_the_clock_in_the_header_is_not_the_date() -> None:
    check(read(
        "Среда, 10.04.2013, 09:36", "# В Примерске открыли мост", "= 04.01.2012", *BODY
    ), "2012-01-04")
    check(read(
        "среда, 10 апреля", "# В Примерске открыли мост", *BODY, "= 5 января 2012 г, 11:01", "Пётр Примеров"
    ), "2012-01-05T11:01+04:00")
    check(read("25 апреля 2024", *HEAD * 4, "# Мост", "= 11 марта 2020", *BODY), "2020-03-11")


def test_the_far_header_is_not_read_at_all() -> None:
    check(read("25 апреля 2024", *HEAD * 4, "# В Примерске открыли мост", *BODY), None)


def test_far_above_the_title_only_a_label_or_an_update_counts() -> None:
    menu = [f"Раздел {number}" for number in range(20)]
    check(read("02.03.2021 20:15", *menu, "# В Примерске открыли мост", *BODY), None)
    check(
        read("= 15:29 07.04.2025 (обновлено: 16:11 07.04.2025)", *menu, "# В Примерске открыли мост", *BODY),
        "2025-04-07T15:29+03:00",
        "2025-04-07T16:11+03:00",
    )


def test_the_date_stands_by_an_earlier_copy_of_the_headline() -> None:
    menu = [f"Раздел {number}" for number in range(20)]
    title = "В Примерске открыли мост"
    check(read("= 06:36 07.04.2025", title, *menu, f"# {title}", *BODY), "2025-04-07T06:36+03:00")


def test_the_address_decides_between_two_dates() -> None:
    rows = ["= 11 марта 2020, 10:00", "# В Примерске открыли мост", "25 апреля 2024", *BODY]
    check(read(*rows, url="https://primera.ru/2020/03/11/most"), "2020-03-11T10:00+03:00")


def test_cards_of_other_articles_under_the_text() -> None:
    check(read(
        *HEAD, "# В Примерске открыли мост", *BODY,
        "10.04.2013", "Сеть магазинов расширяется", "09.04.2013", "Обсудили бюджет", "08.04.2013", "Открыли школу",
    ), None)
    check(read(*HEAD, "# Мост", *BODY, "Читайте также", "10.04.2013", "Сеть магазинов расширяется"), None)


def test_comments_under_the_text() -> None:
    check(read(
        *HEAD, "# Мост", *BODY, "Комментарии",
        "Володя", "05.01.12, 23:35", "Хорошо!", "Дарья", "05.01.12, 22:38", "Плохо!",
    ), None)


def test_a_ticker_before_the_title() -> None:
    check(read(
        "20 ноября 2024, 23:09", "Открыли школу", "20 ноября 2024, 22:01", "Обсудили бюджет", "19 ноября 2024, 20:00",
        "Закрыли рынок", "# В Примерске открыли мост", "= 18 ноября 2024, 10:00", *BODY,
    ), "2024-11-18T10:00+03:00")


def test_registration_and_law_are_not_read() -> None:
    check(read(
        "# В Примерске открыли мост", *BODY, "Эл № ФС77-12345 от 10.11.2016 г.", "Закон № 408-ФЗ от 31.07.2023"
    ), None)


def test_date_and_time_on_lines_of_their_own() -> None:
    check(read(*HEAD, "= 04 января 2012 года", "= 14:05", "# Мост", *BODY), "2012-01-04T14:05+04:00")
    check(read(*HEAD, "= 23:35", "= 05.04.25", "1.9", "# Мост", *BODY), "2025-04-05T23:35+03:00")
    check(read("# Мост", "= 28 ноября 2011 г.", "|", "= Время публикации 17:31", *BODY), "2011-11-28T17:31+04:00")


def test_the_date_of_change() -> None:
    check(
        read("# Мост", "= 18:35 03.03.2020 (обновлено: 20:20 03.03.2020)", *BODY),
        "2020-03-03T18:35+03:00", "2020-03-03T20:20+03:00",
    )
    check(
        read("# Мост", "= 03.03.2020, 18:35", "= обновлено 20:20", *BODY),
        "2020-03-03T18:35+03:00", "2020-03-03T20:20+03:00",
    )
    check(
        read("# Мост", "= 18:35 03.03.2020", "= (обновлено: 20:20 03.03.2020)", *BODY),
        "2020-03-03T18:35+03:00", "2020-03-03T20:20+03:00",
    )


def test_a_change_alone_gives_its_day_and_no_moment_of_publication() -> None:
    check(read("# Мост", "= Обновлено: 03.03.2020, 18:35", *BODY), "2020-03-03", "2020-03-03T18:35+03:00")


def test_metadata_alone() -> None:
    check(read("# Мост", *BODY, published="2025-12-11T14:05:00+03:00"), "2025-12-11T14:05+03:00")
    check(read("# Мост", *BODY, published="2025-12-11T00:00:00+03:00"), "2025-12-11")
    check(read("# Мост", *BODY, published="2025-12-11"), "2025-12-11")
    check(read("# Мост", *BODY, published="2025-12-11 14:05", tz="Asia/Omsk"), "2025-12-11T14:05+06:00")
    check(read("# Мост", *BODY, published="1765454700"), "2025-12-11T15:05+03:00")
    check(read("# Мост", *BODY, published="вчера"), None)


def test_metadata_in_utc_give_the_day_in_the_sites_zone() -> None:
    check(read("# Мост", *BODY, published="2025-12-11T21:30:00Z", url="https://primera.ru/a"), "2025-12-12T00:30+03:00")
    check(read("# Мост", *BODY, published="2025-12-11T21:30:00Z", tz="Asia/Vladivostok"), "2025-12-12T07:30+10:00")
    check(
        read("# Мост", *BODY, published="2025-12-11T21:30:00Z", url="https://primera.com/a"),
        "2025-12-11T21:30+00:00",
    )


def test_the_printed_minute_wins_over_metadata() -> None:
    check(read("# Мост", "= 11.12.2025, 14:05", *BODY, published="2025-12-11T14:01:10+03:00"), "2025-12-11T14:05+03:00")
    check(read("# Мост", "= 11.12.2025", *BODY, published="2025-12-11T14:01:10+03:00"), "2025-12-11T14:01+03:00")


def test_metadata_win_over_a_date_of_another_day() -> None:
    check(read("# Мост", "11.04.2013, 14:05", *BODY, published="2025-12-11T14:01:10+03:00"), "2025-12-11T14:01+03:00")


def test_the_sites_clock_is_known_from_print_and_metadata_together() -> None:
    check(
        read("# Мост", "= 11.12.2025, 14:05", *BODY, published="2025-12-11T11:05:00Z", url="https://primera.com/"),
        "2025-12-11T14:05+03:00",
    )


def test_date_modified_is_never_publication() -> None:
    check(read("# Мост", *BODY, modified="2025-12-11T14:05:00+03:00"), None, "2025-12-11T14:05+03:00")


def test_a_year_left_out() -> None:
    row = ("# Мост", "= Бизнес, 13 фев, 10:52", *BODY)
    blind = ("# Мост", "Бизнес, 13 фев, 10:52", *BODY)
    check(read(*row, url="https://primera.ru/2026/02/13/a"), "2026-02-13T10:52+03:00")
    check(read(*row, published="2026-02-13"), "2026-02-13T10:52+03:00")
    check(read(*row, crawled="2026-03-01"), "2026-02-13T10:52+03:00")
    check(read(*row, now=dt.datetime(2026, 3, 1)), "2026-02-13T10:52+03:00")
    check(read(*row, "© ООО «Примера», 1995–2026. Все права защищены."), "2026-02-13T10:52+03:00")
    check(read(*blind), None)
    check(read(*blind, "© Студия Примера (2024)"), None)
    check(read(*blind, crawled="2026-03"), None)


def test_a_relative_date_needs_now() -> None:
    check(read("# Мост", "Сегодня, 16:02", *BODY), None)
    check(read("# Мост", "= Сегодня, 16:02", *BODY, now=NOW), "2025-12-11T16:02+03:00")


FRESH = tuple(f"https://sosed.ru/{number}/2024-02-17/slovo" for number in range(3))
OLDER = ("https://sosed.ru/7/2024-02-16/slovo", "https://sosed.ru/8/2023-12-01/slovo", "/politics/", "#top")


def test_a_relative_date_is_read_against_the_newest_day_in_the_pages_links() -> None:
    today = ("# Мост", "= Сегодня, 16:02", *BODY, "Новости соседей")
    assert check(read(*today, links=FRESH + OLDER), "2024-02-17T16:02+03:00").date_text == "Сегодня, 16:02"
    check(read("# Мост", "= Вчера, 23:10", *BODY, "Новости соседей", links=FRESH), "2024-02-16T23:10+03:00")
    check(read(*today, links=FRESH, now=NOW), "2025-12-11T16:02+03:00")
    check(read(*today, links=FRESH, url="https://primera.com/most"), "2024-02-17")


@pytest.mark.parametrize("links", [
    FRESH[:2], FRESH[:2] + OLDER, (FRESH[0],) * 3, (*FRESH, "https://sosed.ru/9/2024-02-18/slovo"),
    ("https://sosed.ru/a?day=2024-02-17",) * 3, OLDER,
])
def test_few_links_or_a_newest_day_that_stands_alone_tell_no_day(links: tuple[str, ...]) -> None:
    check(read("# Мост", "Сегодня, 16:02", *BODY, "Новости соседей", links=links), None)


def test_links_tell_the_day_of_nothing_but_a_relative_date() -> None:
    check(read("# Мост", *BODY, "Новости соседей", links=FRESH), None)
    check(read("# Мост", "16:02", *BODY, "Новости соседей", links=FRESH), None)
    for hours in ("5 минут назад", "2 часа назад", "час назад"):
        check(read("# Мост", hours, *BODY, "Новости соседей", links=FRESH), None)
    check(read("# Мост", "= 11.02.2024, 10:00", "Сегодня, 16:02", *BODY, links=FRESH), "2024-02-11T10:00+03:00")
    check(read("# Мост", *BODY, "Сегодня, 16:02", links=FRESH, url="https://primera.ru/2020/03/11/most"), "2020-03-11")


def test_without_any_date_the_address_and_then_the_crawl_day_are_taken() -> None:
    check(read("# Мост", *BODY, url="https://primera.ru/2020/03/11/most", crawled="2021-01-01"), "2020-03-11")
    check(read("# Мост", *BODY, crawled="2021-01-01"), "2021-01-01")
    check(read("# Мост", *BODY, crawled="2021-01"), None)
    check(read("# Мост", *BODY), None)


def test_a_printed_date_wins_over_the_crawl_day() -> None:
    check(read("# Мост", "= 31.12.2025", *BODY, crawled="2025-12-25"), "2025-12-31")


def test_an_address_printed_on_the_page() -> None:
    check(read(
        "# Мост", "= 08 декабря, 10:32", *BODY, "Постоянный адрес статьи:", "http://primera.ru/articles/2011/12/08/1.shtml"
    ), "2011-12-08T10:32+04:00")


def test_no_zone_no_moment() -> None:
    check(read("# Мост", "= 11.12.2025, 14:05", *BODY, url="https://primera.com/a"), "2025-12-11")
    check(read("# Мост", "= 11.12.2025, 14:05 МСК", *BODY, url="https://primera.com/a"), "2025-12-11T14:05+03:00")
    check(read("# Мост", "= 11.12.2023, 14:05", *BODY, url="https://primera.kz/a"), "2023-12-11")
    check(read("# Мост", "= 11.12.2025, 14:05", *BODY, url="https://primera.kz/a"), "2025-12-11T14:05+05:00")
    check(
        read("# Мост", "= 11.12.2023, 14:05", *BODY, url="https://primera.kz/a", tz="Asia/Almaty"),
        "2023-12-11T14:05+06:00",
    )


def test_an_agencys_opening() -> None:
    check(
        read("# Мост", "> Примерск, 10 августа 2018, 07:37 — REGNUM Мост открыли.", BODY[1]),
        "2018-08-10T07:37+03:00",
    )
    check(read("# Мост", "> , 07:37 REGNUM Мост открыли.", BODY[1], crawled="2018-08-10"), "2018-08-10T07:37+03:00")


def test_the_titles_own_line_is_never_named() -> None:
    check(read("# В Примерске открыли мост 14.11.2025, 16:15", "1,874", *BODY), "2025-11-14T16:15+03:00")


def test_a_head_in_one_line() -> None:
    head = "Главная Новости Контакты " * 20 + "Мост открыли 12:22, 17 марта 2022 Источник: Примера Реклама"
    check(read(head, *BODY), "2022-03-17T12:22+03:00")


def test_no_lines_and_no_article() -> None:
    check(read(), None)
    check(read("Главная", "Новости"), None)


@given(st.lists(st.text(max_size=40), max_size=12), st.data())
def test_any_page_is_survived(rows: list[str], data: st.DataObject) -> None:
    indexes = st.integers(0, max(0, len(rows) - 1))
    title = data.draw(st.none() | indexes) if rows else None
    body = sorted(data.draw(st.sets(indexes))) if rows else []
    page = Page([Line(row, number) for number, row in enumerate(rows)])
    layout = Layout(title, None, body, [None] * len(rows), [None] * len(rows))
    dates = read_dates(page, layout, url=None, now=NOW, tz=None)
    assert all(0 <= index < len(rows) for index in dates.lines)
