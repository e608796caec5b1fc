"""How the stance model is made: MiniLM-L6 taught on invented disputes to tell topics and sides of what is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from onrecord.language.network import VOCABULARY
from onrecord.language.stances import StanceReader
from onrecord.positions.wording import put_claim
from onrecord.training.encoder_export import GRAPH, write_int8, write_manifest
from onrecord.training.encoder_fit import fit
from onrecord.training.encoder_settings import Settings
from onrecord.training.stances_data import AGAINST, FOR, Dispute, read_disputes, split_disputes
from onrecord.training.stances_task import PIECES, StancesNetwork, StancesTask

HELD_OUT_EVERY = 12
SETTINGS = Settings(pace=((0, 0), (0.1, 1), (1, 0.625), (2, 0)), batch=4, rate=1.5e-4, blends=True)
NOTHING = 2
"""Stands for a claim that a statement does not speak of, beside the sides."""

Ints = NDArray[np.int64]


def train(path: Path, out: Path, *, folds: int | None = None, **options: Any) -> dict[str, float | int]:
    """Make the model from the disputes in the folder `path`, write its weights to `out`; figures of held-out disputes.

    `options` are those of `Settings`. With `folds`, train that many times, each time on the other disputes, and give
    the figures of all folds together; the weights in `out` are then those of the last fold.
    """
    disputes, settings = read_disputes(path), SETTINGS._replace(**options)
    out.mkdir(parents=True, exist_ok=True)
    scores, gold = [], []
    for fold in range(folds or 1):
        learned, held = split_disputes(disputes, every=folds or HELD_OUT_EVERY, first=fold)
        task = StancesTask(learned)
        fit(task, out, settings)
        export_stances(task.network, out)
        reader = StanceReader(out)
        for dispute in held:
            scores.append(read_scores(reader, dispute))
            gold.append(gold_sides(dispute))
    return stance_figures(np.concatenate(scores), np.concatenate(gold)) | {"disputes": len(disputes)}


class _Text(nn.Module):  # type: ignore[misc, unused-ignore]
    """One text, nothing padded."""

    def __init__(self, network: StancesNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        return self.network.read_vectors(vectors, torch.ones_like(vectors[..., 0], dtype=torch.long))


def export_stances(network: StancesNetwork, out: Path) -> None:
    """Write the model's folder of weights."""
    width = network.encoder.config.hidden_size
    network.encoder.set_attn_implementation("eager")
    write_int8(_Text(network.float().eval()), {"vectors": torch.zeros(1, 12, width)}, ("topic", "side"), out)
    facts = {"vocabulary": VOCABULARY, "pieces": PIECES, "scales": [round(x, 4) for x in network.scales.tolist()]}
    write_manifest(out, (GRAPH,), {**facts, "width": width})


def read_scores(reader: StanceReader, dispute: Dispute) -> NDArray[np.float32]:
    """What the exported network says of a dispute's statements and claims: (pairs, 3)."""
    claims = [put_claim(claim.claim, claim.description) for claim in dispute.claims]
    read = reader.read_stances(claims, [statement.words for statement in dispute.statements])
    return read.reshape(-1, 3)


def gold_sides(dispute: Dispute) -> Ints:
    """What each statement says to each claim, in the order of `read_scores`."""
    return np.array(
        [one.sides.get(claim.concept, NOTHING) for one in dispute.statements for claim in dispute.claims],
        dtype=np.int64,
    )


def stance_figures(scores: NDArray[np.float32], gold: Ints) -> dict[str, float | int]:
    """Positions (pairs whose likeliest answer is for or against), and sides right where one is taken."""
    answers = np.array([NOTHING, FOR, AGAINST])[scores.argmax(axis=1)]
    taken, given = np.isin(gold, (FOR, AGAINST)), np.isin(answers, (FOR, AGAINST))
    right = int((taken & (answers == gold)).sum())
    sided = np.where(scores[:, 1] > scores[:, 2], FOR, AGAINST)
    return {
        "position_precision": right / max(int(given.sum()), 1),
        "position_recall": right / max(int(taken.sum()), 1),
        "position_f1": 2 * right / max(int(given.sum() + taken.sum()), 1),
        "side_accuracy": float((sided == gold)[taken].mean()) if taken.any() else 0.0,
        "pairs": len(gold),
    }
