"""Which articles repeat which: exact, near or contained. The same story told in other words is no duplicate."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from onrecord.corpus.copies.shingles import WORD, Hashes, sample, shingle
from onrecord.model import Article, Dated, Duplicate, DuplicateKind, Provenance, record

VERSION = "1"
PROVENANCE = Provenance(stage="corpus", version=VERSION)
COPY_SHARE = 0.8
"""An article repeats another where this share of its runs of words stands there: little is lost if it is not read."""
OVERLAP_SHARE = 0.17
"""Below this share two articles have phrases or furniture in common, not a text."""
QUOTED = re.compile(r"[“\"„«][^“”\"„«»]{1,1500}[”\"“»]")
CONTAINED_SHARE = 0.8
COMMONEST = 200
"""A shingle found in more articles pairs each of them with the longest alone: boilerplate or a text many carry."""


@record
class Overlap:
    """Two articles that have words in common: of each, the share of its runs of words that stand in the other."""

    articles: tuple[str, str]
    shares: tuple[float, float]
    unquoted: tuple[float, float]
    """The same without quotations, which newsrooms have in common without copying; looked at only where it decides."""

    def is_taken(self, place: int, least_share: float) -> bool:
        """Whether the article at `place` can have taken its share from the other."""
        own = self.shares[place]
        return own >= least_share and (own >= COPY_SHARE or self.unquoted[place] >= least_share)


def find_overlaps(articles: Sequence[Article], *, least_share: float = OVERLAP_SHARE) -> tuple[Overlap, ...]:
    """All pairs of which one can have taken `least_share` and more of its runs of five words from the other."""
    bodies = {article.id: article.text[article.body_start :] for article in articles}
    names = sorted(bodies, key=lambda name: (-len(bodies[name]), name))
    whole = [np.unique(shingle(bodies[name])) for name in names]
    unquoted: dict[int, Hashes] = {}

    def without_quotes(place: int) -> Hashes:
        if place not in unquoted:
            unquoted[place] = np.unique(shingle(QUOTED.sub(" ", bodies[names[place]])))
        return unquoted[place]

    found = []
    for first, second in find_pairs(whole):
        shares = _shares(whole[first], whole[second])
        decides = any(least_share <= share < COPY_SHARE for share in shares)
        bare = _shares(without_quotes(first), without_quotes(second)) if decides else shares
        overlap = Overlap(articles=(names[first], names[second]), shares=shares, unquoted=bare)
        if overlap.is_taken(0, least_share) or overlap.is_taken(1, least_share):
            found.append(overlap)
    return tuple(sorted(found, key=lambda overlap: overlap.articles))


def find_duplicates(
    articles: Sequence[Article],
    dated: Mapping[str, Dated],
    *,
    least_share: float = COPY_SHARE,
    overlaps: Sequence[Overlap] | None = None,
) -> tuple[Duplicate, ...]:
    """For each article that repeats another, the one it repeats: of those more complete or earlier, the likest.

    Linking: does not depend on the order of `articles`. `share` is the part of the repeating article's runs of five
    words that stand in the other; only shares of `least_share` and more are reported. Below COPY_SHARE quotations do
    not count, which newsrooms have in common without copying. Following `of` never leads in a circle.
    `overlaps`: the pairs, where `find_overlaps` has found them already.
    """
    if overlaps is None:
        overlaps = find_overlaps(articles, least_share=least_share)
    ranks = {article.id: _rank(article, dated) for article in articles}
    parents: dict[str, tuple[float, float, str]] = {}
    for overlap in sorted(overlaps, key=lambda one: min(ranks[name] for name in one.articles)):
        place = 0 if ranks[overlap.articles[0]] > ranks[overlap.articles[1]] else 1
        own, others = overlap.shares[place], overlap.shares[1 - place]
        later, earlier = overlap.articles[place], overlap.articles[1 - place]
        if overlap.is_taken(place, least_share) and (later not in parents or own > parents[later][0]):
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
        if size > COMMONEST:
            group = owners[starts[sizes == size][:, None] + np.arange(size)]
            keys.append((group[:, :1] * count + group[:, 1:]).ravel())
        elif size >= 2:
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


def _rank(article: Article, dated: Mapping[str, Dated]) -> tuple[int, date, str]:
    """A total order: clearly longer articles first (steps of a quarter), then earlier ones."""
    known = dated.get(article.id)
    return (-count_steps(article), known.when.earliest if known else date.max, article.id)


def count_steps(article: Article) -> int:
    """How long the body is, in steps of a quarter."""
    return round(math.log(max(len(WORD.findall(article.text, article.body_start)), 1), 1.25))
