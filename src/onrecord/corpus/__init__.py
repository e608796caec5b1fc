"""Any file in, articles out: readers, cleaning with an offset map, publication date, duplicates.

>>> from pathlib import Path
>>> from onrecord.corpus import iter_intake
>>> [intake.article or intake.skip for intake in iter_intake(Path("articles"))]  # doctest: +SKIP
"""

from onrecord.corpus.build import VERSION, Intake
from onrecord.corpus.comparison import Change, compare
from onrecord.corpus.duplicates import find_duplicates, find_overlaps
from onrecord.corpus.intake import iter_intake, read_bytes
from onrecord.corpus.mapping import ColumnMapping
from onrecord.corpus.put_back import put_back
from onrecord.corpus.syndication import find_carried
from onrecord.corpus.versions import find_versions
from onrecord.corpus.window import infer_dates

__all__ = [
    "VERSION", "Change", "ColumnMapping", "Intake", "compare", "find_carried", "find_duplicates", "find_overlaps",
    "find_versions", "infer_dates", "iter_intake", "put_back", "read_bytes",
]  # fmt: skip
