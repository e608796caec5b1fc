"""Statements as a spaCy component: ``nlp.add_pipe("onrecord_statements", last=True)``."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from onrecord.language.documents import read_doc
from onrecord.model import Span, Statement
from onrecord.statements import find_statements

NAME = "onrecord_statements"
ROLES = ("source", "cue", "content")


@Language.factory(NAME)
def make_component(nlp: Language, name: str) -> StatementComponent:
    """The component under its registered name; it takes no settings."""
    return StatementComponent()


class StatementComponent:
    """Fills ``doc.spans["onrecord_source" | "onrecord_cue" | "onrecord_content"]`` and ``doc._.statements``.

    A span's ``label_`` is the kind of its statement (direct, indirect, mixed), its ``id_`` the statement's id; a split
    content gives several spans of one id. ``doc._.statements`` holds the `Statement` records themselves.
    """

    def __init__(self) -> None:
        if not Doc.has_extension("statements"):
            Doc.set_extension("statements", default=())

    def __call__(self, doc: Doc) -> Doc:
        """Read the parsed `doc`; nothing but the span groups and the extension is set."""
        statements = find_statements(read_doc(doc)) if len(doc) else ()
        for role in ROLES:
            doc.spans[f"onrecord_{role}"] = [
                found
                for one in statements
                for span in _spans_of(one, role)
                if (found := _cut(doc, span, one)) is not None
            ]
        doc._.statements = statements
        return doc


def _spans_of(statement: Statement, role: str) -> Sequence[Span]:
    if role == "content":
        return statement.content
    span = statement.source if role == "source" else statement.cue
    return (span,) if span else ()


def _cut(doc: Doc, span: Span, statement: Statement) -> SpacySpan | None:
    return doc.char_span(
        span.start, span.end, label=statement.kind.value, span_id=statement.id, alignment_mode="expand"
    )
