"""Time expressions to dates; sentences that report events; reports merged into events."""

from onrecord.timeline.times import find_times

__all__ = ["find_times"]
