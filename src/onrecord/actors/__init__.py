"""Speakers and mentions -> Actor: names, aliases, affiliations, anonymous sources."""

from onrecord.actors.anonymous import find_anonymous
from onrecord.actors.article import VERSION, find_actors
from onrecord.actors.decided import Places, find_overruled, place_of
from onrecord.actors.known import read_actor_file
from onrecord.actors.link import link_actors
from onrecord.actors.similarity import NameScore, score_names
from onrecord.actors.suggest import Suggestion, suggest_merges

__all__ = [
    "VERSION", "NameScore", "Places", "Suggestion", "find_actors", "find_anonymous", "find_overruled", "link_actors",
    "place_of", "read_actor_file", "score_names", "suggest_merges",
]  # fmt: skip
