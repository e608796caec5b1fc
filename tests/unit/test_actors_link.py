"""Merging actors across articles."""

from __future__ import annotations

from datetime import date
from itertools import permutations

from onrecord.actors import link_actors
from onrecord.model import (
    Actor,
    ActorKind,
    Affiliation,
    ArticleActor,
    Basis,
    Dated,
    Evidence,
    Mention,
    MentionForm,
    Precision,
    Provenance,
    Rung,
    Span,
    When,
)

PROVENANCE = Provenance(stage="test", version="1")


def actor(
    name: str,
    article: str,
    *,
    kind: ActorKind = ActorKind.PERSON,
    office: tuple[str, str] = ("", ""),
    country: str = "",
) -> ArticleActor:
    """An article actor called `name`; the place of its mention follows from the name."""
    span = Span(start=sum(map(ord, name)), end=sum(map(ord, name)) + len(name))
    roles = (
        (Affiliation(role=office[0], organisation=office[1], evidence=Evidence(article_id=article, span=span)),)
        if any(office)
        else ()
    )
    return ArticleActor(
        article_id=article,
        name=name,
        kind=kind,
        mentions=(Mention(article_id=article, span=span, form=MentionForm.NAME),),
        affiliations=roles,
        country=country,
        provenance=PROVENANCE,
    )


def names_of(actors: tuple[Actor, ...]) -> set[tuple[str, ...]]:
    """The spellings of each actor."""
    return {tuple(sorted(each.names)) for each in actors}


def test_spellings_of_one_full_name_merge() -> None:
    """Mustapha and Mustafa al-Darwish are one man."""
    linked = link_actors([actor("Mustapha Al-Darwish", "a"), actor("Mustafa al-Darwish", "b")], {})
    assert names_of(linked) == {("Mustafa al-Darwish", "Mustapha Al-Darwish")}
    assert linked[0].merged_because


def test_a_shared_surname_never_merges() -> None:
    """Masud and Nadir Darwish are two, and a bare Darwish between them stays alone."""
    linked = link_actors([actor("Masud Darwish", "a"), actor("Nadir Darwish", "b"), actor("Darwish", "c")], {})
    assert len(linked) == 3


def test_two_bare_surnames_do_not_merge() -> None:
    """A surname alone, met twice, is no evidence."""
    assert len(link_actors([actor("Darwish", "a"), actor("Darwish", "b")], {})) == 2


def test_a_bare_surname_joins_the_only_one_it_fits() -> None:
    """Where one full name bears it, a bare surname is that one, and the reason is told."""
    linked = link_actors([actor("Masud Darwish", "a"), actor("Darwish", "b")], {})
    assert names_of(linked) == {("Darwish", "Masud Darwish")}
    assert linked[0].name == "Masud Darwish"
    assert any("surname" in reason for reason in linked[0].merged_because)


def test_a_surname_of_another_country_stays_apart() -> None:
    """Evidence against beats a fitting name."""
    linked = link_actors([actor("Masud Darwish", "a", country="JOR"), actor("Darwish", "b", country="EGY")], {})
    assert len(linked) == 2


def test_an_initial_that_fits_two_joins_neither() -> None:
    """J. Miller can be John or James, so it is neither."""
    linked = link_actors([actor("John Miller", "a"), actor("James Miller", "b"), actor("J. Miller", "c")], {})
    assert len(linked) == 3


def test_countries_merge_by_code_and_institutions_by_country() -> None:
    """France is one; the French parliament and France's parliament are one; the German one is another."""
    linked = link_actors(
        [
            actor("France", "a", kind=ActorKind.COUNTRY, country="FRA"),
            actor("France", "b", kind=ActorKind.COUNTRY, country="FRA"),
            actor("French parliament", "a", kind=ActorKind.ORGANISATION),
            actor("France’s parliament", "b", kind=ActorKind.ORGANISATION),
            actor("German parliament", "b", kind=ActorKind.ORGANISATION),
        ],
        {},
    )
    assert len(linked) == 3


def test_unnamed_sources_never_merge() -> None:
    """Two senior officials of two articles may be two people."""
    officials = [actor("senior official", key, kind=ActorKind.ANONYMOUS) for key in "ab"]
    assert len(link_actors(officials, {})) == 2


def test_an_office_is_valid_from_the_first_to_the_last_article_that_states_it() -> None:
    """Validity spans the dates of the articles."""
    days = {"a": date(2021, 3, 1), "b": date(2021, 6, 1)}
    dated = {
        key: Dated(
            article_id=key,
            when=When(earliest=day, latest=day, precision=Precision.DAY, basis=Basis.WRITTEN),
            rung=Rung.METADATA,
            provenance=PROVENANCE,
        )
        for key, day in days.items()
    }
    office = ("mayor", "Verona")
    (linked,) = link_actors([actor("Masud Darwish", key, office=office) for key in "ab"], dated)
    (affiliation,) = linked.affiliations
    assert affiliation.valid is not None
    assert (affiliation.valid.earliest, affiliation.valid.latest) == (days["a"], days["b"])


def test_the_order_of_articles_makes_no_difference() -> None:
    """Every order gives the same actors."""
    given = [actor("Masud Darwish", "a"), actor("M. Darwish", "b"), actor("Darwish", "c"), actor("Masoud Darwish", "d")]
    results = {link_actors(order, {}) for order in permutations(given)}
    assert len(results) == 1


def test_an_actor_has_the_id_of_its_smallest_member() -> None:
    """So judgements on it outlive a new reading."""
    given = [actor("Masud Darwish", "a"), actor("Masud Darwish", "b")]
    (linked,) = link_actors(given, {})
    assert linked.id == min(each.id for each in given)
