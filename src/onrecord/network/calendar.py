"""Moving through time by units, as Java's LocalDateTime does: months and years keep the day where there is one."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from onrecord.model.table import EPOCH
from onrecord.network.settings import TimeWindow

LENGTHS: Mapping[TimeWindow, int] = {
    TimeWindow.SECONDS: 1,
    TimeWindow.MINUTES: 60,
    TimeWindow.HOURS: 3_600,
    TimeWindow.DAYS: 86_400,
    TimeWindow.WEEKS: 604_800,
}
"""Seconds per unit, of the units that have a length."""

DAY = LENGTHS[TimeWindow.DAYS]
EPOCH_DAY = EPOCH.toordinal()
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def moment(seconds: float) -> datetime:
    """Epoch seconds as a time in UTC."""
    return EPOCH + timedelta(seconds=seconds)


def moved(seconds: int, unit: TimeWindow, steps: int) -> int:
    """Epoch seconds moved by whole units."""
    if unit in LENGTHS:
        return seconds + steps * LENGTHS[unit]
    days, rest = divmod(seconds, DAY)
    day = date.fromordinal(EPOCH_DAY + days)
    months = day.year * 12 + day.month - 1 + (steps if unit is TimeWindow.MONTHS else 12 * steps)
    year, month = divmod(months, 12)
    length = 29 if month == 1 and isleap(year) else MONTH_DAYS[month]
    return (date(year, month + 1, min(day.day, length)).toordinal() - EPOCH_DAY) * DAY + rest


def months_between(start: int, stop: int) -> int:
    """Whole calendar months from the day of `start` to the day of `stop`, truncated toward zero (Java's Period)."""
    early, late = moment(start).date(), moment(stop).date()
    months = (late.year - early.year) * 12 + late.month - early.month
    days = late.day - early.day
    if months > 0 > days:
        return months - 1
    return months + 1 if months < 0 < days else months
