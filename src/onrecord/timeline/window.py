"""What an expression can mean where its article was only placed in a window of days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord.model import Basis, Precision, When

_MOST_DAYS = 25
"""So many days of a window are tried, its first and last among them."""
_FEW_READINGS = 4
"""Up to so many different dates over the window are alternatives; more are one date that moves with publication."""
_UNLIKELY = 0.15
_LIKELY = 0.5


def days_tried(window: When) -> list[date]:
    """Days of the window, evenly spaced, first and last included."""
    count = min(window.days, _MOST_DAYS)
    if count == 1:
        return [window.earliest]
    step = (window.days - 1) / (count - 1)
    return [window.earliest + timedelta(days=round(step * index)) for index in range(count)]


def combine(whens: Sequence[When | None], window: When) -> When | None:
    """The date an expression names, from what it would name on each day tried; no wider than the window if it can.

    A few alternatives (a month that is this year's or last year's): those that fewer than 15 % of the days give are
    dropped, and where the rest span more than the window, the one that half of the days or more give is taken, or
    none. A date that moves with publication ("on Monday") is cut to the window.
    """
    known = [when for when in whens if when is not None]
    if len(known) * 2 < len(whens) or not known:
        return None
    counts = Counter((when.earliest, when.latest) for when in known)
    if len(counts) == 1:
        return _inferred(known[0], known[0].earliest, known[0].latest)
    if len(counts) > _FEW_READINGS:
        return _moving(known, window)
    likely = {days: count for days, count in counts.items() if count >= _UNLIKELY * len(known)}
    first, last = min(days[0] for days in likely), max(days[1] for days in likely)
    if (last - first).days < max(window.days, max((days[1] - days[0]).days + 1 for days in likely)):
        return _inferred(known[0], first, last)
    best = max(sorted(likely), key=lambda days: likely[days])
    return _inferred(known[0], *best) if likely[best] >= _LIKELY * len(known) else None


def _moving(known: Sequence[When], window: When) -> When:
    first, last = min(when.earliest for when in known), max(when.latest for when in known)
    if (last - first).days + 1 > window.days and first <= window.latest and window.earliest <= last:
        first, last = max(first, window.earliest), min(last, window.latest)
    return _inferred(known[0], first, last)


def _inferred(like: When, first: date, last: date) -> When:
    if (first, last) == (like.earliest, like.latest):
        return like if like.basis is Basis.WRITTEN else replace(like, basis=Basis.INFERRED)
    precision = like.precision if like.precision is not Precision.DAY and _equal_length(like, first, last) else None
    single = Precision.DAY if first == last else Precision.INTERVAL
    return replace(like, earliest=first, latest=last, precision=precision or single, basis=Basis.INFERRED)


def _equal_length(like: When, first: date, last: date) -> bool:
    return abs((last - first).days - (like.latest - like.earliest).days) <= 1


def combine_values(values: Sequence[str]) -> str:
    """The TIMEX3 value all days tried agree on; else with X for what they differ on."""
    if len(set(values)) == 1:
        return values[0]
    if len({len(value) for value in values}) > 1:
        return re.sub(r"\d", "X", values[0])
    return "".join(letters[0] if len(set(letters)) == 1 else "X" for letters in zip(*values, strict=True))
