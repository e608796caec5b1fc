"""A language model at an address: what is asked, and what becomes of bad answers."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chat_by_hand import Server, completion
from onrecord.errors import InputError, UsageError
from onrecord.language import ChatClient, ChatSettings
from onrecord.language.chat import PATIENCE, parse_object
from onrecord.model import ChatError, Question

QUESTION = Question(task="colours", system="Name colours.", material="The sky.", schema={"type": "object"})


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Starts servers that stop with the test."""
    started: list[Server] = []

    def start(reply: Callable[..., Any]) -> Server:
        started.append(Server(reply))
        return started[-1]

    yield start
    for server in started:
        server.close()


def client(server: Server, *, answers: str = "", timeout: float = 5.0, key: str = "") -> ChatClient:
    """A client that hardly waits."""
    settings = ChatSettings(url=server.url, model="tiny", answers=answers, timeout=timeout)
    return ChatClient(settings, key=key, pause=0.01)


def test_a_question_asks_for_the_schema_without_chance(serve: Callable[..., Server]) -> None:
    """The form is the schema, temperature and seed are nought, the key is sent."""
    server = serve(lambda number, body: completion('{"colours": ["blue"]}'))
    assert client(server, key="secret").ask(QUESTION) == {"colours": ["blue"]}
    (body,) = server.asked
    assert body["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert (body["model"], body["temperature"], body["seed"]) == ("tiny", 0, 0)
    assert server.keys == ["Bearer secret"]


@pytest.mark.parametrize("status", [400, 422, 500])
def test_a_server_that_refuses_the_form_is_asked_more_loosely(serve: Callable[..., Server], status: int) -> None:
    """Schema, then object, then in words alone; what worked is kept to."""

    def reply(number: int, body: dict[str, Any]) -> Any:
        return (status, {}, b"no response_format") if "response_format" in body else completion('{"a": 1}')

    server = serve(reply)
    asker = client(server)
    assert asker.ask(QUESTION) == {"a": 1}
    forms = [body.get("response_format", {}).get("type") for body in server.asked]
    assert forms == ["json_schema", "json_object", None]
    assert "schema" in server.asked[-1]["messages"][0]["content"]
    asker.ask(QUESTION)
    assert len(server.asked) == 4


def test_an_answer_is_kept_by_its_question(serve: Callable[..., Server], tmp_path: Path) -> None:
    """Another client with the same file asks nothing; another question is asked."""
    server = serve(lambda number, body: completion(json.dumps({"number": number})))
    answers = str(tmp_path / "kept.answers")
    assert client(server, answers=answers).ask(QUESTION) == {"number": 1}
    assert client(server, answers=answers).ask(QUESTION) == {"number": 1}
    other = Question(task="colours", system="Name colours.", material="The sea.", schema={"type": "object"})
    assert client(server, answers=answers).ask(other) == {"number": 2}


@pytest.mark.parametrize("status", [429, 503])
def test_a_refusal_that_passes_is_waited_out(serve: Callable[..., Server], status: int) -> None:
    """The question is put again, after the wait the server names."""
    server = serve(
        lambda number, body: (status, {"Retry-After": "0.05"}, b"busy") if number == 1 else completion('{"a": 1}')
    )
    assert client(server).ask(QUESTION) == {"a": 1}
    assert len(server.asked) == 2


def test_a_dropped_connection_is_tried_again(serve: Callable[..., Server]) -> None:
    """Once is no reason to give up."""
    server = serve(lambda number, body: None if number == 1 else completion('{"a": 1}'))
    assert client(server).ask(QUESTION) == {"a": 1}


@pytest.mark.parametrize(
    "answer",
    [
        completion("I am sorry, I cannot do that."),
        completion("[1, 2"),
        completion("{" * 5000),
        completion("null"),
        (200, {}, b"<html>hello</html>"),
        (200, {}, b'{"choices": []}'),
        (200, {}, b'{"choices": [{"message": {"content": null}}]}'),
        (200, {}, b"\xff\xfe\x00"),
        (401, {}, b"who are you?"),
        (200, {}, b"x" * 1_100_000),
        None,
    ],
    ids=lambda answer: str(answer)[:40],
)
def test_nonsense_is_no_answer(serve: Callable[..., Server], answer: Any) -> None:
    """Whatever the server says, the error is one that readers expect."""
    server = serve(lambda number, body: answer)
    with pytest.raises(ChatError):
        client(server).ask(QUESTION)


def test_a_silent_server_is_left_in_time(serve: Callable[..., Server]) -> None:
    """Waiting ends with the timeout, and after some such questions the address is given up."""
    server = serve(lambda number, body: time.sleep(0.5))
    asker = client(server, timeout=0.1)
    for _ in range(PATIENCE):
        with pytest.raises(ChatError, match=r"no answer in 0\.1 s"):
            asker.ask(QUESTION)
    with pytest.raises(ChatError, match="given up"):
        asker.ask(QUESTION)
    assert len(server.asked) == PATIENCE


def test_an_address_where_nobody_listens_is_no_answer() -> None:
    """The error names the address."""
    settings = ChatSettings(url="http://127.0.0.1:9/v1", model="tiny", timeout=1)
    with pytest.raises(ChatError, match="127"):
        ChatClient(settings, pause=0.01).ask(QUESTION)


@pytest.mark.parametrize("url", ["localhost:8080", "file:///etc/passwd", "ftp://host/", "", "http://"])
def test_an_address_is_http(url: str) -> None:
    """Anything else is wrong use."""
    with pytest.raises(UsageError, match="address"):
        ChatSettings(url=url, model="tiny")


def test_a_file_of_other_content_keeps_no_answers(tmp_path: Path) -> None:
    """The error names the option, and the file is left as it is."""
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but long enough to be read as one " * 4)
    with pytest.raises(InputError, match="--llm-answers"):
        ChatClient(ChatSettings(url="http://localhost/", model="tiny", answers=str(file)))
    assert file.read_text().startswith("not a database")


@pytest.mark.parametrize(
    "text", ['{"a": {"b": 1}}', '```json\n{"a": {"b": 1}}\n```', 'Well {hm} then: {"a": {"b": 1}} Done.']
)
def test_the_object_is_found_in_what_stands_around_it(text: str) -> None:
    """Fences and chatter are left."""
    assert parse_object(text) == {"a": {"b": 1}}
