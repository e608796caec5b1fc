"""How many judgements a table takes to agree with a coder at alpha .80: asked for by the queue, or drawn at random.

The coder is simulated: they answer as the gold says. What was judged stands as judged, the rest is read by the head
that the judgements so far taught. Run: ``python benchmarks/simulated_coder.py gwsd PATH/gwsd-train.tsv`` or
``... perspectrum FOLDER``; ``--seeds N`` (3), ``--batch N`` (60).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from onrecord.evaluation.stance import CLAIM, read_gold
from onrecord.language.encoder import OnnxEncoder
from onrecord.model import Side, content_id
from onrecord.positions.agreement import measure_agreement
from onrecord.positions.learning import choose_next, learn
from onrecord.positions.stance import SIDES, Features, read_features

WANTED = 0.80
SIDE_OF = {"SUPPORT": Side.FOR, "UNDERMINE": Side.AGAINST}
CLAIMS = 60
"""Claims of perspectrum's development part that are coded together, as a debate has its concepts."""


def main() -> None:
    """Print one line of figures per strategy and seed, then the means."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", choices=["gwsd", "perspectrum"])
    arguments.add_argument("path", type=Path)
    arguments.add_argument("--seeds", type=int, default=3)
    arguments.add_argument("--batch", type=int, default=60)
    given = arguments.parse_args()
    features, gold = _gwsd(given.path) if given.data == "gwsd" else _perspectrum(given.path)
    for strategy in ("queue", "random"):
        needed = []
        for seed in range(given.seeds):
            curve = list(iter_alphas(features, gold, strategy=strategy, seed=seed, batch=given.batch))
            needed.append(next((count for count, alpha in curve if alpha >= WANTED), len(gold)))
            shown = {str(count): round(alpha, 3) for count, alpha in curve[::2]}
            print(json.dumps({"strategy": strategy, "seed": seed, "needed": needed[-1], "alpha": shown}), flush=True)
        share = np.mean(needed) / len(gold)
        figures = {"strategy": strategy, "n": len(gold), "needed": float(np.mean(needed)), "share": round(share, 3)}
        print(json.dumps(figures | {"spread": round(float(np.std(needed)), 1)}), flush=True)


def iter_alphas(
    features: Features, gold: list[Side], *, strategy: str, seed: int, batch: int
) -> Iterator[tuple[int, float]]:
    """(judgements, alpha of the whole table with the coder), batch by batch, until it is reached."""
    random = np.random.default_rng(seed)
    order = random.permutation(len(gold))
    judged: list[int] = sorted(order[:batch].tolist())
    while True:
        head = learn(features.take(judged), [gold[row] for row in judged])
        probabilities = head.probabilities(features)
        found = [SIDES[column] for column in probabilities.argmax(axis=1)]
        for row in judged:
            found[row] = gold[row]
        alpha = measure_agreement(list(zip(found, gold, strict=True)), draws=0).alpha or 0.0
        yield len(judged), alpha
        if alpha >= WANTED or len(judged) >= len(gold):
            return
        if strategy == "queue":
            judged += choose_next(features, probabilities, judged=judged, count=batch)
        else:
            judged = order[: len(judged) + batch].tolist()


def _gwsd(path: Path) -> tuple[Features, list[Side]]:
    texts, gold, _ = read_gold(path)
    return read_features(texts, CLAIM, OnnxEncoder()), gold


def _perspectrum(folder: Path) -> tuple[Features, list[Side]]:
    """The first claims of the development part, each a concept; perspectives that support or undermine it."""
    part = json.loads((folder / "dataset_split.json").read_text("utf-8"))
    pool = {one["pId"]: one["text"] for one in json.loads((folder / "perspective_pool.json").read_text("utf-8"))}
    claims = json.loads((folder / "perspectrum_with_answers.json").read_text("utf-8"))
    texts, wanted, keys, about = [], [], [], []
    for claim in sorted((one for one in claims if part[str(one["cId"])] == "dev"), key=lambda one: one["cId"])[:CLAIMS]:
        for cluster in claim["perspectives"]:
            side = SIDE_OF.get(cluster["stance_label_3"])
            for number in cluster["pids"][:1] if side else ():
                texts.append(pool[number])
                wanted.append(side or Side.UNCLEAR)
                keys.append(int(content_id("claim", claim["cId"])[:12], 16))
                about.append(claim["text"])
    encoder = OnnxEncoder()
    vectors, claim_vectors = (np.asarray(encoder.encode(each)) for each in (texts, about))
    leaning = np.clip(0.5 + 0.4 * (vectors * claim_vectors).sum(axis=1), 0.05, 0.95)
    counts = read_features(texts, CLAIM, None).counts
    features = Features(
        vectors=vectors, engagement=np.full(len(texts), 0.95), leaning=leaning, counts=counts, concepts=np.array(keys)
    )
    return features, wanted


if __name__ == "__main__":
    main()
