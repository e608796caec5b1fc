"""Who is known before reading: an actor file (CSV or YAML) that a person wrote."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from onrecord.actors.names import fold
from onrecord.errors import InputError
from onrecord.model import ActorKind, record

_COLUMNS = frozenset({"name", "kind", "aliases", "country", "wikidata"})
_KINDS = {ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.COUNTRY, ActorKind.GROUP}


@record
class KnownActor:
    """An actor of the actor file. `country` is ISO 3166 alpha-3; `wikidata` an item such as Q42; both may be empty."""

    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    country: str = ""
    wikidata: str = ""


def read_actor_file(path: Path) -> tuple[KnownActor, ...]:
    """The actors of a CSV file (aliases parted by ``;``) or of a YAML list of mappings.

    Raises:
        InputError: no such file, not readable as either, an unknown column or kind, or a name or alias met twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}", expected="an actor file in UTF-8") from error
    rows = _yaml_rows(text, path) if path.suffix.lower() in (".yaml", ".yml") else _csv_rows(text)
    found = tuple(_parse(row, f"{path}, actor {number}") for number, row in enumerate(rows, start=1))
    _check_once(found, path)
    return found


def known_by_alias(known: Iterable[KnownActor]) -> dict[str, KnownActor]:
    """Known actor by each of its folded names."""
    return {fold(name): actor for actor in known for name in (actor.name, *actor.aliases)}


def _csv_rows(text: str) -> list[dict[str, Any]]:
    delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    return list(csv.DictReader(text.splitlines(), delimiter=delimiter))


def _yaml_rows(text: str, path: Path) -> list[Any]:
    try:
        rows = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        raise InputError(f"{path} is no YAML: {error}", expected="a list of actors") from error
    if not isinstance(rows, list):
        raise InputError(f"{path} holds a {type(rows).__name__}", expected="a list of actors")
    return rows


def _parse(row: Any, where: str) -> KnownActor:
    if not isinstance(row, Mapping):
        raise InputError(f"{where} is {row!r}", expected=f"a mapping of {', '.join(sorted(_COLUMNS))}")
    unknown = {str(key) for key in row} - _COLUMNS
    if unknown:
        raise InputError(f"{where} has {sorted(unknown)}", expected=", ".join(sorted(_COLUMNS)))
    name = str(row.get("name") or "").strip()
    kind = str(row.get("kind") or ActorKind.PERSON).strip().lower()
    if not name or kind not in {each.value for each in _KINDS}:
        raise InputError(
            f"{where} is called {name!r} and is a {kind!r}",
            expected=f"a name, and one of {', '.join(sorted(each.value for each in _KINDS))}",
        )
    aliases = row.get("aliases") or ()
    listed = aliases.split(";") if isinstance(aliases, str) else aliases
    return KnownActor(
        name=name,
        kind=ActorKind(kind),
        aliases=tuple(str(alias).strip() for alias in listed if str(alias).strip()),
        country=str(row.get("country") or "").strip().upper(),
        wikidata=str(row.get("wikidata") or "").strip(),
    )


def _check_once(known: Iterable[KnownActor], path: Path) -> None:
    owner: dict[str, str] = {}
    for actor in known:
        for name in {fold(each) for each in (actor.name, *actor.aliases)}:
            if name in owner:
                raise InputError(
                    f"{path} gives {name!r} to {owner[name]!r} and to {actor.name!r}", expected="each name once"
                )
            owner[name] = actor.name
