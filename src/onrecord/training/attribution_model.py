"""The network that learns to attribute: one encoder, a CRF over BIOES labels, and a biaffine score for each link."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from transformers import BertModel

from onrecord.statements.decoder import DISTANCES, FORBIDDEN, LABELS, LEGAL, RANKS, Tagged, places
from onrecord.statements.tagger_words import BREAKS, CASES, QUOTES

LINK_WIDTH = 48
PARTS = ("cue_of_source", "source", "cue_of_content", "content")


class Batch(NamedTuple):
    """Padded windows: pieces (B, L), their writing (B, L, 3), first piece of each word (B, N), labels (B, N), links.

    `sources` and `contents` hold for each window (anchors, candidates, target index of each anchor); a cue's
    candidates are sources, the one past the last meaning none; a content's candidates are cues.
    """

    pieces: Tensor
    mask: Tensor
    writing: Tensor
    heads: Tensor
    words: Tensor
    labels: Tensor
    sources: Sequence[tuple[list[Tagged], list[Tagged], list[int]]]
    contents: Sequence[tuple[list[Tagged], list[Tagged], list[int]]]


class AttributionNetwork(nn.Module):  # type: ignore[misc, unused-ignore]
    """`forward` gives for every piece label scores (B, L, 13) and link vectors (B, L, 8 x `LINK_WIDTH`).

    The vectors of the vocabulary, half of all weights, stay as they are: steps cost less, rare words keep their place.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(str(folder), add_pooling_layer=False, attn_implementation="sdpa")
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        width = self.encoder.config.hidden_size
        self.case = nn.Embedding(CASES, width)
        self.quote = nn.Embedding(QUOTES, width)
        self.breaks = nn.Embedding(BREAKS, width)
        for table in (self.case, self.quote, self.breaks):
            nn.init.normal_(table.weight, std=0.01)
        self.hidden = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Dropout(0.1))
        self.label = nn.Linear(width, len(LABELS))
        self.link_hidden = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Dropout(0.1))
        self.link = nn.Linear(width, 2 * len(PARTS) * LINK_WIDTH)
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.place_source = nn.Parameter(torch.zeros(2 * RANKS * DISTANCES))
        self.place_content = nn.Parameter(torch.zeros(2 * RANKS * DISTANCES))
        self.no_source = nn.Linear(2 * LINK_WIDTH, 1)

    def forward(self, pieces: Tensor, mask: Tensor, writing: Tensor) -> tuple[Tensor, Tensor]:
        """Label scores and link vectors of every piece."""
        return self.read_vectors(self.encoder.embeddings.word_embeddings(pieces), mask, writing)

    def read_vectors(self, vectors: Tensor, mask: Tensor, writing: Tensor) -> tuple[Tensor, Tensor]:
        """The same, from the vectors of the vocabulary (B, L, width)."""
        inputs = vectors + self.case(writing[..., 0]) + self.quote(writing[..., 1]) + self.breaks(writing[..., 2])
        states = self.encoder(inputs_embeds=inputs, attention_mask=mask).last_hidden_state
        return self.label(self.hidden(states)), self.link(self.link_hidden(states))

    @property
    def learned(self) -> list[nn.Parameter]:
        """The weights that training changes."""
        return [parameter for parameter in self.parameters() if parameter.requires_grad]

    def tagging_loss(self, scores: Tensor, batch: Batch) -> Tensor:
        """Negative log likelihood of the labels under the CRF, per word (Lafferty et al. 2001)."""
        legal = torch.from_numpy(LEGAL)
        moves = torch.where(legal, self.transitions, torch.full_like(self.transitions, FORBIDDEN))
        gold = scores.gather(2, batch.labels[..., None]).squeeze(2)
        gold_moves = moves[batch.labels[:, :-1], batch.labels[:, 1:]]
        total = (gold * batch.words).sum() + (gold_moves * batch.words[:, 1:]).sum()
        alpha = scores[:, 0]
        for index in range(1, scores.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + moves, dim=1) + scores[:, index]
            alpha = torch.where(batch.words[:, index, None], step, alpha)
        return (torch.logsumexp(alpha, dim=1).sum() - total) / batch.words.sum()

    def linking_loss(self, vectors: Tensor, batch: Batch) -> Tensor:
        """Cross entropy of the gold links among all candidates of the window, sources and contents summed."""
        parts = vectors.unflatten(-1, (len(PARTS), 2, LINK_WIDTH))
        losses = [vectors.new_zeros(())]
        count = 0
        for row, (cues, sources, targets) in enumerate(batch.sources):
            if cues:
                scores = self.source_scores(parts[row], cues, sources)
                losses.append(nn.functional.cross_entropy(scores, torch.tensor(targets), reduction="sum"))
                count += len(cues)
        for row, (contents, cues, targets) in enumerate(batch.contents):
            if contents and len(cues) > 1:
                scores = self.pair_scores(parts[row], 3, contents, cues) + self.place_content[_places(contents, cues)]
                losses.append(nn.functional.cross_entropy(scores, torch.tensor(targets), reduction="sum"))
            count += len(contents)
        return torch.stack(losses).sum() / max(count, 1)

    def source_scores(self, parts: Tensor, cues: list[Tagged], sources: list[Tagged]) -> Tensor:
        """(cues, sources + 1): the last column is the score of having no source."""
        none = self.no_source(torch.cat((_ends(parts, 0, cues, 0), _ends(parts, 0, cues, 1)), dim=-1))
        if not sources:
            return none
        found = self.pair_scores(parts, 0, cues, sources) + self.place_source[_places(cues, sources)]
        return torch.cat((found, none), dim=1)

    def pair_scores(self, parts: Tensor, part: int, anchors: list[Tagged], others: list[Tagged]) -> Tensor:
        """Biaffine scores (anchors, others) of spans, each the sum of its first and last word's vectors."""
        other = part + 1 if part == 0 else part - 1
        left = _ends(parts, part, anchors, 0) + _ends(parts, part, anchors, 1)
        right = _ends(parts, other, others, 0) + _ends(parts, other, others, 1)
        return left @ right.T / LINK_WIDTH**0.5


def _ends(parts: Tensor, part: int, spans: list[Tagged], border: int) -> Tensor:
    at = torch.tensor([span.last if border else span.first for span in spans])
    return parts[at, part, border]


def _places(anchors: list[Tagged], others: list[Tagged]) -> Tensor:
    found: NDArray[np.int64] = places([s[1:] for s in anchors], [s[1:] for s in others])
    return torch.from_numpy(found)
