"""What every record is: a frozen, slotted, keyword-only dataclass with an id made from its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, dataclass_transform

from onrecord.errors import InvalidRecordError

T = TypeVar("T")

ID_LENGTH = 24


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make `cls` a record: frozen, slotted, keyword-only."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


def content_id(kind: str, *parts: Any) -> str:
    """The id of a record: 96 bits of BLAKE2b over its kind and content, as 24 hexadecimal digits.

    `parts` are strings, numbers, None, bytes, or tuples of these; equal parts give equal ids on every machine.
    """
    canonical = json.dumps([kind, *parts], ensure_ascii=False, separators=(",", ":"), default=_plain)
    return hashlib.blake2b(canonical.encode("utf-8", "surrogatepass"), digest_size=ID_LENGTH // 2).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return hashlib.blake2b(value, digest_size=32).hexdigest()
    raise TypeError(f"{type(value).__name__} cannot be part of an id")


def set_id(instance: Any, kind: str, *parts: Any) -> None:
    """Give a frozen record its id; called once, from ``__post_init__``."""
    object.__setattr__(instance, "id", content_id(kind, *parts))


def require(truth: object, happened: str | Callable[[], str], expected: str) -> None:
    """Raise InvalidRecordError unless `truth` holds."""
    if not truth:
        raise InvalidRecordError(happened if isinstance(happened, str) else happened(), expected=expected)
