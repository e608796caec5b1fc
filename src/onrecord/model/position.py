"""Where somebody stands on a concept, as one statement shows it."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from onrecord.model.provenance import Provenance
from onrecord.model.record import content_id, record, require
from onrecord.model.span import Span

LEARNED = "learned positions"
"""The stage whose positions were proposed by a head that judgements taught."""


class Side(StrEnum):
    """The side taken; unclear is a finding, not a gap."""

    FOR = "for"
    AGAINST = "against"
    CONDITIONAL = "conditional"
    UNCLEAR = "unclear"


def position_id(statement_id: str, concept_id: str) -> str:
    """The id of what a statement says of a concept: whoever finds it, and before anybody does."""
    return content_id("position", statement_id, concept_id)


@record
class Position:
    """A statement bears on a concept, on this side (reading stage).

    `holder` are the article actors whose position it is; `told_by` those who tell it, where they are others.
    `condition` quotes the words of the condition. `codebook` is the version it was read against. `judged_by` names the
    person who decided on the side; empty for a machine's proposal.
    """

    id: str = field(init=False)
    article_id: str
    statement_id: str
    concept_id: str
    side: Side
    holder: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    condition: str = ""
    evidence: Span
    confidence: float
    codebook: str
    provenance: Provenance
    judged_by: str = ""

    @property
    def basis(self) -> str:
        """How the side was decided: judged (by a person), learned (from judgements) or proposed (by the rules)."""
        if self.judged_by:
            return "judged"
        return "learned" if self.provenance.stage == LEARNED else "proposed"

    def __post_init__(self) -> None:
        require(0 <= self.confidence <= 1, f"confidence {self.confidence}", "0 to 1")
        object.__setattr__(self, "id", position_id(self.statement_id, self.concept_id))


@record
class Learned:
    """What a head learned from judgements proposes instead of the rules; side None: no position (linking stage)."""

    id: str = field(init=False)
    statement_id: str
    concept_id: str
    side: Side | None
    confidence: float
    provenance: Provenance

    def __post_init__(self) -> None:
        require(0 <= self.confidence <= 1, f"confidence {self.confidence}", "0 to 1")
        object.__setattr__(self, "id", position_id(self.statement_id, self.concept_id))
