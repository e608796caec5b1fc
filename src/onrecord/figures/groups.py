"""Which reports speak of one quantity, and whether they agree, form a series or disagree; never an average.

One quantity: the same unit, the same counted noun, the same kind of thing by its modifiers, the same place.
Order of reports and articles does not matter.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from onrecord.figures.figures import VERSION
from onrecord.model import Dated, Figure, FigureReport, Provenance, Relation, When

_PROVENANCE = Provenance(stage="figures", version=VERSION)
_SERIES_DAYS = 92
"""Reports that speak of times further apart than this, with other values, are a series and no disagreement."""
_ROUNDING = 0.05
"""Values that differ by less, where one of them is hedged, agree."""


@cache
def _synonyms() -> Mapping[str, str]:
    source = tomllib.loads(resources.files(__package__).joinpath("counted.toml").read_text("utf-8"))
    return {word: name for name, words in source["same"].items() for word in words}


_SMALL = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "in",
        "its",
        "their",
        "some",
        "more",
        "about",
        "new",
        "other",
        "and",
        "all",
        "to",
        "by",
        "on",
    }
)


def counted_key(report: FigureReport) -> tuple[str, str, frozenset[str]]:
    """Unit, head noun and modifiers of what is counted, by our names: "US troops" and "American soldiers" are equal."""
    words = [_name(word) for word in re.findall(r"[^\W_]+", report.counted.lower()) if word not in _SMALL]
    if not words:
        return report.unit, "", frozenset()
    return report.unit, words[-1], frozenset(words[:-1]) - {words[-1]}


def _name(word: str) -> str:
    known = _synonyms()
    if word in known:
        return known[word]
    for ending, other in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending) and len(word) > 4 and not word.endswith(("ss", "us")):
            stem = word.removesuffix(ending) + other
            return known.get(stem, stem)
    return word


def group_figures(reports: Sequence[FigureReport], dated: Mapping[str, Dated]) -> tuple[Figure, ...]:
    """Figures with all their reports; `dated` is keyed by article."""
    groups: defaultdict[tuple[str, str, frozenset[str], str], list[FigureReport]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report.id):
        unit, head, modifiers = counted_key(report)
        key = (unit, head, modifiers, _name(report.where.lower())) if head else (report.id, "", frozenset(), "")
        groups[key].append(report)
    return tuple(sorted((_figure(group, dated) for group in groups.values()), key=lambda figure: figure.id))


def _figure(reports: Sequence[FigureReport], dated: Mapping[str, Dated]) -> Figure:
    first = min(reports, key=lambda report: report.id)
    return Figure(
        id=first.id,
        counted=_commonest([report.counted for report in reports]),
        unit=first.unit,
        where=_commonest([report.where for report in reports]),
        reports=tuple(sorted(report.id for report in reports)),
        relation=_relation(reports, dated),
        provenance=_PROVENANCE,
    )


def _commonest(values: Sequence[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def _relation(reports: Sequence[FigureReport], dated: Mapping[str, Dated]) -> Relation:
    """How the values stand to each other: alike, or unlike at one time (disagreement), or unlike at other times."""
    if len(reports) == 1:
        return Relation.SINGLE
    unlike = [(a, b) for i, a in enumerate(reports) for b in reports[i + 1 :] if not agree(a, b)]
    if not unlike:
        return Relation.AGREE
    at_one_time = any(_days_apart(_time_of(a, dated), _time_of(b, dated)) <= _SERIES_DAYS for a, b in unlike)
    return Relation.DISAGREE if at_one_time else Relation.SERIES


def agree(one: FigureReport, other: FigureReport) -> bool:
    """Whether both can be true at once: ranges that meet, bounds that hold the other, rounding where one is hedged."""
    low, high = _bounds(one)
    low_too, high_too = _bounds(other)
    return low <= high_too and low_too <= high


def _bounds(report: FigureReport) -> tuple[float, float]:
    hedge = report.hedge.lower()
    if re.search(r"more than|at least|over|above|no (?:fewer|less)|upwards|minimum|>", hedge):
        return report.low, float("inf")
    if re.search(r"fewer|less than|up to|under|below|at most|no more|maximum|as many|as much|<", hedge):
        return float("-inf"), report.high
    slack = _ROUNDING * abs(report.high) if hedge else 0.0
    return report.low - slack, report.high + slack


def _time_of(report: FigureReport, dated: Mapping[str, Dated]) -> When | None:
    if report.as_of:
        return report.as_of
    published = dated.get(report.article_id)
    return published.when if published else None


def _days_apart(one: When | None, other: When | None) -> int:
    if one is None or other is None:
        return 0
    if one.overlaps(other):
        return 0
    first, last = sorted((one, other), key=lambda when: when.earliest)
    return (last.earliest - first.latest).days
