"""Is a text news, counted from its day of publication, or a narrative of other times?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from onrecord.timeline.grammar import Match

_NEAR_YEARS = 1
_LEAST_DATES = 4
_MOSTLY = 0.6


def is_narrative(matches: Sequence[Match], published: date | None) -> bool:
    """Whether most dates written with a year lie over a year from publication, and few are counted from it.

    A text that names days by "yesterday" or a bare weekday is news however many old years it recalls.
    Without a day of publication: whether dates with years outnumber those by far.
    """
    years = [int(year) for match in matches if (year := match.groups.get("year") or _year_in(match)) and year.isdigit()]
    far = sum(1 for year in years if published is None or abs(year - published.year) > _NEAR_YEARS)
    from_here = sum(1 for match in matches if _counts_from_here(match))
    return far >= _LEAST_DATES and far >= _MOSTLY * len(years) and from_here * 4 < far


def _year_in(match: Match) -> str:
    if "bc" in match.groups:
        return "0"
    return match.groups.get("decade", "")


def _counts_from_here(match: Match) -> bool:
    if match.kind in ("deictic", "weekday"):
        return "year" not in match.groups
    return match.kind in ("relative", "offset") and bool(
        re.match(r"last|this|next", match.groups.get("rel", "")) or match.groups.get("dir") == "ago"
    )
