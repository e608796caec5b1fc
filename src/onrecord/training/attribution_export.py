"""From a trained attribution network to its folder of weights: graph, and what the numpy decoder needs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from onrecord.language.network import VOCABULARY
from onrecord.statements.decoder import LABELS
from onrecord.training.attribution_batch import OVERLAP, PIECES, PIECES_PER_WORD
from onrecord.training.attribution_model import LINK_WIDTH, PARTS, AttributionNetwork
from onrecord.training.encoder_export import GRAPH, write_int8, write_manifest


class _Words(nn.Module):  # type: ignore[misc, unused-ignore]
    """One window, nothing padded."""

    def __init__(self, network: AttributionNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, vectors: Tensor, writing: Tensor) -> tuple[Tensor, Tensor]:
        mask = torch.ones_like(writing[..., 0])
        found: tuple[Tensor, Tensor] = self.network.read_vectors(vectors, mask, writing)
        return found


def decoder_facts(network: AttributionNetwork, opening: Mapping[str, float]) -> dict[str, Any]:
    """What the numpy decoder needs of the network, as plain lists."""

    def plain(values: Tensor) -> Any:
        return [[round(v, 5) for v in row] if isinstance(row, list) else round(row, 5) for row in values.tolist()]

    return {
        "transitions": plain(network.transitions.detach()),
        "opening": dict(opening),
        "place_source": plain(network.place_source.detach()),
        "place_content": plain(network.place_content.detach()),
        "no_source": plain(torch.cat((network.no_source.weight[0], network.no_source.bias)).detach()),
    }


def export_attribution(network: AttributionNetwork, out: Path, opening: Mapping[str, float]) -> None:
    """Write the tagger's folder of weights."""
    width = network.encoder.config.hidden_size
    window = {"vectors": torch.zeros(1, 12, width), "writing": torch.zeros(1, 12, 3, dtype=torch.long)}
    network.encoder.set_attn_implementation("eager")
    write_int8(_Words(network.float().eval()), window, ("labels", "links"), out)
    facts = {
        "vocabulary": VOCABULARY,
        "pieces": PIECES,
        "pieces_per_word": PIECES_PER_WORD,
        "overlap": OVERLAP,
        "labels": len(LABELS),
        "links": 2 * len(PARTS) * LINK_WIDTH,
        "decoder": decoder_facts(network, opening),
    }
    write_manifest(out, (GRAPH,), facts)
