"""What a person decided about a machine's finding: append-only, keyed by the content id of what it judges."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from onrecord.model.record import record, require, set_id


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
