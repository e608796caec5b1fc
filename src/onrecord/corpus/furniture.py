"""What a single line is, judged by its own words: article text, page furniture, caption, section label."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from onrecord.corpus.tables import get_tables
from onrecord.model import EditKind

LONGEST_FURNITURE = 600
"""Characters; a longer line is no furniture whatever it begins with."""
LONGEST_CAPTION_WORDS = 60
END_OF_SENTENCE = re.compile(r"[.!?…。؟।][\"'”’»)\]]*$|[\"”’»]$")
WORD = re.compile(r"\w+")
CREDIT_REACH = 220
"""Characters at the end of a line in which a picture credit is looked for."""


class Role(StrEnum):
    """What a line is to the article."""

    BODY = "body"
    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    SECTION = "section"
    OUTLET = "outlet"
    CAPTION = "caption"
    FURNITURE = "furniture"
    TEASER = "teaser"
    REPEATED = "repeated"


EDIT_KIND = {
    Role.TITLE: EditKind.HEAD, Role.BYLINE: EditKind.HEAD, Role.DATE: EditKind.HEAD, Role.SECTION: EditKind.HEAD,
    Role.OUTLET: EditKind.HEAD, Role.CAPTION: EditKind.CAPTION, Role.FURNITURE: EditKind.FURNITURE,
    Role.TEASER: EditKind.TEASER, Role.REPEATED: EditKind.REPEATED,
}  # fmt: skip


def count_words(text: str) -> int:
    """How many words `text` has."""
    return sum(1 for _ in WORD.finditer(text))


def is_prose(text: str) -> bool:
    """Whether `text` reads as running text: eight words or more and an end of sentence."""
    return END_OF_SENTENCE.search(text) is not None and count_words(text) >= 8


@lru_cache(maxsize=4096)
def role_of(text: str) -> Role:
    """The role of a line by its words alone; BODY where nothing speaks against it."""
    tables = get_tables()
    if len(text) <= LONGEST_FURNITURE:
        plain = text.strip(" \t:|>»›•·*-–—[](){}").casefold()
        if not {plain, text.casefold()}.isdisjoint(tables.lines) or tables.furniture.fullmatch(text):
            return Role.FURNITURE
        if is_section(text):
            return Role.SECTION
    if is_caption(text):
        return Role.CAPTION
    return Role.BODY


def is_section(text: str) -> bool:
    """Whether the line is only the name of a section, or several joined by marks."""
    sections = get_tables().sections
    cells = [cell.strip().casefold() for cell in re.split(r"[|>/»›•·,]", text)]
    return all(cell in sections for cell in cells if cell) and any(cells)


def is_caption(text: str) -> bool:
    """Whether the line is a picture's caption or credit."""
    if len(text) > 12 * LONGEST_CAPTION_WORDS or count_words(text) > LONGEST_CAPTION_WORDS:
        return False
    tables = get_tables()
    credit = tables.caption_end.search(text[-CREDIT_REACH:])
    return credit is not None or tables.caption_start.fullmatch(text) is not None


def is_tail(text: str) -> bool:
    """Whether nothing of the article follows this line (comments begin)."""
    return len(text) <= LONGEST_FURNITURE and get_tables().tails.fullmatch(text.strip()) is not None


def is_teaser_head(text: str) -> bool:
    """Whether this line heads a list of other articles."""
    words = text.strip().rstrip(":")
    return len(words) <= 120 and not words.endswith(".") and get_tables().teasers.fullmatch(words) is not None


def normal_form(text: str) -> str:
    """Letters and digits alone, case folded: equal for a paragraph printed twice with other quotes or spaces."""
    return "".join(char for char in text.casefold() if char.isalnum())
