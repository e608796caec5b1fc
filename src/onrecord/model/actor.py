"""Who is meant: mentions, the actors of one article, and the actors of the whole record."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from onrecord.model.provenance import Provenance
from onrecord.model.record import content_id, record, require, set_id
from onrecord.model.span import Evidence, Span
from onrecord.model.when import When


class ActorKind(StrEnum):
    """What kind of actor speaks or acts."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    GROUP = "group"
    """People described, not named: "Kurdish officials", "protesters"."""
    ANONYMOUS = "anonymous"
    """One unnamed source: "a senior official"."""


class MentionForm(StrEnum):
    """How an actor is written."""

    NAME = "name"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"


@record
class Mention:
    """One place of an article where an actor is written."""

    id: str = field(init=False)
    article_id: str
    span: Span
    form: MentionForm

    def __post_init__(self) -> None:
        set_id(self, "mention", self.article_id, self.span.key)


@record
class Affiliation:
    """A role in an organisation, as the evidence states it; `valid` is when, if known; `former`: no longer held.

    Without evidence it is what a person wrote in the actor file.
    """

    role: str = ""
    organisation: str = ""
    former: bool = False
    valid: When | None = None
    evidence: Evidence | None

    def __post_init__(self) -> None:
        require(self.role or self.organisation, "an affiliation with neither role nor organisation", "one of the two")


@record
class ArticleActor:
    """An actor inside one article (reading stage). Its id is that of its smallest mention."""

    id: str = field(init=False)
    article_id: str
    name: str
    kind: ActorKind
    mentions: tuple[Mention, ...]
    affiliations: tuple[Affiliation, ...] = ()
    country: str = ""
    provenance: Provenance

    def __post_init__(self) -> None:
        require(self.mentions, f"actor {self.name!r} is mentioned nowhere", "one mention or more")
        require(self.name.strip(), f"an actor of article {self.article_id} has no name", "a name")
        object.__setattr__(self, "id", min(mention.id for mention in self.mentions))


@record
class AnonymousSource:
    """An unnamed source of one article (reading stage), by its article actor.

    `role` and `side` (an organisation, else a country, else nothing) as the text states them; `number`: how many
    people, None where the text does not say; `reason`: the kind of reason given for staying unnamed, or nothing.
    """

    actor_id: str
    article_id: str
    role: str = ""
    side: str = ""
    number: int | None = None
    reason: str = ""
    provenance: Provenance


@record
class KnownActor:
    """Who is known before reading. `country` is ISO 3166 alpha-3; it, `wikidata` and the rest may be empty."""

    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    country: str = ""
    wikidata: str = ""


@record
class ActorFile:
    """What a person wrote of actors before reading; `version` follows from the content."""

    version: str = field(init=False)
    actors: tuple[KnownActor, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "version", content_id("actor file", repr(self.actors)))


@record
class Actor:
    """An actor across the record (linking stage). Its id is that of its smallest mention, so it outlives re-reading.

    `members` are article actors; `names` every spelling met, the most frequent first; `merged_because` says
    what evidence joined the members. `wikidata` is an item such as Q42, where an actor file gives one.
    """

    id: str
    name: str
    kind: ActorKind
    names: tuple[str, ...]
    members: tuple[str, ...]
    affiliations: tuple[Affiliation, ...] = ()
    country: str = ""
    wikidata: str = ""
    merged_because: tuple[str, ...] = ()
    provenance: Provenance

    def __post_init__(self) -> None:
        require(self.members, f"actor {self.name!r} has no members", "one article actor or more")
        require(
            self.id in self.members, f"actor {self.name!r} has an id that is no member's", "its smallest member's id"
        )
