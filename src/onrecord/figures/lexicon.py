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
