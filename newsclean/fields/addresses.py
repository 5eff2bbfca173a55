"""What an address tells of an article's date: the day in its path, the zone of its host's country."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Final

from newsclean.fields.stamps import MOST, zone_named
from newsclean.layout import Layout
from newsclean.reading.page import Page

# Countries with one zone of their own. Kazakhstan is kept out before March 2024, when its two zones became one.
_ZONES: Final = {
    "ru": "Europe/Moscow", "рф": "Europe/Moscow", "xn--p1ai": "Europe/Moscow", "su": "Europe/Moscow",
    "by": "Europe/Minsk", "ua": "Europe/Kyiv", "md": "Europe/Chisinau", "am": "Asia/Yerevan", "az": "Asia/Baku",
    "ge": "Asia/Tbilisi", "uz": "Asia/Tashkent", "kg": "Asia/Bishkek", "tj": "Asia/Dushanbe", "kz": "Asia/Almaty",
}
_HOST: Final = re.compile(r"(?:[a-z]+:)?//(?:[^/@?#]*@)?([^/:?#]+)", re.IGNORECASE)
_URL_DAYS: Final = (
    re.compile(r"(?<!\d)(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{2})/(?P<m>\d{2})/(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
    re.compile(r"(?<![\d-])(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?=[/_.-]|$)"),
    re.compile(r"(?<![\d-])(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})(?=[/_.-]|$)"),
    re.compile(r"_dp(?P<y>\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)"),
)
# What all of them but the last have: the quick look, for most addresses have numbers that are no days.
_DIGITS: Final = re.compile(r"\d\d(?:\d\d(?:[/-]\d|\d{4}(?:[/_.?#-]|$))|/\d\d/\d{4})")
_ADDRESS: Final = re.compile(r"https?://\S+(?<!\.jpg)(?<!\.jpeg)(?<!\.png)(?<!\.webp)(?<!\.gif)", re.IGNORECASE)
_MOST: Final = 2000
"""Characters of an address in which a day is looked for."""
ABOVE: Final = 12
"""How many lines above the title the article's date or address may stand."""
_KAZAKHSTAN_ONE_ZONE: Final = dt.date(2024, 3, 1)


def read_url_day(url: str | None) -> dt.date | None:
    """The day that an address tells (`/2025/12/11/`, `/20251211/`, `/11/12/2025/`, `/11122025/`); or else `None`."""
    return _day_in(url[:_MOST]) if url else None


@functools.lru_cache(maxsize=8192)
def _day_in(url: str) -> dt.date | None:
    """The same, remembered: a site's pages link to the same sections."""
    if not _DIGITS.search(url) and "_dp" not in url:
        return None
    path = url.partition("?")[0].partition("#")[0]
    for pattern in _URL_DAYS:
        for found in pattern.finditer(path):
            year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
            try:
                day = dt.date(year, int(found["m"]), int(found["d"]))
            except ValueError:
                continue
            if 1995 <= year <= 2049:
                return day
    return None


def host_zone(url: str | None) -> dt.tzinfo | None:
    """The zone of the host's country; Moscow's without a host, `None` for `.com` and its like."""
    if not url:
        return zone_named("Europe/Moscow")
    name = _ZONES.get(_country(url))
    return zone_named(name) if name else None


def one_zone(url: str | None, day: dt.date) -> bool:
    """Whether the host's country had but one zone on a day: Kazakhstan has only since 1 March 2024."""
    return day >= _KAZAKHSTAN_ONE_ZONE or _country(url or "") != "kz"


def _country(url: str) -> str:
    """The last part of the host's name, in lower case; empty without a host."""
    found = _HOST.match(url.strip())
    return found[1].lower().rstrip(".").rpartition(".")[2] if found else ""


def printed_day(page: Page, layout: Layout) -> dt.date | None:
    """The day of the address printed nearest the title, or else under the text («Постоянный адрес статьи: …»)."""
    title = layout.title or 0
    end = layout.body[-1] + 1 if layout.body else title
    near = sorted(range(max(0, title - ABOVE), min(title + 5, len(page.lines))), key=lambda index: abs(index - title))
    for index in (*near, *range(end, min(end + 5, len(page.lines)))):
        text = page.lines[index].text
        if len(text) < MOST and (found := _ADDRESS.fullmatch(text)) and (day := read_url_day(found[0])):
            return day
    return None
