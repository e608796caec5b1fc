"""What a large language model does for the rooms: a question with a form to fill in, to the filled-in form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from onrecord.errors import OnRecordError
from onrecord.model.record import record


@record
class Question:
    """What is asked: who the model is to be, the material, and the JSON schema of the answer."""

    task: str
    system: str
    material: str
    schema: Mapping[str, Any]


class ChatError(OnRecordError):
    """The language model gave no usable answer; whoever asked goes on without it."""


class Chat(Protocol):
    """A language model at some address; ``language/`` implements it, rooms put their questions to it."""

    @property
    def name(self) -> str:
        """The model's name, for provenance."""
        ...

    def ask(self, question: Question) -> Mapping[str, Any]:
        """The answer, a JSON object; whether it keeps to the schema is for the asker to check.

        Raises:
            ChatError: no answer in time, or none that is a JSON object.
        """
        ...
