"""How a token of spaCy becomes ours, and how tokens and sentences become an analysis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.model import Analysis, Entity, Provenance, Sentence, Span, Token, record


@record
class Parsed:
    """What a pipeline found in a text, in indices that run over all of it."""

    tokens: Sequence[Token]
    sentences: Sequence[Sentence]
    entities: Sequence[Entity]
    paragraphs: tuple[Span, ...]


def to_token(token: Any, *, start: int, text: str, head: int) -> Token:
    """Our token for spaCy's `token`, which stands at `start` as `text`, governed by token `head`."""
    return Token(
        start=start,
        end=start + len(text),
        text=text,
        lemma=token.lemma_,
        pos=token.pos_,
        tag=token.tag_,
        dep=token.dep_,
        head=head,
        morph=str(token.morph),
    )


def to_analysis(parsed: Parsed, *, article_id: str, text: str, body_start: int, provenance: Provenance) -> Analysis:
    """The analysis of an article, with the tables of children and sentences that follow from `parsed`."""
    children: list[list[int]] = [[] for _ in parsed.tokens]
    for index, token in enumerate(parsed.tokens):
        if token.head != index:
            children[token.head].append(index)
    sentence_of = [
        number for number, sentence in enumerate(parsed.sentences) for _ in range(sentence.first, sentence.last + 1)
    ]
    return Analysis(
        article_id=article_id,
        text=text,
        body_start=body_start,
        tokens=tuple(parsed.tokens),
        sentences=tuple(parsed.sentences),
        paragraphs=parsed.paragraphs,
        entities=tuple(parsed.entities),
        children=tuple(map(tuple, children)),
        sentence_of=tuple(sentence_of),
        provenance=provenance,
    )
