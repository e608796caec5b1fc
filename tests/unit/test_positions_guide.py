"""What a codebook is compiled into."""

from onrecord.model import Codebook, Concept
from onrecord.positions.guide import Guide, compile_codebook
from onrecord.positions.lexicon import Lexicon


def guide(claim: str, description: str = "") -> Guide:
    """The guide of a codebook with one concept."""
    (made,) = compile_codebook(Codebook(debate="x", concepts=(Concept(id="a", claim=claim, description=description),)))
    return made


def test_a_deed_and_its_reverse_share_an_anchor() -> None:
    """A claim's verb anchors its whole family, words of the reverse with the other sign."""
    lexicon = Lexicon.load()
    leave = guide("The foreign troops should leave Tarsia.")
    assert leave.is_policy
    assert leave.anchors["leave"][0] == 1
    assert ("leave", 1) in lexicon.keys("withdrawal", "NOUN")
    assert ("leave", -1) in lexicon.keys("presence", "NOUN")


def test_ending_something_turns_its_sign() -> None:
    """To stop running is to close; to go on training is to train."""
    assert guide("The night ferry should stop running.").anchors["close"][0] == 1
    assert guide("The mission should go on training soldiers.").anchors["aid"][0] == 1


def test_a_negated_claim_is_negated() -> None:
    """A claim with "must not" is for what opposes the deed."""
    assert guide("Diesel cars must not be banned.").sign == -1


def test_what_is_said_to_be_so_is_no_policy() -> None:
    """A claim without a duty is a statement of fact."""
    assert not guide("The dam harms farmers.").is_policy


def test_the_theme_is_what_the_deed_is_done_to() -> None:
    """Building something is for it, closing it against it."""
    assert guide("The Velden dam should be built.").themes["dam"] == 1
    assert guide("The old mine should be closed.").themes["=mine"] == -1


def test_a_description_says_what_is_left_out() -> None:
    """Words after "not", and the subject of "is not", are no part of the concept."""
    made = guide("The troops should leave.", "Departure of the troops; not tourists. A reduction is not a departure.")
    assert "tourist" in made.excluded
    assert "raise" in made.excluded
    assert "leave" not in made.excluded


def test_three_hundred_concepts_are_compiled_in_one_pass() -> None:
    """A large codebook is no special case."""
    concepts = tuple(Concept(id=f"c{n}", claim=f"Town {n} should build a bridge.") for n in range(300))
    assert len(compile_codebook(Codebook(debate="x", concepts=concepts))) == 300
