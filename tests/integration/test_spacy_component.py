"""Statements inside somebody else's spaCy pipeline."""

from __future__ import annotations

from typing import Any

import pytest
import spacy

import onrecord.exchange.spacy_component
from onrecord.errors import UsageError
from onrecord.language import DEFAULT


@pytest.fixture(scope="module")
def nlp() -> Any:
    """The default pipeline as spaCy loads it, with our component last."""
    assert onrecord.exchange.spacy_component.NAME == "onrecord_statements"
    pipeline = spacy.load(DEFAULT)
    pipeline.add_pipe("onrecord_statements", last=True)
    return pipeline


def test_the_spans_of_a_document_name_who_says_what(nlp: Any) -> None:
    """Source, cue and content are span groups whose members share the statement's id."""
    doc = nlp("The mayor said the pier would close.\n\n“It is old,” Larsen said.")
    assert [span.text for span in doc.spans["onrecord_source"]] == ["The mayor", "Larsen"]
    assert [span.text for span in doc.spans["onrecord_cue"]] == ["said", "said"]
    assert [span.label_ for span in doc.spans["onrecord_content"]] == ["indirect", "direct"]
    assert [span.id_ for span in doc.spans["onrecord_content"]] == [one.id for one in doc._.statements]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "😀", "He said “", "One\nTwo said so\n\n\tThree."])
def test_odd_documents_are_read(nlp: Any, text: str) -> None:
    """Empty, blank and broken texts give span groups too."""
    doc = nlp(text)
    assert doc.text == text
    assert set(doc.spans) == {"onrecord_source", "onrecord_cue", "onrecord_content"}


def test_a_document_without_a_parse_is_wrong_use() -> None:
    """The error says where to put the component."""
    blank = spacy.blank("en")
    blank.add_pipe("onrecord_statements")
    with pytest.raises(UsageError, match="dependency parse"):
        blank("He said so.")
