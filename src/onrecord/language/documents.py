"""From a document that somebody else's spaCy pipeline parsed to an analysis, as far as its parse allows."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby

from spacy.tokens import Doc

from onrecord.errors import UsageError
from onrecord.language.assemble import Parsed, to_analysis, to_token
from onrecord.language.paragraphs import find_paragraphs
from onrecord.model import Analysis, Entity, Provenance, Sentence, Token, article_id

VERSION = "1"


def read_doc(doc: Doc) -> Analysis:
    """The analysis of `doc`: white space left out, sentences cut where a paragraph ends.

    Raises:
        UsageError: the pipeline gave no dependency parse.
    """
    if not doc.has_annotation("DEP"):
        raise UsageError(
            "the document has no dependency parse",
            expected="a pipeline with a parser before this component",
            next_step="add the component last: nlp.add_pipe('onrecord_statements', last=True)",
        )
    paragraphs = find_paragraphs(doc.text)
    starts = [paragraph.start for paragraph in paragraphs]
    kept = [token for token in doc if not token.is_space]
    place = {token.i: number for number, token in enumerate(kept)}
    paragraph_of = [bisect_right(starts, token.idx) - 1 for token in kept]
    groups = [
        list(group) for _, group in groupby(kept, key=lambda token: (token.sent.start, paragraph_of[place[token.i]]))
    ]
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for group in groups:
        inside = {token.i: place[token.i] for token in group}
        tokens += [
            to_token(token, start=token.idx, text=token.text, head=inside.get(token.head.i, inside[token.i]))
            for token in group
        ]
        first, last = place[group[0].i], place[group[-1].i]
        roots = [index for index in range(first, last + 1) if tokens[index].head == index]
        sentences.append(Sentence(first=first, last=last, root=roots[0], paragraph=paragraph_of[first]))
    return to_analysis(
        Parsed(tokens=tokens, sentences=sentences, entities=_entities(doc, place), paragraphs=paragraphs),
        article_id=article_id(doc.text.encode("utf-8", "surrogatepass"), outlet="", url=""),
        text=doc.text,
        body_start=0,
        provenance=Provenance(stage="language", version=VERSION, model=str(doc.vocab.lang)),
    )


def _entities(doc: Doc, place: dict[int, int]) -> list[Entity]:
    found = []
    for name in doc.ents:
        inside = [place[token.i] for token in name if token.i in place]
        if inside:
            found.append(Entity(first=inside[0], last=inside[-1], label=name.label_))
    return found
