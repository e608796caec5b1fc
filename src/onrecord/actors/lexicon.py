"""Which words name countries, organisations, offices and people: the tables of this room, loaded once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from onrecord.model import record


@record
class Country:
    """A country, the words for its people and the cities that stand for its government. `code` is ISO 3166 alpha-3."""

    code: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    seats: tuple[str, ...]


@record
class KnownOrganisation:
    """An organisation that articles name without spelling it out."""

    name: str
    names: tuple[str, ...]
    country: str


@record
class Roles:
    """The words of ``roles.toml``; see there what each set is for."""

    classes: dict[str, tuple[str, ...]]
    classes_of: dict[str, frozenset[str]]
    modifiers: frozenset[str]
    plain_titles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    former: frozenset[str]
    organisation: frozenset[str]
    institution: frozenset[str]
    plural: frozenset[str]
    paper: frozenset[str]
    anonymous: frozenset[str]


def _table(name: str) -> str:
    return resources.files("onrecord.actors").joinpath("tables").joinpath(name).read_text(encoding="utf-8")


def _rows(name: str) -> Iterator[list[str]]:
    for line in _table(name).splitlines():
        if line and not line.startswith("#"):
            yield [field.strip() for field in line.split("|")]


def _items(field: str) -> tuple[str, ...]:
    return tuple(item for item in field.split(",") if item)


@cache
def word_set(name: str) -> frozenset[str]:
    """A set of ``words.toml`` by its name."""
    return frozenset(tomllib.loads(_table("words.toml"))[name].split())


PARTICLES = word_set("particles")
"""Words that belong to the family name that follows them."""


@cache
def countries() -> tuple[Country, ...]:
    """All countries of the table."""
    return tuple(
        Country(code=code, name=name, names=(name, *_items(others)), demonyms=_items(demonyms), seats=_items(seats))
        for code, name, others, demonyms, seats in _rows("countries.txt")
    )


@cache
def country_by_name() -> dict[str, Country]:
    """Country by each of its names, without a leading article, as written."""
    return {_bare(name): country for country in countries() for name in country.names}


@cache
def country_by_demonym() -> dict[str, Country]:
    """Country by the words for its people ("Iraqi", "Iraqis")."""
    return {word: country for country in countries() for word in country.demonyms}


@cache
def country_by_seat() -> dict[str, Country]:
    """Country by the places that stand for its government."""
    return {_bare(seat): country for country in countries() for seat in country.seats}


@cache
def country_by_code() -> dict[str, Country]:
    """Country by ISO 3166 alpha-3 code."""
    return {country.code: country for country in countries()}


@cache
def organisation_by_name() -> dict[str, KnownOrganisation]:
    """Known organisation by each of its names, without a leading article, as written."""
    found = {}
    for name, others, country in _rows("organisations.txt"):
        known = KnownOrganisation(name=name, names=(name, *_items(others)), country=country)
        found.update({_bare(each): known for each in known.names})
    return found


@cache
def given_names() -> dict[str, str]:
    """Gender ("m", "f" or "x") by given name in lower case."""
    found: dict[str, str] = {}
    for line in _table("given_names.txt").splitlines():
        gender, _, names = line.partition(":")
        if line.startswith("#") or not names:
            continue
        for name in names.split():
            found[name] = gender if found.get(name, gender) == gender else "x"
    return found


@cache
def nicknames() -> dict[str, tuple[str, ...]]:
    """Given names in full by short form, in lower case; "ted" is Edward or Theodore."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _table("nicknames.txt").splitlines():
        full, _, shorts = line.partition(":")
        if not line.startswith("#"):
            found.update({short: (*found.get(short, ()), full) for short in shorts.split()})
    return found


@cache
def number_words() -> dict[str, str]:
    """Digits by number word, up to twenty and the tens."""
    found = {}
    for pair in word_set("number_words"):
        word, _, digits = pair.partition("=")
        found[word] = digits
    return found


@cache
def legal_forms() -> tuple[tuple[str, str], ...]:
    """(written, short) forms of companies, the longest first."""
    found = []
    for line in _table("legal_forms.txt").splitlines():
        short, _, rest = line.partition(":")
        if not line.startswith("#"):
            found += [(each.strip(), short) for each in (*rest.split("|"), short)]
    return tuple(sorted(set(found), key=lambda pair: (-len(pair[0]), pair)))


@cache
def roles() -> Roles:
    """The words that say what a person is."""
    table = tomllib.loads(_table("roles.toml"))
    classes = {name: tuple(words) for name, words in table["classes"].items()}
    classes_of: dict[str, set[str]] = {}
    for name, words in classes.items():
        for word in words:
            classes_of.setdefault(word, set()).add(name)
    titles, words = table["titles"], table["words"]
    return Roles(
        classes=classes,
        classes_of={word: frozenset(names) for word, names in classes_of.items()},
        modifiers=frozenset(titles["modifiers"]),
        plain_titles=frozenset(titles["plain"]),
        male=frozenset(titles["male"]),
        female=frozenset(titles["female"]),
        former=frozenset(titles["former"]),
        organisation=frozenset(words["organisation"]),
        institution=frozenset(words["institution"]),
        plural=frozenset(words["plural"]),
        paper=frozenset(words["paper"]),
        anonymous=frozenset(words["anonymous"]),
    )


def _bare(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ")
