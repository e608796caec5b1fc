"""A debate as the table discourse networks are computed from: one row per position held for or against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.model import Actor, ActorKind, Debate, Position, Side
from onrecord.model.table import DataType, StatementRow, StatementTable, table_of

VARIABLES = {
    "actor": DataType.SHORT_TEXT,
    "organization": DataType.SHORT_TEXT,
    "concept": DataType.SHORT_TEXT,
    "agreement": DataType.BOOLEAN,
}
"""`actor` is who holds the position; `organization` whom the actor speaks for, the actor itself if it is one."""

UNDATED = date(1970, 1, 1)
"""Where DNA puts documents without a date."""


def statement_table(debate: Debate) -> StatementTable:
    """One row per (position, holder); positions that are conditional or unclear take no side and give no row."""
    return table_of(list(_rows(debate)), variables=VARIABLES)


def _rows(debate: Debate) -> Iterator[StatementRow]:
    labels = _labels(debate)
    for position in debate.positions:
        if position.side not in (Side.FOR, Side.AGAINST):
            continue
        for holder in debate.actors_of(position.holder):
            yield _row(debate, position, holder, labels[holder.id])


def _labels(debate: Debate) -> dict[str, str]:
    """How the table calls each actor: by name, and persons of one name by the first digits of their ids too."""
    people = Counter(actor.name for actor in debate.actors.values() if actor.kind is ActorKind.PERSON)
    return {
        actor.id: f"{actor.name} ({actor.id[:6]})"
        if actor.kind is ActorKind.PERSON and people[actor.name] > 1
        else actor.name
        for actor in debate.actors.values()
    }


def _row(debate: Debate, position: Position, holder: Actor, label: str) -> StatementRow:
    article = debate.articles[position.article_id]
    statement = debate.statements[position.statement_id]
    affiliation = debate.affiliation(holder, article.id)
    organisation = (
        holder.name if holder.kind is not ActorKind.PERSON else affiliation.organisation if affiliation else ""
    )
    return StatementRow(
        date=_day(debate, article.id),
        document=article.id,
        values={
            "actor": label,
            "organization": organisation,
            "concept": position.concept_id,
            "agreement": position.side is Side.FOR,
        },
        start=statement.extent.start,
        stop=statement.extent.end,
        text=statement.words(article.text),
        title=article.title,
        author=article.byline,
        source=article.outlet,
        section=article.section,
    )


def _day(debate: Debate, article_id: str) -> date:
    """The day of publication; the middle of the window where only a window is known."""
    if article_id not in debate.dated:
        return UNDATED
    when = debate.dated[article_id].when
    return when.earliest + timedelta(days=when.days // 2)
