"""What a change of the codebook changes: which concepts, which positions are read again, which judgements orphaned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from onrecord.model import Codebook, Position, record


@record
class Revision:
    """Ids of concepts by what became of them, and how many positions each touches.

    `orphaned` counts judgements on concepts that are gone: they wait, and count again where the concept comes back.
    `reworded` counts those given on an older wording, which stand as they are.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    touched: dict[str, int]
    orphaned: dict[str, int]
    reworded: dict[str, int]

    def __str__(self) -> str:
        parts = [("new", self.added), ("gone", self.removed), ("changed", self.changed)]
        lines = [f"{name}: {', '.join(ids)}" for name, ids in parts if ids]
        lines += [f"{count} positions on '{key}' are to be read again" for key, count in self.touched.items() if count]
        lines += [f"{count} judgements on '{key}' would be orphaned" for key, count in self.orphaned.items()]
        lines += [
            f"{count} judgements on '{key}' were given on its old wording" for key, count in self.reworded.items()
        ]
        return "\n".join(lines) or "nothing changed"


def compare_codebooks(
    old: Codebook, new: Codebook, positions: Iterable[Position] = (), judged: Iterable[str] = ()
) -> Revision:
    """What becomes of each concept, and how many of the `positions` read with `old` rest on one that changed.

    `judged` are the ids of the concepts that judgements are on, one for each judgement.
    """
    before = {concept.id: concept for concept in old.concepts}
    after = {concept.id: concept for concept in new.concepts}
    changed = tuple(key for key in before if key in after and before[key] != after[key])
    removed = tuple(key for key in before if key not in after)
    touched = dict.fromkeys((*changed, *removed), 0)
    for position in positions:
        if position.concept_id in touched:
            touched[position.concept_id] += 1
    added = tuple(key for key in after if key not in before)
    counts = Counter(judged)
    return Revision(
        added=added,
        removed=removed,
        changed=changed,
        touched=touched,
        orphaned={key: counts[key] for key in removed if counts[key]},
        reworded={key: counts[key] for key in changed if counts[key]},
    )
