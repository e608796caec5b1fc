"""What can go wrong, and how it is said.

::

    OnRecordError
    ├── DataError              the data cannot be read               exit 1
    │   ├── InputError         a file or folder given to read
    │   ├── CodebookError      the codebook file
    │   ├── RecordFileError    the record file
    │   └── GoldError          gold data given to ``evaluate``
    ├── UsageError             the command or call was wrong         exit 2
    ├── StorageError           the disk refused (full, read-only)    exit 1
    ├── InvalidRecordError     a record that contradicts itself      (also a ValueError)
    └── BugError               a broken invariant: ours to mend      exit 70

Every error says three things: what happened (with the value), what was expected, what to do next.
"""

from __future__ import annotations


class OnRecordError(Exception):
    """Base of all errors raised on purpose; ``exit_code`` is what the command line returns."""

    exit_code = 1

    def __init__(self, happened: str, *, expected: str = "", next_step: str = "") -> None:
        self.happened = happened
        self.expected = expected
        self.next_step = next_step
        super().__init__(happened, expected, next_step)

    def __str__(self) -> str:
        parts = [self.happened]
        if self.expected:
            parts.append(f"Expected: {self.expected}")
        if self.next_step:
            parts.append(f"Next: {self.next_step}")
        return "\n".join(parts)


class DataError(OnRecordError):
    """The data cannot be read."""


class InputError(DataError):
    """A file or folder given to read cannot be read."""


class CodebookError(DataError):
    """The codebook cannot be used as it stands."""


class RecordFileError(DataError):
    """The record file is missing, foreign, damaged or from a newer version."""


class GoldError(DataError):
    """Gold data given to ``evaluate`` is missing or malformed."""


class UsageError(OnRecordError):
    """The command or call was wrong."""

    exit_code = 2


class StorageError(OnRecordError):
    """The disk refused to store; what was stored before is untouched."""


class InvalidRecordError(OnRecordError, ValueError):
    """A record that contradicts itself cannot be built."""


class BugError(OnRecordError):
    """A broken invariant inside onrecord."""

    exit_code = 70
