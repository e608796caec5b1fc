"""Scores of event types: pairs of participants with a gold type (PLV), and PLOVER's gold standard records."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from onrecord.errors import GoldError
from onrecord.language import Parser
from onrecord.model import (
    ActorKind,
    Analysis,
    Article,
    ArticleActor,
    Mention,
    MentionForm,
    Origin,
    Provenance,
    Span,
    content_id,
    record,
)
from onrecord.timeline import find_events, find_times
from onrecord.timeline.pair_features import Pair
from onrecord.timeline.pair_model import QUADS, PairModel, get_pair_model

_HAND = Provenance(stage="evaluation", version="1")
_MARK = re.compile(r"<(/?)([st])>")
_SAME = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_OLD_CODES = {"DEMAND": "REQUEST", "FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", **_SAME}
TRAINED_ON = ("plv-train.tsv",)


@record
class GoldPair:
    """A sentence with its participants, and the gold type and quad class."""

    text: str
    source: Span | None
    target: Span | None
    root: str
    quad: str


def read_pairs(path: Path) -> list[GoldPair]:
    """The rows of a PLV file, read without quoting.

    Raises:
        GoldError: the file lacks a column.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    try:
        return [_gold_pair(row) for row in rows]
    except KeyError as missing:
        raise GoldError(
            f"{path} has no column {missing}", expected="a PLV .tsv", next_step="check the path"
        ) from missing


def _gold_pair(row: Mapping[str, str]) -> GoldPair:
    text, spans = unmark(row["marked_sentence"])
    root = row["gold_root"]
    return GoldPair(
        text=text, source=spans.get("s"), target=spans.get("t"), root=_SAME.get(root, root), quad=row["gold_penta"]
    )


def unmark(marked: str) -> tuple[str, dict[str, Span]]:
    """The sentence without <s> and <t>, and the spans they marked; an unclosed or empty mark marks nothing."""
    pieces, spans = [], {}
    opened: dict[str, int] = {}
    length = last = 0
    for tag in _MARK.finditer(marked):
        pieces.append(marked[last : tag.start()])
        length, last = length + tag.start() - last, tag.end()
        if not tag[1]:
            opened[tag[2]] = length
        elif opened.get(tag[2], length) < length:
            spans[tag[2]] = Span(start=opened[tag[2]], end=length)
    return "".join([*pieces, marked[last:]]), spans


def parse_pair(parser: Parser, gold: GoldPair) -> Pair | None:
    """The pair with its parse; None where the sentence is blank."""
    analysis = _parse(parser, gold.text)
    return Pair(analysis=analysis, source=gold.source, target=gold.target) if analysis else None


def _parse(parser: Parser, text: str) -> Analysis | None:
    if not text.strip():
        return None
    article = Article(id=content_id("gold", text), text=text, origin=Origin(path="gold"), provenance=_HAND)
    analysis = parser.parse(article)
    return analysis if isinstance(analysis, Analysis) else None


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """F1 averaged over the classes of the gold."""
    scores = []
    for name in sorted(set(gold)):
        right = sum(a == b == name for a, b in zip(gold, found, strict=True))
        total = gold.count(name) + list(found).count(name)
        scores.append(2 * right / total if total else 0.0)
    return sum(scores) / len(scores) if scores else 0.0


def pair_figures(gold: Sequence[GoldPair], found: Sequence[str]) -> dict[str, float | int | bool]:
    """Macro-F1 of types and of quad classes."""
    roots = [pair.root for pair in gold]
    return {
        "root_macro_f1": macro_f1(roots, found),
        "quad_macro_f1": macro_f1([pair.quad for pair in gold], [QUADS[name] for name in found]),
        "root_accuracy": sum(a == b for a, b in zip(roots, found, strict=True)) / len(roots) if roots else 0.0,
        "n_pairs": len(roots),
    }


def evaluate(
    path: Path, *, pipeline: str | None = None, model: PairModel | None = None
) -> dict[str, float | int | bool]:
    """Score a PLV `.tsv` (participants given) or a `gsr.txt` (end to end)."""
    parser = Parser(pipeline) if pipeline else Parser()
    if path.suffix != ".tsv":
        return evaluate_records(path, parser)
    known = model or get_pair_model()
    gold, found = [], []
    for one in read_pairs(path):
        pair = parse_pair(parser, one)
        if pair:
            gold.append(one)
            found.append(known.classify(pair))
    figures = pair_figures(gold, found)
    return {**figures, "trained_on": True} if path.name in TRAINED_ON else figures


def evaluate_records(path: Path, parser: Parser) -> dict[str, float | int | bool]:
    """End to end on PLOVER's gold standard records: is an event of the record's type found in its text?

    precision: events found whose type is the record's, over events found; recall: records with one, over records.
    """
    try:
        records = json.loads(path.read_text("utf-8", "replace"), strict=False)
    except ValueError as problem:
        raise GoldError(f"{path} is no JSON: {problem}", expected="gsr.txt", next_step="check the path") from problem
    wanted = [
        (entry["text"], _OLD_CODES.get(entry["event"], entry["event"]))
        for entry in records
        if entry.get("text") and (entry["event"] in QUADS or entry["event"] in _OLD_CODES)
    ]
    right = found = hit = 0
    for text, root in wanted:
        types = _types_found(parser, text)
        right += sum(name == root for name in types)
        found += len(types)
        hit += root in types
    return {
        "precision": right / found if found else 0.0,
        "recall": hit / len(wanted) if wanted else 0.0,
        "n_records": len(wanted),
        "n_found": found,
    }


def _types_found(parser: Parser, text: str) -> list[str]:
    analysis = _parse(parser, text)
    if analysis is None:
        return []
    actors = [
        ArticleActor(
            article_id=analysis.article_id,
            name=analysis.span(entity.first, entity.last).cut(text),
            kind=ActorKind.ORGANISATION,
            mentions=(
                Mention(
                    article_id=analysis.article_id, span=analysis.span(entity.first, entity.last), form=MentionForm.NAME
                ),
            ),
            provenance=_HAND,
        )
        for entity in analysis.entities
        if entity.label in ("PERSON", "ORG", "GPE", "NORP")
    ]
    reports = find_events(analysis, find_times(analysis, None), actors, ())
    return [_SAME.get(report.type.value, report.type.value) for report in reports]
