"""Positions over time."""

from datetime import date

from onrecord.model import Codebook, Concept, Side
from onrecord.positions import Stand, compare_codebooks, find_changes, find_silences, measure_unity


def run(sides: str, actor: str = "Holt") -> list[Stand]:
    """One stand a month: + for, - against, ? conditional."""
    named = {"+": Side.FOR, "-": Side.AGAINST, "?": Side.CONDITIONAL}
    return [
        Stand(actor=actor, concept_id="dam", side=named[mark], day=date(2021, month, 1), statement_id=f"s{month}")
        for month, mark in enumerate(sides, start=1)
    ]


def test_a_change_cites_both_sentences() -> None:
    """A change names the last statement of the old side and the first of the new, and is no noise when clean."""
    (change,) = find_changes(run("----++++"))
    assert (change.before.statement_id, change.after.statement_id) == ("s4", "s5")
    assert not change.is_noise


def test_scatter_is_said_to_be_noise() -> None:
    """Sides that come and go may be parted somewhere, but the chance of it is said."""
    assert all(change.is_noise for change in find_changes(run("+-+-+-")))
    (single,) = find_changes(run("+-"))
    assert single.is_noise


def test_no_change_where_the_side_stays() -> None:
    """One side throughout, or conditions alone, is no change."""
    assert find_changes(run("++++")) == ()
    assert find_changes(run("+?+?")) == ()


def test_the_order_of_stands_does_not_matter() -> None:
    """Changes rest on dates, not on the order in which articles were read."""
    stands = run("---+++")
    assert find_changes(stands) == find_changes(list(reversed(stands)))


def test_silence_is_a_finding() -> None:
    """A long gap after the last word on a concept is reported."""
    (silence,) = find_silences(run("++"), until=date(2022, 1, 1))
    assert silence.start == date(2021, 2, 1)


def test_unity_is_the_share_of_the_majority() -> None:
    """Three of four stands on one side: .75."""
    assert measure_unity(run("+++-")) == {("Holt", "dam"): 0.75}


def test_a_revised_codebook_says_what_it_changes() -> None:
    """Concepts new, gone and reworded are told apart."""
    one, two = Concept(id="a", claim="It should go."), Concept(id="b", claim="It should stay.")
    new = Codebook(debate="x", concepts=(Concept(id="a", claim="It must go."), Concept(id="c", claim="It is safe.")))
    found = compare_codebooks(Codebook(debate="x", concepts=(one, two)), new)
    assert (found.added, found.removed, found.changed) == (("c",), ("b",), ("a",))
    assert str(found).startswith("new: c")


def test_a_revised_codebook_counts_the_judgements_it_leaves_alone() -> None:
    """Judgements on a concept that goes are orphaned, those on one that is reworded were given on the old words."""
    one, two, three = (
        Concept(id=key, claim=f"It should {verb}.") for key, verb in (("a", "go"), ("b", "stay"), ("c", "turn"))
    )
    new = Codebook(debate="x", concepts=(Concept(id="a", claim="It must go."), three))
    found = compare_codebooks(Codebook(debate="x", concepts=(one, two, three)), new, judged=["b", "a", "b", "c", "z"])
    assert (found.orphaned, found.reworded) == ({"b": 2}, {"a": 1})
    assert "2 judgements on 'b' would be orphaned" in str(found)
