"""Speakers and mentions -> Actor: names, aliases, affiliations, anonymous sources."""

from onrecord.actors.anonymous import AnonymousSource, count_per_outlet, find_anonymous
from onrecord.actors.article import VERSION, find_actors
from onrecord.actors.known import KnownActor, read_actor_file
from onrecord.actors.link import link_actors
from onrecord.actors.similarity import NameScore, score_names
from onrecord.actors.suggest import Suggestion, suggest_merges

__all__ = [
    "VERSION", "AnonymousSource", "KnownActor", "NameScore", "Suggestion", "count_per_outlet", "find_actors",
    "find_anonymous", "link_actors", "read_actor_file", "score_names", "suggest_merges",
]  # fmt: skip
