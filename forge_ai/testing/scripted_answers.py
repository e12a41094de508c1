"""How a scripted engine writes its replies down: JSON, events, cuts and pauses, over real HTTP.

Does not know what the script is for. Pauses wait for a test's word, never for the clock.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler
from typing import Any, Final, Protocol

from forge_ai.errors import ForgeError
from forge_ai.testing.script import Asked, Cut, Endless, Raw, Reply, Say, Wait

PATIENCE_SECONDS: Final = 20.0  # a test that never gives its word fails here instead of hanging


class _Left(ForgeError):
    """The client went away."""


class Script(Protocol):
    """Where the answers come from."""

    models: tuple[str, ...]
    api_key: str
    vector: tuple[float, ...]
    left: threading.Event

    def next_reply(self, asked: Asked) -> Reply:
        """The reply to this request."""

    def count(self, change: int) -> None:
        """An answer begins or ends."""


class ScriptedAnswers(BaseHTTPRequestHandler):
    """One connection to a scripted engine. `script` and `stopping` belong to the engine."""

    script: Script
    stopping: threading.Event
    timeout = PATIENCE_SECONDS

    def log_message(self, format: str, *_: Any) -> None:  # noqa: A002 - the name is the base class's
        """Tests read :attr:`ScriptedEngine.asked` instead."""

    def do_GET(self) -> None:
        """`/v1/models`."""
        script = self.script
        if self._is_let_in():
            listed = [{"id": name, "object": "model", "owned_by": "test", "created": 0} for name in script.models]
            known = self.path == "/v1/models"
            self._send_json(200 if known else 404, {"object": "list", "data": listed} if known else {})

    def do_POST(self) -> None:
        """Whatever the script says."""
        fields = json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))) or b"{}")
        if not self._is_let_in():
            return
        asked = Asked(self.path, dict(self.headers), fields)
        reply = self.script.next_reply(asked)
        self.script.count(1)
        try:
            self._answer(asked, reply)
        except (OSError, _Left):
            self.script.left.set()
        finally:
            self.script.count(-1)

    def _is_let_in(self) -> bool:
        key = self.script.api_key
        if key and self.headers.get("Authorization") != f"Bearer {key}":
            self._send_json(401, {"error": {"message": "Invalid API Key", "type": "authentication_error", "code": 401}})
            return False
        return True

    def _answer(self, asked: Asked, reply: Reply) -> None:
        if reply.status != 200:
            self._send_json(reply.status, reply.body)
        elif asked.path.endswith("/embeddings"):
            self._send_json(200, self._vectors(asked))
        elif asked.fields.get("stream"):
            self._stream(asked, reply)
        else:
            self._answer_whole(asked, reply)

    def _answer_whole(self, asked: Asked, reply: Reply) -> None:
        for step in reply.steps:
            if isinstance(step, Wait):
                self._wait(step.event)
            elif isinstance(step, Cut):
                return
        words = {"role": "assistant", "content": reply.text}
        if reply.tool_calls:
            words["tool_calls"] = list(reply.tool_calls)  # type: ignore[assignment]
        is_chat = asked.path.endswith("/chat/completions")
        choice = {"message": words} if is_chat else {"text": reply.text}
        whole = {"index": 0, "finish_reason": reply.finish_reason, **choice}
        kind = "chat.completion" if is_chat else "text_completion"
        self._send_json(200, {**self._frame(asked, kind), "choices": [whole], "usage": self._usage(reply)})

    def _stream(self, asked: Asked, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        is_chat = asked.path.endswith("/chat/completions")
        for part in self._parts(reply):
            delta = {"delta": {"content": part}} if is_chat else {"text": part}
            self._send_choice(asked, {**delta, "finish_reason": None})
        if any(isinstance(step, Cut) for step in reply.steps):
            return
        if reply.finish_reason:
            ending: dict[str, Any] = {"tool_calls": list(reply.tool_calls)} if reply.tool_calls else {}
            self._send_choice(asked, {"delta": ending, "finish_reason": reply.finish_reason})
            self._send_event(
                {**self._frame(asked, "chat.completion.chunk"), "choices": [], "usage": self._usage(reply)}
            )
            self._write(b"data: [DONE]\n\n")

    def _parts(self, reply: Reply) -> Iterator[str]:
        for step in reply.steps:
            if isinstance(step, Say):
                yield step.text
            elif isinstance(step, Wait):
                self._wait(step.event)
            elif isinstance(step, Raw):
                self._write(step.data)
            elif isinstance(step, Endless):
                while not self.stopping.is_set():
                    yield step.text
            else:
                return

    def _wait(self, event: threading.Event) -> None:
        """Wait for the test's word, and notice meanwhile when the client leaves."""
        self.connection.settimeout(0.02)
        for _ in range(int(PATIENCE_SECONDS / 0.02)):
            if event.is_set() or self.stopping.is_set():
                break
            if self._client_has_left():
                raise _Left("The client went away.")
        self.connection.settimeout(self.timeout)

    def _client_has_left(self) -> bool:
        try:
            return not self.connection.recv(1)
        except TimeoutError:
            return False

    def _send_choice(self, asked: Asked, choice: Mapping[str, Any]) -> None:
        self._send_event({**self._frame(asked, "chat.completion.chunk"), "choices": [{"index": 0, **choice}]})

    def _send_event(self, fields: Mapping[str, Any]) -> None:
        self._write(b"data: " + json.dumps(fields).encode() + b"\n\n")

    def _write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def _send_json(self, status: int, fields: Mapping[str, Any]) -> None:
        body = json.dumps(fields).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self._write(body)

    def _frame(self, asked: Asked, kind: str) -> dict[str, Any]:
        return {"id": "scripted-1", "object": kind, "created": 0, "model": asked.fields.get("model", "")}

    def _usage(self, reply: Reply) -> dict[str, int]:
        said = sum(isinstance(step, Say) for step in reply.steps)
        return {"prompt_tokens": 3, "completion_tokens": said, "total_tokens": 3 + said}

    def _vectors(self, asked: Asked) -> dict[str, Any]:
        texts = asked.fields.get("input", [])
        count = len(texts) if isinstance(texts, list) else 1
        vector = list(self.script.vector)
        rows = [{"object": "embedding", "index": row, "embedding": vector} for row in range(count)]
        usage = {"prompt_tokens": count, "total_tokens": count}
        return {"object": "list", "model": asked.fields.get("model", ""), "data": rows, "usage": usage}
