"""Where somebody stands on a concept, as one statement shows it."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from onrecord.model.provenance import Provenance
from onrecord.model.record import content_id, record, require
from onrecord.model.span import Span


class Side(StrEnum):
    """The side taken; unclear is a finding, not a gap."""

    FOR = "for"
    AGAINST = "against"
    CONDITIONAL = "conditional"
    UNCLEAR = "unclear"


@record
class Position:
    """A statement bears on a concept, on this side (reading stage).

    `holder` are the article actors whose position it is; `told_by` those who tell it, where they are others.
    `condition` quotes the words of the condition. `codebook` is the version it was read against.
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

    def __post_init__(self) -> None:
        require(0 <= self.confidence <= 1, f"confidence {self.confidence}", "0 to 1")
        object.__setattr__(self, "id", content_id("position", self.statement_id, self.concept_id))
