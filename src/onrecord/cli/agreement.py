"""``onrecord agreement``: how far coders agree with each other, and the machine with them."""

from __future__ import annotations

import dataclasses

from onrecord import pipeline
from onrecord.cli.console import answer
from onrecord.cli.options import AsJson, RecordFile


def command(record: RecordFile, as_json: AsJson = False) -> None:
    """Krippendorff's alpha between the coders of RECORD, and between them and the machine's proposals, per concept."""
    found = pipeline.measure_coders(record)
    rows = [{"between": one.between, "concept": one.concept_id} | dataclasses.asdict(one.agreement) for one in found]
    lines = [
        f"{row['between']:14} {row['concept'] or 'all concepts':20} "
        f"{_number(row['alpha'])} [{_number(row['low'])}, {_number(row['high'])}]  {row['units']} pairs"
        for row in rows
    ]
    hint = "nothing was judged yet: 'onrecord positions RECORD --ask 50 --csv' gives a sheet to judge"
    answer({"agreement": rows}, as_json=as_json, lines=lines or [hint])


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"
