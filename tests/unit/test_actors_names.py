"""Names and their spellings."""

from __future__ import annotations

import pytest

from onrecord.actors.names import can_be_same, fold, is_part_of, parse_name, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mustapha Al-Darwish", "Mustafa al-Darwish"),
        ("Qasem Rahmani", "Qasim Rahmani"),
        ("Bob Miller", "Robert Miller"),
        ("R. Miller", "Robert Miller"),
        ("Robert J. Miller", "Robert Miller"),
        ("Senator Robert Miller", "Robert Miller"),
        ("Miller, Robert", "Robert Miller"),
    ],
)
def test_spellings_of_one_name_can_be_one_person(one: str, other: str) -> None:
    """Transliterations, short forms, initials, titles and order do not part one person."""
    assert can_be_same(parse_name(one), parse_name(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Masud Darwish", "Nadir Darwish"),
        ("John Miller", "Joan Miller"),
        ("Robert Miller", "Robert Hiller"),
        ("Miller", "Robert Miller"),
    ],
)
def test_different_names_cannot_be_one_person(one: str, other: str) -> None:
    """Another given name, another surname, or a bare surname is no evidence."""
    assert not can_be_same(parse_name(one), parse_name(other))


def test_a_bare_surname_is_part_of_a_full_name() -> None:
    """A surname with its particle can stand for the full name."""
    assert is_part_of(parse_name("Al-Darwish"), parse_name("Mustafa al-Darwish"))


def test_folding_drops_case_marks_and_articles() -> None:
    """What spelling alone changes is folded away."""
    assert fold("The Ḥaddād-al-Ma’mun") == "haddad mamun"


def test_a_name_of_particles_alone_keeps_its_words() -> None:
    """Folding never leaves a name empty that has letters."""
    assert fold("Al") == "al"
    assert parse_name("Bin").family == "bin"


def test_doubled_letters_make_no_difference() -> None:
    """The skeleton of a name is one for its many spellings."""
    assert skeleton("Hassan") == skeleton("Hasan")
