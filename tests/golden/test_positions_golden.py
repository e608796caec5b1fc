"""Positions in invented debates, read from text to side."""

from collections import Counter
from pathlib import Path

import pytest

from onrecord.language import Parser
from onrecord.model import Analysis, Article, Codebook, Origin, Position, Provenance, Refers, Side
from onrecord.positions import find_positions, parse_codebook
from onrecord.statements import find_statements

FOLDER = Path(__file__).parent / "positions"
MARKS = {Side.FOR: "+", Side.AGAINST: "-", Side.CONDITIONAL: "?", Side.UNCLEAR: "~"}
HAND = Provenance(stage="test", version="1")


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The default parser, loaded once."""
    return Parser()


def analyse(parser: Parser, text: str) -> Analysis:
    """The analysis of a text that is an article."""
    analysis = parser.parse(Article(id="a", text=text, origin=Origin(path="a"), provenance=HAND))
    assert isinstance(analysis, Analysis)
    return analysis


def read(analysis: Analysis, codebook: Codebook) -> tuple[Position, ...]:
    """Positions of a text whose speakers are named after their source spans."""
    statements = find_statements(analysis)
    refers = [
        Refers(
            statement_id=one.id,
            actor_ids=(one.source.cut(analysis.text),),
            basis="as written",
            confidence=1.0,
            provenance=HAND,
        )
        for one in statements
        if one.source
    ]
    return find_positions(analysis, statements, refers, codebook)


def test_sides_in_invented_debates(parser: Parser) -> None:
    """Over twelve debates on unlike questions, sides are found and few are invented."""
    counts: Counter[str] = Counter()
    for path in sorted(FOLDER.glob("*.txt")):
        front, body = path.read_text("utf-8").split("===\n")
        codebook = parse_codebook(front)
        blocks = [block.rpartition("\n=") for block in body.strip().split("\n\n")]
        positions = read(analyse(parser, "\n".join(text for text, _, _ in blocks)), codebook)
        end = -1
        for text, _, wanted in blocks:
            start, end = end + 1, end + 1 + len(text)
            found = {p.concept_id + MARKS[p.side] for p in positions if start <= p.evidence.start < end}
            wants = set(wanted.split())
            counts.update(right=len(found & wants), wrong=len(found - wants), missed=len(wants - found))
            if not wants:
                counts.update(idle=1, invented=bool(found))
    precision = counts["right"] / (counts["right"] + counts["wrong"])
    recall = counts["right"] / (counts["right"] + counts["missed"])
    assert precision >= 0.9, counts
    assert recall >= 0.72, counts
    assert counts["invented"] <= counts["idle"] / 20, counts


DEBATE = parse_codebook(
    "debate: A mine\nconcepts:\n"
    "  - {id: close, claim: The Galt mine should be closed., description: Closure of the mine.}"
)


@pytest.mark.parametrize(
    ("text", "holder", "told_by", "side"),
    [
        ("The bishop said that the miners oppose the closure of the mine.", "the miners", "The bishop", Side.AGAINST),
        ("The miners oppose the closure of the mine.", "The miners", None, Side.AGAINST),
        ("The bishop does not support the closure of the mine.", "The bishop", None, Side.AGAINST),
        ("The bishop called the closure of the mine a mistake.", "The bishop", None, Side.AGAINST),
        ("The bishop demanded the closure of the mine.", "The bishop", None, Side.FOR),
        ("The bishop warned that closing the mine would ruin the valley.", "The bishop", None, Side.AGAINST),
        ('"Should the mine be closed?" the bishop asked.', "the bishop", None, Side.UNCLEAR),
        ('"If the state pays, we want the mine closed," said the bishop.', "the bishop", None, Side.CONDITIONAL),
    ],
)
def test_whose_position_it_is(parser: Parser, text: str, holder: str, told_by: str | None, side: Side) -> None:
    """A position belongs to the inner speaker and is told by the outer; polarity composes."""
    (position,) = read(analyse(parser, text), DEBATE)
    assert position.holder == (holder,)
    assert position.told_by == ((told_by,) if told_by else ())
    assert position.side is side
    assert position.codebook == DEBATE.version


def test_a_condition_is_quoted(parser: Parser) -> None:
    """A conditional position gives the words of its condition."""
    (position,) = read(analyse(parser, '"If the state pays, we want the mine closed," said the bishop.'), DEBATE)
    assert position.condition == "If the state pays"


def test_the_move_before_is_meant(parser: Parser) -> None:
    """What "such a move" stands for was said just before."""
    text = "The company plans the closure of the mine. Shop owners believe such a move would put the town in danger."
    sides = {p.holder: p.side for p in read(analyse(parser, text), DEBATE)}
    assert sides["Shop owners",] is Side.AGAINST


MISSION = (FOLDER / "mission.txt").read_text("utf-8").split("===\n")[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nobody in the capital wants the foreign soldiers to stay, the mayor said.", {"stay-"}),
        ("Wells told reporters that no party supported the departure of the force.", {"stay+"}),
        ("Few farmers want the sanctions to be lifted, the newspaper wrote.", {"sanctions+"}),
        ("Not everybody in the north wants the foreign soldiers, said Harl.", {"stay-"}),
        ("The farmers want the sanctions to be lifted, the newspaper wrote.", {"sanctions-"}),
    ],
)
def test_what_nobody_wants_is_unwanted(parser: Parser, text: str, wanted: set[str]) -> None:
    """A subject that is nobody turns the side of what hangs on its verb."""
    assert {p.concept_id + MARKS[p.side] for p in read(analyse(parser, text), parse_codebook(MISSION))} == wanted


def test_a_word_of_two_policies_is_the_one_its_clause_names(parser: Parser) -> None:
    """Who remains is not kept as sanctions are, though the country is named in both claims."""
    text = "Sanctions on Arvenia hurt, he said.\nThousands demanded that the foreign soldiers remain in Arvenia."
    found = read(analyse(parser, text), parse_codebook(MISSION))
    assert {p.concept_id for p in found if p.side is Side.FOR} == {"stay"}
