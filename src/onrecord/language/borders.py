"""Where a sentence may and may not begin: what is settled before the parser guesses."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib import resources

OPENING = frozenset("“„«‹‘")
CLOSING = frozenset("”»›’")
ENDS = frozenset({".", "!", "?", "…", "...", "?!", "!!", "!?"})
_TABLE = tomllib.loads(resources.files("onrecord.language").joinpath("borders.toml").read_text("utf-8"))
TITLES = frozenset(_TABLE["titles"])
COUNTRIES = frozenset(_TABLE["countries"])
OPENERS = frozenset(_TABLE["openers"])


def sentence_starts(words: Sequence[str]) -> list[bool | None]:
    """For each word of a paragraph: True a sentence begins here, False it does not, None the parser decides."""
    marks: list[bool | None] = [None] * len(words)
    is_open = False
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        if word == '"':
            is_open = not is_open
        if word in OPENING or (word == '"' and is_open):
            marks[index] = _opening_mark(before)
        elif word in CLOSING or word == '"':
            marks[index] = False
        elif index:
            marks[index] = _word_mark(word, before, words[index - 2] if index > 1 else "", is_open)
    return marks


def _opening_mark(before: str) -> bool | None:
    if before in ENDS:
        return True
    return None if before in CLOSING or before == '"' else False


def _word_mark(word: str, before: str, second: str, is_open: bool) -> bool | None:
    if before in OPENING or (before == '"' and is_open):
        return False
    if before == ",":
        return False
    if before in CLOSING or before == '"':
        return False if word[:1].islower() or second == "," else None
    lower = before.lower()
    if lower in TITLES and before[:1].isupper():
        return False
    if lower in COUNTRIES and word.lower() not in OPENERS:
        return False
    return None
