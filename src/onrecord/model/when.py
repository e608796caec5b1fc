"""When something was or will be: intervals of days with a precision, and the time expressions that name them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from onrecord.model.record import record, require
from onrecord.model.span import Span


class Precision(StrEnum):
    """How finely a date is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    INTERVAL = "interval"


class Basis(StrEnum):
    """What a date rests on."""

    WRITTEN = "written"
    """Written out in full."""
    PUBLICATION = "publication"
    """Counted from the day of publication ("on Monday", "last December")."""
    CONTEXT = "context"
    """Counted from another date of the text ("two days later", "June 11" in a passage on 2020)."""
    INFERRED = "inferred"
    """Concluded from content; no line of the article states it."""


@record
class When:
    """An interval of days, both ends included. `written` is the expression it was read from, as it stands."""

    earliest: date
    latest: date
    precision: Precision
    basis: Basis
    written: str = ""

    def __post_init__(self) -> None:
        require(
            self.earliest <= self.latest,
            lambda: f"a When runs from {self.earliest} to {self.latest}",
            "earliest <= latest",
        )
        require(
            self.precision is not Precision.DAY or self.earliest == self.latest,
            lambda: f"a When of day precision runs from {self.earliest} to {self.latest}",
            "one day",
        )

    @property
    def days(self) -> int:
        """How many days the interval holds."""
        return (self.latest - self.earliest).days + 1

    def holds(self, other: When) -> bool:
        """Whether `other` lies wholly inside."""
        return self.earliest <= other.earliest and other.latest <= self.latest

    def overlaps(self, other: When) -> bool:
        """Whether the two share a day."""
        return self.earliest <= other.latest and other.earliest <= self.latest


class TimeType(StrEnum):
    """TIMEX3 types (TimeML 1.2.1)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@record
class TimeExpression:
    """Words that name a time, with their TIMEX3 value; `when` only where they name a date that could be resolved."""

    span: Span
    type: TimeType
    value: str
    when: When | None = None
