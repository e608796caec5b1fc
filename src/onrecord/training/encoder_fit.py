"""How a network over the shared encoder is fitted: rates by layer, steps, the running average, what is kept."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from onrecord.training.encoder_settings import Settings, Task
from onrecord.training.encoder_team import Team

AVERAGED_EVERY = 4


def make_optimizer(network: Any, settings: Settings) -> torch.optim.Optimizer:
    """AdamW with rates that fall from the top layer to the embeddings; heads and new embeddings learn faster."""
    depth = network.encoder.config.num_hidden_layers
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
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


def fit(task: Task, out: Path, settings: Settings, *, resume: Path | None = None) -> None:
    """Train the network of `task`, whose weights become their running average; each epoch's state is kept in `out`.

    `resume`: a state that an earlier run kept, to go on from. Same settings, gold data and machine: same weights.
    """
    network = task.network
    optimizer = make_optimizer(network, settings)
    peaks = [group["lr"] for group in optimizer.param_groups]
    average = [parameter.detach().clone() for parameter in network.learned]
    first, step, began = 0, 0, time.monotonic()
    if resume is not None:
        state = torch.load(resume)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        average, first, step = state["average"], state["epoch"], state["step"]
    with Team(task, settings, first) as team:
        for epoch in range(first, settings.epochs):
            for done, losses in team.iter_losses(epoch):
                for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                    group["lr"] = peak * settings.pace_at(epoch + done)
                torch.nn.utils.clip_grad_norm_(network.learned, 1.0)
                optimizer.step()
                step += 1
                if step % AVERAGED_EVERY == 0:
                    update_average(average, network, min(settings.average, step / (step + 10)) ** AVERAGED_EVERY)
                if step % 20 == 0:
                    entry = {"step": step, "epoch": round(epoch + done, 3), "losses": [round(x, 4) for x in losses]}
                    with (out / "log.jsonl").open("a", encoding="utf-8") as log:
                        log.write(json.dumps({**entry, "seconds": round(time.monotonic() - began)}) + "\n")
            state = {"network": network.state_dict(), "average": average, "optimizer": optimizer.state_dict()}
            torch.save({**state, "epoch": epoch + 1, "step": step}, out / f"epoch-{epoch + 1}.pt")
    if settings.blends:
        average = blend_averages([out / f"epoch-{epoch + 1}.pt" for epoch in range(settings.epochs)])
    for kept, parameter in zip(average, network.learned, strict=True):
        parameter.data.copy_(kept)


def blend_averages(states: Sequence[Path]) -> list[torch.Tensor]:
    """The mean of the running averages in kept states of one run (model soups: Wortsman et al., ICML 2022)."""
    averages = [torch.load(state)["average"] for state in states]
    return [torch.stack(same).mean(dim=0) for same in zip(*averages, strict=True)]


def update_average(average: Sequence[torch.Tensor], network: Any, keep: float) -> None:
    """Move `average` a little toward the weights as they are (Polyak and Juditsky 1992)."""
    for kept, parameter in zip(average, network.learned, strict=True):
        kept.lerp_(parameter.detach(), 1 - keep)
