"""Speakers and mentions -> Actor: names, aliases, affiliations, anonymous sources."""

from onrecord.actors.article import VERSION, find_actors
from onrecord.actors.link import link_actors

__all__ = ["VERSION", "find_actors", "link_actors"]
