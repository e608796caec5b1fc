"""From a statement table to discourse networks: DNA's numbers, options under rDNA's names, and their error bars.

Pure arithmetic on `model.StatementTable`; numpy, scipy and networkx only. Positions become a network in three lines::

    from onrecord.model import Side, StatementRow, table_of
    from onrecord.network import Settings, Aggregation, one_mode, two_mode

    table = table_of([StatementRow(date=day, document=article_id, source=outlet, start=span.start, stop=span.end,
                                   values={"person": actor, "organization": organisation, "concept": concept_id,
                                           "agreement": side is Side.FOR}), ...])
    stands = two_mode(table, Settings(variable1="person", qualifier_aggregation=Aggregation.SUBTRACT))
    allies = one_mode(table, Settings(variable1="person", qualifier_aggregation=Aggregation.CONGRUENCE))

``stands.rows`` x ``stands.columns`` label ``stands.dense`` (numpy); ``allies.edges()`` lists (actor, actor, weight).
Leave out positions that are neither for nor against, or give them an integer qualifier of their own
(``variables={..., "side": DataType.INTEGER}`` with -1, 0, 1). One copy of a syndicated story only, or
``duplicates=Duplicates.WEEK``. `Settings` documents each option; `parse_options` reads rDNA's own spelling.
"""

from onrecord.network.event_list import EventList, list_statements
from onrecord.network.network import Network, build, one_mode, two_mode
from onrecord.network.series import iter_networks
from onrecord.network.settings import (
    Aggregation,
    Compat,
    Duplicates,
    Kernel,
    NetworkType,
    Normalization,
    Settings,
    TimeWindow,
    parse_options,
)
from onrecord.network.shares import Shares, find_shares

__all__ = [
    "Aggregation", "Compat", "Duplicates", "EventList", "Kernel", "Network", "NetworkType", "Normalization", "Settings",
    "Shares", "TimeWindow", "build", "find_shares", "iter_networks", "list_statements", "one_mode", "parse_options",
    "two_mode",
]  # fmt: skip
