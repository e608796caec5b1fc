"""The actors of one article and whom each statement's source means: the order of work of this room's reading stage."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.cast import Cast, Player, Role
from onrecord.actors.descriptions import Found
from onrecord.actors.introductions import Turn, join_introductions
from onrecord.actors.lexicon import roles
from onrecord.actors.mentions import find_names
from onrecord.actors.offices import read_offices
from onrecord.actors.sources import Sources
from onrecord.model import (
    ActorKind,
    Affiliation,
    Analysis,
    ArticleActor,
    Evidence,
    Mention,
    Provenance,
    Refers,
    Span,
    Statement,
)

VERSION = "5"
PROVENANCE = Provenance(stage="actors", version=VERSION)


def find_actors(
    analysis: Analysis, statements: Sequence[Statement]
) -> tuple[tuple[ArticleActor, ...], tuple[Refers, ...]]:
    """Everyone the body names, described sources, and who each statement's source means.

    Every mention belongs to one actor. Actors stand in the order of their first mention, `Refers` in that of
    `statements`.
    """
    cast = Cast(analysis, find_names(analysis))
    read_offices(cast)
    sources = Sources(cast, statements)
    found = {
        statement.id: answer
        for statement in sorted(statements, key=_reading_order)
        if (answer := sources.resolve(statement))
    }
    _introduce(analysis, cast, statements, found)
    actors: dict[int, ArticleActor] = {}
    taken: set[tuple[int, int]] = set()
    for player in sorted(cast.players, key=lambda player: min(player.spans, default=(0, 0))):
        actor = _actor(analysis, player, taken)
        if actor:
            actors[id(player)] = actor
    refers = []
    for statement in statements:
        answer = found.get(statement.id)
        ids = tuple(actors[id(player)].id for player in answer.players if id(player) in actors) if answer else ()
        if answer and ids:
            refers.append(
                Refers(
                    statement_id=statement.id,
                    actor_ids=ids,
                    basis=answer.basis,
                    confidence=answer.confidence,
                    provenance=PROVENANCE,
                )
            )
    return tuple(actors.values()), tuple(refers)


def _introduce(analysis: Analysis, cast: Cast, statements: Sequence[Statement], found: dict[str, Found]) -> None:
    """Give those who were named only later the words they spoke before."""
    turns = [
        Turn(statement=statement, found=found[statement.id], paragraph=_paragraph(analysis, statement))
        for statement in sorted(statements, key=_reading_order)
        if statement.id in found and statement.outer is None
    ]
    named = join_introductions(analysis, turns)
    for described in [player for player in cast.players if id(player) in named]:
        person = named[id(described)]
        person.roles.extend(described.roles)
        for (start, end), form in described.spans.items():
            person.add(Span(start=start, end=end), form)
        cast.players.remove(described)
    for key, answer in found.items():
        if any(id(player) in named for player in answer.players):
            players = tuple(dict.fromkeys(named.get(id(player), player) for player in answer.players))
            found[key] = Found(players=players, basis="named later", confidence=0.6)


def _paragraph(analysis: Analysis, statement: Statement) -> int:
    tokens = analysis.tokens_in(statement.source or statement.extent)
    return analysis.sentences[analysis.sentence_of[tokens[0]]].paragraph if tokens else 0


def _reading_order(statement: Statement) -> tuple[bool, int, int, int]:
    """The article's own statements first, then those inside them, by where the source stands."""
    anchor = statement.source or statement.content[0]
    return (statement.outer is not None, anchor.start, statement.extent.start, -statement.extent.end)


def _actor(analysis: Analysis, player: Player, taken: set[tuple[int, int]]) -> ArticleActor | None:
    spans = {key: form for key, form in sorted(player.spans.items()) if key not in taken}
    taken.update(spans)
    if not spans:
        return None
    mentions = tuple(
        Mention(article_id=analysis.article_id, span=Span(start=start, end=end), form=form)
        for (start, end), form in spans.items()
    )
    return ArticleActor(
        article_id=analysis.article_id,
        name=player.name,
        kind=player.kind,
        mentions=mentions,
        affiliations=_affiliations(analysis, player.roles),
        country=player.country or _country(player),
        provenance=PROVENANCE,
    )


def _country(player: Player) -> str:
    if player.kind is not ActorKind.PERSON:
        return next((role.country for role in player.roles if role.country), "")
    return next((role.country for role in player.roles if role.country and not role.former), "")


def _affiliations(analysis: Analysis, found: list[Role]) -> tuple[Affiliation, ...]:
    """Each role and organisation once, with its first evidence; bare ones only where no fuller one says the same."""
    kept: dict[tuple[str, str, bool], Affiliation] = {}
    for role in found:
        key = (role.role, role.organisation, role.former)
        if key in kept or not (role.role or role.organisation):
            continue
        kept[key] = Affiliation(
            role=role.role,
            organisation=role.organisation,
            former=role.former,
            evidence=Evidence(article_id=analysis.article_id, span=analysis.span(role.first, role.last)),
        )
    full = [each for each in kept.values() if each.role and each.organisation]
    kept = dict(sorted(kept.items(), key=lambda item: _rank(item[1])))
    return tuple(
        each
        for each in kept.values()
        if each in full
        or not any(
            (each.role and not each.organisation and _is_same_office(each.role, other.role))
            or (each.organisation and each.organisation == other.organisation)
            for other in full
        )
    )


def _rank(affiliation: Affiliation) -> tuple[bool, bool, bool]:
    """Office and organisation before an organisation alone, and both before an office alone."""
    named = bool(affiliation.organisation) and affiliation.organisation != "government"
    return (not (affiliation.role and named), not named, not affiliation.organisation)


def _is_same_office(one: str, other: str) -> bool:
    table = roles().classes_of
    return one == other or bool(table.get(one, frozenset()) & table.get(other, frozenset()) - {"leader", "director"})
