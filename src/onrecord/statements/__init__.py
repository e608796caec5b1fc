"""Analysis -> Statement: source, cue and content, linked; direct, indirect, mixed."""

from onrecord.statements.find import VERSION, find_statements
from onrecord.statements.headline import find_headlines

__all__ = ["VERSION", "find_headlines", "find_statements"]
