"""Sheets of a coder's judgements, and judgements that keep them."""

from datetime import UTC, datetime

import pytest

from onrecord.errors import InputError
from onrecord.model import Position, Provenance, Side, Span, position_id
from onrecord.positions.coding import Coding, correct, find_coding, judgement_of, latest_by_coder, latest_of
from onrecord.positions.sheets import Passage, parse_sheet

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = "The ferry may run if the harbour pays, Ada Moor said."
ACTORS = {"ada moor": ("a1",), "the harbour": ("a2",), "moor": ("a1", "a3")}
HERE = Passage(text=WORDS, span=Span(start=0, end=len(WORDS)), actors=ACTORS)
KNOWN = {"statements": {"s1": HERE, "s2": HERE}, "concepts": {"run", "toll"}}


def test_a_judgement_keeps_a_coding_whole() -> None:
    """What was said of a pair comes back, under the id that a position on the pair has."""
    for side in (*Side, None):
        coding = Coding(
            statement_id="s1", concept_id="run", side=side, who="Ida", why="plain",
            holder=("a1", "a2") if side else (), condition="if it pays" if side is Side.CONDITIONAL else "",
        )  # fmt: skip
        judgement = judgement_of(coding, when=MOMENT)
        assert judgement.subject == position_id("s1", "run")
        assert find_coding(judgement) == coding


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_sheet_is_read_as_any_spreadsheet_saves_it(separator: str) -> None:
    """Separators, a mark at the beginning, capitals and rows left blank are no hindrance."""
    lines = [["Statement", "concept", "Side", "note"], ["s1", "run", "FOR", "x"], ["s2", "run", "", ""]]
    lines.append(["s2", "toll", " none ", ""])
    text = "\ufeff" + "\r\n".join(separator.join(line) for line in lines)
    sheet = parse_sheet(text, **KNOWN, who="Ida")
    assert [(c.pair, c.side) for c in sheet.codings] == [(("s1", "run"), Side.FOR), (("s2", "toll"), None)]
    assert (sheet.blank, sheet.problems) == (1, ())


def test_each_row_that_cannot_be_used_is_told_and_the_others_count() -> None:
    """A wrong side, statement, concept or nobody's name costs its row alone, named by its line."""
    text = (
        "statement,concept,side,who\ns1,run,yes,Ida\nsX,run,for,Ida\ns1,bridge,for,Ida\ns1,run,for,\ns1,run,for,Ida\n"
    )
    sheet = parse_sheet(text, **KNOWN)
    assert len(sheet.codings) == 1
    assert [problem.split(":")[0] for problem in sheet.problems] == [f"the sheet, line {n}" for n in (2, 3, 4, 5)]
    for problem, word in zip(sheet.problems, ("'yes'", "'sX'", "'bridge'", "who"), strict=True):
        assert word in problem
        assert "expected" in problem


def test_a_sheet_without_its_columns_is_refused_with_the_way_to_one() -> None:
    """No header, no names: the error says what is missing and how a sheet is made."""
    with pytest.raises(InputError, match="no column side and no column who") as refused:
        parse_sheet("statement,concept\ns1,run\n", **KNOWN)
    assert "--ask" in str(refused.value)
    with pytest.raises(InputError):
        parse_sheet("", **KNOWN, who="Ida")


def test_the_last_word_of_each_coder_counts() -> None:
    """Who changes their mind is taken at the later word; coders stand beside each other."""
    said = [
        Coding(statement_id="s1", concept_id="run", side=side, who=who)
        for who, side in (("Ida", Side.FOR), ("Bo", Side.AGAINST), ("Ida", None))
    ]
    assert latest_of(said)["s1", "run"] == said[2]
    assert latest_by_coder(said)["s1", "run"] == {"Ida": said[2], "Bo": said[1]}


def test_a_row_may_say_whose_position_it_is_and_on_which_condition() -> None:
    """Holders are named as the article names them, a condition is copied; what cannot be found costs its row alone."""
    text = (
        "statement,concept,side,holder,condition\n"
        "s1,run,conditional,Ada  Moor; The Harbour,If the harbour pays\n"
        "s1,run,for,Moor,\ns1,run,for,Nobody,\ns1,run,for,,if the harbour pays\ns1,run,conditional,,if it snows\n"
    )
    sheet = parse_sheet(text, **KNOWN, who="Ida")
    (coding,) = sheet.codings
    assert (coding.holder, coding.condition) == (("a1", "a2"), "if the harbour pays")
    for problem, said in zip(sheet.problems, ("of 2 actors", "is no actor", "'conditional'", "copied"), strict=True):
        assert said in problem


def test_whoever_was_thought_to_hold_a_position_tells_it_where_another_is_named() -> None:
    """A corrected holder makes the former one the teller; a side without condition loses its words."""
    position = Position(
        article_id="x", statement_id="s1", concept_id="run", side=Side.CONDITIONAL, holder=("a1",),
        condition="if the harbour pays", evidence=Span(start=0, end=3), confidence=0.5, codebook="1",
        provenance=Provenance(stage="test", version="1"),
    )  # fmt: skip
    kept = correct(position, Coding(statement_id="s1", concept_id="run", side=Side.CONDITIONAL, who="Ida"))
    assert (kept.holder, kept.told_by, kept.condition) == (("a1",), (), "if the harbour pays")
    named = Coding(statement_id="s1", concept_id="run", side=Side.FOR, who="Ida", holder=("a2",))
    turned = correct(position, named)
    assert (turned.holder, turned.told_by, turned.condition) == (("a2",), ("a1",), "")
    assert (turned.side, turned.judged_by, turned.confidence) == (Side.FOR, "Ida", 1)
