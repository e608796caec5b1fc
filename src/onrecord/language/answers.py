"""What a language model was asked and what it answered: one SQLite file, found by a hash of the question."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.model import Question, content_id

_WAIT = 30.0
"""Seconds to wait for another process that writes."""


class Answers:
    """A file of answers; several processes may use it at once."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)
        with closing(self._open()) as file, file:
            file.execute("CREATE TABLE IF NOT EXISTS answers (question TEXT PRIMARY KEY, answer TEXT NOT NULL)")

    def find(self, model: str, question: Question) -> Mapping[str, Any] | None:
        """What `model` answered to this very question before."""
        with closing(self._open()) as file:
            row = file.execute("SELECT answer FROM answers WHERE question = ?", [_key(model, question)]).fetchone()
        answer: Any = json.loads(row[0]) if row else None
        return answer if isinstance(answer, dict) else None

    def keep(self, model: str, question: Question, answer: Mapping[str, Any]) -> None:
        """Keep the answer; the first one stays."""
        with closing(self._open()) as file, file:
            text = json.dumps(answer)
            file.execute("INSERT OR IGNORE INTO answers VALUES (?, ?)", [_key(model, question), text])

    def _open(self) -> sqlite3.Connection:
        try:
            file = sqlite3.connect(self._path, timeout=_WAIT)
            file.execute("PRAGMA schema_version")
        except sqlite3.Error as error:
            raise InputError(
                f"{self._path} keeps no answers of a language model: {error}",
                expected="a file onrecord wrote, or a new one in a folder that exists",
                next_step="name another file with --llm-answers",
            ) from error
        return file


def _key(model: str, question: Question) -> str:
    return content_id(
        "answer", model, question.task, question.system, question.material, json.dumps(dict(question.schema))
    )
