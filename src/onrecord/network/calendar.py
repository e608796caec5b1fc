"""Moving through time by units, as Java's LocalDateTime does: months and years keep the day where there is one."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import datetime, timedelta

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


def moment(seconds: float) -> datetime:
    """Epoch seconds as a time in UTC."""
    return EPOCH + timedelta(seconds=seconds)


def moved(seconds: int, unit: TimeWindow, steps: int) -> int:
    """Epoch seconds moved by whole units."""
    if unit in LENGTHS:
        return seconds + steps * LENGTHS[unit]
    time = moment(seconds)
    months = time.year * 12 + time.month - 1 + (steps if unit is TimeWindow.MONTHS else 12 * steps)
    year, month = months // 12, months % 12 + 1
    day = min(time.day, calendar.monthrange(year, month)[1])
    return (time.replace(year=year, month=month, day=day) - EPOCH) // timedelta(seconds=1)


def months_between(start: int, stop: int) -> int:
    """Whole calendar months from the day of `start` to the day of `stop`, truncated toward zero (Java's Period)."""
    early, late = moment(start).date(), moment(stop).date()
    months = (late.year - early.year) * 12 + late.month - early.month
    days = late.day - early.day
    if months > 0 > days:
        return months - 1
    return months + 1 if months < 0 < days else months
