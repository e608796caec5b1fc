"""From addresses to articles: what may be asked for, how politely, and what is made of the answer."""

from onrecord.corpus.readers.feed import Entry
from onrecord.corpus.web.address import name_address, read_list
from onrecord.corpus.web.fetch import Answer, Fetcher, FetchError, Manners
from onrecord.corpus.web.pages import read_answer, read_feed, read_problem

__all__ = [
    "Answer", "Entry", "FetchError", "Fetcher", "Manners", "name_address", "read_answer", "read_feed", "read_list",
    "read_problem",
]  # fmt: skip
