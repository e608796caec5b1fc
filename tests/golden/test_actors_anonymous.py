"""Sources without a name, read from whole sentences."""

from __future__ import annotations

import pytest

from onrecord.actors import find_actors, find_anonymous
from onrecord.language import Parser
from onrecord.model import Analysis, Article, Origin, Provenance, Span, Statement, StatementKind, article_id

PROVENANCE = Provenance(stage="test", version="1")


@pytest.fixture(scope="module")
def parser() -> Parser:
    """The default pipeline."""
    return Parser()


@pytest.mark.parametrize(
    ("source", "rest", "wanted"),
    [
        (
            "a senior Danish official",
            ", who was not authorized to speak to the press.",
            ("official", "Denmark", 1, "not_authorised"),
        ),
        ("an aide", ", asking not to be named.", ("aide", "", 1, "asked")),
        ("two Iraqi diplomats", " on condition of anonymity.", ("diplomats", "Iraq", 2, "asked")),
        ("a police officer", ", fearing reprisals.", ("police officer", "", 1, "fear")),
        ("one adviser", ".", ("adviser", "", 1, "")),
    ],
)
def test_an_unnamed_source_is_typed(source: str, rest: str, wanted: tuple[str, str, int, str], parser: Parser) -> None:
    """Role, side, number of people and the reason for anonymity, as the text states them."""
    text = f"The plan had failed, said {source}{rest}"
    article = Article(
        id=article_id(text.encode(), outlet="", url=""), text=text, origin=Origin(path="x"), provenance=PROVENANCE
    )
    analysis = parser.parse(article)
    assert isinstance(analysis, Analysis)
    start = text.index(source)
    statement = Statement(
        article_id=article.id,
        content=(Span(start=0, end=19),),
        source=Span(start=start, end=start + len(source)),
        kind=StatementKind.INDIRECT,
        provenance=PROVENANCE,
    )
    actors, refers = find_actors(analysis, [statement])
    (found,) = find_anonymous(analysis, actors, refers)
    assert (found.role, found.side, found.number, found.reason) == wanted
