"""Which statement stands inside another, and what is kept of model and rules."""

from __future__ import annotations

from onrecord.model import Provenance, Span, Statement, StatementKind
from onrecord.statements.nesting import nest


def statement(*content: tuple[int, int], cue: tuple[int, int]) -> Statement:
    """A statement by offsets alone."""
    return Statement(
        article_id="a",
        content=tuple(Span(start=start, end=end) for start, end in content),
        cue=Span(start=cue[0], end=cue[1]),
        kind=StatementKind.INDIRECT,
        provenance=Provenance(stage="statements", version="1"),
    )


def test_a_statement_whose_cue_stands_in_content_is_inner() -> None:
    """The outer statement is named by its id."""
    outer = statement((10, 60), cue=(5, 9))
    inner = statement((40, 60), cue=(30, 38))
    assert {one.id: one.outer for one in nest([inner, outer])} == {outer.id: None, inner.id: outer.id}


def test_the_smallest_content_around_a_cue_is_the_outer_one() -> None:
    """Of two contents that hold a cue the shorter is meant."""
    first = statement((10, 90), cue=(5, 9))
    second = statement((40, 90), cue=(30, 38))
    third = statement((70, 90), cue=(60, 68))
    assert {one.id: one.outer for one in nest([third, first, second])}[third.id] == second.id


def test_a_cue_between_the_parts_of_a_split_quote_is_not_inside() -> None:
    """Content spans count one by one, not from first to last."""
    split = statement((0, 20), (40, 60), cue=(25, 30))
    other = statement((61, 70), cue=(32, 36))
    assert all(one.outer is None for one in nest([split, other]))


def test_nesting_orders_by_place() -> None:
    """Statements come in the order of their beginning, the longer first."""
    late, long, short = (
        statement((50, 60), cue=(45, 49)),
        statement((0, 40), cue=(41, 44)),
        statement((0, 9), cue=(70, 72)),
    )
    assert [one.id for one in nest([late, short, long])] == [long.id, short.id, late.id]
