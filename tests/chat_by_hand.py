"""A language model whose answers are written by hand, and the server it sits behind."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from onrecord.model import ChatError, Question

Reply = tuple[int, dict[str, str], bytes]


def completion(content: str) -> Reply:
    """A chat completion that says `content`."""
    return 200, {}, json.dumps({"choices": [{"message": {"content": content}}]}).encode()


class Server:
    """Answers each request by `reply(number, body)`, None for a dropped connection; keeps what it was asked."""

    def __init__(self, reply: Callable[[int, dict[str, Any]], Reply | None]) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.asked.append(body)
                server.keys.append(self.headers.get("Authorization"))
                answer = reply(len(server.asked), body)
                if answer is None:
                    self.connection.close()
                    return
                status, headers, content = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()


class Scripted:
    """A chat that gives the same answer to every question, or none."""

    name = "scripted"

    def __init__(self, answer: Any) -> None:
        self._answer = answer
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Mapping[str, Any]:
        """The answer it was made with."""
        self.asked.append(question)
        if self._answer is None:
            raise ChatError("nobody is there")
        answer: Mapping[str, Any] = self._answer
        return answer
