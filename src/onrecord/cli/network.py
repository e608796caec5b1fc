"""``onrecord network``: a discourse network of a record as a table."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord import pipeline
from onrecord.cli.console import answer
from onrecord.cli.options import AsJson, RecordFile
from onrecord.errors import UsageError
from onrecord.network import Network, build, parse_options

DEFAULTS = {"variable1": "actor", "qualifierAggregation": "subtract"}


def command(
    record: RecordFile,
    option: Annotated[
        list[str] | None,
        typer.Option(
            "--option",
            metavar="NAME=VALUE",
            help="An option as rDNA writes it, such as networkType=onemode or normalization=average.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write a CSV file.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compute a discourse network of RECORD: by default actors by concepts, agreement minus disagreement."""
    network = build(
        pipeline.statement_table(pipeline.load_debate(record)), parse_options(DEFAULTS | _pairs(option or []))
    )
    if out is not None:
        out.write_text(_csv(network), encoding="utf-8", newline="")
    lines = [f"wrote {out}"] if out else _csv(network).splitlines()
    found = {"rows": network.rows, "columns": network.columns, "cells": network.dense.tolist(), "notes": network.notes}
    answer(found, as_json=as_json, lines=lines)


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


def _csv(network: Network) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["", *network.columns])
    for label, cells in zip(network.rows, network.dense.tolist(), strict=True):
        writer.writerow([label, *(f"{cell:g}" for cell in cells)])
    return out.getvalue()
