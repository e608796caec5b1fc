"""Attributed content, and whose it is: `Statement`, and `Refers` / `Speaks` that say who is meant."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from onrecord.model.provenance import Provenance
from onrecord.model.record import record, require, set_id
from onrecord.model.span import Evidence, Span


class StatementKind(StrEnum):
    """How the words are given: quoted whole, reported, or reported with quoted words inside."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Commitment(StrEnum):
    """What the source does with the content, as the cue tells it: nine speech acts, then four attitudes."""

    SAID = "said"
    SHOWN = "shown"
    ASKED = "asked"
    CLAIMED = "claimed"
    DENIED = "denied"
    WARNED = "warned"
    PROMISED = "promised"
    REFUSED = "refused"
    DEMANDED = "demanded"
    BELIEVES = "believes"
    INTENDS = "intends"
    SUPPORTS = "supports"
    OPPOSES = "opposes"

    @property
    def is_speech_act(self) -> bool:
        """Whether something is said by it; beliefs, intentions and stands may be told of the silent."""
        return self not in {Commitment.BELIEVES, Commitment.INTENDS, Commitment.SUPPORTS, Commitment.OPPOSES}


@record
class Statement:
    """Attributed content. Several content spans where a quote is split; `outer` names the statement it stands inside.

    The id rests on article, content, source and cue alone, so that a judgement on it outlives a new reading
    that finds the same words.
    """

    id: str = field(init=False)
    article_id: str
    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    kind: StatementKind
    negated: bool = False
    commitment: Commitment | None = None
    """None where the cue is a word of no known class."""
    outer: str | None = None
    echoes: str | None = None
    """In a headline: the statement of the body by the same source. What a headline says is counted nowhere."""
    provenance: Provenance

    def __post_init__(self) -> None:
        require(self.content, f"a statement of article {self.article_id} has no content", "at least one span")
        require(
            all(a.end <= b.start for a, b in zip(self.content, self.content[1:], strict=False)),
            lambda: f"content spans {self.content} overlap or are out of order",
            "spans in text order",
        )
        set_id(
            self,
            "statement",
            self.article_id,
            [span.key for span in self.content],
            self.source.key if self.source else None,
            self.cue.key if self.cue else None,
        )

    @property
    def extent(self) -> Span:
        """From the first content word to the last."""
        return Span(start=self.content[0].start, end=self.content[-1].end)

    @property
    def evidence(self) -> Evidence:
        """The words the statement rests on."""
        return Evidence(article_id=self.article_id, span=self.extent)

    def words(self, text: str) -> str:
        """The content as it stands, fragments joined by an ellipsis."""
        return " … ".join(span.cut(text) for span in self.content)


@record
class Refers:
    """Inside its article, a statement's source refers to these article actors (reading stage). `basis` says how."""

    statement_id: str
    actor_ids: tuple[str, ...]
    basis: str
    confidence: float
    provenance: Provenance

    def __post_init__(self) -> None:
        require(self.actor_ids, f"statement {self.statement_id} refers to nobody", "one actor or more, or no record")
        require(0 <= self.confidence <= 1, f"confidence {self.confidence}", "0 to 1")


@record
class Speaks:
    """Across the record, a statement is spoken by these actors (linking stage)."""

    statement_id: str
    actor_ids: tuple[str, ...]
    basis: str
    confidence: float
    provenance: Provenance

    def __post_init__(self) -> None:
        require(self.actor_ids, f"statement {self.statement_id} is spoken by nobody", "one actor or more, or no record")
        require(0 <= self.confidence <= 1, f"confidence {self.confidence}", "0 to 1")
