"""Sentence vectors kept with a record, so that a text is encoded once however often its record is learned from."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np

from onrecord.model import Encoder, content_id


class KeptVectors:
    """An encoder that remembers; implements ``model.Encoder``.

    `make` loads the encoder `name`, and is called only for texts that are new; `kept` is what `text` gave before.
    Vectors are half precision from the first, so that those kept equal those just made.
    """

    SETTING: ClassVar[str] = "vectors"

    def __init__(self, make: Callable[[], Encoder], name: str, kept: str | None = None) -> None:
        self.name = name
        self.is_changed = False
        self._make = make
        self._encoder: Encoder | None = None
        self._rows: dict[str, Any] = {}
        known = json.loads(kept) if kept else {}
        if known.get("encoder") == name and known["texts"]:
            table = np.frombuffer(base64.b64decode(known["vectors"]), dtype="<f2").reshape(len(known["texts"]), -1)
            self._rows = dict(zip(known["texts"], table, strict=True))

    def encode(self, texts: Sequence[str]) -> Any:
        """A float array (len(texts), width), rows of unit length."""
        keys = [content_id("text", text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._rows}
        if new:
            vectors = np.asarray(self._loaded.encode(list(new.values()))).astype("<f2")
            self._rows.update(zip(new, vectors, strict=True))
            self.is_changed = True
        if not keys:
            return self._loaded.encode([])
        return np.stack([self._rows[key] for key in keys]).astype(np.float32)

    def text(self) -> str:
        """All that is remembered, as JSON."""
        keys = sorted(self._rows)
        table = np.stack([self._rows[key] for key in keys]) if keys else np.zeros((0, 0), dtype="<f2")
        packed = base64.b64encode(table.astype("<f2").tobytes()).decode("ascii")
        return json.dumps({"encoder": self.name, "texts": keys, "vectors": packed})

    @property
    def _loaded(self) -> Encoder:
        if self._encoder is None:
            self._encoder = self._make()
        return self._encoder
