"""The network that reads a claim and a statement together, and what it costs it to take the wrong side."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import BertModel

from onrecord.language.network import VOCABULARY, get_vocabulary
from onrecord.language.pairs import frame_pair
from onrecord.positions.wording import SIDES, put_claim, put_statement
from onrecord.training.encoder_settings import base_folder
from onrecord.training.encoder_team import has_bfloat16
from onrecord.training.stances_data import AGAINST, FOR, NONE, Pair, vary
from onrecord.training.stances_wordings import Worded, iter_news, reword

CLAIM_PIECES, STATEMENT_PIECES = 72, 150
KEPT_NONE = 0.3
"""The share of the pairs without bearing that an epoch reads."""
REVERSED = 0.25
"""The share of the pairs whose claim has no wordings that an epoch reads with the claim reversed."""
REWORDED = 0.3
"""The share of the others that an epoch reads with the claim in other words or reversed."""
NEWS_EACH = 7
"""Sentences that an epoch puts together for each claim."""
SMOOTHING = 0.05
TOGETHER = 40
"""Batches among which pairs are sorted by length, so that little is padded."""


class Row(NamedTuple):
    """The pieces of a pair, how many of them are the claim's, and the side."""

    pieces: list[int]
    claim: int
    side: int


class StancesNetwork(nn.Module):  # type: ignore[misc, unused-ignore]
    """Vectors of pieces (B, L, width) and their parts (0 claim, 1 statement) to log probabilities (B, sides)."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(str(folder), add_pooling_layer=False, attn_implementation="sdpa")
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        width = self.encoder.config.hidden_size
        self.head = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(3 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, len(SIDES))
        )

    def forward(self, pieces: Tensor, mask: Tensor, part: Tensor) -> Tensor:
        """Log probabilities of padded rows of pieces."""
        return self.read_vectors(self.encoder.embeddings.word_embeddings(pieces), mask, part)

    def read_vectors(self, vectors: Tensor, mask: Tensor, part: Tensor) -> Tensor:
        """The same, from the vectors of the vocabulary."""
        states = self.encoder(inputs_embeds=vectors, attention_mask=mask, token_type_ids=part).last_hidden_state
        parts = [_mean(states, mask * (1 - part)), _mean(states, mask * part)]
        scores: Tensor = self.head(torch.cat((states[:, 0], *parts), dim=-1))
        return scores.float().log_softmax(dim=-1)

    @property
    def learned(self) -> list[nn.Parameter]:
        """The weights that training changes."""
        return [parameter for parameter in self.parameters() if parameter.requires_grad]


def _mean(states: Tensor, kept: Tensor) -> Tensor:
    weights = kept.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(dim=1) / weights.sum(dim=1).clamp(min=1)


class StancesTask:
    """Implements ``Task`` over gold pairs."""

    def __init__(self, pairs: Sequence[Pair], worded: Sequence[Worded]) -> None:
        self.network = StancesNetwork(base_folder())
        self.pairs = pairs
        self.worded = {(one.dispute, one.concept): one for one in worded}

    def iter_groups(self, size: int, chance: random.Random) -> Iterator[Sequence[Row]]:
        """The pairs as they vary, few of those without bearing, and news put together; batches of like length."""
        kept = [pair for pair in self.pairs if pair.side != NONE or chance.random() < KEPT_NONE]
        kept += iter_news(list(self.worded.values()), chance, each=NEWS_EACH)
        rows = [self.make_row(self.vary(pair, chance)) for pair in kept]
        chance.shuffle(rows)
        groups = []
        for begin in range(0, len(rows), size * TOGETHER):
            near = sorted(rows[begin : begin + size * TOGETHER], key=lambda row: len(row.pieces))
            groups += [near[i : i + size] for i in range(0, len(near), size)]
        chance.shuffle(groups)
        yield from groups

    def vary(self, pair: Pair, chance: random.Random) -> Pair:
        """The pair, its claim perhaps in other words or reversed."""
        worded = self.worded.get((pair.dispute, pair.concept))
        if worded is None or chance.random() >= REWORDED:
            return vary(pair, chance, turned=0.0 if worded else REVERSED)
        return reword(pair, worded, chance)

    def make_row(self, pair: Pair) -> Row:
        """The pieces of a pair as the reader will see them."""
        claim, statement = put_claim(pair.claim, pair.description), put_statement(pair.text, pair.before)
        pieces, split = frame_pair(get_vocabulary(VOCABULARY), claim, statement, (CLAIM_PIECES, STATEMENT_PIECES))
        return Row(pieces, split, pair.side)

    def losses(self, rows: Sequence[Row]) -> tuple[Tensor, Tensor]:
        """Cross entropy of all answers, and of the sides where one is taken; in bfloat16 where it is fast."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
            scores = self.network(*make_batch(rows))
        sides = torch.tensor([row.side for row in rows])
        taken = (sides == FOR) | (sides == AGAINST)
        leaning = nn.functional.cross_entropy(scores[taken][:, [FOR, AGAINST]], sides[taken] - FOR, reduction="sum")
        return nn.functional.cross_entropy(scores, sides, label_smoothing=SMOOTHING), leaning / len(rows)


def make_batch(rows: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor]:
    """Pieces, mask and parts, (rows, longest), padded."""
    longest = max(len(row.pieces) for row in rows)
    pieces, mask, part = (torch.zeros(len(rows), longest, dtype=torch.long) for _ in range(3))
    for place, row in enumerate(rows):
        pieces[place, : len(row.pieces)] = torch.tensor(row.pieces)
        mask[place, : len(row.pieces)] = 1
        part[place, row.claim : len(row.pieces)] = 1
    return pieces, mask, part
