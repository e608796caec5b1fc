"""Networks over time: one per window or, with a kernel, one per step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from onrecord.errors import UsageError
from onrecord.model.table import StatementTable
from onrecord.network.kernels import iter_smoothed
from onrecord.network.kernels_dna import iter_smoothed_as_dna
from onrecord.network.network import Network
from onrecord.network.settings import Aggregation, Compat, Kernel, NetworkType, Settings, TimeWindow
from onrecord.network.windows import iter_windowed


def iter_networks(table: StatementTable, settings: Settings) -> Iterator[Network]:
    """The networks of all windows under `settings`, in order of time; UsageError where no window is set."""
    if settings.time_window is TimeWindow.NO:
        raise UsageError("No time window is set.", expected="time_window days, months, events ...")
    if settings.network_type is NetworkType.EVENT_LIST:
        raise UsageError("An event list has no windows.", expected="network_type onemode or twomode")
    if settings.window_size < 1:
        raise UsageError(f"The window size is {settings.window_size}.", expected="1 or more")
    if settings.kernel is Kernel.NO:
        return iter_windowed(table, settings)
    smooth = iter_smoothed_as_dna if settings.compat is Compat.DNA else iter_smoothed
    if settings.qualifier_aggregation is not Aggregation.CONGRUENCE_AND_CONFLICT:
        return smooth(table, settings)
    kinds = (Aggregation.CONGRUENCE, Aggregation.CONFLICT)
    pairs = zip(*(smooth(table, replace(settings, qualifier_aggregation=kind)) for kind in kinds), strict=True)
    return chain.from_iterable(pairs)
