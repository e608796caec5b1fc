"""What a person decided about a machine's finding: append-only, keyed by the content id of what it judges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from onrecord.model.record import record, require, set_id

UNDONE = "judgement"
"""The kind of a judgement on a judgement: rejecting one undoes it."""


class Verdict(StrEnum):
    """A person's decision."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"


@record
class Judgement:
    """A decision on the record `subject` of kind `kind`. `correction` holds (field, value) pairs for ``correct``.

    `when` is in UTC. Later judgements on the same subject overrule earlier ones; none is ever changed or removed.
    """

    id: str = field(init=False)
    subject: str
    kind: str
    verdict: Verdict
    who: str
    when: datetime
    why: str = ""
    correction: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        require(self.when.tzinfo is not None, f"judgement time {self.when} has no zone", "a time in UTC")
        require(
            (self.verdict is Verdict.CORRECT) == bool(self.correction),
            f"verdict {self.verdict} with correction {self.correction}",
            "a correction with 'correct' and with nothing else",
        )
        set_id(
            self,
            "judgement",
            self.subject,
            self.kind,
            self.verdict,
            self.who,
            self.when.isoformat(),
            self.why,
            [list(pair) for pair in self.correction],
        )


def find_standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that no later one undoes, in the order given, which is that of their making.

    Undoing is itself a judgement: undone in turn, it lets the first one stand again.
    """
    undone: set[str] = set()
    standing = []
    for judgement in reversed(tuple(judgements)):
        if judgement.id in undone:
            continue
        if judgement.kind == UNDONE and judgement.verdict is Verdict.REJECT:
            undone.add(judgement.subject)
        else:
            standing.append(judgement)
    return tuple(reversed(standing))
