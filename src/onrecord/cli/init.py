"""``onrecord init``: make an empty record file."""

from __future__ import annotations

from onrecord.cli.console import answer
from onrecord.cli.options import AsJson, CodebookFile, RecordFile
from onrecord.errors import UsageError
from onrecord.positions import read_codebook
from onrecord.store import Writer


def command(record: RecordFile, codebook: CodebookFile = None, as_json: AsJson = False) -> None:
    """Make an empty record file; with a codebook, kept in it."""
    if record.exists():
        raise UsageError(
            f"{record} exists already",
            expected="a new name",
            next_step=f"'onrecord add {record} PATH' adds articles to it",
        )
    concepts = read_codebook(codebook) if codebook else None
    with Writer(record) as writer:
        if concepts is not None:
            writer.write_codebook(concepts)
    answer({"record": str(record)}, as_json=as_json, lines=[f"made {record}"])
