"""Quantities to figures: value, hedge, unit, what is counted, where, as of when, said by whom; grouped over reports."""

from onrecord.figures.figures import VERSION, NamedQuantity, find_figures, name_quantities
from onrecord.figures.groups import group_figures

__all__ = ["VERSION", "NamedQuantity", "find_figures", "group_figures", "name_quantities"]
