"""Whose reading is believed where the rules and the model both read an article."""

from __future__ import annotations

from onrecord.model import Provenance, Span, Statement, StatementKind
from onrecord.statements.agreement import agree


def statement(by: str, content: tuple[int, int], *, source: tuple[int, int] | None, cue: tuple[int, int]) -> Statement:
    return Statement(
        article_id="a",
        content=(Span(start=content[0], end=content[1]),),
        source=Span(start=source[0], end=source[1]) if source else None,
        cue=Span(start=cue[0], end=cue[1]),
        kind=StatementKind.INDIRECT,
        provenance=Provenance(stage="statements", version="1", model=by),
    )


RULE = statement("rules", (20, 60), source=(0, 10), cue=(11, 15))


def test_the_model_draws_the_borders_where_both_name_the_same_speaker() -> None:
    """One attribution, read twice, is one statement."""
    model = statement("model", (16, 60), source=(0, 8), cue=(11, 15))
    assert agree([RULE], [model]) == [model]


def test_the_rules_are_believed_on_who_speaks() -> None:
    """A model that names another speaker, or none, gives way."""
    for source in ((70, 80), None):
        assert agree([RULE], [statement("model", (16, 60), source=source, cue=(11, 15))]) == [RULE]


def test_a_speaker_only_the_model_names_is_taken() -> None:
    """Where the rules know nobody, the model's source is better than none."""
    unnamed = statement("rules", (20, 60), source=None, cue=(11, 15))
    model = statement("model", (20, 60), source=(0, 8), cue=(11, 15))
    assert agree([unnamed], [model]) == [model]


def test_what_either_finds_alone_is_kept_once() -> None:
    """New words of the model are added; words the rules hold already are not said twice."""
    other = statement("model", (100, 140), source=(80, 90), cue=(91, 95))
    inside = statement("model", (30, 50), source=None, cue=(62, 64))
    assert agree([RULE], [other, inside]) == [other, RULE]
    assert agree([], []) == []
