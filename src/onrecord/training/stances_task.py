"""The network that gives a text its topic and its side, and what an error costs it.

Two texts of a dispute are on the same side of some claim, on opposite sides, or do not speak of the same; which, is
read off their vectors alone. So every text of a dispute teaches with every other (stances as geometry: Ghafouri, Such
and Suarez-Tangil, EMNLP 2024; pairs within a batch: Khosla et al., NeurIPS 2020).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import BertModel

from onrecord.language.network import VOCABULARY, get_vocabulary
from onrecord.training.encoder_settings import base_folder
from onrecord.training.encoder_team import has_bfloat16
from onrecord.training.stances_data import Dispute
from onrecord.training.stances_wordings import draw_texts

PIECES = 96
ROUNDS = 10
"""How often an epoch draws from each dispute."""
SHARES = (0.4, 0.7, 0.9)
"""Where the texts of a step, shortest first, are parted, so that little is padded."""
UNRELATED = 1.5
"""What pairs that do not speak of the same weigh in all, beside those that do."""
CALM = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
"""No dropout: on a processor it takes a quarter of the time, and what is drawn is ever new."""
SCALES = (8.0, 10.0, 4.0)
"""Where the factor of sides, the factor of topics and the border of topics begin."""


class Row(NamedTuple):
    """The pieces of a text, and what it says to which concepts."""

    pieces: list[int]
    sides: dict[str, int]


class StancesNetwork(nn.Module):  # type: ignore[misc, unused-ignore]
    """Vectors of pieces (B, L, width) to topics (B, width) and sides (B, width), both of unit length."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        options = {"add_pooling_layer": False, "attn_implementation": "sdpa", **CALM}
        self.encoder = BertModel.from_pretrained(str(folder), **options)
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        width = self.encoder.config.hidden_size
        self.topic, self.side = nn.Linear(width, width), nn.Linear(width, width)
        nn.init.eye_(self.topic.weight)
        self.scales = nn.Parameter(torch.tensor(SCALES))

    def forward(self, pieces: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Topics and sides of padded rows of pieces."""
        return self.read_vectors(self.encoder.embeddings.word_embeddings(pieces), mask)

    def read_vectors(self, vectors: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The same, from the vectors of the vocabulary."""
        states = self.encoder(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(dim=1) / weights.sum(dim=1)
        return nn.functional.normalize(self.topic(mean), dim=-1), nn.functional.normalize(self.side(mean), dim=-1)

    def compare(self, topics: Tensor, sides: Tensor) -> Tensor:
        """Log probabilities (n, n, 3) that two texts do not speak of the same, take the same side, or opposite ones."""
        stronger, nearer, border = self.scales
        same = stronger * (sides @ sides.T)
        apart = border - nearer * (topics @ topics.T)
        return torch.stack((apart, same, -same), dim=-1).log_softmax(dim=-1)

    @property
    def learned(self) -> list[nn.Parameter]:
        """The weights that training changes."""
        return [parameter for parameter in self.parameters() if parameter.requires_grad]


class StancesTask:
    """Implements ``Task``: a row of a batch is what is drawn from one dispute."""

    def __init__(self, disputes: Sequence[Dispute]) -> None:
        self.network = StancesNetwork(base_folder())
        self.disputes = disputes

    def iter_groups(self, size: int, chance: random.Random) -> Iterator[Sequence[list[Row]]]:
        """Every dispute as often as there are rounds, `size` at a time, in ever new order."""
        for _ in range(ROUNDS):
            mixed = chance.sample(self.disputes, len(self.disputes))
            for begin in range(0, len(mixed), size):
                yield [self.draw(dispute, chance) for dispute in mixed[begin : begin + size]]

    def draw(self, dispute: Dispute, chance: random.Random) -> list[Row]:
        """Texts of a dispute in pieces, as the reader will see them."""
        vocabulary = get_vocabulary(VOCABULARY)
        texts = draw_texts(dispute, chance)
        return [Row(vocabulary.frame(text.words, PIECES), dict(text.sides)) for text in texts]

    def losses(self, drawn: Sequence[list[Row]]) -> tuple[Tensor]:
        """What it costs to misjudge pairs of texts of the same dispute, the mean of the disputes."""
        rows = [row for rows in drawn for row in rows]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
            topics, sides = read_rows(self.network, rows)
        begin, costs = 0, []
        for some in drawn:
            part = slice(begin, begin + len(some))
            costs.append(judge_pairs(self.network.compare(topics[part].float(), sides[part].float()), some))
            begin += len(some)
        return (torch.stack(costs).mean(),)


def read_rows(network: StancesNetwork, rows: Sequence[Row]) -> tuple[Tensor, Tensor]:
    """Topics and sides of the rows; short ones are read apart from long ones."""
    order = sorted(range(len(rows)), key=lambda place: len(rows[place].pieces))
    cuts = [0, *(int(share * len(order)) for share in SHARES), len(order)]
    read = [network(*pad([rows[i].pieces for i in order[a:b]])) for a, b in pairwise(cuts) if a < b]
    back = torch.tensor(order).argsort()
    topics, sides = (torch.cat(parts)[back] for parts in zip(*read, strict=True))
    return topics, sides


def pad(texts: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
    """Pieces and mask, (texts, longest)."""
    longest = max(len(pieces) for pieces in texts)
    padded, mask = (torch.zeros(len(texts), longest, dtype=torch.long) for _ in range(2))
    for place, pieces in enumerate(texts):
        padded[place, : len(pieces)] = torch.tensor(pieces)
        mask[place, : len(pieces)] = 1
    return padded, mask


def judge_pairs(judged: Tensor, rows: Sequence[Row]) -> Tensor:
    """The mean cost of log probabilities (n, n, 3) of all pairs of two different texts.

    Of two texts that speak of the same claim, one of them without a side, only that much is asked.
    """
    speaks, sides = _tables(rows)
    same, together = sides @ sides.T, speaks @ speaks.T > 0
    apart, alike, opposed = judged.unbind(-1)
    either = torch.logaddexp(alike, opposed)
    right = torch.where(same > 0, alike, torch.where(same < 0, opposed, torch.where(together, either, apart)))
    others = ~torch.eye(len(rows), dtype=torch.bool)
    apart_weight = UNRELATED * (together & others).sum() / (~together).sum().clamp(min=1)
    weights = torch.where(together, 1.0, apart_weight) * others
    return -(right * weights).sum() / weights.sum()


def _tables(rows: Sequence[Row]) -> tuple[Tensor, Tensor]:
    """(n, concepts): 1 where a text speaks of a concept; and its side."""
    place = {concept: at for at, concept in enumerate(sorted({concept for row in rows for concept in row.sides}))}
    speaks, sides = torch.zeros(len(rows), len(place)), torch.zeros(len(rows), len(place))
    for number, row in enumerate(rows):
        for concept, side in row.sides.items():
            speaks[number, place[concept]] = 1
            sides[number, place[concept]] = side
    return speaks, sides
