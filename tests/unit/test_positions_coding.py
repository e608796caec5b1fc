"""Sheets of a coder's judgements, and judgements that keep them."""

from datetime import UTC, datetime

import pytest

from onrecord.errors import InputError
from onrecord.model import Side, position_id
from onrecord.positions.coding import Coding, find_coding, judgement_of, latest_by_coder, latest_of, parse_sheet

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
KNOWN = {"statements": {"s1", "s2"}, "concepts": {"run", "toll"}}


def test_a_judgement_keeps_a_coding_whole() -> None:
    """What was said of a pair comes back, under the id that a position on the pair has."""
    for side in (*Side, None):
        coding = Coding(statement_id="s1", concept_id="run", side=side, who="Ida", why="plain")
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
