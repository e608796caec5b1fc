"""What holds for every text the tagger reads."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.words import cut_windows
from onrecord.statements.decoder import LABELS, LEGAL, STARTS, STOPS, labels_of, spans_of, viterbi
from onrecord.statements.tagger_words import BREAKS, CASES, QUOTES, split_words

TEXTS = st.text(st.sampled_from(list("aB1 .,-'\"’“”`\n\tשé😀\u200b")) | st.characters(), max_size=120)


@given(TEXTS)
def test_every_character_that_is_no_space_stands_in_one_word(text: str) -> None:
    """Words lie in order, do not overlap, and leave out spaces only."""
    words = split_words(text)
    left = list(text)
    last = 0
    for start, end in zip(words.starts.tolist(), words.ends.tolist(), strict=True):
        assert last <= start < end
        left[start:end] = " " * (end - start)
        last = end
    assert "".join(left).strip() == ""


@given(TEXTS)
def test_writing_stays_in_its_ranges(text: str) -> None:
    """Each feature of each word is one of the values the network has a vector for."""
    writing = split_words(text).writing
    assert (writing >= 0).all()
    assert (writing < np.array([CASES, QUOTES, BREAKS])).all()


@given(st.integers(0, 2**32 - 1), st.integers(1, 40))
def test_labels_are_always_legal(seed: int, length: int) -> None:
    """Whatever the scores, the labels are a legal sequence, and its spans give it back."""
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(length, len(LABELS))).astype(np.float32)
    labels = viterbi(scores, chance.normal(size=(13, 13)).astype(np.float32))
    assert STARTS[labels[0]]
    assert STOPS[labels[-1]]
    assert all(LEGAL[a, b] for a, b in pairwise(labels))
    assert (labels_of(spans_of(labels), length) == labels).all()


@given(st.lists(st.integers(1, 8), max_size=200), st.integers(8, 40), st.integers(0, 7))
def test_windows_keep_every_word_once_and_fit(sizes: list[int], room: int, overlap: int) -> None:
    """Kept stretches follow one another over all words, lie in their windows, and no window is too long."""
    pieces = np.array(sizes, dtype=np.int64)
    windows = cut_windows(pieces, room=room, overlap=overlap)
    kept = [word for window in windows for word in range(window.keep_from, window.keep_to)]
    assert kept == list(range(len(sizes)))
    for window in windows:
        assert window.begin <= window.keep_from <= window.keep_to <= window.end
        assert pieces[window.begin : window.end].sum() <= room
