"""Which articles repeat which: exact, near or contained. The same story told in other words is no duplicate."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from onrecord.corpus.shingles import Hashes, sample, shingle
from onrecord.model import Article, Dated, Duplicate, DuplicateKind, Provenance

VERSION = "1"
PROVENANCE = Provenance(stage="corpus", version=VERSION)
COPY_SHARE = 0.8
"""An article repeats another where this share of its runs of words stands there: little is lost if it is not read."""
OVERLAP_SHARE = 0.17
"""Below this share two articles have phrases or furniture in common, not a text."""
QUOTED = re.compile(r"[“\"„«][^“”\"„«»]{1,1500}[”\"“»]")
CONTAINED_SHARE = 0.8
COMMONEST = 200
"""A shingle found in more articles is boilerplate and leads to no pair."""


def find_duplicates(
    articles: Sequence[Article], dated: Mapping[str, Dated], *, least_share: float = COPY_SHARE
) -> tuple[Duplicate, ...]:
    """For each article that repeats another, the one it repeats: of those more complete or earlier, the likest.

    Linking: does not depend on the order of `articles`. `share` is the part of the repeating article's runs of five
    words that stand in the other; only shares of `least_share` and more are reported. Below COPY_SHARE quotations do
    not count, which newsrooms have in common without copying. Following `of` never leads in a circle.
    """
    bodies = {article.id: article.text[article.body_start :] for article in articles}
    whole = {name: np.unique(shingle(text)) for name, text in bodies.items()}
    unquoted = (
        {name: np.unique(shingle(QUOTED.sub(" ", text))) for name, text in bodies.items()}
        if (least_share < COPY_SHARE)
        else {}
    )
    ranked = [article.id for article in sorted(articles, key=lambda one: _rank(one, len(whole[one.id]), dated))]
    parents: dict[str, tuple[float, float, str]] = {}
    for first, second in find_pairs([whole[name] for name in ranked]):
        earlier, later = ranked[first], ranked[second]
        own, others = _shares(whole[later], whole[earlier])
        alike = own >= COPY_SHARE or (
            bool(unquoted) and own >= least_share and _shares(unquoted[later], unquoted[earlier])[0] >= least_share
        )
        if alike and own >= least_share and (later not in parents or own > parents[later][0]):
            parents[later] = (own, others, earlier)
    return tuple(
        Duplicate(article_id=later, of=of, kind=_kind(own, others), share=round(own, 4), provenance=PROVENANCE)
        for later, (own, others, of) in sorted(parents.items())
    )


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
    keys: list[NDArray[np.int64]] = []
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
    likely = pairs[shared >= np.maximum(1, 0.4 * OVERLAP_SHARE * least)]
    return [(int(key) // count, int(key) % count) for key in likely]


def _shares(own: Hashes, others: Hashes) -> tuple[float, float]:
    """The share of each one's distinct shingles that the other has too."""
    common = len(np.intersect1d(own, others, assume_unique=True))
    return common / len(own), common / len(others)


def _kind(own: float, others: float) -> DuplicateKind:
    if own == 1 and others == 1:
        return DuplicateKind.EXACT
    return DuplicateKind.CONTAINED if own >= CONTAINED_SHARE > others else DuplicateKind.NEAR


def _rank(article: Article, size: int, dated: Mapping[str, Dated]) -> tuple[int, date, str]:
    """A total order: clearly longer articles first (steps of a quarter), then earlier ones."""
    known = dated.get(article.id)
    return (-round(math.log(max(size, 1), 1.25)), known.when.earliest if known else date.max, article.id)
