"""What a string says of a date (`Reading`), and the moment that it becomes once the rest is known (`Moment`)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from newsclean.fields.stamps import Ago, Label, Stamp


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as a page prints it."""

    day: dt.date
    """The day, in the zone in which it is printed."""
    time: dt.time | None = None
    """The time of day to the minute; `None` where none is printed."""
    zone: dt.tzinfo | None = None
    """The zone that the text names, or else the one given; `None` where neither is known."""
    label: Label | None = None
    """What the text says of the date: «Опубликовано» or «Обновлено»; `None` where it says nothing."""
    text: str = ""
    """The date as printed, without what stands around it."""
    modified: Moment | None = None
    """The second date of «18:35 03.03.2020 (обновлено: 20:20 03.03.2020)»; or else `None`."""

    @property
    def aware(self) -> dt.datetime | None:
        """The moment as an aware datetime; `None` where the time or the zone isn't known."""
        if self.time is None or self.zone is None:
            return None
        return dt.datetime.combine(self.day, self.time, self.zone)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a string says before the year or the day that it leaves out is filled in."""

    stamp: Stamp | None = None
    """The calendar day, perhaps without its year."""
    ago: Ago | None = None
    time: dt.time | None = None
    zone: dt.tzinfo | None = None
    label: Label | None = None
    text: str = ""
    clock: bool = False
    """Whether a weekday or «сегодня» stands beside the day, as in the clock in a page's header."""
    whole: bool = True
    """Whether the string is the date, not only holds it."""
    update: Reading | None = None
    """The part under «обновлено», where there is another part."""

    @property
    def full(self) -> bool:
        """Whether day, month and year are printed."""
        return self.stamp is not None and self.stamp.year is not None

    def on(self, day: dt.date) -> Reading:
        """The same reading with the day filled in."""
        return replace(self, stamp=Stamp(day.year, day.month, day.day), ago=None)


def complete(reading: Reading, now: dt.datetime | None, zone: dt.tzinfo | None) -> Moment | None:
    """Fill in what a reading leaves out from the moment of reading; `None` where the day stays unknown."""
    zone = reading.zone or zone
    if now is not None and now.tzinfo is not None and zone is not None:
        now = now.astimezone(zone)
    day, time = _day(reading, now)
    if reading.ago and reading.ago.exact and reading.time is None and now is not None:
        zone = zone or now.tzinfo
    if day is None:
        return None
    update = None
    if reading.update:
        update = complete(reading.update.on(day) if _bare(reading.update) else reading.update, now, zone)
    return Moment(day, time, zone, reading.label, reading.text, update)


def _bare(reading: Reading) -> bool:
    """Whether a reading has a time and no day."""
    return reading.stamp is None and reading.ago is None


def _day(reading: Reading, now: dt.datetime | None) -> tuple[dt.date | None, dt.time | None]:
    """The day and the time of a reading."""
    stamp, ago, time = reading.stamp, reading.ago, reading.time
    if stamp is not None:
        if stamp.year is not None:
            return dt.date(stamp.year, stamp.month, stamp.day), time
        return (nearest(stamp, now.date()) if now else None), time
    if now is None:
        return None, None
    if ago is None:  # a bare time is today's; one that has not come yet is no time of publication
        return (now.date(), time) if time is not None and time <= now.time() else (None, None)
    then = now - dt.timedelta(days=ago.days, minutes=ago.minutes)
    if time is None and ago.exact:
        time = then.time().replace(second=0, microsecond=0)
    return then.date(), time


def nearest(stamp: Stamp, reference: dt.date) -> dt.date | None:
    """The last day with a stamp's day and month that is not after the reference; `None` for a stray 29 February.

    One day of grace: the page and its reader may be in different zones.
    """
    for year in (reference.year + 1, reference.year, reference.year - 1):
        try:
            day = dt.date(year, stamp.month, stamp.day)
        except ValueError:
            continue
        if -1 <= (reference - day).days <= 366:
            return day
    return None
