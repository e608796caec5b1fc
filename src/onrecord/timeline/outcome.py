"""Which dated event an undated plan, or a denial, speaks of: its outcome, or what is denied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from onrecord.model import EventReport, EventStatus, EventType, When

_AHEAD_DAYS = 62
"""So long after publication an undated plan can meet its outcome."""
_BACK_DAYS = 92
"""So long before publication what is denied can lie."""


def iter_spoken_of(reports: Sequence[EventReport], published: Mapping[str, When]) -> Iterator[tuple[int, int]]:
    """Pairs of a denial or an undated plan and the report that it speaks of, by index; each has one at most.

    Of several that fit, one of its own article is meant, else the one nearest to the day of its article.
    """
    told: defaultdict[EventType, list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        if report.status is EventStatus.HAPPENED:
            told[report.type].append(index)
    for index, report in enumerate(reports):
        if report.status is EventStatus.DENIED:
            fitting = [each for each in told[report.type] if _is_denied(report, reports[each], published)]
        elif report.status is EventStatus.PLANNED and report.when is None:
            fitting = [each for each in told[report.type] if _is_outcome(report, reports[each], published)]
        else:
            continue
        if fitting:
            yield index, min(fitting, key=lambda each: _distance(report, reports[each], published))


def _distance(report: EventReport, other: EventReport, published: Mapping[str, When]) -> tuple[bool, int, str]:
    """Sort key: the same article first, there by place, elsewhere by days."""
    if report.article_id == other.article_id:
        return (False, abs(report.trigger.start - other.trigger.start), other.id)
    day = published[report.article_id].earliest
    return (True, abs((other.when.earliest - day).days) if other.when else 0, other.id)


def _is_denied(denial: EventReport, report: EventReport, published: Mapping[str, When]) -> bool:
    """Whether a denial can be of what the report tells: the denier did it there, or nobody is told to have done it at
    that place.
    """
    if denial.when and report.when and not denial.when.overlaps(report.when):
        return False
    if not _meet(denial.whom, report.whom) or (denial.place and report.place and denial.place != report.place):
        return False
    people = {*denial.who, *denial.told_by}
    if denial.article_id == report.article_id:
        return denial.mode == report.mode and (not report.who or bool(people & {*report.who}))
    there = not report.who and bool(denial.place) and (denial.place, denial.mode) == (report.place, report.mode)
    if not (there or people & {*report.who}) or report.when is None:
        return False
    if denial.when is not None:
        return True
    day = published.get(denial.article_id)
    return day is not None and -_BACK_DAYS <= (report.when.earliest - day.latest).days <= 0


def _is_outcome(plan: EventReport, report: EventReport, published: Mapping[str, When]) -> bool:
    """Whether a later report tells that what was planned came to pass: the same parties on both sides."""
    day = published.get(plan.article_id)
    if plan.mode != report.mode or plan.article_id == report.article_id or day is None or report.when is None:
        return False
    shared = {*plan.who, *plan.whom} & {*report.who, *report.whom}
    return len(shared) > 1 and 0 <= (report.when.earliest - day.earliest).days <= _AHEAD_DAYS


def _meet(one: Sequence[str], other: Sequence[str]) -> bool:
    return not one or not other or bool({*one} & {*other})
