"""Time expressions to dates; sentences that report events; reports merged into events."""

from onrecord.timeline.events import VERSION, find_events
from onrecord.timeline.merge import merge_events
from onrecord.timeline.places import Place, find_place
from onrecord.timeline.times import find_times

__all__ = ["VERSION", "Place", "find_events", "find_place", "find_times", "merge_events"]
