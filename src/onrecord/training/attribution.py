"""How the attribution model is made: MiniLM-L6 fine-tuned on PolNeAR to tag and link source, cue and content."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.language.words import WordReader
from onrecord.statements.decoder import ROLES, spans_of, viterbi
from onrecord.statements.tagger import opening_costs
from onrecord.statements.tagger_words import split_words
from onrecord.training.attribution_data import GoldArticle, labels_as_written, read_gold
from onrecord.training.attribution_export import export_attribution
from onrecord.training.attribution_task import AttributionTask
from onrecord.training.encoder_fit import fit
from onrecord.training.encoder_settings import Settings

HELD_OUT_EVERY = 21
COSTS = tuple(step / 4 for step in range(-4, 9))
"""Costs of opening a span that are tried, in nats."""

Scored = tuple[NDArray[np.float32], NDArray[np.int64]]
"""Label scores of an article's words, and their gold labels."""


def train(path: Path, out: Path, *, folds: int | None = None, **options: Any) -> dict[str, float | int]:
    """Make the model from the gold folder `path` and write its weights to `out`; exact span F1 on held-out articles.

    `options` are those of `Settings`. With `folds`, train that many times, each time on the other folds, and give
    the figures of all folds together; the weights in `out` are then those of the last fold.
    """
    articles, settings = read_gold(path), Settings(**options)
    out.mkdir(parents=True, exist_ok=True)
    scored: list[Scored] = []
    for fold in range(folds or 1):
        learned, tuning = split_gold(articles, every=HELD_OUT_EVERY)
        tested = tuning
        if folds:
            others, tested = split_gold(articles, every=folds, first=fold)
            learned, tuning = split_gold(others, every=HELD_OUT_EVERY)
        task = AttributionTask(learned)
        fit(task, out, settings)
        export_attribution(task.network, out, dict.fromkeys(ROLES, 0.0))
        costs = set_costs(out, tuning)
        scored += [(scores - opening_costs(costs), gold) for scores, gold in read_scores(out, tested)]
    return span_figures(scored, WordReader(out).decoder["transitions"]) | {"articles": len(articles)}


def split_gold(
    articles: Sequence[GoldArticle], *, every: int, first: int = 0
) -> tuple[list[GoldArticle], list[GoldArticle]]:
    """The articles to learn from, and those held out: one text in `every`, with all its annotators."""
    texts = sorted({article.name.rsplit("_", 1)[0] for article in articles})
    held = set(texts[first::every])
    kept = [article for article in articles if article.name.rsplit("_", 1)[0] not in held]
    return kept, [article for article in articles if article.name.rsplit("_", 1)[0] in held]


def read_scores(folder: Path, articles: Sequence[GoldArticle]) -> list[Scored]:
    """What the exported network of `folder` says of `articles`, beside their gold labels."""
    reader, found = WordReader(folder), []
    for article in articles:
        words = split_words(article.text)
        found.append((reader.read(words.forms, words.writing).labels, labels_as_written(article)))
    return found


def set_costs(folder: Path, articles: Sequence[GoldArticle]) -> dict[str, float]:
    """Choose for each role the cost of opening a span that gives the best exact F1, and write it to the manifest."""
    manifest = folder / "manifest.json"
    facts = json.loads(manifest.read_text(encoding="utf-8"))
    transitions = facts["decoder"]["transitions"]
    scored, costs = read_scores(folder, articles), dict.fromkeys(ROLES, 0.0)
    for role in (*ROLES, *ROLES):

        def figure(cost: float, role: str = role) -> tuple[float, float]:
            opening = opening_costs(costs | {role: cost})
            figures = span_figures([(scores - opening, gold) for scores, gold in scored], transitions)
            return sum(figures[f"{one}_exact_f1"] for one in ROLES), -abs(cost)

        costs[role] = max(COSTS, key=figure)
    facts["decoder"]["opening"] = costs
    manifest.write_text(json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return costs


def span_figures(scored: Sequence[Scored], transitions: Sequence[Sequence[float]]) -> dict[str, float | int]:
    """Exact F1 of the spans of each role, pooled over articles."""
    moves = np.array(transitions, dtype=np.float32)
    counts: Mapping[str, list[int]] = {role: [0, 0, 0] for role in ROLES}
    for scores, gold in scored:
        found, wanted = set(spans_of(viterbi(scores, moves))), set(spans_of(gold))
        for role in ROLES:
            ours, theirs = ({span for span in spans if span.role == role} for spans in (found, wanted))
            counts[role][0] += len(ours & theirs)
            counts[role][1] += len(ours)
            counts[role][2] += len(theirs)
    return {f"{role}_exact_f1": 2 * right / max(ours + theirs, 1) for role, (right, ours, theirs) in counts.items()}
