"""How a record becomes JSON and comes back unchanged; the types of its fields decide."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from onrecord.errors import BugError, RecordFileError

T = TypeVar("T")


def encode(record: Any) -> str:
    """The JSON text of `record`: the same record always gives the same text."""
    return json.dumps(_to_plain(record), ensure_ascii=False, separators=(",", ":"))


def decode(cls: type[T], text: str) -> T:
    """The record of type `cls` written in `text`.

    Raises:
        RecordFileError: the text does not hold such a record, or its id is not the one its content gives.
    """
    try:
        return typing.cast(T, _from_plain(cls, json.loads(text)))
    except (KeyError, TypeError, ValueError) as error:
        raise RecordFileError(
            f"a stored {cls.__name__} cannot be read: {error}",
            expected="a row as onrecord wrote it",
            next_step="restore the record file from a copy, or read the articles again into a new one",
        ) from error


def _to_plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [_to_plain(item) for item in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise BugError(f"a {type(value).__name__} stands in a record", expected="plain values, enums, dates, records")


@cache
def _field_types(cls: type) -> tuple[tuple[str, Any, bool], ...]:
    hints = typing.get_type_hints(cls)
    return tuple((f.name, hints[f.name], f.init) for f in dataclasses.fields(cls))


def _from_plain(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return (
            None if value is None else _from_plain(next(a for a in typing.get_args(kind) if a is not type(None)), value)
        )
    if origin is tuple:
        arguments = typing.get_args(kind)
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_from_plain(arguments[0], item) for item in value)
        return tuple(_from_plain(argument, item) for argument, item in zip(arguments, value, strict=True))
    if dataclasses.is_dataclass(kind):
        return _record_from_plain(typing.cast(type, kind), value)
    if kind is datetime or kind is date:
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value


def _record_from_plain(cls: type, value: dict[str, Any]) -> Any:
    fields = _field_types(cls)
    record = cls(**{name: _from_plain(kind, value[name]) for name, kind, init in fields if init and name in value})
    for name, _, init in fields:
        if not init and name in value and getattr(record, name) != value[name]:
            raise ValueError(f"its {name} is {value[name]!r}, its content gives {getattr(record, name)!r}")
    return record
