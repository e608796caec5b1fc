"""Analysis -> Statement: source, cue and content, linked; direct, indirect, mixed."""

from onrecord.statements.find import find_statements

__all__ = ["find_statements"]
