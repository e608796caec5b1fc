"""How attributions are scored, on cases made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import GoldError
from onrecord.evaluation.attribution import (
    attributions,
    best_overlaps,
    count_matched,
    spans_by_row,
)
from onrecord.evaluation.attribution_gold import iter_labelled, read_brat, read_rows
from onrecord.model import Provenance, Span, Statement, StatementKind


def statement(
    content: tuple[int, int], *, cue: tuple[int, int], source: tuple[int, int], outer: str | None = None
) -> Statement:
    """A statement by offsets."""
    return Statement(
        article_id="a",
        content=(Span(start=content[0], end=content[1]),),
        cue=Span(start=cue[0], end=cue[1]),
        source=Span(start=source[0], end=source[1]),
        kind=StatementKind.INDIRECT,
        outer=outer,
        provenance=Provenance(stage="statements", version="1"),
    )


def test_labels_become_spans() -> None:
    """B begins a span, I goes on with it; an I after O or another role begins one too."""
    labels = ["B-source", "I-source", "B-cue", "O", "I-content", "B-content"]
    assert list(iter_labelled(labels)) == [("source", 0, 1), ("cue", 2, 2), ("content", 4, 4), ("content", 5, 5)]


def test_rows_of_one_id_are_one_article(tmp_path: Path) -> None:
    """Its rows are the lines of its text, with curly marks for PTB's."""
    file = tmp_path / "gold.jsonl"
    file.write_text(
        '{"id": "a", "tokens": ["``", "No", "\'\'"], "labels": ["O", "O", "O"]}\n'
        '{"id": "a", "tokens": ["Yes"], "labels": ["B-content"]}\n'
        '{"id": "b", "tokens": ["So"], "labels": ["O"]}\n'
    )
    first, second = read_rows(file)
    assert first.text == "“ No ”\nYes"
    assert first.rows[1].tokens[0].cut(first.text) == "Yes"
    assert second.name == "b"


def test_a_span_over_two_rows_is_cut_at_the_row_end(tmp_path: Path) -> None:
    """Each row gets its own part, trimmed to whole tokens."""
    file = tmp_path / "gold.jsonl"
    file.write_text(
        '{"id": "a", "tokens": ["He", "said", "no"], "labels": ["O", "O", "O"]}\n'
        '{"id": "a", "tokens": ["never", "ever"], "labels": ["O", "O"]}\n'
    )
    (article,) = read_rows(file)
    found = spans_by_row(article.rows, [statement((8, 18), cue=(3, 7), source=(0, 2))])
    assert found == [{("content", 2, 2), ("cue", 1, 1), ("source", 0, 0)}, {("content", 0, 0)}]


def test_a_predicted_span_that_overlaps_nothing_counts_as_zero() -> None:
    """And a gold span counts with its best overlap."""
    wanted = {("cue", 0, 3)}
    given = {("cue", 0, 1), ("cue", 9, 9)}
    assert sorted(best_overlaps(wanted, given)) == [0.0, 0.5]


def test_matching_is_one_to_one_and_as_large_as_can_be() -> None:
    """A greedy first choice is given up where another pairing matches more."""
    one, two = (frozenset({1}),) * 3, (frozenset({2}),) * 3
    both = [one, two]

    def same(wanted: object, given: object) -> bool:
        return given == one or wanted == one

    assert count_matched(both, both, same) == 2
    assert count_matched(both, [one], same) == 1


def test_only_outermost_attributions_are_compared() -> None:
    """Inner statements are left out; statements under one cue are one attribution."""
    first = statement((10, 20), cue=(5, 9), source=(0, 4))
    goes_on = statement((30, 40), cue=(5, 9), source=(0, 4))
    inner = statement((15, 20), cue=(12, 14), source=(10, 11), outer=first.id)
    (whole,) = attributions([first, inner, goes_on])
    assert [span.key for span in whole.content] == [(10, 20), (30, 40)]


def test_of_several_annotators_the_first_is_taken(tmp_path: Path) -> None:
    """By file name; a second content belongs to the first, a record without content is dropped."""
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a.txt").write_text("He said no and no.")
    (tmp_path / "attributions" / "a_1.ann").write_text(
        "T1\tSource 0 2\tHe\nT2\tCue 3 7\tsaid\nT3\tContent 8 10;11 14\tno\nT4\tContent 15 17\tno\n"
        "T5\tAttribution 3 7\tsaid\nE1\tAttribution:T5 Source:T1 Cue:T2 Content:T3 Content2:T4\n"
        "E2\tAttribution:T5 Source:T1 Cue:T2\n"
    )
    (tmp_path / "attributions" / "a_2.ann").write_text("")
    (article,) = read_brat(tmp_path)
    (gold,) = article.gold
    assert [span.cut(article.text) for span in gold.content] == ["no", "and", "no"]


def test_a_folder_without_marks_is_no_gold(tmp_path: Path) -> None:
    """The error says what was expected."""
    with pytest.raises(GoldError, match="attributions"):
        list(read_brat(tmp_path))


def test_a_file_of_other_lines_is_no_gold(tmp_path: Path) -> None:
    """Lines that are not token rows are refused."""
    file = tmp_path / "gold.jsonl"
    file.write_text('{"words": []}\n')
    with pytest.raises(GoldError, match="token rows"):
        list(read_rows(file))
