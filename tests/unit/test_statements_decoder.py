"""How scores become attributions."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from onrecord.statements.decoder import (
    LABELS,
    LEGAL,
    LinkWeights,
    Tagged,
    labels_of,
    link,
    places,
    spans_of,
    viterbi,
)

WIDTH = 2
NO_MOVES = np.zeros((13, 13), dtype=np.float32)
EVEN = LinkWeights(
    np.zeros(64, dtype=np.float32), np.zeros(64, dtype=np.float32), np.zeros(2 * WIDTH + 1, dtype=np.float32)
)
"""Every cue is as good as another for any content."""


def scores_for(*wanted: str) -> np.ndarray:
    """Scores that favour one label at each word."""
    scores = np.zeros((len(wanted), len(LABELS)), dtype=np.float32)
    for index, label in enumerate(wanted):
        scores[index, LABELS.index(label)] = 5.0
    return scores


def test_spans_survive_being_written_as_labels() -> None:
    """Spans of one word, of two and of many come back from their labels as they went in."""
    spans = [Tagged("source", 0, 0), Tagged("cue", 1, 2), Tagged("content", 3, 7), Tagged("content", 8, 9)]
    assert spans_of(labels_of(spans, 11)) == spans


def test_the_best_labels_are_taken_where_they_are_legal() -> None:
    """A sequence in which each label may follow the one before is returned as it scores."""
    wanted = ("S-source", "S-cue", "B-content", "I-content", "E-content", "O")
    assert [LABELS[i] for i in viterbi(scores_for(*wanted), NO_MOVES)] == list(wanted)


def test_a_span_that_nothing_ends_is_not_left_open() -> None:
    """Where the scores never end a span, the decoder finds the best sequence that does."""
    labels = viterbi(scores_for("B-content", "I-content", "I-content", "I-content"), NO_MOVES)
    assert [LABELS[i] for i in labels][-1] in ("E-content", "O")
    assert all(LEGAL[a, b] for a, b in pairwise(labels))


def test_what_moves_cost_can_overrule_a_word() -> None:
    """A dear transition keeps two spans from standing side by side."""
    moves = NO_MOVES.copy()
    moves[LABELS.index("S-source"), LABELS.index("S-cue")] = -20
    labels = [LABELS[i] for i in viterbi(scores_for("S-source", "S-cue"), moves)]
    assert labels != ["S-source", "S-cue"]


def test_no_words_have_no_labels() -> None:
    """Empty scores give an empty sequence."""
    assert len(viterbi(np.zeros((0, 13), dtype=np.float32), NO_MOVES)) == 0


def test_places_tell_sides_and_ranks_apart() -> None:
    """The nearest on each side, the second nearest, and the same rank further off are all different places."""
    found = places([(10, 10)], [(2, 3), (8, 9), (11, 11), (20, 22)])[0]
    assert len(set(found.tolist())) == 4
    assert found.max() < 64


def test_places_of_nothing_are_nothing() -> None:
    """Without others, there is no place."""
    assert places([(1, 2)], []).shape == (1, 0)


def test_content_goes_to_the_cue_its_vector_points_at() -> None:
    """Two cues: the vectors, not the distance, decide when places weigh nothing."""
    spans = [Tagged("cue", 0, 0), Tagged("content", 1, 2), Tagged("cue", 3, 3)]
    vectors = np.zeros((4, 4, 2, WIDTH), dtype=np.float32)
    vectors[0, 2, 0] = (3, 0)
    vectors[3, 2, 0] = (0, 3)
    vectors[1, 3, 0] = (0, 3)
    found = link(spans, vectors.reshape(4, -1), EVEN)
    assert [one.cue for one in found] == [Tagged("cue", 3, 3)]
    assert found[0].source is None


@pytest.mark.parametrize(("bias", "named"), [(-1.0, True), (1.0, False)])
def test_a_cue_takes_its_best_source_only_above_having_none(bias: float, named: bool) -> None:
    """The score of having no source decides whether the nearest source is taken."""
    spans = [Tagged("source", 0, 0), Tagged("cue", 1, 1), Tagged("content", 2, 4)]
    none = np.array([0, 0, 0, 0, bias], dtype=np.float32)
    found = link(spans, np.zeros((5, 8 * WIDTH), dtype=np.float32), EVEN._replace(no_source=none))
    assert (found[0].source is not None) is named


def test_a_cue_far_away_is_no_candidate() -> None:
    """Content more than a window from every cue belongs to no attribution."""
    spans = [Tagged("cue", 0, 0), Tagged("content", 500, 510)]
    assert link(spans, np.zeros((511, 8 * WIDTH), dtype=np.float32), EVEN) == []


def test_fragments_of_one_cue_are_one_attribution() -> None:
    """A quote broken by its speaker has one cue and two fragments, in text order."""
    spans = [Tagged("content", 0, 2), Tagged("source", 3, 3), Tagged("cue", 4, 4), Tagged("content", 5, 8)]
    none = np.array([0, 0, 0, 0, -1], dtype=np.float32)
    found = link(spans, np.zeros((9, 8 * WIDTH), dtype=np.float32), EVEN._replace(no_source=none))
    assert found[0].contents == (Tagged("content", 0, 2), Tagged("content", 5, 8))
    assert found[0].source == Tagged("source", 3, 3)


def test_a_cue_without_content_takes_a_fragment_that_is_nearly_its_own() -> None:
    """Of two cues, the one that scores a little less is not left empty while the other has two fragments."""
    spans = [Tagged("cue", 0, 0), Tagged("content", 1, 2), Tagged("cue", 3, 3), Tagged("content", 4, 5)]
    vectors = np.zeros((6, 4, 2, WIDTH), dtype=np.float32)
    vectors[0, 2, 0] = (1, 0)
    vectors[[1, 4], 3, 0] = [(1, 0), (0.5, 0)]
    found = link(spans, vectors.reshape(6, -1), EVEN)
    assert [one.contents for one in found] == [(Tagged("content", 1, 2),), (Tagged("content", 4, 5),)]
