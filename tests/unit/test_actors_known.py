"""Actor files."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_actors_link import actor

from onrecord.actors import link_actors, read_actor_file
from onrecord.errors import InputError
from onrecord.model import ActorFile, ActorKind, KnownActor


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("actors.csv", "name,kind,aliases,country\nMasud Darwish,person,Abu Nur;M. D.,jor\n"),
        ("actors.csv", "name;aliases;country;kind\nMasud Darwish;\"Abu Nur;M. D.\";JOR;person\n"),
        ("actors.yaml", "- name: Masud Darwish\n  aliases: [Abu Nur, M. D.]\n  country: JOR\n"),
    ],
)  # fmt: skip
def test_csv_and_yaml_say_the_same(tmp_path: Path, name: str, text: str) -> None:
    """A comma file, a semicolon file and a YAML list give one and the same actor."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    known = KnownActor(name="Masud Darwish", kind=ActorKind.PERSON, aliases=("Abu Nur", "M. D."), country="JOR")
    assert read_actor_file(path) == ActorFile(actors=(known,))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- name: A\n  colour: red\n", "colour"),
        ("- name: A\n  kind: ghost\n", "ghost"),
        ("- kind: person\n", "name is ''"),
        ("- name: A\n  country: Atlantis\n", "Atlantis"),
        ("- name: A\n  wikidata: 42\n", "42"),
        ("- name: A\n  role: mayor\n  from: soon\n", "soon"),
        ("- name: A\n  role: mayor\n  from: 2021\n  to: 2019\n", "2019"),
        ("- name: A\n  to: 2019\n", "time without a role"),
        ("- name: A\n- name: A\n  kind: group\n", "actor 2: 'A' is a group here and a person"),
        ("- name: Ada Lund\n- name: Ida Berg\n  aliases: [Ada Lund]\n", "ada lund"),
        ("name: A\n", "CommentedMap|dict"),
        ("- [", "no YAML"),
        ("- 5\n", "5"),
    ],
)
def test_a_wrong_file_is_refused_with_the_value(tmp_path: Path, text: str, said: str) -> None:
    """The error names what is wrong."""
    path = tmp_path / "actors.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=said):
        read_actor_file(path)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    """No traceback for a wrong path."""
    with pytest.raises(InputError):
        read_actor_file(tmp_path / "none.csv")


def test_the_file_joins_what_no_name_would() -> None:
    """A nom de guerre and a name are one where the file says so; name and country are the file's."""
    known = KnownActor(name="Masud Darwish", kind=ActorKind.PERSON, aliases=("Abu Nur",), country="JOR")
    (linked,) = link_actors([actor("Abu Nur", "a"), actor("Masud Darwish", "b")], {}, known=[known])
    assert (linked.name, linked.country) == ("Masud Darwish", "JOR")
    assert linked.merged_because == ("named in the actor file",)


def test_all_wrong_rows_are_named_at_once(tmp_path: Path) -> None:
    """Whoever mends the file sees every line that needs it."""
    path = tmp_path / "actors.csv"
    path.write_text("name,kind\nAda Lund,ghost\nIda Berg,person\n,person\n", "utf-8")
    with pytest.raises(InputError, match=r"line 2: 'Ada Lund' is of kind 'ghost'(?s:.*)line 4: the name is ''"):
        read_actor_file(path)


def test_rows_of_one_name_are_offices_of_one_actor(tmp_path: Path) -> None:
    """Each with its time; what an article states comes after."""
    path = tmp_path / "actors.csv"
    path.write_text(
        "name,role,organisation,from,to,wikidata\n"
        "Masud Darwish,mayor,Verona,2019,2021-06,Q7\nMasud Darwish,governor,Veneto,2021-07-01,,Q7\n",
        "utf-8",
    )
    (known,) = read_actor_file(path).actors
    mayor, governor = (each.valid for each in known.affiliations)
    assert mayor is not None
    assert governor is not None
    assert (mayor.earliest.isoformat(), mayor.latest.isoformat()) == ("2019-01-01", "2021-06-30")
    assert not mayor.overlaps(governor)
    (linked,) = link_actors([actor("Masud Darwish", "a", office=("banker", "Nova Bank"))], {}, known=[known])
    assert [each.role for each in linked.affiliations] == ["mayor", "governor", "banker"]
    assert linked.wikidata == "Q7"


def test_a_known_person_takes_bare_surnames_as_any_full_name_does() -> None:
    """A surname met elsewhere fits only the person of the file."""
    known = KnownActor(name="Masud Darwish", kind=ActorKind.PERSON, aliases=("Abu Nur",))
    (linked,) = link_actors([actor("Abu Nur", "a"), actor("Darwish", "b")], {}, known=[known])
    assert len(linked.members) == 2


def test_two_of_the_file_are_never_one() -> None:
    """However alike their names are."""
    known = [KnownActor(name=name, kind=ActorKind.PERSON) for name in ("Masud Darwish", "Masud K. Darwish")]
    assert len(link_actors([actor("Masud Darwish", "a"), actor("Masud K. Darwish", "b")], {}, known=known)) == 2


def test_an_organisation_is_met_under_any_alias_and_kind() -> None:
    """Where the rules took a party for a person, the file says what it is."""
    known = KnownActor(name="Unidos por Alvar", kind=ActorKind.ORGANISATION, aliases=("Unidos",))
    given = [actor("Unidos", "a"), actor("the Unidos", "b", kind=ActorKind.ORGANISATION)]
    (linked,) = link_actors(given, {}, known=[known])
    assert (linked.name, linked.kind) == ("Unidos por Alvar", ActorKind.ORGANISATION)
