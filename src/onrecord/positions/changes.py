"""Where an actor stands over time, and when that changed: each change with the statements on both sides of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from math import comb

from onrecord.model import Side, record

TAKEN = (Side.FOR, Side.AGAINST)
NOISE = 0.1


@record
class Stand:
    """One dated position of one actor on one concept."""

    actor: str
    concept_id: str
    side: Side
    day: date
    statement_id: str
    confidence: float = 1.0


@record
class Change:
    """An actor's change of side. `before` and `after` are the last stand of the old side and the first of the new.

    `chance` is how likely so clean a split would be were the sides mixed at random over time; `is_noise` where that
    is above one in ten.
    """

    actor: str
    concept_id: str
    before: Stand
    after: Stand
    chance: float

    @property
    def is_noise(self) -> bool:
        """Whether the change may be no more than scatter."""
        return self.chance > NOISE


@record
class Silence:
    """A stretch in which an actor who had spoken on a concept said nothing on it.

    `others` counts what others said on it meanwhile; `chance` is how likely a run of stands as long as that would
    miss all the actor's by chance, in any of its gaps; `is_noise` where that is above one in ten.
    """

    actor: str
    concept_id: str
    start: date
    end: date
    others: int
    chance: float
    before: Stand
    """The last stand before it."""

    @property
    def is_noise(self) -> bool:
        """Whether the silence may be no more than that the actor is seldom heard."""
        return self.chance > NOISE


def find_changes(stands: Iterable[Stand]) -> tuple[Change, ...]:
    """At most one change for each actor and concept: the day that parts the sides best."""
    changes = []
    for (actor, concept_id), run in sorted(_grouped(stands).items()):
        taken = [stand for stand in run if stand.side in TAKEN]
        cut = _best_cut(taken)
        if cut is None:
            continue
        old = _majority(taken[:cut])
        before = next(stand for stand in reversed(taken[:cut]) if stand.side is old)
        after = next(stand for stand in taken[cut:] if stand.side is not old)
        changes.append(
            Change(actor=actor, concept_id=concept_id, before=before, after=after, chance=_chance(taken, cut))
        )
    return tuple(changes)


def find_silences(stands: Iterable[Stand], *, until: date, days: int = 180) -> tuple[Silence, ...]:
    """Gaps of `days` or more between an actor's stands on a concept, or after the last, up to `until`."""
    grouped = _grouped(stands)
    days_of: dict[str, list[date]] = defaultdict(list)
    for (_, concept_id), run in grouped.items():
        days_of[concept_id] += [stand.day for stand in run]
    silences = []
    for (actor, concept_id), run in sorted(grouped.items()):
        for before, end in zip(run, [*(stand.day for stand in run[1:]), until], strict=True):
            if (end - before.day).days >= days:
                others = sum(before.day < day < end or day == end == until for day in days_of[concept_id])
                missed = _miss(len(days_of[concept_id]), len(run), others)
                silences.append(
                    Silence(
                        actor=actor,
                        concept_id=concept_id,
                        start=before.day,
                        end=end,
                        others=others,
                        chance=min(1.0, len(run) * missed),
                        before=before,
                    )
                )
    return tuple(silences)


def _miss(count: int, own: int, others: int) -> float:
    """How likely all of `own` stands among `count` lie outside a given stretch of `others`."""
    return comb(count - others, own) / comb(count, own)


def measure_unity(stands: Iterable[Stand]) -> dict[tuple[str, str], float]:
    """For each (actor, concept): the share of its taken sides that are its majority's.

    Give spokesmen the name of the one they speak for, or members that of their organisation, and it says how far these
    speak with one voice.
    """
    unity = {}
    for key, run in sorted(_grouped(stands).items()):
        taken = [stand for stand in run if stand.side in TAKEN]
        if taken:
            old = _majority(taken)
            unity[key] = sum(stand.side is old for stand in taken) / len(taken)
    return unity


def _grouped(stands: Iterable[Stand]) -> dict[tuple[str, str], list[Stand]]:
    groups: dict[tuple[str, str], list[Stand]] = defaultdict(list)
    for stand in sorted(stands, key=lambda stand: (stand.day, stand.statement_id)):
        groups[stand.actor, stand.concept_id].append(stand)
    return groups


def _majority(stands: Sequence[Stand]) -> Side:
    weight = sum(stand.confidence if stand.side is Side.FOR else -stand.confidence for stand in stands)
    return Side.FOR if weight >= 0 else Side.AGAINST


def _best_cut(taken: Sequence[Stand]) -> int | None:
    """Where to part the run so that the majorities differ and fewest stands are out of line; no day is parted."""
    best: tuple[int, int] | None = None
    for cut in range(1, len(taken)):
        old, new = _majority(taken[:cut]), _majority(taken[cut:])
        if old is new or taken[cut - 1].day == taken[cut].day:
            continue
        strays = sum(s.side is not old for s in taken[:cut]) + sum(s.side is not new for s in taken[cut:])
        if best is None or strays < best[0]:
            best = (strays, cut)
    return best[1] if best else None


def _chance(taken: Sequence[Stand], cut: int) -> float:
    """Fisher's exact test, one-sided: as many or more of the old side before the cut, by chance."""
    old = _majority(taken[:cut])
    n, marked = len(taken), sum(stand.side is old for stand in taken)
    seen = sum(stand.side is old for stand in taken[:cut])
    ways = sum(comb(marked, k) * comb(n - marked, cut - k) for k in range(seen, min(cut, marked) + 1))
    return ways / comb(n, cut)
