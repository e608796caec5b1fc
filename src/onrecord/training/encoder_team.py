"""How processes share a training step: each takes part of the batch on one thread, the gradients are averaged.

On a laptop's or a shared machine's cores this is faster than threads inside each operation, which wait for one
another thousands of times in a step; here it is twice. The weights lie in shared memory; only the first process
changes them, between two barriers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import torch
import torch.multiprocessing

from onrecord.training.encoder_settings import Settings, Task

TIMEOUT = 600.0
"""Seconds after which a process that hears nothing of the others gives up."""
MOST_LOSSES = 2


class Team:
    """The processes of one run; a context manager that ends them."""

    def __init__(self, task: Task, settings: Settings, first: int) -> None:
        context = torch.multiprocessing.get_context("spawn")
        task.network.share_memory()
        size = sum(parameter.numel() for parameter in task.network.learned)
        self._member = Member(
            task=task,
            settings=settings,
            barrier=context.Barrier(settings.workers, timeout=TIMEOUT),
            gradients=torch.zeros(settings.workers, size).share_memory_(),
            losses=torch.zeros(settings.workers, MOST_LOSSES).share_memory_(),
        )
        self._others = [
            context.Process(target=self._member.work, args=(rank, first), daemon=True)
            for rank in range(1, settings.workers)
        ]

    def __enter__(self) -> Team:
        for process in self._others:
            process.start()
        self._member.begin(0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._others:
            if kind is not None:
                process.terminate()
            process.join()

    def iter_losses(self, epoch: int) -> Iterator[tuple[float, list[float]]]:
        """For each step of the epoch, once all gradients are in: the share of the epoch done, and the mean losses.

        The caller changes the weights before it asks for the next.
        """
        member = self._member
        for done in member.iter_steps(0, epoch):
            begin = 0
            mean = member.gradients.mean(dim=0)
            for parameter in member.task.network.learned:
                parameter.grad = mean[begin : begin + parameter.numel()].view_as(parameter)
                begin += parameter.numel()
            yield done, member.losses.mean(dim=0).tolist()


class Member:
    """What every process of the team holds."""

    def __init__(self, **parts: Any) -> None:
        self.task: Task = parts["task"]
        self.settings: Settings = parts["settings"]
        self.barrier: Any = parts["barrier"]
        self.gradients: torch.Tensor = parts["gradients"]
        self.losses: torch.Tensor = parts["losses"]

    def begin(self, rank: int) -> None:
        """One thread, and chance of its own."""
        torch.set_num_threads(1)
        torch.manual_seed(self.settings.seed + rank)
        self.task.network.train()

    def work(self, rank: int, first: int) -> None:
        """The whole run of a process other than the first."""
        self.begin(rank)
        for epoch in range(first, self.settings.epochs):
            for _ in self.iter_steps(rank, epoch):
                pass

    def iter_steps(self, rank: int, epoch: int) -> Iterator[float]:
        """Add this process's part to each step of the epoch; the share done, once all parts are in."""
        chance = random.Random(f"{self.settings.seed}-{epoch}")
        groups = list(self.task.iter_groups(self.settings.batch, chance))
        groups = [group for group in groups if len(group) >= self.settings.workers]
        for index, group in enumerate(groups):
            if epoch + index / len(groups) >= self.settings.pace[-1][0]:
                return
            self.barrier.wait()
            self._differentiate(group[rank :: self.settings.workers], rank)
            self.barrier.wait()
            yield index / len(groups)

    def _differentiate(self, rows: Any, rank: int) -> None:
        """Write the losses and the gradients of their sum where the first process finds them."""
        losses = self.task.losses(rows)
        parameters = self.task.network.learned
        found = torch.autograd.grad(sum(losses), parameters, allow_unused=True)
        begin = 0
        for parameter, gradient in zip(parameters, found, strict=True):
            share = self.gradients[rank, begin : begin + parameter.numel()].view_as(parameter)
            share.copy_(gradient) if gradient is not None else share.zero_()
            begin += parameter.numel()
        for place, loss in enumerate(losses):
            self.losses[rank, place] = loss.detach()


def has_bfloat16() -> bool:
    """Whether this processor computes in bfloat16; one that imitates it is three times slower than without."""
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())
