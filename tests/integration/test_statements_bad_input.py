"""Bad input for the whole reading of statements, model included: offsets exact, nothing outside the article."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.evaluation.attribution import installed_find
from onrecord.language import Parser
from onrecord.model import Analysis, Article, Origin, Provenance, Span, article_id
from onrecord.statements import find_headlines

SENTENCE = "The mayor said the pier was old and “will not hold,” but the union denied that it would fall. "
TEXTS = {
    "an odd number of marks": '"The pier is old," the mayor said. "It will fall. The union said "no.',
    "one mark alone": "“",
    "nested quotes": "“He told me, ‘She said “never” to me,’” Larsen said. ‘“‘’”’",
    "foreign quotes": "„Der Pier ist alt“, said Holm. «Il est vieux», Larsen said. 「古い」 he said. ‹No›, she said.",
    "capitals": "THE MAYOR SAID THE PIER WAS OLD. “IT WILL FALL,” LARSEN WARNED. THE UNION OPPOSES THE BRIDGE.",
    "no sentence ends": "the mayor said the pier was old and the union said no and the firm denied it " * 60,
    "right to left": "The minister said: “\u202bقال الوزير إن السد قديم\u202c”. Larsen wrote שלום and said it was old.",
    "emoji": "“👩‍👩‍👧 😀😀” Larsen tweeted. The mayor said 🏴󠁧󠁢󠁳󠁣󠁴󠁿 would 🙅 pay. 😀 said 😀.",
    "broken characters": "The mayor said \ud800 the pier\u0000 was \ufffdold\u200b. “Yes\ufeff,” he said.",
    "a paragraph of twenty thousand words": SENTENCE * 1000,
}


@pytest.fixture(scope="module")
def reader() -> tuple[Parser, Any]:
    """The default pipeline, and what is installed to find statements."""
    return Parser(), installed_find()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_bad_input_is_read_exactly(reader: tuple[Parser, Any], text: str) -> None:
    """Every span lies inside the article, a content in one paragraph; ids are distinct, outer ones known."""
    parser, find = reader
    whole = f"Mayor: “old\n{text}"
    analysis = parser.parse(
        Article(
            id=article_id(whole.encode("utf-8", "surrogatepass"), outlet="", url=""),
            text=whole,
            headline=Span(start=0, end=11),
            origin=Origin(path="bad"),
            provenance=Provenance(stage="test", version="1"),
        )
    )
    assert isinstance(analysis, Analysis)
    found = find(analysis)
    ids = {one.id for one in found}
    assert len(ids) == len(found)
    for one in (*found, *find_headlines(analysis, found)):
        spans = [*one.content, *(span for span in (one.source, one.cue) if span)]
        assert all(0 <= span.start < span.end <= len(whole) for span in spans)
        assert all(span.cut(whole).strip() for span in spans)
        assert sum(paragraph.overlaps(one.extent) for paragraph in analysis.paragraphs) == 1
        assert one.outer is None or one.outer in ids
        assert (one.extent.start < 11) == (one.echoes is not None)
    if "The mayor said" in text:
        assert found
