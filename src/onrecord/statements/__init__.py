"""Analysis -> Statement: source, cue and content, linked; direct, indirect, mixed."""

from onrecord.statements.find import VERSION, find_statements

__all__ = ["VERSION", "find_statements"]
