"""How a claim and a statement are put before the network that reads them together."""

from __future__ import annotations

from onrecord.model import Side, Statement

SIDES: tuple[Side | None, ...] = (None, Side.FOR, Side.AGAINST, Side.CONDITIONAL, Side.UNCLEAR)
"""The columns of the network's answer; None: the statement does not bear on the claim."""


def put_claim(claim: str, description: str) -> str:
    """The claim, and what it takes in."""
    return f"{claim} {description}".strip()


def put_statement(text: str, before: str) -> str:
    """The statement, and before it what it may point back to."""
    return f"{before} [SEP] {text}" if before else text


def write_out(statement: Statement, text: str) -> str:
    """Source, cue and content as they follow each other in the article `text`, without what stands between."""
    spans = [*statement.content, *(span for span in (statement.source, statement.cue) if span)]
    return " ".join(span.cut(text) for span in sorted(spans, key=lambda span: span.key))
