"""When the article was published and changed: from the lines around it, the page's metadata and the address.

Position decides between the dates of a page: its own stands by the headline or right under the text. The clock in the
header shows the day on which the page was saved, cards of other articles carry their own dates, and the imprint that of
the registration.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from newsclean.fields.addresses import ABOVE, host_zone, one_zone, printed_day, read_url_day
from newsclean.fields.moments import find_date, read_date, read_inside, read_line, read_stamp
from newsclean.fields.readings import Moment, Reading, complete, nearest
from newsclean.fields.stamps import MOST, Stamp, zone_named
from newsclean.layout import Layout
from newsclean.reading.page import Page

__all__ = ["Dates", "find_date", "read_date", "read_dates"]

BELOW, UNDER = 25, 8
"""How many lines after the title (up to the text) and under the text are searched; before the title it is `ABOVE`."""
_CLOCK: Final = 8  # lines before the title, above which a day without time is the header's clock
_TOP, _FAR = 40, -4.0  # a page's first lines, where only a date with a label or an update counts, and their worth
_BESIDE: Final = 60  # characters that may stand beside the date on a line that counts as the date's
_LINKS: Final = 3  # links that must hold the newest day in a page's links before it counts as the day of the fetch
_EARLY: Final = 3  # lines of the text's beginning among which a date may stand: after the deck, say
_DIGIT: Final = re.compile(r"\d|назад|[Сс]егодня|чера|олько что|НАЗАД|СЕГОДНЯ|ВЧЕРА")
_MINOR: Final = re.compile(r"\W*\w{0,2}\W*")
# A heading under the text: what follows belongs to other articles or to readers.
_OTHERS: Final = re.compile(
    r"(?:читайте|смотрите) (?:также|еще|ещё)|(?:(?:новости|материалы|статьи|ссылки|еще|ещё|видео) )?(?:по|на) "
    r"(?:этой )?тем[еу]|(?:другие|последние|похожие|главные|популярные|свежие) (?:новости|материалы|статьи|публикации)|"
    r"комментари[ий]|главное|популярное|самое \w+|обсуждение|ранее|лента новостей|все новости", re.IGNORECASE
)
_BETWEEN_OPENING: Final = re.compile(r"(?P<stamp>[^—–]{5,60}?)\s*(?:[—–-]\s*)?(?:ИА\s)?REGNUM\b")
# A span of years, or one year beside the owner: a photo's «© Студия (2024)» tells nothing.
_RIGHTS: Final = re.compile(
    r"(?:©|\(c\)|copyright)[^©]{0,100}?(?:(?:19|20)\d\d\s?[-–—]\s?(20\d\d)(?!\d)"
    r"|(?<!\d)(20\d\d)(?!\d)[^©]{0,12}(?:все права|all rights))", re.IGNORECASE
)

_FOREIGN = ("imprint", "comments", "ad")  # roles of lines whose dates are not the article's, unless a label says so


class Dates(NamedTuple):
    """An article's dates."""

    date: dt.date | None
    """The day of publication that the site prints, in the site's own zone; or else `None`. Where an article shows only
    the day of its last change, beside the title, it is that day."""
    published: dt.datetime | None
    """The moment of publication, aware; `None` where the time or the zone isn't known."""
    modified: dt.datetime | None
    """The moment of the last change, on the same terms."""
    date_text: str | None
    """The date as printed (on the page, or else in its metadata), from which `date` was read; or else `None`."""
    lines: tuple[int, ...]
    """Indexes of the page's lines that are the article's date, in order; the title's line is never among them."""


class _Candidate(NamedTuple):
    """A date on the page, its year known."""

    moment: Moment
    score: float
    lines: tuple[int, ...]


class _Evidence(NamedTuple):
    """What is known of the day before the page's lines are read."""

    url: dt.date | None
    url_given: bool
    """Whether the address is the page's own, not one that is printed among its lines."""
    published: Moment | None
    crawled: dt.date | None
    now: dt.datetime | None
    zone: dt.tzinfo | None
    told: bool
    """Whether the outlet's rule set gives the zone; else it is a guess from the host."""
    linked: dt.date | None = None
    """The newest day in the page's own links, where «сегодня» has nothing else to be read against."""


