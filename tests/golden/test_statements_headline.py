"""What headlines say, in marked text: source before, cue in angles, content after the arrow."""

from __future__ import annotations

import pytest

from onrecord.language import Parser
from onrecord.model import Analysis, Article, Origin, Provenance, Span, Statement, article_id
from onrecord.statements import find_headlines, find_statements

BODY = "The harbour minister, Ane Holm, said the dam would fail. The Fishers’ Union opposes the dam, a spokesman said."
CASES = {
    "Minister: dam ‘a disaster’": ("Minister", ":", "dam ‘a disaster’", "said"),
    "Dam ‘a disaster’, says minister": ("minister", "says", "Dam ‘a disaster’", "said"),
    "Dam would be a disaster – minister": ("minister", "–", "Dam would be a disaster", "said"),
    "Holm Warns Dam Will Fail": ("Holm", "Warns", "Dam Will Fail", "warned"),
    "Holm warns of flood": None,
    "Holm warns of a flood": ("Holm", "warns of", "a flood", "warned"),
    "Fishers' union rejects new dam": ("Fishers' union", "rejects", "new dam", "opposes"),
    "Union calls for an inquiry": ("Union", "calls for", "an inquiry", "demanded"),
    "Union refuses to back down": ("Union", "refuses", "to back down", "refused"),
    "Analysis: the dam that never was": None,
    "Holm backs down": None,
    "Claims of union rejected": None,
    "Port talks resume after strike": None,
    "Governor rejects new dam": None,
    "“": None,
    ": : –": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The default pipeline."""
    return Parser()


def read(parser: Parser, headline: str, body: str = BODY) -> tuple[str, tuple[Statement, ...], tuple[Statement, ...]]:
    """The text, the statements of its body, those of its headline."""
    text = f"{headline}\n{body}"
    analysis = parser.parse(
        Article(
            id=article_id(text.encode(), outlet="", url=""),
            text=text,
            headline=Span(start=0, end=len(headline)),
            origin=Origin(path="case"),
            provenance=Provenance(stage="test", version="1"),
        )
    )
    assert isinstance(analysis, Analysis)
    found = find_statements(analysis)
    return text, found, find_headlines(analysis, found)


@pytest.mark.parametrize(("headline", "wanted"), CASES.items())
def test_headline(parser: Parser, headline: str, wanted: tuple[str, ...] | None) -> None:
    """Only whom the body has speak is read as speaking in the headline."""
    text, body, found = read(parser, headline)
    if wanted is None:
        assert found == ()
        return
    (one,) = found
    assert one.source
    assert one.cue
    assert (one.source.cut(text), one.cue.cut(text), one.words(text), one.commitment) == wanted
    assert one.echoes in {other.id for other in body}


def test_a_body_without_speakers_leaves_the_headline_alone(parser: Parser) -> None:
    """Nothing vouches for the source then."""
    assert read(parser, "Minister: dam ‘a disaster’", "The dam is old.")[2] == ()
