"""Where a sentence may and may not begin: what is settled before the parser guesses."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib import resources

OPENING = frozenset("“„«‹‘")
CLOSING = frozenset("”»›’")
UNDIRECTED = frozenset({'"', "''"})
ENDS = frozenset({".", "!", "?", "…", "...", "?!", "!!", "!?"})
_DASHES = frozenset({"-", "–", "—", "--"})
_DATELINE_REACH = 12
_TABLE = tomllib.loads(resources.files("onrecord.language").joinpath("borders.toml").read_text("utf-8"))
TITLES = frozenset(_TABLE["titles"])
COUNTRIES = frozenset(_TABLE["countries"])
OPENERS = frozenset(_TABLE["openers"])


def sentence_starts(words: Sequence[str]) -> list[bool | None]:
    """For each word of a paragraph: True a sentence begins here, False it does not, None the parser decides."""
    marks: list[bool | None] = [None] * len(words)
    is_open = False
    after_dateline = _dateline_length(words)
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        if word in UNDIRECTED:
            is_open = not is_open
        if word in OPENING or (word in UNDIRECTED and is_open):
            marks[index] = _opening_mark(before)
        elif word in CLOSING or word in UNDIRECTED:
            marks[index] = False
        elif index:
            marks[index] = _word_mark(word, before, words[index - 2] if index > 1 else "", is_open)
    if 0 < after_dateline < len(words):
        marks[1 : after_dateline + 1] = [False] * (after_dateline - 1) + [True]
    return marks


def _dateline_length(words: Sequence[str]) -> int:
    """How many words a line such as "GENEVA, Switzerland (Agency) --" takes at the head of a paragraph; 0 for none."""
    if not words or len(words[0]) < 3 or not words[0].isupper() or not words[0].isalpha():
        return 0
    for index, word in enumerate(words[:_DATELINE_REACH]):
        if word in _DASHES:
            return index + 1
        if not (word[:1].isupper() or word in {",", "(", ")", "/", "."} or word[:1].isdigit()):
            return 0
    return 0


def _opening_mark(before: str) -> bool | None:
    if before in ENDS:
        return True
    return None if before in CLOSING or before in UNDIRECTED else False


def _word_mark(word: str, before: str, second: str, is_open: bool) -> bool | None:
    if before in OPENING or (before in UNDIRECTED and is_open):
        return False
    if before == ",":
        return False
    if before in CLOSING or before in UNDIRECTED:
        if word[:1].islower() or second == ",":
            return False
        return True if second == "." and word[:1].isupper() else None
    lower = before.lower()
    if lower in TITLES and before[:1].isupper():
        return False
    if lower in COUNTRIES and word.lower() not in OPENERS:
        return False
    return None
