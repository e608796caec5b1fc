"""How the cost of linking grows: `python benchmarks/speakers_scale.py 100000 1000000`, distinct names made up here."""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import sys
import time

from onrecord.actors import link_actors
from onrecord.model import ActorKind, ArticleActor, Mention, MentionForm, Provenance, Span

PROVENANCE = Provenance(stage="benchmark", version="1")
SYLLABLES = [a + b for a in "bdfghjklmnprstvz" for b in ("a", "e", "i", "o", "an", "ar", "el", "in", "or", "us")]


def make_actors(count: int) -> list[ArticleActor]:
    """`count` persons with distinct names: every tenth by surname and initial, the others in full."""
    words = [a + b for a, b in itertools.product(SYLLABLES, SYLLABLES)]
    actors = []
    for number in range(count):
        family = words[number * 7919 % len(words)] + SYLLABLES[number // len(words) % len(SYLLABLES)]
        given = words[number * 104729 % len(words)]
        name = f"{given[0]}. {family}" if number % 10 == 0 else f"{given} {family}"
        span = Span(start=number, end=number + len(name))
        actors.append(
            ArticleActor(
                article_id=str(number % 5000),
                name=name.title(),
                kind=ActorKind.PERSON,
                mentions=(Mention(article_id=str(number % 5000), span=span, form=MentionForm.NAME),),
                provenance=PROVENANCE,
            )
        )
    return actors


def main() -> None:
    """Seconds of processor time per size, the ratio of the last to the first, and the peak of memory in GB."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+")
    seconds = {}
    for size in parser.parse_args().sizes:
        actors = make_actors(size)
        distinct = len({actor.name for actor in actors})
        began = time.process_time()
        found = link_actors(actors, {})
        seconds[size] = round(time.process_time() - began, 2)
        print(json.dumps({"names": distinct, "actors": len(found), "seconds": seconds[size]}), file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    values = list(seconds.values())
    print(json.dumps({"seconds": seconds, "ratio": round(values[-1] / values[0], 2), "peak_gb": round(peak, 2)}))


if __name__ == "__main__":
    main()
