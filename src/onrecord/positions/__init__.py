"""Statement x Concept -> Position: who stands where, read with a codebook of claims."""

from onrecord.positions.codebook import CodebookWarning, Doubt, find_doubts, parse_codebook, read_codebook
from onrecord.positions.find import VERSION, find_positions

__all__ = ["VERSION", "CodebookWarning", "Doubt", "find_doubts", "find_positions", "parse_codebook", "read_codebook"]
