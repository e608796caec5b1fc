"""Which options a network has: rDNA's, under rDNA's names in snake case, with rDNA's values and defaults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

from onrecord.errors import UsageError
from onrecord.model import record


class NetworkType(StrEnum):
    """Actor by actor, actor by concept, or the statements themselves."""

    ONE_MODE = "onemode"
    TWO_MODE = "twomode"
    EVENT_LIST = "eventlist"


class Aggregation(StrEnum):
    """What is done with the qualifier (agreement, say)."""

    IGNORE = "ignore"
    CONGRUENCE = "congruence"
    CONFLICT = "conflict"
    SUBTRACT = "subtract"
    COMBINE = "combine"
    CONGRUENCE_AND_CONFLICT = "congruence & conflict"


class Normalization(StrEnum):
    """What cells are divided by: one-mode average, jaccard or cosine; two-mode activity or prominence."""

    NO = "no"
    ACTIVITY = "activity"
    PROMINENCE = "prominence"
    AVERAGE = "average"
    JACCARD = "jaccard"
    COSINE = "cosine"


class Duplicates(StrEnum):
    """Within what the same statement counts once."""

    INCLUDE = "include"
    DOCUMENT = "document"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ACROSS_RANGE = "acrossrange"


class TimeWindow(StrEnum):
    """The unit of a moving window."""

    NO = "no"
    EVENTS = "events"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Kernel(StrEnum):
    """How statements fade with their distance from the middle of a window."""

    NO = "no"
    UNIFORM = "uniform"
    EPANECHNIKOV = "epanechnikov"
    TRIANGULAR = "triangular"
    GAUSSIAN = "gaussian"


class Compat(StrEnum):
    """``dna``: the old number also where DNA's method is defective. docs/dna-differences.md lists each case."""

    NONE = ""
    DNA = "dna"


@record
class Settings:
    """The options of a network; `parse_options` takes them as rDNA writes them.

    `start` and `stop` are inclusive, None meaning the first and last document. `exclude_values` pairs a variable with
    values; an `invert_` turns "leave these out" into "keep only these".
    """

    network_type: NetworkType = NetworkType.TWO_MODE
    statement_type: str = "DNA Statement"
    variable1: str = "organization"
    variable1_document: bool = False
    variable2: str = "concept"
    variable2_document: bool = False
    qualifier: str | None = "agreement"
    qualifier_document: bool = False
    qualifier_aggregation: Aggregation = Aggregation.IGNORE
    normalization: Normalization = Normalization.NO
    isolates: bool = False
    duplicates: Duplicates = Duplicates.INCLUDE
    start: datetime | None = None
    stop: datetime | None = None
    time_window: TimeWindow = TimeWindow.NO
    window_size: int = 100
    kernel: Kernel = Kernel.NO
    normalize_to_one: bool = False
    indent_time: bool = False
    exclude_values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude_authors: tuple[str, ...] = ()
    exclude_sources: tuple[str, ...] = ()
    exclude_sections: tuple[str, ...] = ()
    exclude_types: tuple[str, ...] = ()
    invert_values: bool = False
    invert_authors: bool = False
    invert_sources: bool = False
    invert_sections: bool = False
    invert_types: bool = False
    compat: Compat = Compat.NONE

    @property
    def document_lists(self) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
        """(document field, listed values, inverted) for the four exclusion lists."""
        return (
            ("author", self.exclude_authors, self.invert_authors),
            ("source", self.exclude_sources, self.invert_sources),
            ("section", self.exclude_sections, self.invert_sections),
            ("type", self.exclude_types, self.invert_types),
        )


def parse_options(options: Mapping[str, Any]) -> Settings:
    """Settings from options as they stand in an rDNA call or a methods section (``qualifierAggregation="subtract"``).

    Names may be camel case or snake case. Dates are "dd.MM.yyyy", times "HH:mm:ss"; the placeholders 01.01.1900 and
    31.12.2099 mean all. Excluded values are a mapping variable -> value or values, or parallel lists
    ``excludeVariables`` / ``excludeValues``. UsageError names an option or value that does not exist.
    """
    given = {_snake(name): value for name, value in options.items()}
    built: dict[str, Any] = {
        "start": _moment(given, "start", time(0, 0, 0), "01.01.1900"),
        "stop": _moment(given, "stop", time(23, 59, 59), "31.12.2099"),
        "exclude_values": _excluded(given.pop("exclude_values", ()), given.pop("exclude_variables", None)),
    }
    known = {field.name for field in fields(Settings)}
    for name, value in given.items():
        if name not in known:
            raise UsageError(
                f"There is no network option {name!r}.",
                expected=f"one of {', '.join(sorted(known))}, start_date, start_time, stop_date, stop_time",
            )
        built[name] = _typed(name, value)
    return Settings(**built)


_ENUMS: Mapping[str, type[StrEnum]] = {
    "network_type": NetworkType,
    "qualifier_aggregation": Aggregation,
    "normalization": Normalization,
    "duplicates": Duplicates,
    "time_window": TimeWindow,
    "kernel": Kernel,
    "compat": Compat,
}

E = TypeVar("E", bound=StrEnum)


def _typed(name: str, value: Any) -> Any:
    if name in _ENUMS:
        return _member(_ENUMS[name], name, value)
    if name in ("exclude_authors", "exclude_sources", "exclude_sections", "exclude_types"):
        return (value,) if isinstance(value, str) else tuple(value)
    return value


def _member(kind: type[E], name: str, value: Any) -> E:
    try:
        return kind(value)
    except ValueError:
        raise UsageError(
            f"{value!r} is no {name.replace('_', ' ')}.", expected=f"one of {', '.join(map(repr, map(str, kind)))}"
        ) from None


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def _moment(given: dict[str, Any], end: str, default_time: time, everything: str) -> datetime | None:
    moment = given.pop(end, None)
    day, hour = given.pop(f"{end}_date", None), given.pop(f"{end}_time", None)
    if moment is not None or day in (None, "", everything):
        return moment if moment is None or isinstance(moment, datetime) else datetime.fromisoformat(moment)
    try:
        date_part = datetime.strptime(day, "%d.%m.%Y").date()
        time_part = datetime.strptime(hour, "%H:%M:%S").time() if hour else default_time
    except (TypeError, ValueError):
        raise UsageError(
            f"The {end} of the period is given as {day!r} {hour or ''}".rstrip() + ".",
            expected="a date such as 31.12.2024 and a time such as 23:59:59",
        ) from None
    return datetime.combine(date_part, time_part, tzinfo=UTC)


def _excluded(values: Any, variables: Sequence[str] | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if variables is not None:
        gathered: dict[str, list[str]] = {}
        for variable, value in zip(variables, values, strict=True):
            gathered.setdefault(variable, []).append(str(value))
        pairs: Iterable[tuple[str, Any]] = gathered.items()
    else:
        pairs = values.items() if isinstance(values, Mapping) else values
    return tuple(
        (variable, (listed,) if isinstance(listed, str) else tuple(str(value) for value in listed))
        for variable, listed in pairs
    )
