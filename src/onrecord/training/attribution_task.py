"""What the attribution model learns: labels of words, and which source and content belong to a cue."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cached_property

import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.language.network import read_tokenizer
from onrecord.training.attribution_batch import Cut, iter_batches, make_batch
from onrecord.training.attribution_data import GoldArticle
from onrecord.training.attribution_model import AttributionNetwork
from onrecord.training.encoder_settings import base_folder
from onrecord.training.encoder_team import has_bfloat16

LINK_WEIGHT = 0.1


class AttributionTask:
    """Implements ``Task`` over gold articles."""

    def __init__(self, articles: Sequence[GoldArticle]) -> None:
        self.network = AttributionNetwork(base_folder())
        self.articles = articles

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The base model's."""
        return read_tokenizer(base_folder())

    def iter_groups(self, size: int, chance: random.Random) -> Iterator[Sequence[Cut]]:
        """Every article's words once, in windows."""
        return iter_batches(self.articles, self.tokenizer, size, chance)

    def losses(self, rows: Sequence[Cut]) -> tuple[Tensor, Tensor]:
        """Of tagging and of linking; the encoder runs in bfloat16, the losses in float32."""
        batch, network = make_batch(rows, self.tokenizer), self.network
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
            scores, vectors = network(batch.pieces, batch.mask, batch.writing)
        places = torch.arange(len(batch.heads))[:, None]
        linking = network.linking_loss(vectors[places, batch.heads].float(), batch)
        return network.tagging_loss(scores[places, batch.heads].float(), batch), LINK_WEIGHT * linking
