"""Where texts stand on one claim before anybody judged: first whether they take a side at all, then which.

A zero-shot reading by prototypes: the claim is put into sentences of either side and of neither. Nearness to the
first two, and telling words, say whether a text engages; the difference between them, and words of alarm, doubt and
denial, say how it leans. Both are relative to the texts read together: the same text among others may score otherwise.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import field
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Codebook, Concept, Encoder, Side, record
from onrecord.positions.guide import compile_codebook
from onrecord.positions.lexicon import Lexicon

SIDES = (Side.FOR, Side.AGAINST, Side.UNCLEAR)
"""The columns of every score: for, against, neither."""
MOST = 3
TOPIC_END = re.compile(r"\s(?:is|are|was|were|will|would|can|should|must|has|have|needs?|ought)\s", re.I)
IDLE = 0.42
"""The share of texts on a topic that take no side, and below, of those that do, the share that is against."""
OPPOSED = 0.36
STEEPNESS = 2.0
ENGAGING = np.array([1.0, 1.0, 0.5])
"""What a word of doubt, of alarm and of denial adds to engagement, in standard deviations."""
LEANING = np.array([-1.2, 0.7, -0.4])
"""What they add to leaning towards a claim that warns; alarm says nothing of other claims."""

Floats = NDArray[np.float32]


@record
class Features:
    """What is known of n texts on a claim: `vectors` (n, width), `engagement`, `leaning` (n,), `counts` (n, 3).

    Engagement (0 to 1) is how likely a text takes a side, leaning (0 to 1) how likely that side is for the claim.
    Where the texts are read on several claims, `concepts` (n,) holds a number for each; it is empty for one claim.
    """

    vectors: Any
    engagement: Any
    leaning: Any
    counts: Any
    concepts: Any = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @property
    def sides(self) -> NDArray[np.float64]:
        """(n, 3): how likely each text is for, against, or neither."""
        engaged, leaning = self.engagement, self.leaning
        return np.stack([engaged * leaning, engaged * (1 - leaning), 1 - engaged], axis=1)

    def __len__(self) -> int:
        return len(self.engagement)

    def take(self, rows: Any) -> Features:
        """The features of some of the texts."""
        return Features(
            vectors=self.vectors[rows],
            engagement=self.engagement[rows],
            leaning=self.leaning[rows],
            counts=self.counts[rows],
            concepts=self.concepts[rows] if len(self.concepts) else self.concepts,
        )


def read_features(texts: Sequence[str], concept: Concept, encoder: Encoder | None) -> Features:
    """The features of `texts` on the claim of `concept`; without an encoder, of their words alone."""
    counts = _count_words(texts)
    few = np.minimum(counts, MOST)
    engagement, leaning = few @ ENGAGING, few @ _leaning(concept)
    vectors = np.zeros((len(texts), 0), dtype=np.float32)
    if encoder is not None and len(texts):
        vectors = np.asarray(encoder.encode(list(texts)), dtype=np.float32)
        pro, con, _ = (
            (vectors @ np.asarray(encoder.encode(sentences), dtype=np.float32).T).mean(axis=1)
            for sentences in _prototypes(concept)
        )
        engagement, leaning = engagement + _standard(pro + con), leaning + _standard(pro - con)
    engaged = _squashed(engagement, border=_quantile(engagement, IDLE))
    border = _quantile(leaning[engaged > 0.5], OPPOSED)
    return Features(vectors=vectors, engagement=engaged, leaning=_squashed(leaning, border=border), counts=counts)


def read_sides(features: Features) -> tuple[Side, ...]:
    """The side of each text; unclear where it takes none."""
    return tuple(
        (Side.FOR if leaning > 0.5 else Side.AGAINST) if engagement > 0.5 else Side.UNCLEAR
        for engagement, leaning in zip(features.engagement, features.leaning, strict=True)
    )


def _quantile(values: NDArray[Any], share: float) -> float:
    return float(np.quantile(values, share)) if len(values) else 0.0


def _squashed(values: NDArray[Any], *, border: float) -> NDArray[np.float64]:
    """Values over their spread to (0, 1), the border to one half."""
    spread = values.std() if len(values) and values.std() > 0 else 1.0
    squashed: NDArray[np.float64] = 1 / (1 + np.exp(-STEEPNESS * (values - border) / spread))
    return squashed


def _standard(values: NDArray[Any]) -> Floats:
    if not len(values):
        return values.astype(np.float32)
    spread = values.std()
    centred: Floats = ((values - values.mean()) / (spread if spread > 0 else 1)).astype(np.float32)
    return centred


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("onrecord.positions").joinpath("stance.toml").read_text("utf-8"))


def _kind(concept: Concept) -> str:
    (guide,) = compile_codebook(Codebook(debate=concept.id, concepts=(concept,)))
    if guide.is_policy:
        return "policy"
    return "threat" if "threat" in guide.anchors or _is_alarm(concept.claim) else "fact"


def _is_alarm(claim: str) -> bool:
    return any(word in _words("alarm") for _, word in Lexicon.load().iter_words(claim)) or "concern" in claim.lower()


def _prototypes(concept: Concept) -> tuple[list[str], ...]:
    """Sentences for, against and on neither side; examples that a person gave count among them."""
    table = _tables()[_kind(concept)]
    claim = concept.claim
    topic = TOPIC_END.split(claim, maxsplit=1)[0].replace("/", " and ").strip(" .")
    made = [[form.format(claim=claim, topic=topic) for form in table[name]] for name in ("for", "against", "neither")]
    given = (concept.examples_for, concept.examples_against, concept.counter_examples)
    return tuple([*sentences, *examples] for sentences, examples in zip(made, given, strict=True))


def _leaning(concept: Concept) -> NDArray[np.float64]:
    weights = LEANING.copy()
    if _kind(concept) != "threat":
        weights[1] = 0.0
    return weights


@lru_cache(maxsize=8)
def _words(name: str) -> frozenset[str]:
    return frozenset(_tables()["words"][name].split())


def _count_words(texts: Sequence[str]) -> Floats:
    """(n, 3): words of doubt, of alarm (each distinct one once) and of denial."""
    lexicon = Lexicon.load()
    counts = np.zeros((len(texts), 3), dtype=np.float32)
    for row, text in enumerate(texts):
        words = {word for pair in lexicon.iter_words(text.replace("’", "'")) for word in (pair[0].lower(), pair[1])}
        denials = sum(word in _words("no") or word.endswith("n't") for word in words)
        counts[row] = (len(words & _words("doubt")), len(words & _words("alarm")), denials)
    return counts
