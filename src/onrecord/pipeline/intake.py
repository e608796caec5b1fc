"""From files to stored articles: everything found is stored, or skipped with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from onrecord import corpus
from onrecord.model import record
from onrecord.store import Writer

BATCH = 64
"""Articles per transaction."""


@record
class Added:
    """The import report: found = stored + known + skipped."""

    found: int = 0
    stored: int = 0
    known: int = 0
    """Already in the record, byte for byte."""
    skipped: int = 0


def add(
    record_file: Path,
    paths: Iterable[Path],
    *,
    mapping: corpus.ColumnMapping | None = None,
    progress: Callable[[int], None] = lambda found: None,
) -> Added:
    """Store what is found at `paths` in the record file, made if absent.

    Raises:
        InputError: a path that does not exist or a table without the mapped columns.
        StorageError: the disk refused; what was stored before is untouched.
    """
    found = stored = skipped = 0
    with Writer(record_file) as writer:
        batch: list[corpus.Intake] = []
        for path in paths:
            for intake in corpus.iter_intake(path, mapping=mapping):
                found += 1
                batch.append(intake)
                if len(batch) == BATCH:
                    new, skips = _write(writer, batch)
                    stored, skipped = stored + new, skipped + skips
                    batch = []
                    progress(found)
        new, skips = _write(writer, batch)
        stored, skipped = stored + new, skipped + skips
        progress(found)
    return Added(found=found, stored=stored, known=found - stored - skipped, skipped=skipped)


def _write(writer: Writer, batch: list[corpus.Intake]) -> tuple[int, int]:
    skips = [intake.skip for intake in batch if intake.skip is not None]
    writer.write_skips(skips)
    articles = [
        (intake.article, intake.raw, [intake.dated] if intake.dated else [])
        for intake in batch
        if intake.article is not None
    ]
    return sum(writer.write_articles(articles)), len(skips)
