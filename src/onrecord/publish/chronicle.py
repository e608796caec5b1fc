"""What happened, was planned, denied or feared: events in time, with every report of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from onrecord.model import Event, EventReport, EventStatus, EventType, Precision, record
from onrecord.publish.dates import MONTHS, explain_when, say_when
from onrecord.publish.index import Index, Name
from onrecord.publish.lines import Line, report_line

TYPES = {
    EventType.AGREE: "agreement", EventType.CONSULT: "talks", EventType.SUPPORT: "support",
    EventType.CONCEDE: "concession", EventType.COOPERATE: "cooperation", EventType.AID: "aid",
    EventType.RETREAT: "withdrawal", EventType.REQUEST: "demand", EventType.ACCUSE: "accusation",
    EventType.REJECT: "refusal", EventType.THREATEN: "threat", EventType.PROTEST: "protest",
    EventType.SANCTION: "sanction", EventType.MOBILIZE: "mobilisation", EventType.COERCE: "coercion",
    EventType.ASSAULT: "attack",
}  # fmt: skip
"""PLOVER's types in a newsroom's words."""
LOOSE = 92
"""Days; an event of a wider window stands apart from the timeline."""


@record
class EventEntry:
    """One event; the first line is shown, the other reports fold under it."""

    anchor: str
    type: str
    status: EventStatus
    day: str
    basis: str
    who: tuple[Name, ...]
    whom: tuple[Name, ...]
    place: str
    lines: tuple[Line, ...]
    articles: int
    """That print any of the reports, copies included."""
    sources: int
    """Independent ones: newsrooms behind the reports, copies and wire carriers of one origin counted once."""
    disagree: tuple[str, ...]
    claimed_by: tuple[Name, ...]
    """Who is told to say that it was so; empty where nobody denies it."""
    denied_by: tuple[Name, ...]


@record
class Stretch:
    """A month, or a year where only the year is known, and its events."""

    title: str
    year: int
    entries: tuple[EventEntry, ...]


@record
class Chronicle:
    """All events: by month, within wide windows, and without any date."""

    stretches: tuple[Stretch, ...]
    loose: tuple[EventEntry, ...]
    undated: tuple[EventEntry, ...]


def tell_events(index: Index) -> Chronicle:
    """Dated events by month, oldest first; those of a wide window and the undated apart."""
    dated = sorted((event for event in index.debate.events if event.when), key=_when_key)
    undated = sorted((event for event in index.debate.events if not event.when), key=lambda e: _place_key(index, e))
    placed = [event for event in dated if not _is_loose(event)]
    return Chronicle(
        stretches=tuple(
            Stretch(title=title, year=year, entries=tuple(_entry(index, event) for event in events))
            for (year, title), events in groupby(placed, key=_stretch_of)
        ),
        loose=tuple(_entry(index, event) for event in dated if _is_loose(event)),
        undated=tuple(_entry(index, event) for event in undated),
    )


def _is_loose(event: Event) -> bool:
    when = event.when
    return when is not None and when.precision is Precision.INTERVAL and when.days > LOOSE


def _when_key(event: Event) -> tuple[date, date, str]:
    if event.when is None:
        return (date.max, date.max, event.id)
    first, last = event.when.earliest, event.when.latest
    whole_years = first.month == 1 and first.day == 1 and event.when.days >= 365
    return (first, last if not whole_years else date.min, event.id)


def _stretch_of(event: Event) -> tuple[int, str]:
    if event.when is None:
        return (0, "")
    first, last = event.when.earliest, event.when.latest
    if (first.year, first.month) == (last.year, last.month) or event.when.days <= 31:
        return (first.year, f"{MONTHS[first.month - 1]} {first.year}")
    return (first.year, str(first.year) if first.year == last.year else f"{first.year}–{last.year}")


def _place_key(index: Index, event: Event) -> tuple[object, ...]:
    report = index.debate.event_reports[event.reports[0]]
    return (*index.order(report.article_id, report.trigger.start), event.id)


def _entry(index: Index, event: Event) -> EventEntry:
    reports = sorted(
        (index.debate.event_reports[each] for each in event.reports),
        key=lambda report: (*index.order(report.article_id, report.trigger.start), report.id),
    )
    denials = [report for report in reports if report.status is EventStatus.DENIED]
    claims = [report for report in reports if report.status is EventStatus.HAPPENED] if denials else []
    return EventEntry(
        anchor=f"e-{event.id}",
        type=TYPES[event.type],
        status=event.status,
        day=say_when(event.when) if event.when else "",
        basis=explain_when(event.when) if event.when else "",
        who=index.names(event.who),
        whom=index.names(event.whom),
        place=event.place,
        lines=tuple(report_line(index, r.article_id, r.sentence, [(r.trigger, "trigger")]) for r in reports),
        articles=index.sources.count_articles(report.evidence for report in reports),
        sources=index.sources.count_sources(report.evidence for report in reports),
        disagree=event.disagree,
        claimed_by=_tellers(index, claims),
        denied_by=_tellers(index, denials),
    )


def _tellers(index: Index, reports: Sequence[EventReport]) -> tuple[Name, ...]:
    """Those whom the reports let tell it, in the order of the reports."""
    return tuple(dict.fromkeys(name for report in reports for name in index.names(report.told_by)))
