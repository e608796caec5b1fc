"""The words of number and measure of `numbers.toml` and `units.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def get_numbers() -> Mapping[str, Mapping[str, Any]]:
    """The tables of `numbers.toml`."""
    return tomllib.loads(resources.files(__package__).joinpath("numbers.toml").read_text("utf-8"))


@cache
def get_units() -> Mapping[str, tuple[str, str]]:
    """Every way a unit is written (lower case), with its kind and our name for it."""
    source = tomllib.loads(resources.files(__package__).joinpath("units.toml").read_text("utf-8"))
    found: dict[str, tuple[str, str]] = {}
    for kind, table in source.items():
        for name, variants in table.items():
            for variant in variants:
                found.setdefault(variant, (kind, name))
    return found


@cache
def get_words(name: str) -> frozenset[str]:
    """The word list `name` of `counted.toml`."""
    source = tomllib.loads(resources.files(__package__).joinpath("counted.toml").read_text("utf-8"))
    return frozenset(source["words"][name])


@cache
def get_names(table: str) -> Mapping[str, str]:
    """Words that count ("same") or tell ("told") one thing, each with our name for it."""
    source = tomllib.loads(resources.files(__package__).joinpath("counted.toml").read_text("utf-8"))
    return {word: name for name, words in source[table].items() for word in words}


@cache
def get_nouns_of_deeds() -> Mapping[str, tuple[str, str]]:
    """Nouns that count people by what became of them: "deaths" are (person, kill)."""
    source = tomllib.loads(resources.files(__package__).joinpath("counted.toml").read_text("utf-8"))
    return {word: (noun, told) for word, (noun, told) in source["deeds"].items()}
