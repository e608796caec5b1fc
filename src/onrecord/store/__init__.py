"""The record file: one SQLite file holding raw bytes, articles, machine records, judgements and the run ledger.

Records are stored whole, one row each, under (kind, key); judgements are append-only. What is read is written
by one `Writer`; everybody else holds a read-only `View`.
"""

from onrecord.store.view import View
from onrecord.store.writer import Writer

__all__ = ["View", "Writer"]
