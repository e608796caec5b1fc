"""The losses of the attribution network, where torch is installed."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from onrecord.statements.decoder import FORBIDDEN, LEGAL

torch = pytest.importorskip("torch", reason="torch comes with the extra 'train'")
pytest.importorskip("transformers", reason="transformers comes with the extra 'train'")


def test_the_tagging_loss_is_what_counting_all_sequences_gives() -> None:
    """For three words the loss equals the sum over all 2,197 label sequences."""
    from onrecord.training.attribution_model import AttributionNetwork, Batch

    chance = np.random.default_rng(1)
    scores, moves = chance.normal(size=(3, 13)), chance.normal(size=(13, 13))
    gold = (1, 3, 0)
    legal = np.where(LEGAL, moves, FORBIDDEN)
    weights = {
        labels: sum(scores[i, label] for i, label in enumerate(labels)) + sum(legal[a, b] for a, b in pairwise(labels))
        for labels in product(range(13), repeat=3)
    }
    expected = (np.logaddexp.reduce(list(weights.values())) - weights[gold]) / 3

    class Moves:
        transitions = torch.tensor(moves, dtype=torch.float32)

    none = torch.zeros(1, 3, dtype=torch.long)
    batch = Batch(
        pieces=none, mask=none, writing=none, heads=none,
        words=torch.ones(1, 3, dtype=torch.bool), labels=torch.tensor([gold]), sources=[], contents=[],
    )  # fmt: skip
    loss = AttributionNetwork.tagging_loss(Moves(), torch.tensor(scores[None], dtype=torch.float32), batch)
    assert float(loss) == pytest.approx(expected, rel=1e-4)
