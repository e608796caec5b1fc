"""How the stance model is made: MiniLM-L6 fine-tuned on invented disputes to tell who stands where on a claim."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from onrecord.language.network import VOCABULARY
from onrecord.language.pairs import PairReader
from onrecord.positions.wording import put_claim, put_statement
from onrecord.training.encoder_export import GRAPH, write_int8, write_manifest
from onrecord.training.encoder_fit import fit
from onrecord.training.encoder_settings import Settings
from onrecord.training.stances_data import AGAINST, FOR, SIDE_NAMES, Pair, read_gold, split_gold
from onrecord.training.stances_task import CLAIM_PIECES, STATEMENT_PIECES, StancesNetwork, StancesTask
from onrecord.training.stances_wordings import read_wordings

HELD_OUT_EVERY = 12
WORDINGS = "wordings"
SETTINGS = Settings(pace=((0, 0), (0.3, 1), (5, 0)), batch=32, rate=2e-4)


def train(path: Path, out: Path, *, folds: int | None = None, **options: Any) -> dict[str, float | int]:
    """Make the model from the disputes in the folder `path`, write its weights to `out`; figures of held-out disputes.

    `options` are those of `Settings`. With `folds`, train that many times, each time on the other disputes, and give
    the figures of all folds together; the weights in `out` are then those of the last fold.
    """
    pairs, settings = read_gold(path), SETTINGS._replace(**options)
    out.mkdir(parents=True, exist_ok=True)
    tested: list[Pair] = []
    scores = []
    for fold in range(folds or 1):
        learned, held = split_gold(pairs, every=folds or HELD_OUT_EVERY, first=fold)
        task = StancesTask(learned, read_wordings(path / WORDINGS, learned))
        fit(task, out, settings)
        export_stances(task.network, out)
        tested += held
        scores.append(read_scores(out, held))
    return stance_figures(np.concatenate(scores), tested) | {"disputes": len({pair.dispute for pair in pairs})}


class _Pair(nn.Module):  # type: ignore[misc, unused-ignore]
    """One pair, nothing padded."""

    def __init__(self, network: StancesNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, vectors: Tensor, part: Tensor) -> Tensor:
        scores: Tensor = self.network.read_vectors(vectors, torch.ones_like(part), part)
        return scores


def export_stances(network: StancesNetwork, out: Path) -> None:
    """Write the model's folder of weights."""
    width = network.encoder.config.hidden_size
    parts = torch.tensor([[0] * 6 + [1] * 6])
    network.encoder.set_attn_implementation("eager")
    write_int8(_Pair(network.float().eval()), {"vectors": torch.zeros(1, 12, width), "part": parts}, ("sides",), out)
    facts = {
        "vocabulary": VOCABULARY,
        "claim_pieces": CLAIM_PIECES,
        "statement_pieces": STATEMENT_PIECES,
        "sides": list(SIDE_NAMES),
    }
    write_manifest(out, (GRAPH,), facts)


def read_scores(folder: Path, pairs: list[Pair]) -> NDArray[np.float32]:
    """What the exported network of `folder` says of `pairs`: (len(pairs), sides)."""
    put = [(put_claim(pair.claim, pair.description), put_statement(pair.text, pair.before)) for pair in pairs]
    return PairReader(folder).read_pairs(put)


def stance_figures(scores: NDArray[np.float32], pairs: list[Pair]) -> dict[str, float | int]:
    """Positions (pairs whose likeliest answer is for or against), and sides right where one is taken."""
    answers, gold = scores.argmax(axis=1), np.array([pair.side for pair in pairs])
    taken, given = np.isin(gold, (FOR, AGAINST)), np.isin(answers, (FOR, AGAINST))
    right = int((taken & (answers == gold)).sum())
    sided = np.where(scores[:, FOR] > scores[:, AGAINST], FOR, AGAINST)
    return {
        "position_precision": right / max(int(given.sum()), 1),
        "position_recall": right / max(int(taken.sum()), 1),
        "position_f1": 2 * right / max(int(given.sum() + taken.sum()), 1),
        "side_accuracy": float((sided == gold)[taken].mean()) if taken.any() else 0.0,
        "pairs": len(pairs),
    }
