"""A large language model at any OpenAI-compatible address: asked with patience, but never for long.

An answer is kept by its question in a file of the user's choice, so that what was paid for once is not asked again and
a second reading gives the same records. The form of the answer is asked for as strictly as the server allows: a JSON
schema, else a JSON object, else in words alone.
"""

from __future__ import annotations

import http.client
import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from onrecord.errors import UsageError
from onrecord.language.answers import Answers
from onrecord.model import ChatError, Question, record

FORMS = ("json_schema", "json_object", "plain")
TIMEOUT = 120.0
RETRIES = 2
"""How often a question is put again after a refusal that may pass (429, 5xx, a broken connection)."""
LONGEST_WAIT = 20.0
"""Seconds waited at most before putting a question again, whatever the server wishes."""
PATIENCE = 3
"""After so many questions in a row without an answer the address is given up for this process."""
MAX_ANSWER = 1_000_000
"""Bytes; whatever is longer is no answer to our questions."""
BRACES = 20
"""At so many places an object is looked for in an answer."""
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_FORM_REFUSED = frozenset({400, 404, 415, 422, 500, 501})


@record
class ChatSettings:
    """Which model is asked where. The key is never part of a recipe: it comes from the environment."""

    url: str
    model: str
    answers: str = ""
    """The file that keeps answers; empty for none."""
    timeout: float = TIMEOUT
    """Seconds one answer may take."""
    max_tokens: int = 4096

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in {"http", "https"} or not urlsplit(self.url).hostname:
            raise UsageError(
                f"{self.url!r} is no address of a language model",
                expected="http:// or https:// and a host",
                next_step="give the server's base address, say http://localhost:8080/v1",
            )
        if not self.model.strip():
            raise UsageError(
                "no language model is named", expected="the name the server knows it by", next_step="--llm-model NAME"
            )


class ChatClient:
    """Puts questions to the address, one at a time."""

    def __init__(self, settings: ChatSettings, *, key: str = "", pause: float = 1.0) -> None:
        self._settings = settings
        self._key = key
        self._pause = pause
        self._answers = Answers(settings.answers) if settings.answers else None
        self._form = 0
        self._failed = 0

    @property
    def name(self) -> str:
        """The model's name."""
        return self._settings.model

    def ask(self, question: Question) -> Mapping[str, Any]:
        """The answer as a JSON object, from the file of answers if it was given before.

        Raises:
            ChatError: no answer in time, or none that is a JSON object.
        """
        kept = self._answers.find(self.name, question) if self._answers else None
        if kept is not None:
            return kept
        if self._failed >= PATIENCE:
            raise ChatError(f"{self._settings.url} was given up after {PATIENCE} questions without an answer")
        try:
            answer = parse_object(self._ask_in_form(question))
        except ChatError:
            self._failed += 1
            raise
        self._failed = 0
        if self._answers:
            self._answers.keep(self.name, question, answer)
        return answer

    def _ask_in_form(self, question: Question) -> str:
        """The text of the answer, the form loosened where the server refuses it."""
        while True:
            try:
                return self._ask_again(self._body(question))
            except _RefusedError as error:
                if error.status in _FORM_REFUSED and self._form + 1 < len(FORMS):
                    self._form += 1
                    continue
                raise ChatError(f"{self._settings.url} refused the question: {error}") from error

    def _body(self, question: Question) -> dict[str, Any]:
        form = FORMS[self._form]
        schema = dict(question.schema)
        system = question.system
        if form != "json_schema":
            system += "\nAnswer with one JSON object of this schema and nothing else:\n" + json.dumps(schema)
        body: dict[str, Any] = {
            "model": self._settings.model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": question.material}],
            "temperature": 0,
            "seed": 0,
            "max_tokens": self._settings.max_tokens,
        }
        if form == "json_schema":
            body["response_format"] = {
                "type": form,
                "json_schema": {"name": question.task, "strict": True, "schema": schema},
            }
        elif form == "json_object":
            body["response_format"] = {"type": form}
        return body

    def _ask_again(self, body: Mapping[str, Any]) -> str:
        """The text of the answer; a refusal that may pass is waited out."""
        for attempt in range(RETRIES + 1):
            wait = self._pause * 2**attempt
            try:
                return _text_of(self._post(body))
            except _RefusedError as error:
                # A server that fails on the form itself says 500 as well: only the loosest form is put again then.
                is_form = error.status == 500 and self._form + 1 < len(FORMS)
                if error.status not in _PASSING or is_form or attempt == RETRIES:
                    raise
                wait = max(wait, error.wait)
            except TimeoutError as error:
                raise ChatError(f"{self._settings.url} gave no answer in {self._settings.timeout:g} s") from error
            except (OSError, http.client.HTTPException) as error:
                if attempt == RETRIES:
                    raise ChatError(f"{self._settings.url} cannot be reached: {error}") from error
            time.sleep(min(wait, LONGEST_WAIT))
        raise ChatError(f"{self._settings.url} gave no answer")

    def _post(self, body: Mapping[str, Any]) -> bytes:
        request = urllib.request.Request(
            self._settings.url.rstrip("/") + "/chat/completions",
            data=json.dumps(body).encode("utf-8"),
            headers={"Content-Type": "application/json"}
            | ({"Authorization": f"Bearer {self._key}"} if self._key else {}),
        )
        ends = time.monotonic() + self._settings.timeout
        try:
            with urllib.request.urlopen(request, timeout=self._settings.timeout) as response:
                return _read_until(response, ends)
        except urllib.error.HTTPError as error:
            with error:
                raise _RefusedError(error.code, _wait_of(error.headers), _snippet(error.read(400))) from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError | socket.timeout):
                raise TimeoutError(str(error.reason)) from error
            raise


class _RefusedError(Exception):
    """The server answered with an error status."""

    def __init__(self, status: int, wait: float, words: str) -> None:
        super().__init__(f"{status} {words}".strip())
        self.status = status
        self.wait = wait


def _read_until(response: Any, ends: float) -> bytes:
    """The whole answer; TimeoutError where it drips in past `ends`, ChatError where it does not stop."""
    parts, size = [], 0
    while part := response.read1(65_536):
        parts.append(part)
        size += len(part)
        if time.monotonic() > ends:
            raise TimeoutError("the answer came too slowly")
        if size > MAX_ANSWER:
            raise ChatError(f"the language model's answer is longer than {MAX_ANSWER} bytes")
    return b"".join(parts)


def _wait_of(headers: Any) -> float:
    try:
        return max(0.0, float(headers.get("Retry-After", "0")))
    except (TypeError, ValueError):
        return 0.0


def _snippet(raw: bytes) -> str:
    return " ".join(raw.decode("utf-8", "replace").split())[:200]


def _text_of(raw: bytes) -> str:
    try:
        content = json.loads(raw)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError) as error:
        raise ChatError(f"the language model's server answered no chat completion: {_snippet(raw[:400])}") from error
    if not isinstance(content, str):
        raise ChatError("the language model answered without text")
    return content


def parse_object(text: str) -> Mapping[str, Any]:
    """The first JSON object in `text`; what stands around it (a code fence, a thought) is left.

    Raises:
        ChatError: there is none.
    """
    decoder = json.JSONDecoder()
    at = text.find("{")
    for _ in range(BRACES):
        if at < 0:
            break
        try:
            found, _ = decoder.raw_decode(text, at)
            if isinstance(found, dict):
                return found
        except (ValueError, RecursionError):
            pass
        at = text.find("{", at + 1)
    raise ChatError(f"the language model answered no JSON object: {' '.join(text.split())[:120]!r}")
