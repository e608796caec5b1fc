"""What the network that tells sides is shown."""

from __future__ import annotations

from onrecord.model import Provenance, Span, Statement, StatementKind
from onrecord.positions.wording import put_claim, write_out


def test_a_statement_is_written_out_without_what_stands_between() -> None:
    """Source, cue and content follow each other as in the article, whoever else is named there."""
    text = "The mayor, in a blue coat, said that rails would ruin the town, and left."
    statement = Statement(
        article_id="a",
        content=(Span(start=text.index("rails"), end=text.index(", and")),),
        source=Span(start=0, end=9),
        cue=Span(start=text.index("said"), end=text.index(" that")),
        kind=StatementKind.INDIRECT,
        provenance=Provenance(stage="test", version="1"),
    )
    assert write_out(statement, text) == "The mayor said rails would ruin the town"


def test_a_claim_is_put_with_its_description_if_it_has_one() -> None:
    """A bare claim stands as it is."""
    assert put_claim("The tram should be built.", "") == "The tram should be built."
    assert put_claim("The tram should be built.", "The line to the harbour.").endswith(
        "built. The line to the harbour."
    )