def read_dates(page: Page, layout: Layout, *, url: str | None, now: dt.datetime | None, tz: str | None) -> Dates:
    """Read the dates of a page's article.

    `url` is the page's address, `now` the moment against which «вчера, 14:05» is read, `tz` the zone (IANA name) in
    which the site prints its dates; without it the zone is that of the host's country, if it has but one, and Moscow's
    where no host is known. A line's own «МСК» or an offset in the metadata says more than either.

    Without `now`, «Сегодня, 16:02» and «вчера» are read against the newest day in the page's own links, if at least
    three of them hold it and neither page nor address shows another date. «5 минут назад» needs `now`.
    """
    address = url or page.metadata.url
    zone = zone_named(tz) if tz else host_zone(address)
    url_day = read_url_day(address) if address else printed_day(page, layout)
    machine = _machine(page.metadata.published, zone, told=tz is not None)
    evidence = _Evidence(url_day, address is not None, machine, _crawl_day(page), now, zone, tz is not None)
    candidates = list(_candidates(page, layout, evidence))
    if not (candidates or now or url_day or machine or evidence.crawled) and (linked := _linked_day(page)):
        evidence = evidence._replace(linked=linked)
        candidates = list(_candidates(page, layout, evidence))
    chosen = _choose(candidates)
    if chosen is None or chosen.moment.label == "modified":
        chosen = _opening(page, layout, evidence) or chosen
    return _decide(chosen, candidates, page, layout, evidence, None if tz else address)


def _machine(text: str | None, zone: dt.tzinfo | None, *, told: bool) -> Moment | None:
    """A stamp of the metadata in the site's zone. Midnight sharp is no time of day.

    A stamp that has an offset of its own keeps it, unless that is UTC, or the site's zone is `told`, not guessed.
    """
    reading = read_stamp(text)
    moment = complete(reading, None, zone) if reading else None
    if moment is None or moment.time == dt.time(0, 0):
        return moment and Moment(moment.day, text=moment.text)
    if moment.aware and zone and (told or not moment.aware.utcoffset()):
        local = moment.aware.astimezone(zone)
        return Moment(local.date(), local.time(), zone, text=moment.text)
    return moment


def _crawl_day(page: Page) -> dt.date | None:
    """The day that a dataset's header gives; `None` for a month."""
    reading = read_stamp(page.metadata.crawled)
    return dt.date(*reading.stamp[:3]) if reading and reading.stamp and reading.full else None  # type: ignore[arg-type]


def _linked_day(page: Page) -> dt.date | None:
    """The newest day in the addresses that a page links to; `None` unless `_LINKS` of them hold it, or without HTML."""
    targets = {target for line in page.lines if line.hints for target in line.hints.targets}
    days = Counter(filter(None, map(read_url_day, targets)))
    newest = max(days, default=None)
    return newest if newest and days[newest] >= _LINKS else None


def _places(page: Page, layout: Layout) -> Iterator[tuple[int, float]]:
    """The lines that may hold the article's date, each with what its place is worth."""
    title, body, count = layout.title, layout.body, len(page.lines)
    top = title if title is not None else (body[0] if body else 0)
    below = [index for index in body if index > top]
    first = below[0] if below else min(count, top + 12)
    for index in range(top, min(first, top + BELOW + 1)):
        yield index, 10 - 0.3 * (index - top)
    for index in range(first - 1, max(first - ABOVE, top + BELOW), -1):  # the headline is far off, or none
        yield index, 8 - 0.6 * (first - index)
    for index in range(first, min(first + _EARLY, below[-1]) + 1 if below else first):
        yield index, 8.0 - (index - first)
    for index in range(top - 1, max(top - ABOVE, 0) - 1, -1):
        yield index, 9 - 0.6 * (top - index)
    if title is not None:
        yield from _copies(page, title)
    if body:
        yield from _tail(page, layout, body[-1] + 1)


def _copies(page: Page, title: int) -> Iterator[tuple[int, float]]:
    """The lines around earlier copies of the headline, and all lines far above it, worth next to nothing."""
    text = page.lines[title].text
    for index in range(title - ABOVE):
        if page.lines[index].text == text:
            for near in range(max(0, index - 4), min(index + 5, title - ABOVE)):
                yield near, 6 - 0.5 * abs(near - index)
    for index in range(min(title - ABOVE, _TOP)):
        yield index, _FAR


def _tail(page: Page, layout: Layout, start: int) -> Iterator[tuple[int, float]]:
    """The lines under the text, up to the heading of a list or of the comments; commas and the like don't count."""
    place = 0
    for index in range(start, min(start + 3 * UNDER, len(page.lines))):
        text = page.lines[index].text
        if place >= UNDER or layout.roles[index] == "comments" or _OTHERS.match(text):
            return
        yield index, 5 - 0.5 * place
        place += len(text) > 6 or _MINOR.fullmatch(text) is None


