"""What happened: PLOVER event types, reports of events in articles, and events merged over reports."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from onrecord.model.provenance import Provenance
from onrecord.model.record import content_id, record, require
from onrecord.model.span import Evidence, Span
from onrecord.model.when import When


class EventType(StrEnum):
    """PLOVER's sixteen event types (Halterman et al. 2023, "PLOVER and POLECAT")."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class EventStatus(StrEnum):
    """Whether the text says that it happened."""

    HAPPENED = "happened"
    PLANNED = "planned"
    DENIED = "denied"
    FEARED = "feared"
    CALLED_FOR = "called for"


@record
class EventReport:
    """A sentence that reports an event (reading stage). `who` and `whom` are ids of article actors."""

    id: str = field(init=False)
    article_id: str
    sentence: Span
    trigger: Span
    type: EventType
    mode: str = ""
    status: EventStatus = EventStatus.HAPPENED
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    """Who claims or denies it, where the article lets somebody tell it; empty where it tells it itself."""
    place: str = ""
    when: When | None = None
    provenance: Provenance

    def __post_init__(self) -> None:
        require(
            self.sentence.holds(self.trigger),
            f"trigger {self.trigger} of an event lies outside its sentence {self.sentence}",
            "a trigger inside the sentence",
        )
        object.__setattr__(self, "id", content_id("event report", self.article_id, self.trigger.key))

    @property
    def evidence(self) -> Evidence:
        """The words the report rests on."""
        return Evidence(article_id=self.article_id, span=self.sentence)


@record
class Event:
    """One event with all its reports (linking stage). `disagree` names what the reports differ on."""

    id: str
    type: EventType
    status: EventStatus
    reports: tuple[str, ...]
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    place: str = ""
    when: When | None = None
    disagree: tuple[str, ...] = ()
    provenance: Provenance

    def __post_init__(self) -> None:
        require(self.reports, "an event without a report", "one report or more")
        require(self.id in self.reports, f"event {self.id} is not named after a report", "its smallest report's id")
