"""Statement x Concept -> Position: who stands where, read with a codebook of claims and learned from judgements."""

from onrecord.positions.agreement import Agreement, measure_agreement
from onrecord.positions.changes import Change, Silence, Stand, find_changes, find_silences, measure_unity
from onrecord.positions.codebook import CodebookWarning, parse_codebook, read_codebook
from onrecord.positions.doubts import Doubt, find_doubts
from onrecord.positions.find import VERSION, find_positions
from onrecord.positions.revision import Revision, compare_codebooks

__all__ = [
    "VERSION", "Agreement", "Change", "CodebookWarning", "Doubt", "Revision", "Silence", "Stand", "compare_codebooks",
    "find_changes", "find_doubts", "find_positions", "find_silences", "measure_agreement", "measure_unity",
    "parse_codebook", "read_codebook",
]  # fmt: skip
