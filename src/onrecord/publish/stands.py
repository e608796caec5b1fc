"""Who stands where: concepts with their tallies, the matrix of actors and concepts, and changes of position."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from onrecord.model import Position, Rung, Side, record
from onrecord.positions.changes import NOISE, Stand
from onrecord.positions.changes import find_changes as find_shifts
from onrecord.publish.index import Index, Name
from onrecord.publish.lines import Line, statement_line

SIDES = (Side.FOR, Side.CONDITIONAL, Side.UNCLEAR, Side.AGAINST)
"""In the order a tally shows them."""
TAKEN = frozenset({Side.FOR, Side.AGAINST, Side.CONDITIONAL})
"""Sides an actor can be said to have taken."""


@record
class Tally:
    """How many distinct actors stand on a side; `names` says who."""

    side: Side
    count: int
    share: float
    """Of all actors with a position on the concept, in per cent."""
    names: tuple[Name, ...]


@record
class ConceptEntry:
    """A claim and who stands where on it, each actor counted once, at the side last taken."""

    anchor: str
    claim: str
    description: str
    tallies: tuple[Tally, ...]
    lines: int


@record
class Cell:
    """What one actor says on one concept; `sides` in the order first taken, with their numbers of lines."""

    anchor: str
    claim: str
    sides: tuple[tuple[Side, int], ...]
    last: Side
    changed: bool
    lines: tuple[Line, ...]


@record
class Row:
    """One actor of the matrix, with a cell or nothing for each concept."""

    name: Name
    role: str
    cells: tuple[Cell | None, ...]


@record
class Turn:
    """Two neighbouring lines in time that take opposite sides."""

    before: Side
    after: Side
    before_line: Line
    after_line: Line


@record
class Change:
    """An actor found on one side of a claim and later on the other; several turns where it went back.

    `chance` is that of so clean a split were the sides mixed at random; None where no day parts the sides.
    """

    anchor: str
    name: Name
    claim: str
    concept_anchor: str
    turns: tuple[Turn, ...]
    chance: float | None

    @property
    def is_noise(self) -> bool:
        """Whether it may be no more than scatter."""
        return self.chance is None or self.chance > NOISE


Stances = Mapping[tuple[str, str], Sequence[Position]]
"""(actor id, concept id) -> positions, oldest first."""


def group_stances(index: Index) -> dict[tuple[str, str], list[Position]]:
    """All positions by actor and concept; in each group the oldest first, undated articles last."""
    groups: dict[tuple[str, str], list[Position]] = defaultdict(list)
    for actor in index.actors:
        for position in index.held.get(actor.id, ()):
            if position.concept_id in index.concepts:
                groups[actor.id, position.concept_id].append(position)
    return dict(groups)


def side_last_taken(positions: Sequence[Position]) -> Side:
    """The last clear side; in one article what the holder says outweighs what others tell of it.

    Unclear only where there is no other side.
    """
    taken = [position for position in positions if position.side in TAKEN]
    if not taken:
        return Side.UNCLEAR
    last = [position for position in taken if position.article_id == taken[-1].article_id]
    own = [position for position in last if not position.told_by]
    return (own or last)[-1].side


def concept_entries(index: Index, stances: Stances) -> tuple[ConceptEntry, ...]:
    """The concepts of the codebook in its order."""
    concepts = index.debate.codebook.concepts if index.debate.codebook else ()
    entries = []
    for concept in concepts:
        found = {a.id: stances[a.id, concept.id] for a in index.actors if (a.id, concept.id) in stances}
        sides = {actor_id: side_last_taken(positions) for actor_id, positions in found.items()}
        count = Counter(sides.values())
        entries.append(
            ConceptEntry(
                anchor=index.concepts[concept.id],
                claim=concept.claim,
                description=concept.description,
                tallies=tuple(
                    Tally(
                        side=side,
                        count=count[side],
                        share=round(100 * count[side] / len(sides), 2),
                        names=tuple(index.name(index.debate.actors[a]) for a in sides if sides[a] is side),
                    )
                    for side in SIDES
                    if count[side]
                ),
                lines=sum(len(positions) for positions in found.values()),
            )
        )
    return tuple(entries)


def find_most_disputed(entries: Sequence[ConceptEntry]) -> ConceptEntry | None:
    """The claim with the largest smaller camp, then with the most actors; None where nobody opposes anybody."""

    def weight(entry: ConceptEntry) -> tuple[int, int]:
        count = {tally.side: tally.count for tally in entry.tallies}
        return (min(count.get(Side.FOR, 0), count.get(Side.AGAINST, 0)), sum(count.values()))

    most = max(entries, key=weight, default=None)
    return most if most and weight(most)[0] else None


def matrix_rows(index: Index, stances: Stances, roles: Mapping[str, str]) -> tuple[Row, ...]:
    """One row for every actor with a position, in the order of the index."""
    concepts = index.debate.codebook.concepts if index.debate.codebook else ()
    rows = []
    for actor in index.actors:
        cells = tuple(
            _cell(index, actor.id, c.id, c.claim, stances[actor.id, c.id]) if (actor.id, c.id) in stances else None
            for c in concepts
        )
        if any(cells):
            rows.append(Row(name=index.name(actor), role=roles.get(actor.id, ""), cells=cells))
    return tuple(rows)


def _cell(index: Index, actor_id: str, concept_id: str, claim: str, positions: Sequence[Position]) -> Cell:
    count = Counter(position.side for position in positions)
    return Cell(
        anchor=f"x-{actor_id}-{index.concepts[concept_id]}",
        claim=claim,
        sides=tuple(count.items()),
        last=side_last_taken(positions),
        changed=bool(_turns(index, positions)),
        lines=tuple(line_on(index, p) for p in positions),
    )


def find_changes(index: Index, stances: Stances) -> tuple[Change, ...]:
    """Who turned from for to against, or back, between articles of different dates.

    What is more than scatter stands first, then who turned once.
    """
    chances = {(one.actor, one.concept_id): one.chance for one in find_shifts(dated_stands(index, stances))}
    changes = []
    for (actor_id, concept_id), positions in stances.items():
        turns = _turns(index, positions)
        if turns:
            concept = index.debate.codebook.get(concept_id) if index.debate.codebook else None
            changes.append(
                Change(
                    anchor=f"t-{actor_id}-{index.concepts[concept_id]}",
                    name=index.name(index.debate.actors[actor_id]),
                    claim=concept.claim if concept else concept_id,
                    concept_anchor=index.concepts[concept_id],
                    turns=tuple(_turn(index, *pair) for pair in turns),
                    chance=chances.get((actor_id, concept_id)),
                )
            )
    return tuple(sorted(changes, key=lambda change: (change.is_noise, len(change.turns))))


def dated_stands(index: Index, stances: Stances) -> tuple[Stand, ...]:
    """The positions that have a place in time, by id of their actor."""
    return tuple(
        Stand(
            actor=actor_id,
            concept_id=concept_id,
            side=position.side,
            day=day,
            statement_id=position.statement_id,
            confidence=position.confidence,
        )
        for (actor_id, concept_id), positions in stances.items()
        for position in positions
        if _is_dated(index, position) and (day := index.day(position.article_id))
    )


def line_on(index: Index, position: Position) -> Line:
    """The line of a position's statement, with its side on that concept alone."""
    return statement_line(index, index.debate.statements[position.statement_id], concept=position.concept_id)


def _is_dated(index: Index, position: Position) -> bool:
    """Whether the position's article has a date of its own."""
    dated = index.debate.dated.get(position.article_id)
    return dated is not None and dated.rung is not Rung.INFERRED


def _turn(index: Index, old: Position, new: Position) -> Turn:
    return Turn(before=old.side, after=new.side, before_line=line_on(index, old), after_line=line_on(index, new))


def _turns(index: Index, positions: Sequence[Position]) -> list[tuple[Position, Position]]:
    """Neighbours in time on opposite sides; only articles with a date of their own can show a turn."""
    dated = index.debate.dated
    sided = [
        position for position in positions if position.side in (Side.FOR, Side.AGAINST) and _is_dated(index, position)
    ]
    return [
        (old, new)
        for old, new in pairwise(sided)
        if old.side is not new.side and dated[old.article_id].when.latest < dated[new.article_id].when.earliest
    ]
