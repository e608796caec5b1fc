"""Prints a fixed sample of the actors of a record, for a person to count those that are no actors.

``python benchmarks/actors_sample.py RECORD [COUNT]``; the sample depends on the actors' ids alone. What one reading of
a record of 40 Guardian articles judged bad stands in ``actors-verdicts.json`` by id, and is said beside the name.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from onrecord.model import content_id
from onrecord.pipeline import load_debate

VERDICTS = Path(__file__).with_name("actors-verdicts.json")


def main() -> None:
    """One line an actor: id, kind, statements, name, verdict."""
    verdicts: dict[str, str] = json.loads(VERDICTS.read_text(encoding="utf-8"))
    debate = load_debate(Path(sys.argv[1]))
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    said = [actor_id for spoken in debate.speaks.values() for actor_id in spoken.actor_ids]
    drawn = sorted(debate.actors.values(), key=lambda actor: content_id("sample", actor.id))[:count]
    for actor in sorted(drawn, key=lambda actor: (actor.kind, actor.name)):
        verdict = verdicts.get(actor.id[:12], "")
        print(f"{actor.id[:12]}  {actor.kind.value:12} {said.count(actor.id):3}  {actor.name}  {verdict}".rstrip())


if __name__ == "__main__":
    main()
