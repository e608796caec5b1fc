"""How a claim and a statement are put before the network that reads them together."""

from __future__ import annotations

from onrecord.model import Analysis, Side, Statement

SIDES: tuple[Side | None, ...] = (None, Side.FOR, Side.AGAINST, Side.CONDITIONAL, Side.UNCLEAR)
"""The columns of the network's answer; None: the statement does not bear on the claim."""
BEFORE = 200
"""Characters of what stands before a statement that are shown with it."""


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


def find_before(statement: Statement, analysis: Analysis) -> str:
    """The sentence before the statement's own, or its end where it is long; empty at the beginning of an article."""
    first = min(span.start for span in (*statement.content, statement.source, statement.cue) if span)
    token = analysis.token_at(first)
    number = analysis.sentence_of[token] - 1 if token is not None else -1
    return analysis.sentence_span(number).cut(analysis.text)[-BEFORE:] if number >= 0 else ""