def _candidates(page: Page, layout: Layout, evidence: _Evidence) -> Iterator[_Candidate]:
    """The dates that stand where the article's own may stand, each with its worth."""
    title = layout.title if layout.title is not None else (layout.body[0] if layout.body else 0)
    body = frozenset(layout.body[_EARLY:])  # its first lines may still hold what the layout took for text
    seen: set[int] = set()
    for index, worth in _places(page, layout):
        text = page.lines[index].text
        if index in seen or (len(text) > MOST and index in body) or not _DIGIT.search(text):
            continue
        seen.add(index)
        reading = read_line(text) or (None if index in body else read_inside(text))
        if reading is None:
            continue
        stamped = reading.full and reading.time is not None
        if index in layout.body and not reading.whole and (index in body or not stamped):
            continue
        reading, lines = _joined(page, reading, index)
        if not (reading.label or reading.update) and (
            layout.roles[index] in _FOREIGN or worth == _FAR or (title - index > _CLOCK and not reading.time)
        ):
            continue
        moment = _settle(page, reading, evidence)
        if moment:
            worth += _worth(reading, moment, evidence, above=index < title) - 9 * _listed(page, index, moment)
            yield _Candidate(moment, worth, tuple(lines) if reading.whole or index not in layout.body else ())


def _joined(page: Page, reading: Reading, index: int) -> tuple[Reading, list[int]]:
    """A date with the time or the label on the line beside it: dumps break lines at every tag."""
    lines = page.lines
    if not reading.whole:
        return reading, [index]
    taken = [index]
    text = lines[index].text
    for step in (1, -1):
        near = index + step
        if 0 <= near < len(lines) and not re.search(r"\w", lines[near].text):
            near += step  # a lone bar or comma
        if not 0 <= near < len(lines) or len(lines[near].text) > 40:
            continue
        other = lines[near].text
        both = read_line(f"{text} {other}" if step == 1 else f"{other} {text}")
        if both is None or not both.whole:
            continue
        timed = reading.time is None and both.time is not None and both.stamp == reading.stamp
        labelled = (both.label, both.update) != (reading.label, reading.update)
        if timed or labelled:
            reading, text = both, (f"{text} {other}" if step == 1 else f"{other} {text}")
            taken.append(near)
    return reading, taken


def _settle(page: Page, reading: Reading, evidence: _Evidence) -> Moment | None:
    """Complete a reading: the year from the address, the metadata, the crawl, `now`, or the year of the imprint."""
    stamp = reading.stamp
    if reading.ago is not None:
        if evidence.linked and not (reading.ago.minutes or reading.ago.exact):
            reading = reading.on(evidence.linked - dt.timedelta(days=reading.ago.days))
        return complete(reading, evidence.now, evidence.zone)
    if stamp is None:
        return None
    if stamp.year is None:
        day = _day_with_year(page, stamp, evidence)
        if day is None:
            return None
        reading = reading.on(day)
    return complete(reading, None, evidence.zone)


def _day_with_year(page: Page, stamp: Stamp, evidence: _Evidence) -> dt.date | None:
    """The day of a stamp without year."""
    exact = evidence.url or (evidence.published.day if evidence.published else None)
    if exact:  # two days of grace for zones and late changes, or else the last such day
        return nearest(stamp, exact + dt.timedelta(days=2))
    if evidence.crawled:
        return nearest(stamp, evidence.crawled)
    if evidence.now:
        return nearest(stamp, evidence.now.date())
    year = _imprint_year(page)
    try:  # a site that leaves the year out means the current one, which its imprint shows
        return dt.date(year, stamp.month, stamp.day) if year else None
    except ValueError:
        return None


def _imprint_year(page: Page) -> int | None:
    """The last year of «© 1995–2026, АО «…»» at the page's end: the year in which the page was served."""
    end = " ".join(line.text for line in page.lines[-80:])[-20_000:]
    years = [found[1] or found[2] for found in _RIGHTS.finditer(end)]
    return int(max(years)) if years else None


def _worth(reading: Reading, moment: Moment, evidence: _Evidence, *, above: bool) -> float:
    """What a date's form and its agreement with the address and the metadata are worth."""
    worth = 3.0 * reading.full + 2.0 * (reading.time is not None) + reading.whole + 4.0 * (reading.update is not None)
    worth += {"published": 3.0, "modified": -6.0, None: 0.0}[moment.label]
    if above and reading.clock and not reading.label:
        worth -= 4  # the clock in the header
    if not reading.full and reading.time is None and reading.ago is None:
        worth -= 3
    for day, against in (
        (evidence.url, -8 if evidence.url_given else -2),
        (evidence.published.day if evidence.published else None, -8),
    ):
        if day is not None:
            apart = abs((day - moment.day).days)
            worth += 8 if apart == 0 else 5 if apart == 1 else against
    return worth


def _listed(page: Page, index: int, moment: Moment) -> bool:
    """Whether a date stands among other days' dates, as the cards of a list and readers' comments do."""
    others = set()
    for near in range(max(0, index - 5), min(len(page.lines), index + 6)):
        text = page.lines[near].text
        if near != index and len(text) <= 60 and _DIGIT.search(text):
            reading = read_line(text)
            if reading and reading.stamp and reading.label is None and reading.update is None:
                others.add((reading.stamp[1:3], reading.time))
    own = (moment.day.month, moment.day.day)
    return sum(1 for day, time in others if day != own or (time and moment.time and time != moment.time)) >= 2


