"""Learning from judgements, and where texts stand before any."""

import numpy as np
import pytest

from onrecord.errors import RecordFileError, UsageError
from onrecord.model import Concept, Side
from onrecord.positions.learning import choose_next, head_text, learn, measure_curve, parse_head
from onrecord.positions.stance import Features, read_features, read_sides
from onrecord.positions.suggest import suggest_concepts, write_suggestions

HEAT = Concept(id="heat", claim="City heat is a serious danger.")
TEXTS = [
    "The heat emergency kills the old and is getting worse.",
    "Talk of deadly heat is an exaggerated myth spread by alarmists.",
    "The council meets on Thursday.",
]
GIVEN = [Side.FOR, Side.AGAINST, Side.UNCLEAR]


def clouds(per_side: int) -> tuple[Features, list[Side]]:
    """Three well-parted clouds of points, one a side, in turn."""
    random = np.random.default_rng(0)
    sides = GIVEN * per_side
    centres = np.eye(3)
    places = np.array([centres[GIVEN.index(side)] for side in sides]) + random.normal(0, 0.05, (len(sides), 3))
    zeros = np.zeros(len(sides))
    return Features(vectors=places, engagement=zeros, leaning=zeros, counts=np.zeros((len(sides), 3))), sides


def test_words_alone_tell_sides_of_a_warning() -> None:
    """Without an encoder, words of alarm and of doubt part the sides of a claim that warns."""
    assert read_sides(read_features(TEXTS, HEAT, None)) == tuple(GIVEN)


def test_nothing_to_read_is_no_error() -> None:
    """No texts give no sides."""
    assert read_sides(read_features([], HEAT, None)) == ()


@pytest.mark.parametrize("per_side", [5, 80])
def test_judgements_are_learned(per_side: int) -> None:
    """From few judgements and from many, a head learns what parts them, twice the same."""
    features, sides = clouds(per_side)
    head = learn(features, sides)
    assert head.read_sides(features) == tuple(sides)
    assert np.allclose(head.probabilities(features).sum(axis=1), 1)
    assert np.array_equal(head.probabilities(features), learn(features, sides).probabilities(features))


def test_no_judgements_teach_nothing() -> None:
    """Without judgements there is nothing to learn, and the error says what to do."""
    features, _ = clouds(2)
    with pytest.raises(UsageError, match="no judgements"):
        learn(features.take([]), [])


def test_a_conditional_judgement_teaches_that_a_text_bears_on_the_claim_and_no_side() -> None:
    """Near it neither side wins, and being beside the question loses; the curve is not tested on it."""
    features, sides = clouds(12)
    given = [Side.CONDITIONAL if side is Side.FOR else side for side in sides]
    likely = learn(features, given).probabilities(features)[::3]
    assert np.allclose(likely[:, 0], likely[:, 1], atol=0.05)
    assert (likely[:, :2].sum(axis=1) > 0.8).all()
    assert [size for size, _ in measure_curve(features, given, [0, 27])] == [0, 27]


def test_far_from_all_judgements_a_head_says_what_was_proposed() -> None:
    """A judgement mends what is like it, on its own concept; elsewhere the proposal stands."""
    places = np.eye(4)[[0, 0, 3]]
    features = Features(
        vectors=3 * places, engagement=np.full(3, 0.9), leaning=np.full(3, 0.9), counts=np.zeros((3, 3)),
        concepts=np.array([1, 2, 1]),
    )  # fmt: skip
    head = learn(features.take([0]), [Side.AGAINST])
    here, other_concept, elsewhere = head.probabilities(features)[:, 1]
    assert here > 0.5
    assert other_concept < here
    assert elsewhere < here


def test_a_head_is_kept_as_text() -> None:
    """A head written and read again says the same, to the precision of single floats; other text is refused."""
    features, sides = clouds(4)
    head = learn(features, sides, version="abc")
    again = parse_head(head_text(head))
    assert again.version == "abc"
    assert np.allclose(again.probabilities(features), head.probabilities(features), atol=1e-5)
    with pytest.raises(RecordFileError, match="onrecord learn"):
        parse_head("{}")


def test_the_queue_asks_about_doubtful_and_unlike_texts() -> None:
    """What is least sure comes first; its double waits, and what was judged is not asked again."""
    places = np.array([[0.0, 0], [0.0, 0], [0.9, 0], [0.5, 0.5]])
    features = Features(vectors=places, engagement=np.zeros(4), leaning=np.zeros(4), counts=np.zeros((4, 3)))
    doubt = np.array([[0.5, 0.5, 0], [0.5, 0.5, 0], [0.6, 0.4, 0], [1, 0, 0]])
    assert choose_next(features, doubt, count=2) == [0, 2]
    assert 0 not in choose_next(features, doubt, judged=[0], count=4)


def test_the_curve_rises_on_held_out_judgements() -> None:
    """Quality is measured on judgements that were not learned from."""
    features, sides = clouds(20)
    curve = measure_curve(features, sides, [0, 6, 45, 90])
    assert [size for size, _ in curve] == [0, 6, 45]
    assert curve[0][1] < curve[-1][1]
    assert curve[-1][1] == 1.0


def test_suggestions_become_a_codebook_to_fill_in() -> None:
    """Like statements are grouped, whatever their order, and written as YAML that can be read."""
    texts = [f"The {word} must be {deed} by {when}." for word, deed in [("ferry", "saved"), ("bridge", "built")]
             for when in ("spring", "summer", "autumn", "winter", "June")]  # fmt: skip
    found = suggest_concepts(texts, groups=2)
    assert found == suggest_concepts(list(reversed(texts)), groups=2)
    assert sorted(one.size for one in found) == [5, 5]
    assert "ferry" in write_suggestions(found, debate="A strait")
    assert suggest_concepts(["one", "two"]) == ()
