"""Gold articles become labels and links, whatever their writing is varied to."""

from __future__ import annotations

import random

import numpy as np
import pytest

from onrecord.statements.decoder import Tagged, spans_of
from onrecord.training.attribution_data import (
    Attribution,
    GoldArticle,
    iter_windows,
    labels_as_written,
    make_example,
    parse_brat,
    vary_writing,
)

TEXT = "“Rain is due,” Mina said, “and soon.”\nOmar agreed that it was."
BRAT = "\n".join(
    (
        "T1\tSource 15 19\tMina",
        "T2\tCue 20 24\tsaid",
        "T3\tContent 0 14;26 37\t“Rain is due,” “and soon.”",
        "T4\tAttribution 20 24\tsaid",
        "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3",
        "T5\tCue 43 49\tagreed",
        "T6\tContent 50 61\tthat it was",
        "E2\tAttribution-no-source:T5 Cue:T5 Content:T6",
        "T7\tDiscuss 0 4\t“Rai",
        "E3\tAttribution:T4 Source:T1 Cue:T2",
        "#1\tAnnotatorNotes T1\tnothing",
        "a line that is no annotation",
    )
)
ARTICLE = GoldArticle("storm_ab12", TEXT, parse_brat(BRAT))


def test_brat_is_read_with_fragments_and_without_what_is_incomplete() -> None:
    """Fragments become ranges; an attribution without content, notes and odd lines are left out."""
    assert ARTICLE.attributions == (
        Attribution(source=((15, 19),), cue=((20, 24),), content=((0, 14), (26, 37))),
        Attribution(source=(), cue=((43, 49),), content=((50, 61),)),
    )


@pytest.mark.parametrize("seed", range(12))
def test_varied_writing_keeps_offsets_and_labels(seed: int) -> None:
    """Other quote marks and line ends leave length, labels and links as they were."""
    varied = vary_writing(TEXT, random.Random(seed))
    assert len(varied) == len(TEXT)
    example = make_example(ARTICLE, random.Random(seed))
    assert [span.role for span in spans_of(example.labels)] == [
        "content", "source", "cue", "content", "cue", "content",
    ]  # fmt: skip


def test_links_join_fragments_to_their_cue_and_cues_to_their_source() -> None:
    """Both fragments point at one cue; the cue without a source points at none."""
    example = make_example(ARTICLE, random.Random(0))
    said, agreed = (cue for cue, _ in example.sources)
    assert [cue for _, cue in example.contents] == [said, said, agreed]
    sources = dict(example.sources)
    assert isinstance(sources[said], Tagged)
    assert sources[agreed] is None


def test_labels_as_written_are_the_same_each_time() -> None:
    """Without variation nothing is left to chance."""
    assert (labels_as_written(ARTICLE) == labels_as_written(ARTICLE)).all()


@pytest.mark.parametrize("seed", range(5))
def test_windows_show_every_word_once_and_fit(seed: int) -> None:
    """Training windows follow one another without gap or overlap."""
    sizes = np.array([1, 3, 2, 8, 1, 1, 5, 2] * 20)
    windows = list(iter_windows(sizes, 30, random.Random(seed)))
    assert [word for a, b in windows for word in range(a, b)] == list(range(len(sizes)))
    assert all(sizes[a:b].sum() <= 30 for a, b in windows)
