"""How many: reports of figures in articles, and figures grouped over reports."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from onrecord.model.provenance import Provenance
from onrecord.model.record import content_id, record, require
from onrecord.model.span import Evidence, Span
from onrecord.model.when import When


@record
class FigureReport:
    """A sentence that reports a figure (reading stage). `low` and `high` are equal unless the text gives a range.

    `hedge` as written ("some", "at least", "fewer than"); `counted` is what is counted, as written ("US troops");
    `said_by` are ids of the article actors who say so, empty where the article itself does. `told` is what is told of
    the counted: the lemma of the word that says it ("" unknown), then the lemmas of who and what else takes part.
    """

    id: str = field(init=False)
    article_id: str
    sentence: Span
    span: Span
    """The words of the quantity itself."""
    low: float
    high: float
    unit: str = ""
    counted: str = ""
    hedge: str = ""
    where: str = ""
    as_of: When | None = None
    said_by: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    provenance: Provenance

    def __post_init__(self) -> None:
        require(self.low <= self.high, f"a figure runs from {self.low} to {self.high}", "low <= high")
        object.__setattr__(self, "id", content_id("figure report", self.article_id, self.span.key))

    @property
    def evidence(self) -> Evidence:
        """The words the report rests on."""
        return Evidence(article_id=self.article_id, span=self.sentence)


class Relation(StrEnum):
    """How the reports of one quantity stand to each other."""

    SINGLE = "single"
    AGREE = "agree"
    SERIES = "series"
    """Values that change with the time they speak of."""
    DISAGREE = "disagree"


@record
class Figure:
    """One quantity with all its reports (linking stage); never an average."""

    id: str
    counted: str
    unit: str = ""
    where: str = ""
    reports: tuple[str, ...]
    relation: Relation
    provenance: Provenance

    def __post_init__(self) -> None:
        require(self.reports, "a figure without a report", "one report or more")
        require(self.id in self.reports, f"figure {self.id} is not named after a report", "its smallest report's id")
