"""Positions on odd texts: nothing raises, evidence stands in the text."""

from functools import lru_cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.language import Parser
from onrecord.model import Analysis, Article, Codebook, Concept, Origin, Provenance
from onrecord.positions import find_doubts, find_positions
from onrecord.statements import find_statements

CODEBOOK = Codebook(
    debate="x",
    concepts=(
        Concept(id="dam", claim="The dam should be built.", description="Go-ahead; not repairs."),
        Concept(id="safe", claim="The dam is unsafe."),
    ),
)
PIECES = ["the dam", " said ", "“", "”", '"', "opposes", " not ", "unsafe", "?", ". ", "\n", "😀", "שלום", "THE MAYOR",
          " should be built", " if ", "such a move", "  ", "Mr. X", "would harm", ", "]  # fmt: skip


@lru_cache(maxsize=1)
def parser() -> Parser:
    """The default parser, loaded once."""
    return Parser()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join).filter(str.strip))
def test_any_text_is_read(text: str) -> None:
    """Whatever the words, positions point into the text and are the same twice."""
    provenance = Provenance(stage="test", version="1")
    analysis = parser().parse(Article(id="a", text=text, origin=Origin(path="a"), provenance=provenance))
    assert isinstance(analysis, Analysis)
    statements = find_statements(analysis)
    positions = find_positions(analysis, statements, (), CODEBOOK)
    assert positions == find_positions(analysis, statements, (), CODEBOOK)
    for position in positions:
        assert position.evidence.end <= len(text)
        assert 0 < position.confidence <= 1


@given(st.lists(st.text(min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=6, unique=True))
def test_any_claims_are_compiled(claims: list[str]) -> None:
    """Doubts about a codebook can be asked whatever its claims are."""
    codebook = Codebook(debate="x", concepts=tuple(Concept(id=str(n), claim=c) for n, c in enumerate(claims)))
    find_doubts(codebook)
