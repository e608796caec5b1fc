"""A line that takes thousands of edits is still read in a time that grows with its length."""

from __future__ import annotations

import json
import time
from pathlib import Path

from onrecord.corpus import iter_intake, read_bytes
from onrecord.corpus.line import Line, Part, cut_line

SENTENCE = "The mayor said on Monday that the port “would” stay open. "


def seconds_for(path: Path, times: int) -> float:
    """Process time for a file whose text was twice taken for Latin-1: every second character is to be dropped."""
    text = (SENTENCE * times).encode("utf-8").decode("latin-1").encode("utf-16").decode("latin-1")
    path.write_text(json.dumps({"text": text, "date": "2021-07-03"}), encoding="utf-8")
    began = time.process_time()
    assert all(intake.article is not None for intake in iter_intake(path))
    return time.process_time() - began


def test_edits_cost_what_the_line_is_long(tmp_path: Path) -> None:
    """Eight times the edits take far less than sixty-four times as long."""
    read_bytes(SENTENCE.encode(), "warm.txt")
    seconds_for(tmp_path / "warm.jsonl", 90)
    few, many = seconds_for(tmp_path / "few.jsonl", 90), seconds_for(tmp_path / "many.jsonl", 720)
    assert many < 24 * few


def test_a_stretch_over_parts_keeps_their_bytes() -> None:
    """Cutting begins in the part that holds the start and ends in the one that holds the end."""
    parts = (
        Part(text="ab", raw_start=0, raw_end=2),
        Part(text="é", raw_start=2, raw_end=4),
        Part(text="cd", raw_start=6, raw_end=8),
    )
    cut = cut_line(Line(text="abécd", parts=parts, encoding="utf-8"), 1, 4)
    assert cut is not None
    assert [(part.text, part.raw_start, part.raw_end) for part in cut.parts] == [("b", 1, 2), ("é", 2, 4), ("c", 6, 7)]
