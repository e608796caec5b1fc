"""What is believed where the rules and the model read the same article.

What either finds alone is kept: the model knows nouns and rare verbs that no list holds, the rules find the inner
statements that PolNeAR never marked; of the model's only those that name who speaks. Where both find an attribution
the model draws its borders, unless they disagree on who speaks: then the rules are believed, whose sources come from
the grammar (docs/statements.md has the figures).
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Span, Statement

_SAME = 0.5
"""Two contents are one attribution's from this intersection over union on, or where they share a cue."""
_COVERED = 0.5
"""A statement of the model says nothing new where more than this share of it stands in content of the rules."""


def agree(ruled: Sequence[Statement], tagged: Sequence[Statement]) -> list[Statement]:
    """The statements of both readings, each attribution once."""
    left = {statement.id: statement for statement in ruled}
    kept = []
    for model in tagged:
        twin = _find_twin(model, list(left.values()))
        if twin is None:
            if model.source is not None and not _is_known(model, ruled):
                kept.append(model)
            continue
        del left[twin.id]
        kept.append(model if _is_believed(model, twin) else twin)
    return [*kept, *left.values()]


def _find_twin(model: Statement, ruled: Sequence[Statement]) -> Statement | None:
    """The rules' reading of the same attribution, the one with most content in common."""
    fitting = [
        (overlap, -place)
        for place, rule in enumerate(ruled)
        if (overlap := _overlap(model, rule)) >= _SAME or (overlap and _share_cue(model, rule))
    ]
    return ruled[-max(fitting)[1]] if fitting else None


def _is_known(model: Statement, ruled: Sequence[Statement]) -> bool:
    size = _size(model.content)
    return any(_share_cue(model, rule) or _shared(model.content, rule.content) > _COVERED * size for rule in ruled)


def _is_believed(model: Statement, rule: Statement) -> bool:
    if model.source is None or rule.source is None:
        return rule.source is None
    return model.source.overlaps(rule.source)


def _share_cue(one: Statement, other: Statement) -> bool:
    return one.cue is not None and other.cue is not None and one.cue.overlaps(other.cue)


def _overlap(one: Statement, other: Statement) -> float:
    """Intersection over union of the contents, in characters."""
    shared = _shared(one.content, other.content)
    return shared / (_size(one.content) + _size(other.content) - shared)


def _shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def _size(spans: Sequence[Span]) -> int:
    return sum(len(span) for span in spans)
