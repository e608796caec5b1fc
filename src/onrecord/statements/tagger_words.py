"""What the tagger reads: words with exact offsets, and what their writing tells (case, quotes, breaks)."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(
    r"""(?:[^\W\d_]\.){2,}            # U.S.
      | n['’]t\b | ['’](?:s|re|ve|ll|d|m)\b
      | \d+(?:[.,:/]\d+)*             # 1,200  9/11
      | [^\W\d_]+?(?=n['’]t\b)        # did|n't
      | [^\W\d_]+(?:['’](?!(?:s|re|ve|ll|d|m)\b)[^\W\d_]+)*
      | `` | '' | -{2,} | \.{2,}
      | \S""",
    re.VERBOSE | re.IGNORECASE,
)

OPENING = frozenset("“„«") | {"``"}
CLOSING = frozenset("”»")
EITHER = frozenset({'"', "''"})
CASES, QUOTES, BREAKS = 8, 4, 2
"""How many values each writing feature has."""

LOWER, CAPITAL, CAPITALS, MIXED, INITIAL, DIGITS, MARK, OTHER = range(CASES)
OUTSIDE, INSIDE, OPENS, CLOSES = range(QUOTES)


class Words(NamedTuple):
    """Words of a text: `starts`, `ends` are code point offsets (n,); `writing` (n, 3) holds case, quote, break."""

    text: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    writing: NDArray[np.int64]

    @property
    def forms(self) -> list[str]:
        """The words as written."""
        return [self.text[a:b] for a, b in zip(self.starts.tolist(), self.ends.tolist(), strict=True)]


def split_words(text: str) -> Words:
    """The words of `text` in order; every character that is not a space stands in exactly one of them."""
    borders = [match.span() for match in WORD.finditer(text)]
    starts = np.array([start for start, _ in borders], dtype=np.int64)
    ends = np.array([end for _, end in borders], dtype=np.int64)
    return Words(text, starts, ends, _writing(text, borders))


def _writing(text: str, borders: list[tuple[int, int]]) -> NDArray[np.int64]:
    found = np.zeros((len(borders), 3), dtype=np.int64)
    quoted, last = False, 0
    for index, (start, end) in enumerate(borders):
        breaks = index == 0 or "\n" in text[last:start]
        quoted = quoted and not breaks
        word = text[start:end]
        if word in OPENING or (word in EITHER and _is_opening(text, start, end, quoted=quoted)):
            quote, quoted = OPENS, True
        elif word in CLOSING or word in EITHER:
            quote, quoted = CLOSES, False
        else:
            quote = INSIDE if quoted else OUTSIDE
        found[index] = (_case(word), quote, breaks)
        last = end
    return found


def _is_opening(text: str, start: int, end: int, *, quoted: bool) -> bool:
    """Which way a straight mark looks: its spaces say, and where they do not, whether a quotation is open."""
    before = start == 0 or text[start - 1].isspace() or text[start - 1] in "([—-"
    after = end == len(text) or text[end].isspace()
    return before if before != after else not quoted


def _case(word: str) -> int:
    first = word[0]
    if first.isdigit():
        return DIGITS
    if not any(char.isalpha() for char in word):
        return MARK
    if word.islower():
        return LOWER
    if word.isupper():
        return INITIAL if len(word) == 1 else CAPITALS
    if first.isupper():
        return CAPITAL if word[1:].islower() else MIXED
    return MIXED if word != word.lower() else OTHER
