"""Actor files."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_actors_link import actor

from onrecord.actors import KnownActor, link_actors, read_actor_file
from onrecord.errors import InputError
from onrecord.model import ActorKind


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
    assert read_actor_file(path) == (known,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- name: A\n  colour: red\n", "colour"),
        ("- name: A\n  kind: ghost\n", "ghost"),
        ("- kind: person\n", "called ''"),
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
