"""How scores become attributions: the best legal labels, then which source and content go with which cue."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ROLES = ("source", "cue", "content")
LABELS = ("O", *(f"{border}-{role}" for role in ROLES for border in "BIES"))
"""Begin, inside, end, single for each role: 13 labels."""

FORBIDDEN = -10_000.0
RANKS, DISTANCES = 4, 8
NEAREST, REACH = 16, 220
"""How far linking looks: so many spans to each side, so many words (a training window)."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Tagged(NamedTuple):
    """A span of words ``first`` to ``last`` (both included) in a role."""

    role: str
    first: int
    last: int


def _legal() -> NDArray[np.bool_]:
    """Which label may follow which: (13, 13)."""
    legal = np.zeros((len(LABELS), len(LABELS)), dtype=bool)
    for i, before in enumerate(LABELS):
        for j, after in enumerate(LABELS):
            if before[0] in "BI":
                legal[i, j] = after[0] in "IE" and after[2:] == before[2:]
            else:
                legal[i, j] = after[0] in "OBS"
    return legal


LEGAL = _legal()
STARTS = np.array([label[0] in "OBS" for label in LABELS])
STOPS = np.array([label[0] in "OES" for label in LABELS])
OPENS = np.array([label[0] in "BS" for label in LABELS])


def labels_of(spans: Sequence[Tagged], length: int) -> Ints:
    """The label sequence that marks `spans`, which do not overlap: (length,) indices into `LABELS`."""
    labels = np.zeros(length, dtype=np.int64)
    for role, first, last in spans:
        base = 1 + 4 * ROLES.index(role)
        labels[first] = base
        labels[first + 1 : last] = base + 1
        labels[last] = base + 2 if last > first else base + 3
    return labels


def spans_of(labels: Ints) -> list[Tagged]:
    """The spans a legal label sequence marks, in order."""
    found, begun = [], 0
    for index, label in enumerate(labels.tolist()):
        border, role = LABELS[label][0], LABELS[label][2:]
        if border in "BS":
            begun = index
        if border in "ES":
            found.append(Tagged(role, begun, index))
    return found


def viterbi(scores: Floats, transitions: Floats) -> Ints:
    """The label sequence of the highest sum of word `scores` (n, 13) and `transitions` (13, 13).

    Legal sequences only (Viterbi 1967); time grows with n.
    """
    if not len(scores):
        return np.zeros(0, dtype=np.int64)
    moves = np.where(LEGAL, transitions, FORBIDDEN)
    best = np.where(STARTS, scores[0], FORBIDDEN)
    back = np.zeros(scores.shape, dtype=np.int64)
    columns = np.arange(len(LABELS))
    for index in range(1, len(scores)):
        paths = best[:, None] + moves
        back[index] = paths.argmax(axis=0)
        best = paths[back[index], columns] + scores[index]
    label = int(np.where(STOPS, best, best + FORBIDDEN).argmax())
    labels = np.zeros(len(scores), dtype=np.int64)
    for index in range(len(scores) - 1, -1, -1):
        labels[index] = label
        label = int(back[index, label])
    return labels


