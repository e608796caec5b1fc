"""From where a time expression is counted: the day of publication, the date spoken of before, the tense."""

from __future__ import annotations

from datetime import date

from onrecord.model import Basis, TimeType, record
from onrecord.timeline.calendar import parse_days

UNKNOWN_DAY, UNKNOWN_MONTH, UNKNOWN_YEAR = "XXXX-XX-XX", "XXXX-XX", "XXXX"


@record
class Anchor:
    """What is known where an expression stands.

    `context` is the TIMEX3 value of the date spoken of before ("" if none), `spoken` the day it begins;
    `tense` of the governing verb: -1 past, 0 present or unknown, +1 future. In a narrative nothing is counted
    from the day of publication.
    """

    published: date | None = None
    context: str = ""
    fine: str = ""
    """The last month or day spoken of before."""
    ahead: str = ""
    """The year written after the next date, where the two are joined ("April and June 1955")."""
    tense: int = 0
    narrative: bool = False
    day_first: bool = False
    quarter: str = ""
    """The quarter spoken of before, in reports of business results."""

    @property
    def spoken(self) -> date | None:
        """First day of the context."""
        days = parse_days(self.context) if self.context else None
        return days[0] if days else None

    @property
    def spoken_month(self) -> date | None:
        """First day of the last month or day spoken of."""
        days = parse_days(self.fine) if self.fine else None
        return days[0] if days else None

    @property
    def here(self) -> date | None:
        """What "today", "ago" and "last" count from."""
        return (self.spoken if self.narrative else self.published) or None

    @property
    def there(self) -> date | None:
        """What "later", "that" and "the following" count from."""
        return self.spoken or self.here

    @property
    def basis(self) -> Basis:
        """The basis of a date counted from `here`."""
        return Basis.CONTEXT if self.narrative else Basis.PUBLICATION


@record
class Reading:
    """An expression as read: TIMEX3 type and value ("" where it names none), and what the date rests on."""

    type: TimeType
    value: str
    basis: Basis = Basis.WRITTEN
    days: tuple[date, date] | None = None
    """First and last day of a length that is counted from a day ("the past three weeks")."""
