"""Scores of name pairs."""

from __future__ import annotations

import pytest

from onrecord.actors.similarity import FEATURES, compare, score_names, threshold


@pytest.mark.parametrize(
    ("one", "other", "is_person"),
    [
        ("Farid Mansour", "Farid Mansur", True),
        ("Mansour, Farid", "Farid Mansour", True),
        ("Elena Petrowa", "Елена Петрова", True),
        ("Harbour Bank Ltd.", "Harbour Bank Limited", False),
        ("Granit AG", "Granit Aktiengesellschaft", False),
    ],
)
def test_spellings_of_one_name_are_proposed_as_one(one: str, other: str, is_person: bool) -> None:
    """Small differences of spelling, order, script and legal form leave the score high."""
    assert score_names(one, other, is_person=is_person).score >= threshold()


@pytest.mark.parametrize(
    ("one", "other", "is_person"),
    [
        ("Farid Mansour", "Nabil Mansour", True),
        ("Farid Mansour", "Farid Khoury", True),
        ("Sergey Petrovich Orlov", "Sergey Ivanovich Orlov", True),
        ("Bank of Malta", "Bank of Norway", False),
    ],
)
def test_another_word_makes_another_name(one: str, other: str, is_person: bool) -> None:
    """One word that is not the other's keeps two names apart."""
    assert score_names(one, other, is_person=is_person).score < threshold()


def test_a_score_comes_with_the_values_that_made_it() -> None:
    """Whoever asks why sees every value by name."""
    because = score_names("Farid Mansour", "Farid Mansur", is_person=True).because
    assert set(because) == set(FEATURES)
    assert because["least_edits"] == 1


def test_the_order_of_two_names_makes_no_difference() -> None:
    """The values are the same whichever name comes first."""
    assert compare("Farid Mansour", "F. Mansur", is_person=True) == compare(
        "F. Mansur", "Farid Mansour", is_person=True
    )


@pytest.mark.parametrize("name", ["", " ", "-", "☕", "ا", "42"])
def test_names_without_letters_are_compared_all_the_same(name: str) -> None:
    """Nothing raises, and nothing is proposed for nothing."""
    assert 0 <= score_names(name, "Farid Mansour", is_person=True).score < threshold()
