"""Prints a fixed sample of the actors of a record, for a person to count those that are no actors.

``python benchmarks/actors_sample.py RECORD [COUNT]``; the sample depends on the actors' ids alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

from onrecord.model import content_id
from onrecord.pipeline import load_debate


def main() -> None:
    """One line an actor: kind, statements, name."""
    debate = load_debate(Path(sys.argv[1]))
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    said = [actor_id for spoken in debate.speaks.values() for actor_id in spoken.actor_ids]
    drawn = sorted(debate.actors.values(), key=lambda actor: content_id("sample", actor.id))[:count]
    for actor in sorted(drawn, key=lambda actor: (actor.kind, actor.name)):
        print(f"{actor.kind.value:12} {said.count(actor.id):3}  {actor.name}")


if __name__ == "__main__":
    main()