def places(anchors: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> Ints:
    """How each of `others` stands to each anchor: (anchors, others), below 2 x `RANKS` x `DISTANCES`.

    Spans are (first, last) words. Told apart: which side, how many of the others stand between, how many words.
    """
    found = np.zeros((len(anchors), len(others)), dtype=np.int64)
    if not len(others):
        return found
    firsts = np.array([first for first, _ in others])
    lasts = np.array([last for _, last in others])
    order = np.arange(len(others))
    for row, (first, last) in enumerate(anchors):
        after = firsts > first
        split = int(np.count_nonzero(~after))
        rank = np.where(after, order - split, split - 1 - order).clip(0, RANKS - 1)
        gap = np.where(after, firsts - last - 1, first - lasts - 1).clip(0)
        distance = np.ceil(np.log2(gap + 1)).astype(np.int64).clip(0, DISTANCES - 1)
        found[row] = (after * RANKS + rank) * DISTANCES + distance
    return found


class LinkWeights(NamedTuple):
    """What linking learned besides the words' vectors: scores of places, and of having no source.

    `place_source`, `place_content`: (2 x `RANKS` x `DISTANCES`,); `no_source`: (2 x width + 1,), the last the bias.
    """

    place_source: Floats
    place_content: Floats
    no_source: Floats


class Linked(NamedTuple):
    """One attribution, in words: a cue, its source if it has one, one or more fragments of content."""

    source: Tagged | None
    cue: Tagged
    contents: tuple[Tagged, ...]


CUE_OF_SOURCE, SOURCE, CUE_OF_CONTENT, CONTENT = range(4)
SPARED = 12.0
"""A cue left without content takes a fragment from a cue with several where that costs no more."""


def link(spans: Sequence[Tagged], vectors: Floats, weights: LinkWeights) -> list[Linked]:
    """Each content goes to the cue, each cue to the source or to none, that scores highest among those near.

    `vectors`: (n, 8 x width), per word the parts `CUE_OF_SOURCE` ... `CONTENT`, each as first and as last word.
    A cue that is left without content is dropped.
    """
    parts = vectors.reshape(len(vectors), 4, 2, -1)
    cues = [span for span in spans if span.role == "cue"]
    sources = [span for span in spans if span.role == "source"]
    scores = {content: _cue_scores(content, cues, parts, weights) for content in spans if content.role == "content"}
    contents: dict[Tagged, list[Tagged]] = {}
    for content, cue in _choose(scores).items():
        contents.setdefault(cue, []).append(content)
    return [Linked(_source(cue, sources, parts, weights), cue, tuple(contents[cue])) for cue in cues if cue in contents]


def _cue_scores(content: Tagged, cues: Sequence[Tagged], parts: Floats, weights: LinkWeights) -> dict[Tagged, float]:
    near = _near(content, cues)
    if not near:
        return {}
    scores = _pair_scores(parts, (CONTENT, content), (CUE_OF_CONTENT, near))
    scores += weights.place_content[places([content[1:]], [cue[1:] for cue in near])[0]]
    return dict(zip(near, scores.tolist(), strict=True))


def _choose(scores: Mapping[Tagged, Mapping[Tagged, float]]) -> dict[Tagged, Tagged]:
    """The cue of each content, in text order: its best, unless a cue without content is nearly as good."""
    chosen = {}
    for content, cues in scores.items():
        best = max(cues, key=cues.__getitem__, default=None)
        if best is not None:
            chosen[content] = best
    counts = Counter(chosen.values())
    moves = [
        (scores[content][best] - score, content, cue)
        for content, best in chosen.items()
        for cue, score in scores[content].items()
        if cue not in counts
    ]
    for cost, content, cue in sorted(moves):
        if cost < SPARED and not counts[cue] and counts[chosen[content]] > 1:
            counts[chosen[content]] -= 1
            counts[cue] += 1
            chosen[content] = cue
    return chosen


def _source(cue: Tagged, sources: Sequence[Tagged], parts: Floats, weights: LinkWeights) -> Tagged | None:
    near = _near(cue, sources)
    if not near:
        return None
    ends = np.concatenate((parts[cue.first, CUE_OF_SOURCE, 0], parts[cue.last, CUE_OF_SOURCE, 1]))
    none = float(ends @ weights.no_source[:-1] + weights.no_source[-1])
    scores = (
        _pair_scores(parts, (CUE_OF_SOURCE, cue), (SOURCE, near))
        + weights.place_source[places([cue[1:]], [source[1:] for source in near])[0]]
    )
    best = int(scores.argmax())
    return near[best] if scores[best] > none else None


def _near(anchor: Tagged, others: Sequence[Tagged]) -> Sequence[Tagged]:
    """The `NEAREST` of `others` (in order) on each side that lie within `REACH` words."""
    split = bisect_left(others, anchor.first, key=lambda span: span.first)
    around = others[max(0, split - NEAREST) : split + NEAREST]
    return [span for span in around if span.first - anchor.last <= REACH and anchor.first - span.last <= REACH]


def _pair_scores(parts: Floats, anchor: tuple[int, Tagged], others: tuple[int, Sequence[Tagged]]) -> Floats:
    part, span = anchor
    other, spans = others
    left = parts[span.first, part, 0] + parts[span.last, part, 1]
    right = parts[[s.first for s in spans], other, 0] + parts[[s.last for s in spans], other, 1]
    found: Floats = right @ left / np.float32(np.sqrt(len(left)))
    return found
