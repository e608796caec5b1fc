"""What a careful reader found in the articles of a debate: the layout of ``gold.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from onrecord.errors import GoldError


class _Loose(BaseModel):
    model_config = ConfigDict(frozen=True)


class GoldStatement(_Loose):
    """An attribution: words inside its content, who is meant, what follows for the concepts."""

    content_contains: str
    speaker: str
    accept: tuple[str, ...] = ()
    affiliation: tuple[str, ...] | None = None
    kind: str
    positions: Mapping[str, int] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """All names that are right for the speaker."""
        return (self.speaker, *self.accept)


class GoldEvent(_Loose):
    """An event: words of a report, and its date as an ISO prefix."""

    report_contains: str
    date: str | None = None


class GoldFigure(_Loose):
    """A figure: its value and what is counted, as written."""

    value: str
    counted: str


class GoldArticle(_Loose):
    """All that is to be found in one article."""

    title_has: str | None = None
    byline: str | None = None
    date: str | None = None
    date_window: tuple[str, str] | None = None
    not_the_date: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    statements: tuple[GoldStatement, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    figures: tuple[GoldFigure, ...] = ()
    borderline: tuple[str, ...] = ()


def read_gold(path: Path) -> dict[str, GoldArticle]:
    """The gold of a debate: article key (file name without ending, ``#n`` for the n-th in a file) -> findings.

    Raises:
        GoldError: no file, or one of another layout.
    """
    expected = "gold.json in the layout of docs/evaluation.md"
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        return {key: GoldArticle.model_validate(value) for key, value in content.items()}
    except OSError as error:
        raise GoldError(
            f"{path} cannot be read: {error.strerror}", expected=expected, next_step="check the path"
        ) from error
    except (ValidationError, ValueError, AttributeError) as error:
        raise GoldError(
            f"{path} is no gold of a debate: {error}", expected=expected, next_step="mend the file"
        ) from error


def parse_gold_date(written: str) -> tuple[date, date]:
    """First and last day of an ISO prefix: ``2014``, ``2014-SU`` (June to August), ``2017-12``, a day."""
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", written):
        year, first = int(match[1]), {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[match[2]]
        last_month = date(year + (first == 12), (first + 2 - 1) % 12 + 1, 1)
        return date(year, first, 1), _month_end(last_month)
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), _month_end(date(parts[0], parts[1], 1))
    return date(*parts), date(*parts)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}


def parse_gold_value(written: str) -> float:
    """The number a gold value stands for: ``2,500``, ``six``, ``a third``, ``1.2 billion``.

    Raises:
        GoldError: no number in it.
    """
    value: float | None = None
    for word in re.findall(r"\d[\d,.]*|[a-z]+", written.casefold()):
        bare = word.removesuffix("s")
        if word[0].isdigit():
            value = float(word.replace(",", "").rstrip("."))
        elif word in _WORDS:
            value = float(_WORDS[word])
        elif bare in _SCALES:
            value = (1.0 if value is None else value) * _SCALES[bare]
        elif bare in _PARTS:
            value = (1.0 if value is None else value) * _PARTS[bare]
    if value is None:
        raise GoldError(f"the gold value {written!r} holds no number", expected="'2,500', 'six', 'a third'")
    return value
