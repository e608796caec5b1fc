"""Scores of the words of an article, whatever its length: windows that overlap, each word where it has most context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from onrecord.language.network import ATTRIBUTION, WEIGHTS, Floats, Ints, Network


class WordScores(NamedTuple):
    """For each word the scores of its labels (n, labels) and its link vectors (n, width)."""

    labels: Floats
    links: Floats


class WordReader:
    """Reads the words of a whole article, in windows that overlap, and scores each where it has most context."""

    def __init__(self, folder: Path = WEIGHTS / ATTRIBUTION, *, threads: int = 1) -> None:
        self._network = Network(folder, threads=threads)

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return self._network.name

    @property
    def decoder(self) -> Mapping[str, Any]:
        """The decoder's parameters, as the manifest has them."""
        found: Mapping[str, Any] = self._network.facts["decoder"]
        return found

    def read(self, words: Sequence[str], writing: Ints) -> WordScores:
        """Scores of `words`; `writing` (n, 3) are their case, quote and break."""
        facts = self._network.facts
        pieces = [ids or [self._network.vocabulary.unknown] for ids in self._pieces(words, facts["pieces_per_word"])]
        sizes = np.array([len(ids) for ids in pieces], dtype=np.int64)
        labels = np.zeros((len(words), facts["labels"]), dtype=np.float32)
        links = np.zeros((len(words), facts["links"]), dtype=np.float32)
        for window in cut_windows(sizes, room=facts["pieces"] - 2, overlap=facts["overlap"]):
            flat = [self._network.vocabulary.begin, *(i for ids in pieces[window.begin : window.end] for i in ids)]
            shown = sizes[window.begin : window.end]
            marks = np.zeros((1, len(flat) + 1, 3), dtype=np.int64)
            marks[0, 1:-1] = np.repeat(writing[window.begin : window.end], shown, axis=0)
            label_scores, link_vectors = self._network.run([*flat, self._network.vocabulary.end], writing=marks)
            heads = (1 + np.cumsum(shown) - shown)[window.keep_from - window.begin : window.keep_to - window.begin]
            labels[window.keep_from : window.keep_to] = label_scores[0, heads]
            links[window.keep_from : window.keep_to] = link_vectors[0, heads]
        return WordScores(labels, links)

    def _pieces(self, words: Sequence[str], most: int) -> list[list[int]]:
        distinct = sorted(set(words))
        coded = self._network.vocabulary.cut_words(distinct)
        ids = {word: pieces[:most] for word, pieces in zip(distinct, coded, strict=True)}
        return [ids[word] for word in words]


class Window(NamedTuple):
    """Words ``[begin, end)`` are read together; scores of ``[keep_from, keep_to)`` are kept."""

    begin: int
    end: int
    keep_from: int
    keep_to: int


def cut_windows(sizes: Ints, *, room: int, overlap: int) -> list[Window]:
    """Windows of at most `room` pieces over words of `sizes` pieces; neighbours share about `overlap` pieces.

    Every word is kept exactly once, from the window in which it stands further from the border.
    """
    ends = np.cumsum(sizes)
    borders: list[tuple[int, int]] = []
    begin = 0
    while begin < len(sizes):
        before = int(ends[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(ends, before + room, side="right")), begin + 1)
        borders.append((begin, end))
        if end >= len(sizes):
            break
        begin = max(int(np.searchsorted(ends, int(ends[end - 1]) - overlap, side="left")) + 1, begin + 1)
        begin = min(begin, end)
    cuts = [0, *((b[0] + a[1]) // 2 for a, b in pairwise(borders)), len(sizes)]
    return [Window(*border, cuts[i], cuts[i + 1]) for i, border in enumerate(borders)]
