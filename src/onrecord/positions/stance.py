"""Where texts stand on one claim before anybody judged: nearness to what each side would say, and telling words.

A zero-shot reading by prototypes: the claim is put into sentences of either side and of neither, and a text
takes the side whose sentences it is nearest to. Scores are relative to the texts read together: the same text among
others may score otherwise.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
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
DOUBTING = np.array([[-0.4, 0.8, 0.0], [0.3, -0.3, 0.0], [0.0, 0.3, 0.0]], dtype=np.float32)
"""What a word of doubt, of alarm and of denial adds to (for, against, neither), in standard deviations."""

Floats = NDArray[np.float32]


@record
class Features:
    """What is known of n texts on one claim: `vectors` (n, width), `scores` (n, 3), `counts` (n, 3)."""

    vectors: Any
    scores: Any
    counts: Any

    def __len__(self) -> int:
        return len(self.scores)

    def take(self, rows: Any) -> Features:
        """The features of some of the texts."""
        return Features(vectors=self.vectors[rows], scores=self.scores[rows], counts=self.counts[rows])


def read_features(texts: Sequence[str], concept: Concept, encoder: Encoder | None) -> Features:
    """The features of `texts` on the claim of `concept`; without an encoder, of their words alone."""
    counts = _count_words(texts)
    scores = np.zeros((len(texts), len(SIDES)), dtype=np.float32)
    vectors = np.zeros((len(texts), 0), dtype=np.float32)
    if encoder is not None and len(texts):
        vectors = np.asarray(encoder.encode(list(texts)), dtype=np.float32)
        for column, sentences in enumerate(_prototypes(concept)):
            scores[:, column] = (vectors @ np.asarray(encoder.encode(sentences), dtype=np.float32).T).mean(axis=1)
        scores = _standard(scores)
    scores = _standard(scores + np.minimum(counts, MOST) @ _weights(concept))
    return Features(vectors=vectors, scores=scores, counts=counts)


def read_sides(features: Features) -> tuple[Side, ...]:
    """The side each text is nearest to; unclear where it takes none."""
    return tuple(SIDES[column] for column in np.argmax(features.scores, axis=1))


def _standard(scores: NDArray[Any]) -> Floats:
    if not len(scores):
        return scores.astype(np.float32)
    spread = scores.std(axis=0)
    centred: Floats = ((scores - scores.mean(axis=0)) / np.where(spread > 0, spread, 1)).astype(np.float32)
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


def _weights(concept: Concept) -> Floats:
    """Doubt and alarm speak against and for claims that warn; elsewhere doubt speaks against."""
    weights: Floats = DOUBTING.copy()
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
