"""``onrecord network``: a discourse network of a record, a .dna file or a table; and what can be read from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord import pipeline
from onrecord.cli.analyses import ANALYSES
from onrecord.cli.console import answer, say, warn
from onrecord.cli.options import AsJson
from onrecord.errors import UsageError
from onrecord.exchange.networks import TABLES, read_table, write_network
from onrecord.model import StatementTable
from onrecord.network import Network, Settings, TimeWindow, build, iter_networks, parse_options

OF_A_RECORD = {"variable1": "actor", "qualifierAggregation": "subtract"}
"""What a record's network shows unless told otherwise: who is for and against what."""


def command(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="A record, or .dna, .csv, .xlsx, .qdpx.")],
    option: Annotated[
        list[str] | None,
        typer.Option(
            "--option",
            metavar="NAME=VALUE",
            help="An option as rDNA writes it, such as networkType=onemode or normalization=average.",
            show_default=False,
        ),
    ] = None,
    statement_type: Annotated[str, typer.Option("--statement-type", help="Of a .dna file.")] = "DNA Statement",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write .csv, .graphml, .gexf or .dl.", show_default=False),
    ] = None,
    visone: Annotated[bool, typer.Option("--visone", help="GraphML as visone reads it.")] = False,
    chart: Annotated[
        Path | None,
        typer.Option(
            "--chart", metavar="FILE", help="Draw it, or what --find finds, as .svg, .png or .html.", show_default=False
        ),
    ] = None,
    find: Annotated[
        str | None, typer.Option("--find", metavar="WHAT", help=f"{', '.join(ANALYSES)}.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compute a discourse network of SOURCE; of a record, by default, who is for and against what."""
    table, defaults = _table(source, statement_type)
    settings = parse_options(defaults | {"statement_type": statement_type} | _pairs(option or []))
    if chart is not None:
        _draw(chart, table, settings, find)
        answer({"chart": str(chart)}, as_json=as_json, lines=[f"wrote {chart}"])
        return
    if find is not None:
        answer(_analysis(find)(table, settings), as_json=as_json)
        return
    windows = settings.time_window is not TimeWindow.NO
    networks = list(iter_networks(table, settings)) if windows else [build(table, settings)]
    for note in dict.fromkeys(note for network in networks for note in network.notes):
        warn(note)
    if out is not None:
        write_network(networks if windows else networks[0], out, visone=visone)
        answer({"network": str(out)}, as_json=as_json, lines=[f"wrote {out}"])
    elif as_json:
        answer({"networks": [_plain(network) for network in networks]}, as_json=True)
    else:
        for network in networks:
            for line in _lines(network):
                say(line)


def _table(source: Path, statement_type: str) -> tuple[StatementTable, dict[str, Any]]:
    if source.suffix.lower() not in TABLES:
        return pipeline.statement_table(pipeline.load_debate(source)), OF_A_RECORD
    table, problems = read_table(source, statement_type=statement_type)
    for problem in problems:
        warn(str(problem))
    return table, {}


def _draw(chart: Path, table: StatementTable, settings: Settings, find: str | None) -> None:
    from onrecord.cli.pictures import draw  # Altair takes half a second, which other commands need not wait for
    from onrecord.publish.charts import write_chart

    write_chart(draw(table, settings, find), chart)


def _analysis(name: str) -> Any:
    if name not in ANALYSES:
        raise UsageError(f"there is no analysis {name!r}", expected=", ".join(ANALYSES), next_step="name one of them")
    return ANALYSES[name]


def _pairs(options: list[str]) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    for option in options:
        name, equals, value = option.partition("=")
        if not equals:
            raise UsageError(
                f"the option {option!r} has no value", expected="NAME=VALUE", next_step="write networkType=onemode, say"
            )
        pairs[name] = int(value) if value.isdigit() else {"true": True, "false": False}.get(value.lower(), value)
    return pairs


def _plain(network: Network) -> dict[str, Any]:
    return {
        "start": network.start.isoformat(),
        "stop": network.stop.isoformat(),
        "rows": network.rows,
        "columns": network.columns,
        "cells": network.dense.tolist(),
    }


def _lines(network: Network) -> list[str]:
    """The matrix as people read it in a terminal."""
    width = max((len(label) for label in network.rows), default=0)
    head = [f"{'':{width}}  {network.start.date()} to {network.stop.date()}"]
    head += [f"{'':{width}}  {number}: {label}" for number, label in enumerate(network.columns, start=1)]
    numbers = "".join(f"{number:>8}" for number in range(1, len(network.columns) + 1))
    rows = [
        f"{label:{width}}" + "".join(f"{cell:>8.4g}" for cell in cells)
        for label, cells in zip(network.rows, network.dense.tolist(), strict=True)
    ]
    return [*head, f"{'':{width}}{numbers}", *rows]
