"""``onrecord learn``: what the judgements of a record teach, and positions proposed anew with it."""

from __future__ import annotations

import dataclasses

from onrecord import pipeline
from onrecord.cli.console import answer
from onrecord.cli.options import AsJson, RecordFile


def command(record: RecordFile, as_json: AsJson = False) -> None:
    """Learn from the judgements in RECORD and propose its positions anew; judgements themselves are never overruled."""
    lesson = pipeline.teach(record)
    curve = [{"judgements": size, "macro_f1": score} for size, score in lesson.curve]
    lines = [
        f"learned from {lesson.judgements} judgements (head {lesson.version[:12]})",
        f"macro F1 on {lesson.held_out} of them that were held out:",
        *(f"{size:>6} judgements  {score:.3f}" + ("  (the rules alone)" * (not size)) for size, score in lesson.curve),
        f"{lesson.changed} proposals changed, taken back or added",
    ]
    answer(dataclasses.asdict(lesson) | {"curve": curve}, as_json=as_json, lines=lines)
