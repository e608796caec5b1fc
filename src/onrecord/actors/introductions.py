"""Someone who speaks without a name and is named a little later: "The head of the ministry said ... Aras told us"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.cast import Player
from onrecord.actors.descriptions import Found
from onrecord.actors.lexicon import roles
from onrecord.actors.runs import is_office
from onrecord.model import ActorKind, Analysis, Statement, record

_REACH = 3
"""The name follows within so many paragraphs."""
_LEAD = 2
"""An indefinite description ("a senior official") is taken up by a name only from the first paragraphs."""


@record
class Turn:
    """A statement of the article's own voice and who was found to speak it."""

    statement: Statement
    found: Found
    paragraph: int


def join_introductions(analysis: Analysis, turns: Sequence[Turn]) -> dict[int, Player]:
    """The named player by the `id` of each player that was only described before; turns in text order."""
    named: dict[int, Player] = {}
    first_paragraph = turns[0].paragraph if turns else 0
    for place, turn in enumerate(turns):
        described = _lone(turn, ActorKind.ANONYMOUS)
        if described is None or id(described) in named or not _can_be_named(analysis, turn, described):
            continue
        source = turn.statement.source
        definite = source is not None and source.cut(analysis.text).lower().startswith("the ")
        if not definite and turn.paragraph - first_paragraph >= _LEAD:
            continue
        person = _next_named(turns, place)
        if person and _starts(person) > _starts(described) and _agree(described, person):
            named[id(described)] = person
    return named


def _lone(turn: Turn, kind: ActorKind) -> Player | None:
    players = turn.found.players
    return players[0] if len(players) == 1 and players[0].kind is kind else None


def _next_named(turns: Sequence[Turn], place: int) -> Player | None:
    """The next speaker after turn `place`, if a person called by name within reach."""
    here = turns[place]
    for turn in turns[place + 1 :]:
        if turn.found.players == here.found.players:
            continue
        is_near = turn.paragraph - here.paragraph <= _REACH
        return _lone(turn, ActorKind.PERSON) if is_near and turn.found.basis.startswith("name") else None
    return None


def _starts(player: Player) -> int:
    return min(player.spans)[0]


def _can_be_named(analysis: Analysis, turn: Turn, player: Player) -> bool:
    """Not where the text says that the source stays unnamed."""
    tokens = analysis.tokens_in(turn.statement.source or turn.statement.extent)
    words = analysis.sentence_span(analysis.sentence_of[tokens[0]]).cut(analysis.text).split() if tokens else []
    said = {word.strip(".,").lower() for word in words}
    nouns = set(player.name.lower().split())
    if not any(is_office(noun) for noun in nouns):
        return False
    return not said & roles().anonymous and not nouns & {"source", "sources", "insider", "witness"}


def _agree(described: Player, person: Player) -> bool:
    """The named one has no stated office, or one of the same class."""
    stated = [role.role for role in person.roles if role.role] + [each.title for each in person.named if each.title]
    table = roles()
    known = {name for office in stated for name in _classes(office)} - {"person", "family"}
    if not known:
        return True
    wanted = {name for role in described.roles for name in _classes(role.role)}
    return bool(known & wanted) or "official" in table.classes_of.get(described.name.lower().split()[-1], ())


def _classes(office: str) -> frozenset[str]:
    table = roles().classes_of
    return table.get(office) or table.get(office.split()[-1] if office else "") or frozenset()
