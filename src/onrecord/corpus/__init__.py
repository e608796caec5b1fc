"""Any file or address in, articles out: readers, cleaning with an offset map, publication date, duplicates.

>>> from pathlib import Path
>>> from onrecord.corpus import iter_intake
>>> [intake.article or intake.skip for intake in iter_intake(Path("articles"))]  # doctest: +SKIP
"""

from onrecord.corpus.build import VERSION, Intake
from onrecord.corpus.comparison import Change, compare
from onrecord.corpus.duplicates import find_duplicates, find_overlaps
from onrecord.corpus.intake import PLAIN, File, Reading, iter_files, iter_intake, read_bytes, read_file, skip_copy
from onrecord.corpus.mapping import PRESETS, ColumnMapping
from onrecord.corpus.put_back import put_back
from onrecord.corpus.syndication import find_carried
from onrecord.corpus.versions import find_versions
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
from onrecord.corpus.window import infer_dates

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
