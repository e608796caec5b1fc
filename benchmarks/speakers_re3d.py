"""Affiliations against re3d's relations: `python benchmarks/speakers_re3d.py ../shared/data/re3d`.

Gold: BelongsTo and InChargeOf. Found: each affiliation of a person, InChargeOf where the role leads, else BelongsTo. A
pair is right where the person's words and the organisation's words overlap those of a gold relation in the same
document. Recall is also given over the relations whose source is a person, the only ones that affiliations state:
re3d counts weapons and hospitals as belonging to somebody too.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.actors import find_actors
from onrecord.actors.lexicon import roles
from onrecord.actors.names import fold
from onrecord.language import Parser
from onrecord.model import ActorKind, Analysis, Article, ArticleActor, Origin, Provenance, article_id

PROVENANCE = Provenance(stage="benchmark", version="1")
LEADING = {"leader", "director", "general", "president", "prime_minister", "foreign_minister", "defence_minister"}
Pair = tuple[str, str, str]


def read_lines(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The records of one file of every subfolder."""
    for path in sorted(folder.glob(f"*/{name}.json")):
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            yield json.loads(line)


def pairs_of(actors: tuple[ArticleActor, ...]) -> set[Pair]:
    """(person, organisation, type) that the room finds."""
    found = set()
    for actor in actors:
        for each in actor.affiliations if actor.kind is ActorKind.PERSON else ():
            classes = roles().classes_of.get(each.role) or roles().classes_of.get(each.role.split(" ")[-1], frozenset())
            kind = "InChargeOf" if classes & LEADING else "BelongsTo"
            if each.organisation:
                found.add((actor.name, each.organisation, kind))
    return found


def is_same(one: str, other: str) -> bool:
    """Whether two stretches of words name the same: one's last word stands in the other."""
    first, second = fold(one).split(), fold(other).split()
    return bool(first and second) and (first[-1] in second or second[-1] in first)


def main() -> None:
    """Print precision and recall as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    people = {(e["documentId"], e["begin"], e["end"]) for e in read_lines(folder, "entities") if e["type"] == "Person"}
    gold: dict[str, list[tuple[str, str, str, bool]]] = {}
    for row in read_lines(folder, "relations"):
        if row["type"] in ("BelongsTo", "InChargeOf"):
            by_person = (row["documentId"], row["sourceBegin"], row["sourceEnd"]) in people
            gold.setdefault(row["documentId"], []).append((row["source"], row["target"], row["type"], by_person))
    language = Parser()
    found = right = typed = hits = person_hits = 0
    for document in read_lines(folder, "documents"):
        text = document["text"]
        identity = article_id(text.encode(), outlet=document["_id"], url="")
        article = Article(id=identity, text=text, origin=Origin(path=document["_id"]), provenance=PROVENANCE)
        analysis = language.parse(article)
        assert isinstance(analysis, Analysis)
        pairs = pairs_of(find_actors(analysis, ())[0])
        wanted = gold.get(document["_id"], [])
        matches = {
            pair: [each for each in wanted if is_same(pair[0], each[0]) and is_same(pair[1], each[1])] for pair in pairs
        }
        found += len(pairs)
        right += sum(bool(each) for each in matches.values())
        typed += sum(any(each[2] == pair[2] for each in rows) for pair, rows in matches.items())
        reached = {id(each): each for rows in matches.values() for each in rows}
        hits += len(reached)
        person_hits += sum(each[3] for each in reached.values())
    total = sum(map(len, gold.values()))
    of_people = sum(each[3] for rows in gold.values() for each in rows)
    print(json.dumps({
        "precision": round(right / found, 4), "precision_typed": round(typed / found, 4), "n_found": found,
        "recall": round(hits / total, 4), "n_gold": total,
        "recall_of_people": round(person_hits / of_people, 4), "n_gold_of_people": of_people,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
