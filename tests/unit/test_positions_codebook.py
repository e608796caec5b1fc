"""What a codebook file may hold, and what its errors say."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from onrecord.errors import CodebookError
from onrecord.positions import CodebookWarning, find_doubts, parse_codebook, read_codebook
from onrecord.positions.lexicon import Lexicon

GOOD = """\
debate: A bypass for Oxbow   # comments are welcome
concepts:
  - id: bypass
    claim: The bypass should be built.
    description: The road around the town.
    examples_for: We need that road.
    near: [toll]
  - id: toll
    claim: Drivers should pay a toll.
    parent: bypass
"""


def test_reads_all_fields() -> None:
    """A codebook becomes its debate's name and its concepts, a lone example a list of one."""
    codebook = parse_codebook(GOOD)
    assert codebook.debate == "A bypass for Oxbow"
    assert [concept.id for concept in codebook.concepts] == ["bypass", "toll"]
    assert codebook.get("bypass").examples_for == ("We need that road.",)
    assert codebook.get("toll").parent == "bypass"


def test_an_id_may_look_like_a_number() -> None:
    """YAML reads ``id: 2014`` as a number; it is an id all the same."""
    assert parse_codebook("debate: x\nconcepts:\n  - {id: 2014, claim: It should end.}").concepts[0].id == "2014"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds nothing"),
        ("- a\n- b", "holds no keys"),
        ("debate: x", "'concepts' is missing"),
        ("debate: x\nconcepts: []", "'concepts' is"),
        ("debate: x\nconcepts:\n  - id: a\n    claim: It should go.\n    clam: y", "line 5: unknown key 'clam'"),
        (
            "debate: x\nconcepts:\n  - {id: a, claim: It should go.}\n  - {id: a, claim: It should stay.}",
            "lines 3 and 4: the id 'a' is used 2 times",
        ),
        ("debate: x\nconcepts:\n  - id: a\n    claim: Tolls: they should go.", "line 4"),
        ("debate: x\nconcepts:\n  - id: a\n    id: b\n    claim: It should go.", "line 4"),
        ("debate: x\nconcepts:\n  - id: a\n    claim: ''", "line 4: 'claim' is ''"),
        ("debate: x\nconcepts:\n  - {id: a, claim: It should go., near: [b]}", "names 'b', which does not exist"),
        ("debate: x\nconcepts:\n  - {id: a, claim: It should go., parent: a}", "its own parent"),
        ("debate: [", "line 1"),
        (
            "debate: x\nconcepts:\n  - id: a\n    claim: Migration",
            "line 3: the claim of concept 'a'",
        ),
    ],
)
def test_says_what_is_wrong_and_where(text: str, said: str) -> None:
    """An unusable codebook is refused with the line, the value, what was expected and what to do."""
    with pytest.raises(CodebookError) as caught:
        parse_codebook(text)
    assert said in caught.value.happened
    assert caught.value.expected
    assert caught.value.exit_code == 1


def test_a_topic_is_shown_as_a_claim() -> None:
    """A topic is refused with a sentence that shows how to phrase it."""
    with pytest.raises(CodebookError, match=r"Migration should be limited\."):
        parse_codebook("debate: x\nconcepts:\n  - {id: a, claim: migration}")


def test_a_missing_file_and_wrong_bytes_are_data_errors(tmp_path: Path) -> None:
    """A path that is no file and a file that is not UTF-8 are said as such."""
    with pytest.raises(CodebookError, match="cannot be read"):
        read_codebook(tmp_path / "none.yaml")
    path = tmp_path / "latin.yaml"
    path.write_bytes("debate: x\n# caf\xe9".encode("latin-1"))
    with pytest.raises(CodebookError, match=r"line 2: byte 0xe9 is not UTF-8"):
        read_codebook(path)


def test_same_and_reversed_concepts_are_doubted() -> None:
    """Two claims in other words for the same, or for the reverse, are pointed out; others are not."""
    codebook = parse_codebook(
        "debate: x\nconcepts:\n"
        "  - {id: a, claim: The troops should leave Tarsia.}\n"
        "  - {id: b, claim: The soldiers should withdraw from Tarsia.}\n"
        "  - {id: c, claim: The troops should stay in Tarsia.}\n"
        "  - {id: d, claim: The rebels should disarm.}\n"
    )
    doubts = {doubt.concepts: doubt.message for doubt in find_doubts(codebook)}
    assert set(doubts) == {("a", "b"), ("a", "c"), ("b", "c")}
    assert "say the same" in doubts["a", "b"]
    assert "reverse of each other" in doubts["a", "c"]


class PlacedEncoder:
    """An encoder whose vectors are written down; texts it does not know lie apart from all others."""

    name = "placed-1"
    places: ClassVar = {
        "The pier should be pulled down.": (1.0, 0.0),
        "The pier should be wrecked.": (0.9, 0.436),
        "The pier should be painted.": (0.9, -0.436),
        "The pier is rotten.": (1.0, 0.0),
        "pulled": (1.0, 0.0),
        "wrecked": (0.8, 0.6),
        "painted": (-1.0, 0.0),
    }

    def encode(self, texts: Sequence[str]) -> Any:
        """The written vectors."""
        return np.array([self.places.get(text, (0.0, 0.0)) for text in texts])

    def encode_pairs(self, pairs: Sequence[tuple[str, str]]) -> Any:
        """Not asked for."""
        raise NotImplementedError


def test_near_claims_are_doubted_by_the_words_they_do_not_share() -> None:
    """With an encoder: alike in what is left without shared words; a near topic alone, or a fact, is not the same."""
    codebook = parse_codebook(
        "debate: x\nconcepts:\n"
        "  - {id: a, claim: The pier should be pulled down.}\n"
        "  - {id: b, claim: The pier should be wrecked.}\n"
        "  - {id: c, claim: The pier should be painted.}\n"
        "  - {id: d, claim: The pier is rotten.}\n"
    )
    assert find_doubts(codebook) == ()
    (doubt,) = find_doubts(codebook, PlacedEncoder())
    assert doubt.concepts == ("a", "b")
    assert "may say the same" in doubt.message


def test_doubts_become_warnings_when_a_file_is_read(tmp_path: Path) -> None:
    """Reading a doubtful codebook warns and goes on."""
    path = tmp_path / "c.yaml"
    path.write_text("debate: x\nconcepts:\n  - {id: a, claim: Housing costs}\n", "utf-8")
    with pytest.warns(CodebookWarning, match="may be a topic"):
        assert read_codebook(path).concepts[0].id == "a"


@pytest.mark.parametrize(
    "claim",
    [
        "Foreign raids on the islands breach their neutrality.",
        "Cheap flights ruin the old town.",
        "The levy drove every small baker out.",
        "Rents rise with each new hotel.",
    ],
)
def test_a_factual_claim_is_no_topic(claim: str) -> None:
    """A claim of what is so passes, though no list knows its verb."""
    book = parse_codebook(f"debate: d\nconcepts: [{{id: c, claim: {claim!r}}}]")
    assert find_doubts(book) == ()


@pytest.mark.parametrize(
    "topic", ["The treatment of the islanders", "Fishing rights and the law of the sea in our time"]
)
def test_a_long_topic_is_still_doubted(topic: str) -> None:
    """Words in a row without a verb are doubted or refused."""
    assert Lexicon.load().claim_likeness(topic) < 1
