"""From files to stored articles: everything found is stored, or skipped with its reason, and the record says so."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from pathlib import Path

from onrecord import corpus
from onrecord.model import Import, Skip, record
from onrecord.store import Writer

BATCH = 64
"""Articles per transaction."""


@record
class Added:
    """The import report: found = stored + known + copies + skipped."""

    found: int = 0
    stored: int = 0
    known: int = 0
    """Already in the record, byte for byte."""
    copies: int = 0
    """The same bytes twice in what was added."""
    skipped: int = 0
    claimed: int = 0
    """Articles that files say themselves they hold, by their lists and counts; those missing are among the skipped."""
    files: tuple[Import, ...] = ()
    skips: tuple[Skip, ...] = ()
    unreached: tuple[Skip, ...] = ()
    """Addresses that gave nothing when asked again; what was stored of them stays and is counted."""

    def __add__(self, other: Added) -> Added:
        """The report on both."""
        return Added(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})


def add(
    record_file: Path,
    paths: Iterable[Path],
    *,
    reading: corpus.Reading = corpus.PLAIN,
    progress: Callable[[int], None] = lambda found: None,
) -> Added:
    """Store what is found at `paths` in the record file, made if absent.

    A file that is added again takes the place of its earlier import: skips that it no longer gives are gone.

    Raises:
        InputError: a path that does not exist or a table without the mapped columns.
        StorageError: the disk refused; what was stored before is untouched.
    """
    with Writer(record_file) as writer:
        adding = Adding(writer, progress)
        for path in paths:
            for file in corpus.iter_files(path):
                adding.add_file(file, reading)
        return adding.report()


def digest_of(path: Path) -> str:
    """A hash of a file's bytes; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "blake2b").hexdigest()[:32]
    except OSError:
        return ""


class Adding:
    """One go of adding to a record: stores item by item, file by file, and counts."""

    def __init__(self, writer: Writer, progress: Callable[[int], None] = lambda found: None) -> None:
        self._writer = writer
        self._progress = progress
        self._seen: dict[str, str] = {}
        self._found = self._stored = 0
        self._files: list[Import] = []
        self._skips: list[Skip] = []
        self._unreached: list[Skip] = []

    def add_file(self, file: corpus.File, reading: corpus.Reading) -> Import:
        """Store what `file` holds."""
        about = Import(
            name=file.origin.path, folder=file.folder, digest=digest_of(file.path), found=0, articles=0
        )  # fmt: skip
        return self.add_items(corpus.read_file(file, reading), about)

    def add_items(self, items: Iterable[corpus.Intake], about: Import) -> Import:
        """Store `items`, all that the file or address holds that `about` names; gives it with its counts."""
        skips: list[Skip] = []
        claims: dict[str, int] = {}
        found = 0
        for batch in _batches(corpus.skip_copy(intake, self._seen) for intake in items):
            skips += [intake.skip for intake in batch if intake.skip]
            claims |= {intake.origin.path: intake.claimed for intake in batch if intake.claimed}
            self._stored += _store(self._writer, batch)
            found += len(batch)
            self._found += len(batch)
            self._progress(self._found)
        distinct = {skip.id: skip for skip in skips}
        done = replace(
            about, found=found, articles=found - len(skips), claimed=sum(claims.values()),
            copies=sum(skip.duplicate_of is not None for skip in skips), skips=tuple(skip.id for skip in skips),
        )  # fmt: skip
        self._writer.write_import(done, list(distinct.values()))
        self._files.append(done)
        self._skips += skips
        return done

    def keep(self, done: Import, skips: Iterable[Skip], *, unreached: str = "") -> Import:
        """Count what the record holds of an address already; `unreached` says why it gave nothing this time."""
        kept = tuple(skips)
        self._writer.write_import(done, kept)
        self._files.append(done)
        self._skips += kept
        self._found += done.found
        self._progress(self._found)
        if unreached:
            self._unreached.append(Skip(article=done.name, origin=done.name, stage="corpus", reason=unreached))
        return done

    def report(self) -> Added:
        """What was added so far."""
        copies = sum(each.copies for each in self._files)
        skipped = len(self._skips) - copies
        return Added(
            found=self._found, stored=self._stored, known=self._found - self._stored - copies - skipped,
            copies=copies, skipped=skipped, claimed=sum(each.claimed for each in self._files),
            files=tuple(self._files), skips=tuple(self._skips), unreached=tuple(self._unreached),
        )  # fmt: skip


def _batches(items: Iterable[corpus.Intake]) -> Iterator[list[corpus.Intake]]:
    batch: list[corpus.Intake] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _store(writer: Writer, batch: list[corpus.Intake]) -> int:
    articles = [
        (intake.article, intake.raw, [intake.dated] if intake.dated else [])
        for intake in batch
        if intake.article is not None
    ]
    return sum(writer.write_articles(articles))
