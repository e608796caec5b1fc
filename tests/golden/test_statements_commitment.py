"""What the source does with the words: sentences, each with the class of its outermost statement."""

from __future__ import annotations

import pytest

from onrecord.language import Parser
from onrecord.model import Analysis, Article, Commitment, Origin, Provenance, article_id
from onrecord.statements import find_statements

CASES = {
    "The mayor said the pier was old.": "said",
    "“The pier is old,” Larsen laughed.": "said",
    "The pier is old, according to Larsen.": "said",
    "Larsen: “The pier is old.”": "said",
    "The survey found that the pier was rotten.": "shown",
    "The mayor asked whether the pier would hold.": "asked",
    "The union claimed that the pier was unsafe.": "claimed",
    "The union made an allegation that the firm lied.": "claimed",
    "The firm denied that it had lied.": "denied",
    "The minister rejected the claim that money was missing.": "denied",
    "The engineers warned that the pier could fall.": "warned",
    "The engineers warned of a collapse.": "warned",
    "The mayor promised to rebuild the pier.": "promised",
    "The mayor refused to close the pier.": "refused",
    "The union called for a new inquiry.": "demanded",
    "The union urged the firm to pay its debts.": "demanded",
    "The council issued a call for an inquiry.": "demanded",
    "The fishermen believe the bridge will ruin them.": "believes",
    "The fishermen are confident that the bridge will fail.": "believes",
    "The bridge is a mistake in the view of the fishermen.": "believes",
    "The government wants to sell the port.": "intends",
    "The firm plans to dredge the channel.": "intends",
    "The islanders support the bridge.": "supports",
    "The islanders are in favour of the bridge.": "supports",
    "The fishermen oppose the bridge.": "opposes",
    "The fishermen are against the bridge.": "opposes",
}


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The default pipeline."""
    return Parser()


@pytest.mark.parametrize(("text", "wanted"), CASES.items())
def test_commitment(parser: Parser, text: str, wanted: str) -> None:
    """The cue's word, with the preposition or infinitive it takes, decides."""
    analysis = parser.parse(
        Article(
            id=article_id(text.encode(), outlet="", url=""),
            text=text,
            origin=Origin(path="case"),
            provenance=Provenance(stage="test", version="1"),
        )
    )
    assert isinstance(analysis, Analysis)
    (found,) = [one for one in find_statements(analysis) if one.outer is None]
    assert found.commitment == wanted


def test_what_people_think_is_told_apart_from_what_they_say() -> None:
    """Beliefs, intentions and stands are no speech acts; the other classes are."""
    attitudes = {one for one in Commitment if not one.is_speech_act}
    assert attitudes == {Commitment.BELIEVES, Commitment.INTENDS, Commitment.SUPPORTS, Commitment.OPPOSES}
    assert set(CASES.values()) == set(Commitment)
