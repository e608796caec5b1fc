"""Any file or address in, articles out: readers, cleaning with an offset map, publication date, duplicates.

>>> from pathlib import Path
>>> from onrecord.corpus import iter_intake
>>> [intake.article or intake.skip for intake in iter_intake(Path("articles"))]  # doctest: +SKIP
"""

from onrecord.corpus.build import VERSION, Intake
from onrecord.corpus.copies.comparison import Change, compare
from onrecord.corpus.copies.duplicates import find_duplicates, find_overlaps
from onrecord.corpus.copies.syndication import find_carried
from onrecord.corpus.copies.versions import find_versions
from onrecord.corpus.dates.window import infer_dates
from onrecord.corpus.intake import PLAIN, File, Reading, iter_files, iter_intake, read_bytes, read_file, skip_copy
from onrecord.corpus.mapping import PRESETS, ColumnMapping
from onrecord.corpus.put_back import put_back
from onrecord.corpus.web import (
    Answer,
    Entry,
    Fetcher,
    FetchError,
    Manners,
    name_address,
    read_answer,
    read_feed,
    read_list,
    read_problem,
)

__all__ = [
    "PLAIN",
    "PRESETS",
    "VERSION",
    "Answer",
    "Change",
    "ColumnMapping",
    "Entry",
    "FetchError",
    "Fetcher",
    "File",
    "Intake",
    "Manners",
    "Reading",
    "compare",
    "find_carried",
    "find_duplicates",
    "find_overlaps",
    "find_versions",
    "infer_dates",
    "iter_files",
    "iter_intake",
    "name_address",
    "put_back",
    "read_answer",
    "read_bytes",
    "read_feed",
    "read_file",
    "read_list",
    "read_problem",
    "skip_copy",
]
