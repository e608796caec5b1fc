"""When was it, where a clause only says how long before or after another event ("two days after the battle")?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord.model import Analysis, Basis, Precision, Span, TimeExpression, When, record
from onrecord.timeline.calendar import parse_days, shift
from onrecord.timeline.lexicon import get_lexicon
from onrecord.timeline.scene import Told

_LENGTH = re.compile(r"P(\d{1,3})([DWMY])")
_SIGNS = {"after": 1, "before": -1}
_WIDEST_DAYS = 7
_WEEK_SLACK = timedelta(days=3)
"""A distance in weeks is dated to the week around its day; one in months or years to the month or year."""


@record
class Distance:
    """So many units ("" where they are not counted) before or after the event at token `target`."""

    count: int
    unit: str
    target: int
    span: Span


def find_distance(analysis: Analysis, clause: int, times: Sequence[TimeExpression]) -> Distance | None:
    """The distance that the clause led by token `clause` names; None where it names none."""
    for child in analysis.children[clause]:
        token = analysis.tokens[child]
        if token.dep == "prep" and token.text.lower() in _SIGNS:
            sign, holders = _SIGNS[token.text.lower()], [child]
            targets = [each for each in analysis.children[child] if analysis.tokens[each].dep == "pobj"]
        elif token.dep == "advcl":
            marks = [each for each in analysis.children[child] if analysis.tokens[each].text.lower() in _SIGNS]
            sign = _SIGNS[analysis.tokens[marks[0]].text.lower()] if marks else 0
            holders, targets = [child, *marks], [child] if marks else []
        else:
            continue
        lengths = [each for holder in holders for each in _length_words(analysis, holder)]
        for time in times:
            if targets and any(time.span.holds(analysis.tokens[each].span) for each in lengths):
                found = _LENGTH.fullmatch(time.value)
                end = max(time.span.end, analysis.tokens[targets[0]].end)
                return Distance(
                    count=sign * int(found[1]) if found else 0,
                    unit=found[2] if found else "",
                    target=targets[0],
                    span=Span(start=min(time.span.start, token.start), end=end),
                )
    return None


def find_distance_back(analysis: Analysis, clause: int, times: Sequence[TimeExpression]) -> Distance | None:
    """The distance from the clause above, where that tells of the day and the clause led by token `clause` of what
    was so long before or after ("met on Thursday, eight days after parliament voted").
    """
    if analysis.tokens[clause].dep != "advcl":
        return None
    above = analysis.tokens[clause].head
    found = find_distance(analysis, above, times)
    if found is None or found.target != clause:
        return None
    return replace(found, count=-found.count, target=above)


def _length_words(analysis: Analysis, holder: int) -> list[int]:
    return [each for each in analysis.children[holder] if analysis.tokens[each].dep in ("npadvmod", "nmod", "advmod")]


def count_from(analysis: Analysis, distance: Distance, told: Iterable[Told], named: When | None = None) -> When | None:
    """The date that lies at the distance; None where the other event has no date of its own, or more than one.

    `named`: the day that the other clause names, if it tells of no event.
    """
    base = _date_of(analysis, distance.target, [event for event in told if event.when]) or named
    if base is None or base.days > _WIDEST_DAYS or not distance.unit:
        return None
    grain = "D" if distance.unit in "DW" else distance.unit
    count = distance.count * (7 if distance.unit == "W" else 1)
    values = [shift(day, grain, count) for day in (base.earliest, base.latest)]
    days = [parse_days(value) for value in values if value]
    if len(days) != 2 or days[0] is None or days[1] is None:
        return None
    slack = _WEEK_SLACK if distance.unit == "W" else timedelta(0)
    first, last = _within_calendar(days[0][0], -slack), _within_calendar(days[1][1], slack)
    return When(
        earliest=first,
        latest=last,
        precision=Precision.DAY if first == last else Precision.INTERVAL,
        basis=Basis.INFERRED if base.basis is Basis.INFERRED else Basis.CONTEXT,
        written=distance.span.cut(analysis.text),
    )


def _within_calendar(day: date, slack: timedelta) -> date:
    try:
        return day + slack
    except OverflowError:
        return day


def _date_of(analysis: Analysis, target: int, dated: Sequence[Told]) -> When | None:
    """The date of the event told at `target`, or of the only dated one of the kind that its noun names."""
    for event in dated:
        if event.index == target:
            return event.when
    kind = get_lexicon().nouns.get(analysis.tokens[target].lemma.lower())
    whens = {event.when for event in dated if kind and event.kind.type is kind.type and event.index < target}
    return next(iter(whens)) if len(whens) == 1 else None
