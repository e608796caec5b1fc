"""Which statement stands inside another's content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Span, Statement


def nest(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """In text order, each with the id of the smallest statement whose content holds its cue as `outer`."""
    ordered = sorted(statements, key=lambda one: (one.extent.start, -one.extent.end, one.id))
    outer = _find_outer(ordered)
    return tuple(replace(one, outer=outer.get(one.id)) for one in ordered)


def _find_outer(statements: Sequence[Statement]) -> dict[str, str]:
    spans = sorted(
        ((span, sum(map(len, one.content)), one.id) for one in statements for span in one.content),
        key=lambda entry: entry[0].start,
    )
    cues = sorted(((one.cue, one.id) for one in statements if one.cue), key=lambda entry: entry[0].start)
    outer: dict[str, str] = {}
    active: list[tuple[Span, int, str]] = []
    coming = 0
    for cue, name in cues:
        while coming < len(spans) and spans[coming][0].start <= cue.start:
            active.append(spans[coming])
            coming += 1
        active = [entry for entry in active if entry[0].end > cue.start]
        holding = [(size, other) for span, size, other in active if other != name and span.holds(cue)]
        if holding:
            outer[name] = min(holding)[1]
    return outer
