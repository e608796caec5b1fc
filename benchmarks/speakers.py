"""Score who each source means against ``speakers.jsonl``: `python benchmarks/speakers.py ../shared/data/polnear/dev`.

The gold names sources of PolNeAR's development part by article and character offsets. `actors` lists readings
that are as good as each other; a reading is one name or several; "~" marks an actor that is only described, of
which the last word is compared. Given are the text and the annotators' sources, cues and contents.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.actors import find_actors
from onrecord.actors.cast import organisation_key
from onrecord.actors.names import can_be_same, fold, parse_name
from onrecord.language import Parser
from onrecord.model import (
    ActorKind,
    Analysis,
    Article,
    ArticleActor,
    Origin,
    Provenance,
    Span,
    Statement,
    StatementKind,
    article_id,
)

GOLD = Path(__file__).parent / "speakers.jsonl"
SECOND = Path(__file__).parent / "speakers-second.jsonl"
PROVENANCE = Provenance(stage="gold", version="1")
Offsets = tuple[tuple[int, int], ...]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a gold file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_attributions(folder: Path, stem: str) -> Iterator[dict[str, Offsets]]:
    """Role -> offsets of each attribution of the first annotator's file."""
    path = min((folder / "attributions").glob(f"{stem}*.ann"))
    spans: dict[str, Offsets] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        fields = rest.split("\t")[0]
        if key.startswith("T"):
            offsets = fields.split(" ", 1)[1]
            spans[key] = tuple((int(a), int(b)) for a, b in (pair.split() for pair in offsets.split(";")))
        elif key.startswith("E"):
            roles: dict[str, Offsets] = {}
            for pair in fields.split():
                role, _, target = pair.partition(":")
                name = role.rstrip("0123456789")
                roles[name] = tuple(sorted((*roles.get(name, ()), *spans.get(target, ()))))
            yield roles


def statements_of(article: Article, attributions: Iterator[dict[str, Offsets]]) -> dict[Offsets, Statement]:
    """Statement by the offsets of its source."""
    found = {}
    for roles in attributions:
        content = tuple(Span(start=a, end=b) for a, b in roles.get("Content", ()))
        source, cue = roles.get("Source"), roles.get("Cue")
        if not content or not source:
            continue
        opening = article.text[content[0].start]
        found[source] = Statement(
            article_id=article.id,
            content=content,
            source=Span(start=source[0][0], end=source[-1][1]),
            cue=Span(start=cue[0][0], end=cue[-1][1]) if cue else None,
            kind=StatementKind.DIRECT if opening in "\"“'‘" else StatementKind.INDIRECT,
            provenance=PROVENANCE,
        )
    return found


def is_right(actors: list[ArticleActor], readings: list[list[str]]) -> bool:
    """Whether the actors found are those of one reading, no more and no fewer."""
    return any(
        len(reading) == len(actors) and all(any(_is(actor, name) for actor in actors) for name in reading)
        for reading in readings
    )


def _is(actor: ArticleActor, name: str) -> bool:
    if name.startswith("~"):
        return actor.kind is not ActorKind.PERSON and fold(name).split()[-1] in fold(actor.name).split()
    if actor.kind is ActorKind.PERSON and can_be_same(parse_name(actor.name), parse_name(name)):
        return True
    return fold(actor.name) == fold(name) or organisation_key(actor.name) == organisation_key(name)


def main() -> None:
    """Print accuracy by form as one JSON object; each wrong source with ``--wrong``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    rows = read_rows(GOLD)
    language = Parser()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for stem in sorted({row["article"] for row in rows}):
        text = (options.folder / "text" / f"{stem}.txt").read_bytes().decode("utf-8")
        raw = text.encode("utf-8")
        article = Article(
            id=article_id(raw, outlet=stem, url=""), text=text, origin=Origin(path=stem), provenance=PROVENANCE
        )
        analysis = language.parse(article)
        assert isinstance(analysis, Analysis)
        statements = statements_of(article, read_attributions(options.folder, stem))
        actors, refers = find_actors(analysis, list(statements.values()))
        by_id = {actor.id: actor for actor in actors}
        meant = {each.statement_id: [by_id[key] for key in each.actor_ids] for each in refers}
        for row in (row for row in rows if row["article"] == stem):
            statement = statements.get(tuple(map(tuple, row["spans"])))
            found = meant.get(statement.id, []) if statement else []
            good = is_right(found, row["actors"])
            total.update(("all", row["form"]))
            right.update({"all": good, row["form"]: good})
            if options.wrong and not good:
                words = " … ".join(text[a:b] for a, b in row["spans"])
                print(f"{stem[:30]} {words!r}: {[a.name for a in found]} wanted {row['actors']}")
    print(json.dumps({f"{form}_accuracy": round(right[form] / total[form], 4) for form in sorted(total)}
                     | {f"{form}_n": total[form] for form in sorted(total)} | agreement()))  # fmt: skip


def agreement() -> dict[str, float | int]:
    """How often the second, independent reading names the same actor."""
    if not SECOND.exists():
        return {}
    first = {(row["article"], str(row["spans"])): row["actors"] for row in read_rows(GOLD)}
    pairs = [(first[row["article"], str(row["spans"])], row["actors"]) for row in read_rows(SECOND)]
    same = sum(any(_same(a, b) for a in one for b in other) for one, other in pairs)
    return {"agreement": round(same / len(pairs), 4), "agreement_n": len(pairs)}


def _same(one: list[str], other: list[str]) -> bool:
    return sorted(organisation_key(fold(name)) for name in one) == sorted(
        organisation_key(fold(name)) for name in other
    )


if __name__ == "__main__":
    main()
