"""The statements behind a network, one per row: DNA's event list."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import record
from onrecord.model.table import StatementTable
from onrecord.network.calendar import moment
from onrecord.network.selection import select
from onrecord.network.settings import NetworkType, Settings


@record
class EventList:
    """Column names and a row of values per statement, in order of time."""

    header: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


def list_statements(table: StatementTable, settings: Settings | None = None) -> EventList:
    """The filtered statements under `settings`; empty values stay. Columns in DNA's order."""
    selection = select(table, replace(settings or Settings(), network_type=NetworkType.EVENT_LIST))
    fields = {column.name: column for column in table.document_columns}
    order = [fields[name] for name in ("id", "title", "author", "source", "section", "type")]
    header = ("statement_id", "time", *(column.name for column in table.variables), "start_position", "stop_position",
              "text", "coder", *(f"document_{column.name}" for column in order))  # fmt: skip
    rows = []
    for place in selection.kept.tolist():
        document = int(table.documents[place])
        rows.append(
            (
                int(table.ids[place]),
                moment(int(table.times[place])).strftime("%Y-%m-%d %H:%M:%S"),
                *(column.value(place) for column in table.variables),
                int(table.starts[place]),
                int(table.stops[place]),
                table.texts[place] if table.texts else "",
                int(table.coders[place]),
                *(column.value(document) for column in order),
            )
        )
    return EventList(header=header, rows=tuple(rows))
