"""Who said what, as the attribution model reads it: whole attributions with exact offsets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Span
from onrecord.statements.decoder import LABELS, OPENS, ROLES, LinkWeights, Tagged, link, spans_of, viterbi
from onrecord.statements.tagger_words import Words, split_words


class Reader(Protocol):
    """Scores the words of an article; ``language.WordReader`` implements it."""

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        ...

    @property
    def decoder(self) -> Mapping[str, Any]:
        """``transitions``, ``opening`` (cost by role), ``place_source``, ``place_content``, ``no_source``."""
        ...

    def read(self, words: Sequence[str], writing: NDArray[np.int64]) -> Any:
        """Label scores (n, 13) and link vectors (n, 8 x width)."""
        ...


class Attributed(NamedTuple):
    """One attribution found: who (if named), the cue, and the content in one or more fragments, in text order."""

    source: Span | None
    cue: Span
    contents: tuple[Span, ...]


class Tagger:
    """The model with its decoder. Built once; `find` keeps nothing between texts."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        facts = reader.decoder
        tables = (np.array(facts[key], dtype=np.float32) for key in ("place_source", "place_content", "no_source"))
        self._links = LinkWeights(*tables)
        self._transitions = np.array(facts["transitions"], dtype=np.float32)
        self._opening = opening_costs(facts["opening"])

    @property
    def name(self) -> str:
        """Name and version of the model, for provenance."""
        return self._reader.name

    def find(self, text: str, body_start: int = 0) -> tuple[Attributed, ...]:
        """The attributions of `text` whose parts all stand in the body, in order of their cues."""
        words = split_words(text)
        if not len(words.starts):
            return ()
        labels, vectors = self._reader.read(words.forms, words.writing)
        spans = spans_of(viterbi(labels - self._opening, self._transitions))
        body = [span for span in spans if words.starts[span.first] >= body_start]
        return tuple(
            Attributed(
                _cut(words, linked.source) if linked.source else None,
                _cut(words, linked.cue),
                tuple(_cut(words, content) for content in linked.contents),
            )
            for linked in link(body, vectors, self._links)
        )


def opening_costs(costs: Mapping[str, float]) -> NDArray[np.float32]:
    """What a label that opens a span costs, (13,): found on articles held out from training."""
    by_label = [costs[label[2:]] if label[2:] in ROLES else 0.0 for label in LABELS]
    return np.where(OPENS, np.array(by_label), 0.0).astype(np.float32)


def _cut(words: Words, span: Tagged) -> Span:
    return Span(start=int(words.starts[span.first]), end=int(words.ends[span.last]))
