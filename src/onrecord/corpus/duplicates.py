"""Which articles repeat which: exact, near or contained. The same story told in other words is no duplicate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from onrecord.corpus.shingles import Hashes, sample, shingle
from onrecord.model import Article, Dated, Duplicate, DuplicateKind, Provenance

VERSION = "1"
PROVENANCE = Provenance(stage="corpus", version=VERSION)
NEAR_SHARE = 0.2
"""From this share of common word runs on (of the shorter article) the words are the same, not only the story."""
CONTAINED_SHARE = 0.85
COMMONEST = 200
"""A shingle found in more articles is boilerplate and leads to no pair."""


def find_duplicates(articles: Sequence[Article], dated: Mapping[str, Dated]) -> tuple[Duplicate, ...]:
    """For each article that repeats another, the one it repeats: the earliest, then longest, that shares most.

    Linking: does not depend on the order of `articles`. `share` is the part of the repeating article's runs of five
    words that stand in the other.
    """
    ranked = sorted(articles, key=lambda article: _rank(article, dated))
    shingles = [shingle(article.text[article.body_start :]) for article in ranked]
    parents: dict[int, tuple[float, float, int]] = {}
    for earlier, later in find_pairs(shingles):
        own, others = _shares(shingles[later], shingles[earlier])
        if max(own, others) < NEAR_SHARE:
            continue
        best = parents.get(later)
        if best is None or (own, -earlier) > (best[0], -best[2]):
            parents[later] = (own, others, earlier)
    found = (
        Duplicate(
            article_id=ranked[later].id,
            of=ranked[earlier].id,
            kind=_kind(own, others),
            share=round(own, 4),
            provenance=PROVENANCE,
        )
        for later, (own, others, earlier) in parents.items()
        if ranked[later].id != ranked[earlier].id
    )
    return tuple(sorted(found, key=lambda duplicate: (duplicate.article_id, duplicate.of)))


def find_pairs(shingles: Sequence[Hashes]) -> list[tuple[int, int]]:
    """Index pairs (smaller first) whose samples share enough to be looked at in full."""
    samples = [sample(hashes) for hashes in shingles]
    if not samples:
        return []
    owners = np.repeat(np.arange(len(samples), dtype=np.int64), [len(one) for one in samples])
    values = np.concatenate(samples)
    order = np.lexsort((owners, values))
    owners, values = owners[order], values[order]
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    sizes = np.diff(np.r_[starts, len(values)])
    keys: list[np.ndarray] = []
    count = len(samples)
    for size in np.unique(sizes):
        if 2 <= size <= COMMONEST:
            group = owners[starts[sizes == size][:, None] + np.arange(size)]
            first, second = np.triu_indices(int(size), 1)
            keys.append((group[:, first] * count + group[:, second]).ravel())
    if not keys:
        return []
    pairs, shared = np.unique(np.concatenate(keys), return_counts=True)
    lengths = np.array([len(one) for one in samples])
    least = np.minimum(lengths[pairs // count], lengths[pairs % count])
    likely = pairs[shared >= np.maximum(1, 0.5 * NEAR_SHARE * least)]
    return [(int(key) // count, int(key) % count) for key in likely]


def _shares(own: Hashes, others: Hashes) -> tuple[float, float]:
    """The share of each one's distinct shingles that the other has too."""
    own, others = np.unique(own), np.unique(others)
    common = len(np.intersect1d(own, others, assume_unique=True))
    return common / len(own), common / len(others)


def _kind(own: float, others: float) -> DuplicateKind:
    if own == 1 and others == 1:
        return DuplicateKind.EXACT
    if max(own, others) >= CONTAINED_SHARE and min(own, others) < CONTAINED_SHARE:
        return DuplicateKind.CONTAINED
    return DuplicateKind.NEAR


def _rank(article: Article, dated: Mapping[str, Dated]) -> tuple[date, int, str]:
    known = dated.get(article.id)
    return (known.when.earliest if known else date.max, -len(article.text), article.id)
