"""What two texts have in common, word for word: hashed runs of words, and a fixed sample of them for quick search."""

from __future__ import annotations

import re
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

LENGTH = 5
"""Words of a shingle."""
SAMPLE = 8
"""One shingle in so many stands in the sample; which ones depends on the words alone."""
WORD = re.compile(r"\w+")
Hashes = NDArray[np.uint64]


def shingle(text: str) -> Hashes:
    """The hash of every run of LENGTH words, case folded, in text order (one hash where there are fewer words)."""
    codes = np.array([_code(word) for word in WORD.findall(text.casefold())] or [0], dtype=np.uint64)
    if len(codes) < LENGTH:
        codes = np.pad(codes, (0, LENGTH - len(codes)))
    rolled = np.zeros(len(codes) - LENGTH + 1, dtype=np.uint64)
    for place in range(LENGTH):
        rolled = rolled * np.uint64(0x9E3779B97F4A7C15) + codes[place : len(codes) - LENGTH + 1 + place]
    return _mix(rolled)


def sample(hashes: Hashes) -> Hashes:
    """The distinct shingles that belong to the sample; the smallest one where none does."""
    distinct = np.unique(hashes)
    chosen = distinct[distinct % np.uint64(SAMPLE) == 0]
    return chosen if len(chosen) else distinct[:1]


@cache
def _code(word: str) -> int:
    data = word.encode("utf-8", "surrogatepass")
    return crc32(data) << 32 | crc32(data, 0x5BD1E995)


def _mix(values: Hashes) -> Hashes:
    """The finisher of SplitMix64: spreads what the polynomial leaves in the high bits."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
