"""A folder that fills: what is new or changed is added, what is still being written is left for the next look."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from onrecord import corpus
from onrecord.errors import InputError
from onrecord.model import Import, import_id
from onrecord.pipeline.intake import Added, Adding, digest_of
from onrecord.store import View, Writer

SETTLE = 1.0
"""Seconds in which a file that is at rest changes neither its size nor its time."""
Stamp = tuple[int, int]
"""Size and time of change of a file."""


class Watcher:
    """Looks at `folder` and adds what `record_file` does not hold in this form; never adds the same file twice.

    `wait` passes the time in which a file may still grow. What was added is known by the record (a hash of the
    file's bytes), so that a watcher that starts again adds nothing again.
    """

    def __init__(
        self,
        record_file: Path,
        folder: Path,
        *,
        reading: corpus.Reading = corpus.PLAIN,
        wait: Callable[[], None] = lambda: time.sleep(SETTLE),
    ) -> None:
        self._record_file = record_file
        self._folder = folder
        self._reading = reading
        self._wait = wait
        self._done: dict[Path, Stamp] = {}

    def look(self) -> tuple[Added, tuple[InputError, ...]]:
        """Add what is new and at rest; files that cannot be read at all are named and left alone until they change.

        Raises:
            InputError: the folder does not exist.
            StorageError: the disk refused; what was stored before is untouched.
        """
        # A record kept in the folder itself, and SQLite's files beside it, are no news.
        own = str(self._record_file.resolve())
        files = {f.path: f for f in corpus.iter_files(self._folder) if not str(f.path.resolve()).startswith(own)}
        before = {path: _stamp(path) for path in files}
        fresh = [path for path, stamp in before.items() if stamp and self._done.get(path) != stamp]
        if not fresh:
            return Added(), ()
        self._wait()
        at_rest = [path for path in fresh if _stamp(path) == before[path]]
        errors = []
        with Writer(self._record_file) as writer:
            known = self._known()
            adding = Adding(writer)
            for path in at_rest:
                file = files[path]
                if known.get(import_id(file.folder, file.origin.path)) != digest_of(path):
                    try:
                        adding.add_file(file, self._reading)
                    except InputError as error:
                        errors.append(error)
                self._done[path] = before[path] or (0, 0)
            return adding.report(), tuple(errors)

    def _known(self) -> dict[str, str]:
        with View(self._record_file) as view:
            return {done.id: done.digest for done in view.iter_records(Import)}


def _stamp(path: Path) -> Stamp | None:
    """None for a file that is gone."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns
