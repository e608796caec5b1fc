"""Which questions a record is about: groups of like statements, for a person to name as concepts."""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt
from typing import Any

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from onrecord.model import Encoder, record
from onrecord.positions.lexicon import Lexicon

FEWEST = 8
MOST_GROUPS = 20
WIDTH = 50


@record
class Suggestion:
    """A group of `size` statements: the words that set it apart, and its most typical statements."""

    words: tuple[str, ...]
    statements: tuple[str, ...]
    size: int


def suggest_concepts(
    texts: Sequence[str], *, encoder: Encoder | None = None, groups: int | None = None, typical: int = 3
) -> tuple[Suggestion, ...]:
    """Groups of statements, the largest first; none where there are fewer than eight different ones.

    K-means on the encoder's vectors, or on the statements' words where there is none; seeded, so that the same
    statements give the same groups in whatever order they come.
    """
    distinct = sorted(set(texts))
    if len(distinct) < FEWEST:
        return ()
    words = TfidfVectorizer(
        stop_words=sorted(Lexicon.load().classes["stops"]), token_pattern=r"(?u)\b[^\W\d_]{3,}\b", sublinear_tf=True
    )
    try:
        table = words.fit_transform(distinct)
    except ValueError:
        return ()
    places = np.asarray(encoder.encode(distinct)) if encoder else _condensed(table)
    count = min(groups or isqrt(len(distinct) // 2), MOST_GROUPS, len(distinct))
    clusters = KMeans(count, n_init=4, random_state=0).fit(places)
    names = words.get_feature_names_out()
    suggestions = []
    for number in range(count):
        rows = np.flatnonzero(clusters.labels_ == number)
        nearest = rows[np.argsort(clusters.transform(places[rows])[:, number], kind="stable")]
        gain = np.asarray(table[rows].mean(axis=0) - table.mean(axis=0)).ravel()
        suggestions.append(
            Suggestion(
                words=tuple(str(names[at]) for at in np.argsort(-gain, kind="stable")[:5]),
                statements=tuple(distinct[row] for row in nearest[:typical]),
                size=len(rows),
            )
        )
    return tuple(sorted(suggestions, key=lambda one: (-one.size, one.statements)))


def write_suggestions(suggestions: Sequence[Suggestion], *, debate: str) -> str:
    """The suggestions as a codebook to be filled in: each claim is left to the person who reads the statements."""
    lines = [f"debate: {_quoted(debate)}", "concepts:"]
    for number, one in enumerate(suggestions, start=1):
        lines.append(f"  # {one.size} statements, of {', '.join(one.words)}; typical ones:")
        lines += [f"  #   {' '.join(statement.split())}" for statement in one.statements]
        lines += [
            f"  - id: concept-{number}",
            f"    claim: {_quoted(f'Something about {one.words[0]} should be done.')}",
        ]
    return "\n".join(lines) + "\n"


def _condensed(table: Any) -> Any:
    width = min(WIDTH, min(table.shape) - 1)
    return normalize(TruncatedSVD(width, random_state=0).fit_transform(table)) if width > 1 else table.toarray()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
