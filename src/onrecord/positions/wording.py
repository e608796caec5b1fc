"""How a claim and a statement are put before the network that tells sides."""

from __future__ import annotations

from onrecord.model import Statement


def put_claim(claim: str, description: str) -> str:
    """The claim, and what it takes in."""
    return f"{claim} {description}".strip()


def write_out(statement: Statement, text: str) -> str:
    """Source, cue and content as they follow each other in the article `text`, without what stands between."""
    spans = [*statement.content, *(span for span in (statement.source, statement.cue) if span)]
    return " ".join(span.cut(text) for span in sorted(spans, key=lambda span: span.key))
