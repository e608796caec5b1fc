"""Who is known before reading: an actor file (CSV or YAML) that a person wrote, and what its names take."""

from __future__ import annotations

import calendar
import csv
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from onrecord.actors.cast import organisation_key
from onrecord.actors.lexicon import country_by_code, country_by_name
from onrecord.actors.names import fold
from onrecord.errors import InputError
from onrecord.model import (
    ActorFile,
    ActorKind,
    Affiliation,
    ArticleActor,
    Basis,
    KnownActor,
    Precision,
    When,
)

COLUMNS = ("name", "kind", "aliases", "role", "organisation", "country", "wikidata", "from", "to")
_KINDS = (ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.COUNTRY, ActorKind.GROUP)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_SHOWN = 10
"""Rows named in one error."""


class Aliases:
    """Which known actor an article actor is called like."""

    def __init__(self, known: Iterable[KnownActor]) -> None:
        self._of: dict[str, KnownActor] = {}
        for actor in known:
            for name in (actor.name, *actor.aliases):
                self._of[fold(name)] = actor
                if actor.kind is not ActorKind.PERSON:
                    self._of[f"organisation {organisation_key(name)}"] = actor

    def find(self, actor: ArticleActor) -> KnownActor | None:
        """The known actor one of whose names is that of `actor`; unnamed sources are nobody's."""
        if actor.kind is ActorKind.ANONYMOUS or not self._of:
            return None
        found = self._of.get(fold(actor.name))
        if found is None and actor.kind is not ActorKind.PERSON:
            return self._of.get(f"organisation {organisation_key(actor.name)}")
        return found


def read_actor_file(path: Path) -> ActorFile:
    """The actors of a CSV file (aliases parted by ``;``) or of a YAML list of mappings.

    Rows of one name are one actor with several affiliations.

    Raises:
        InputError: no such file, not readable as either, or rows that cannot be used; each is named.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}", expected="an actor file in UTF-8") from error
    rows = _yaml_rows(text, path) if path.suffix.lower() in (".yaml", ".yml") else _csv_rows(text, path)
    found: dict[str, KnownActor] = {}
    wrong = []
    for where, row in rows:
        try:
            _take(found, _parse(row))
        except ValueError as error:
            wrong.append(f"{where}: {error}")
    wrong += _met_twice(found.values())
    if wrong:
        more = f"\n… and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        raise InputError(
            f"{path} cannot be used as it stands.\n" + "\n".join(wrong[:_SHOWN]) + more,
            expected=f"one actor a row, with {', '.join(COLUMNS)}; only the name is needed",
            next_step="mend these rows; nothing was read",
        )
    return ActorFile(actors=tuple(found.values()))


def _csv_rows(text: str, path: Path) -> list[tuple[str, Any]]:
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        return [(f"line {reader.line_num}", row) for row in reader if any(filter(None, row.values()))]
    except csv.Error as error:
        raise InputError(f"{path} is no CSV: {error}", expected="a table of actors") from error


def _yaml_rows(text: str, path: Path) -> list[tuple[str, Any]]:
    try:
        rows = YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError) as error:
        raise InputError(f"{path} is no YAML: {error}", expected="a list of actors") from error
    if not isinstance(rows, list):
        raise InputError(f"{path} holds a {type(rows).__name__}", expected="a list of actors")
    return [(f"actor {number}", row) for number, row in enumerate(rows, start=1)]


def _parse(row: Any) -> KnownActor:
    """One row; a ValueError says in a sentence what is wrong with it."""
    if not isinstance(row, Mapping):
        raise ValueError(f"{row!r} is no mapping of column to value")
    unknown = sorted(str(key) for key in row if key not in COLUMNS)
    if unknown:
        raise ValueError(f"there is no column {unknown}")
    given = {key: str(value).strip() for key, value in row.items() if value is not None and key != "aliases"}
    name, kind = given.get("name", ""), given.get("kind", "").lower() or ActorKind.PERSON.value
    if not fold(name):
        raise ValueError(f"the name is {name!r}")
    if kind not in {each.value for each in _KINDS}:
        raise ValueError(f"{name!r} is of kind {kind!r}, not {', '.join(each.value for each in _KINDS)}")
    wikidata = given.get("wikidata", "")
    if wikidata and not re.fullmatch(r"Q[1-9]\d*", wikidata):
        raise ValueError(f"{name!r} has the Wikidata id {wikidata!r}, not one such as Q42")
    aliases = row.get("aliases") or ()
    listed = aliases.split(";") if isinstance(aliases, str) else aliases if isinstance(aliases, list) else [aliases]
    return KnownActor(
        name=name,
        kind=ActorKind(kind),
        aliases=tuple(str(alias).strip() for alias in listed if fold(str(alias))),
        affiliations=_affiliation(name, given),
        country=_country(name, given.get("country", "")),
        wikidata=wikidata,
    )


def _country(name: str, text: str) -> str:
    if not text or text.upper() in country_by_code():
        return text.upper()
    if text not in country_by_name():
        raise ValueError(f"{name!r} is of country {text!r}, which is no name and no code of three letters such as JOR")
    return country_by_name()[text].code


def _affiliation(name: str, given: Mapping[str, str]) -> tuple[Affiliation, ...]:
    role, organisation = given.get("role", ""), given.get("organisation", "")
    start, end = _parse_day(name, given.get("from", "")), _parse_day(name, given.get("to", ""))
    if not (role or organisation):
        if start or end:
            raise ValueError(f"{name!r} has a time without a role or organisation")
        return ()
    earliest, latest = (start[0] if start else date.min), (end[1] if end else date.max)
    if earliest > latest:
        raise ValueError(f"{name!r} holds an office from {given['from']} to {given['to']}, which is before it begins")
    valid = None
    if start or end:
        precision = Precision.DAY if earliest == latest else Precision.INTERVAL
        valid = When(earliest=earliest, latest=latest, precision=precision, basis=Basis.WRITTEN)
    return (Affiliation(role=role, organisation=organisation, valid=valid, evidence=None),)


def _parse_day(name: str, text: str) -> tuple[date, date] | None:
    """First and last day of a year, a month or a day as ISO 8601 writes them."""
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        return first, date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        raise ValueError(f"{name!r} has the date {text!r}, not one such as 2021, 2021-03 or 2021-03-04") from None


def _take(found: dict[str, KnownActor], actor: KnownActor) -> None:
    """Add an actor, or what a further row says of one already there."""
    key = fold(actor.name)
    before = found.get(key)
    if before is None:
        found[key] = actor
        return
    if before.kind is not actor.kind:
        raise ValueError(f"{actor.name!r} is a {actor.kind} here and a {before.kind} in a row before")
    found[key] = KnownActor(
        name=before.name,
        kind=before.kind,
        aliases=tuple(dict.fromkeys((*before.aliases, *actor.aliases))),
        affiliations=tuple(dict.fromkeys((*before.affiliations, *actor.affiliations))),
        country=before.country or actor.country,
        wikidata=before.wikidata or actor.wikidata,
    )


def _met_twice(known: Iterable[KnownActor]) -> list[str]:
    owner: dict[str, str] = {}
    wrong = []
    for actor in known:
        for name in sorted({fold(each) for each in (actor.name, *actor.aliases)}):
            if name in owner:
                wrong.append(f"{name!r} is a name of {owner[name]!r} and of {actor.name!r}")
            owner.setdefault(name, actor.name)
    return wrong
