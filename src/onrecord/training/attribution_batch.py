"""How gold articles become batches: words cut into pieces, pieces into windows, windows padded."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer

from onrecord.language.network import get_special_ids
from onrecord.statements.decoder import Tagged
from onrecord.training.attribution_data import Example, GoldArticle, iter_windows, make_example
from onrecord.training.attribution_model import Batch

PIECES, PIECES_PER_WORD, OVERLAP = 256, 8, 64
"""Pieces in a window, and at most in a word; when reading, neighbouring windows share `OVERLAP` pieces."""


class Cut(NamedTuple):
    """The words ``[begin, end)`` of an example, and the pieces of all its words."""

    example: Example
    pieces: list[list[int]]
    begin: int
    end: int


def iter_batches(
    articles: Sequence[GoldArticle], tokenizer: Tokenizer, size: int, chance: random.Random
) -> Iterator[list[Cut]]:
    """One epoch: every article's words once, in windows of about equal length per batch, batches in random order."""
    windows: list[tuple[int, int, Cut]] = []
    for article in articles:
        example = make_example(article, chance)
        pieces = pieces_of(tokenizer, example.words.forms)
        sizes = np.array([len(one) for one in pieces])
        for a, b in iter_windows(sizes, PIECES - 2, chance):
            windows.append((int(sizes[a:b].sum()) + chance.randint(0, 24), len(windows), Cut(example, pieces, a, b)))
    windows.sort(key=lambda window: window[:2])
    groups = [[cut for _, _, cut in windows[i : i + size]] for i in range(0, len(windows), size)]
    chance.shuffle(groups)
    yield from groups


def pieces_of(tokenizer: Tokenizer, words: Sequence[str]) -> list[list[int]]:
    """For each word the ids of its pieces, one or more."""
    _, _, unknown = get_special_ids(tokenizer)
    distinct = sorted(set(words))
    coded = tokenizer.encode_batch([[word] for word in distinct], is_pretokenized=True, add_special_tokens=False)
    ids = {word: one.ids[:PIECES_PER_WORD] or [unknown] for word, one in zip(distinct, coded, strict=True)}
    return [ids[word] for word in words]


def make_batch(windows: Sequence[Cut], tokenizer: Tokenizer) -> Batch:
    """The windows, padded to the longest."""
    begin, end, _ = get_special_ids(tokenizer)
    length = 2 + max(sum(len(p) for p in pieces[a:b]) for _, pieces, a, b in windows)
    most = max(b - a for _, _, a, b in windows)
    shape = (len(windows), length)
    ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    writing = np.zeros((*shape, 3), dtype=np.int64)
    heads, labels = np.zeros((len(windows), most), dtype=np.int64), np.zeros((len(windows), most), dtype=np.int64)
    words = np.zeros((len(windows), most), dtype=bool)
    for row, (example, pieces, a, b) in enumerate(windows):
        sizes = np.array([len(p) for p in pieces[a:b]])
        flat = [begin, *(piece for p in pieces[a:b] for piece in p), end]
        ids[row, : len(flat)], mask[row, : len(flat)] = flat, 1
        writing[row, 1 : len(flat) - 1] = np.repeat(example.words.writing[a:b], sizes, axis=0)
        heads[row, : b - a] = 1 + np.concatenate(([0], np.cumsum(sizes)[:-1]))
        labels[row, : b - a], words[row, : b - a] = example.labels[a:b], True
    return Batch(
        pieces=torch.from_numpy(ids),
        mask=torch.from_numpy(mask),
        writing=torch.from_numpy(writing),
        heads=torch.from_numpy(heads),
        words=torch.from_numpy(words),
        labels=torch.from_numpy(labels),
        sources=[_source_links(example, a, b) for example, _, a, b in windows],
        contents=[_content_links(example, a, b) for example, _, a, b in windows],
    )


def _inside(spans: Sequence[Tagged], a: int, b: int) -> list[Tagged]:
    return [Tagged(s.role, s.first - a, s.last - a) for s in sorted(set(spans)) if a <= s.first and s.last < b]


def _source_links(example: Example, a: int, b: int) -> tuple[list[Tagged], list[Tagged], list[int]]:
    sources = _inside([source for _, source in example.sources if source], a, b)
    cues, targets = [], []
    for cue, source in example.sources:
        if a <= cue.first and cue.last < b and (source is None or (a <= source.first and source.last < b)):
            cues.append(Tagged("cue", cue.first - a, cue.last - a))
            targets.append(
                len(sources) if source is None else sources.index(Tagged("source", source.first - a, source.last - a))
            )
    return cues, sources, targets


def _content_links(example: Example, a: int, b: int) -> tuple[list[Tagged], list[Tagged], list[int]]:
    cues = _inside([cue for _, cue in example.contents], a, b)
    contents, targets = [], []
    for content, cue in example.contents:
        if a <= content.first and content.last < b and a <= cue.first and cue.last < b:
            contents.append(Tagged("content", content.first - a, content.last - a))
            targets.append(cues.index(Tagged("cue", cue.first - a, cue.last - a)))
    return contents, cues, targets
