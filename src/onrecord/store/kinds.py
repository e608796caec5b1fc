"""Which records are stored, under which name, and what each is found by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from onrecord.model import (
    Actor,
    AnonymousSource,
    ArticleActor,
    Carries,
    Dated,
    Duplicate,
    Event,
    EventReport,
    Figure,
    FigureReport,
    Import,
    Learned,
    Position,
    Refers,
    Skip,
    Speaks,
    Statement,
    Version,
)

_BY_ID: Callable[[Any], str] = lambda record: record.id  # noqa: E731
_BY_ACTOR: Callable[[Any], str] = lambda record: record.actor_id  # noqa: E731
_BY_STATEMENT: Callable[[Any], str] = lambda record: record.statement_id  # noqa: E731
_BY_ARTICLE: Callable[[Any], str] = lambda record: record.article_id  # noqa: E731

KINDS: Mapping[type, tuple[str, Callable[[Any], str]]] = {
    Actor: ("actor", _BY_ID),
    AnonymousSource: ("anonymous source", _BY_ACTOR),
    ArticleActor: ("article actor", _BY_ID),
    Carries: ("carries", _BY_ID),
    Dated: ("dated", _BY_ARTICLE),
    Duplicate: ("duplicate", _BY_ID),
    Event: ("event", _BY_ID),
    EventReport: ("event report", _BY_ID),
    Figure: ("figure", _BY_ID),
    FigureReport: ("figure report", _BY_ID),
    Learned: ("learned position", _BY_ID),
    Import: ("import", _BY_ID),
    Position: ("position", _BY_ID),
    Refers: ("refers", _BY_STATEMENT),
    Skip: ("skip", _BY_ID),
    Speaks: ("speaks", _BY_STATEMENT),
    Statement: ("statement", _BY_ID),
    Version: ("version", _BY_ID),
}


def name_of(cls: type) -> str:
    """The name a record type is stored under."""
    return KINDS[cls][0]


def key_of(record: Any) -> str:
    """What a record is found by within its kind."""
    return KINDS[type(record)][1](record)
