"""What people decide on who is who: which mentions are one actor, which are not, how it is called and of what kind.

A decision names places in articles, never actors of the record: those are made anew by every linking. Beside each
place it keeps who was found there: where cleaning moves the text, the place alone would name a neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from onrecord.errors import InvalidRecordError
from onrecord.model.actor import ActorKind
from onrecord.model.judgement import Judgement, Verdict, find_standing
from onrecord.model.record import record, require
from onrecord.model.span import Span

JUDGED = "who is who"
"""The kind of judgements that hold a decision."""
_PLACE = re.compile(r"([^:]+):(\d+)-(\d+)(?: (.*))?", re.DOTALL)


class Verb(StrEnum):
    """What is decided."""

    MERGE = "merge"
    """The actors of both sides are one."""
    APART = "apart"
    """No mention of one side is the actor of the other."""
    RENAME = "rename"
    RETYPE = "retype"


@record
class Pointer:
    """Where an actor is written, and its name in that article when the decision was made ("" in old records)."""

    article_id: str
    span: Span
    name: str = ""


@record
class Decision:
    """`these` and `others` are places of the two sides, one for each article; `value` is the name or kind given."""

    verb: Verb
    these: tuple[Pointer, ...]
    others: tuple[Pointer, ...] = ()
    value: str = ""

    def __post_init__(self) -> None:
        require(self.these, f"a decision to {self.verb} that names no place", "one place or more")
        is_pair = self.verb in (Verb.MERGE, Verb.APART)
        require(is_pair == bool(self.others), f"a decision to {self.verb} with {len(self.others)} others", "two sides")
        require(is_pair != bool(self.value.strip()), f"a decision to {self.verb} with {self.value!r}", "a value")
        if self.verb is Verb.RETYPE:
            kinds = [kind.value for kind in ActorKind]
            require(self.value in kinds, f"there is no kind {self.value!r} of actor", f"one of {', '.join(kinds)}")


def judge_identity(decision: Decision, *, who: str, when: datetime, why: str = "") -> Judgement:
    """The judgement that keeps `decision` in a record; `when` in UTC."""
    correction = [("verb", decision.verb.value)]
    correction += [("this", _write_place(place)) for place in decision.these]
    correction += [("other", _write_place(place)) for place in decision.others]
    correction += [("value", decision.value)] if decision.value else []
    return Judgement(
        subject=_write_place(decision.these[0]),
        kind=JUDGED,
        verdict=Verdict.CORRECT,
        who=who,
        when=when,
        why=why,
        correction=tuple(correction),
    )


def decisions_of(judgements: Iterable[Judgement]) -> tuple[tuple[Judgement, Decision], ...]:
    """The decisions that stand, in the order they were made."""
    return tuple((each, _parse_decision(each)) for each in find_standing(judgements) if each.kind == JUDGED)


def _parse_decision(judgement: Judgement) -> Decision:
    given = judgement.correction
    return Decision(
        verb=Verb(next(value for name, value in given if name == "verb")),
        these=tuple(_parse_place(value) for name, value in given if name == "this"),
        others=tuple(_parse_place(value) for name, value in given if name == "other"),
        value=next((value for name, value in given if name == "value"), ""),
    )


def _write_place(place: Pointer) -> str:
    return f"{place.article_id}:{place.span.start}-{place.span.end} {place.name}".rstrip()


def _parse_place(text: str) -> Pointer:
    found = _PLACE.fullmatch(text)
    if found is None:
        raise InvalidRecordError(f"{text!r} is no place", expected="article:start-end name")
    span = Span(start=int(found[2]), end=int(found[3]))
    return Pointer(article_id=found[1], span=span, name=found[4] or "")