def _choose(candidates: list[_Candidate]) -> _Candidate | None:
    """The best date; of the same day, the best that also tells the time."""
    likely = [candidate for candidate in candidates if candidate.score > 0]
    best = max(likely, key=lambda candidate: candidate.score, default=None)
    if best is None or best.moment.time:
        return best
    same = [c for c in likely if c.moment.day == best.moment.day and c.moment.label != "modified" and c.moment.time]
    return max(same, key=lambda candidate: candidate.score, default=best)


def _opening(page: Page, layout: Layout, evidence: _Evidence) -> _Candidate | None:
    """The day and the time that REGNUM puts before its first sentence; its dumps often lose the day."""
    firsts = [*layout.body[:1], *([layout.title + 1] if layout.title is not None else [])]
    texts = [page.lines[index].text[:120] for index in firsts if index < len(page.lines)]
    found = next(filter(None, map(_BETWEEN_OPENING.match, texts)), None)
    reading = read_line(found["stamp"]) if found else None
    if reading is None or not reading.whole or reading.time is None:
        return None
    if reading.stamp is None and evidence.crawled:
        reading = reading.on(evidence.crawled)
    moment = _settle(page, reading, evidence)
    return _Candidate(moment, 0.0, ()) if moment else None


def _decide(
    chosen: _Candidate | None, candidates: list[_Candidate], page: Page, layout: Layout, evidence: _Evidence,
    address: str | None,
) -> Dates:
    """Weigh the page's lines against its metadata, and both against what is known from elsewhere."""
    machine, moment = evidence.published, chosen.moment if chosen else None
    if moment and machine and abs((moment.day - machine.day).days) > 1 and moment.day != evidence.url:
        chosen = moment = None
    update = moment.modified if moment else None
    if moment and moment.label == "modified" and not machine:
        update, moment = moment, Moment(moment.day, text=moment.text)
    elif moment and moment.label == "modified":
        update, moment = moment, None
    if moment and machine:
        moment = _agreed(moment, machine, evidence)
    moment = moment or machine
    update = update or next((c.moment for c in candidates if c.moment.label == "modified"), None)
    changed = _claim(update, address) or _claim(_machine(page.metadata.modified, evidence.zone, told=False), address)
    lines = _date_lines(chosen, candidates, layout, page) if chosen else ()
    if moment is None:
        day = evidence.url or evidence.crawled
        return Dates(day, None, changed, None, lines)
    published = _claim(moment, address)
    if published and changed and changed < published - dt.timedelta(minutes=1):
        changed = None
    return Dates(moment.day, published, changed, moment.text or None, lines)


def _agreed(moment: Moment, machine: Moment, evidence: _Evidence) -> Moment:
    """The printed date with what only the metadata know: the time, or how far the site's clock is from Greenwich.

    A guessed zone gives way to whole hours of Russia's zones (+02:00 to +12:00): others are clocks that lie.
    """
    if moment.time is None:
        same = machine.day == moment.day
        return Moment(moment.day, machine.time if same else None, machine.zone if same else None, text=moment.text)
    guessed = moment.zone is evidence.zone and not evidence.told
    if (moment.zone is None or guessed) and machine.aware:
        gap = dt.datetime.combine(moment.day, moment.time, dt.UTC) - machine.aware
        least = dt.timedelta(hours=0 if moment.zone is None else 2)
        if least <= gap <= dt.timedelta(hours=12) and not gap % dt.timedelta(hours=1):
            return Moment(moment.day, moment.time, dt.timezone(gap), text=moment.text)
    return moment


def _claim(moment: Moment | None, address: str | None) -> dt.datetime | None:
    """The aware moment, unless its zone is only that of a country which had several at that time."""
    if moment is None or (moment.zone is host_zone(address) and not one_zone(address, moment.day)):
        return None
    return moment.aware


def _date_lines(
    chosen: _Candidate, candidates: list[_Candidate], layout: Layout, page: Page
) -> tuple[int, ...]:
    """The lines of the chosen date, of its repetitions, and of the date of change."""
    lines = set(chosen.lines)
    for candidate in candidates:
        if candidate.score > 0 and (candidate.moment.day == chosen.moment.day or candidate.moment.label == "modified"):
            lines.update(candidate.lines)
    lines.discard(-1 if layout.title is None else layout.title)
    body = frozenset(layout.body)
    most = len(chosen.moment.text) + _BESIDE
    own = (index for index in sorted(lines) if index not in body or index in chosen.lines)
    return tuple(index for index in own if len(page.lines[index].text) <= most)
