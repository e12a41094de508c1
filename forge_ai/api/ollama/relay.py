"""The relay's answer as Ollama's API says it: lines of JSON, or one object.

Does not know how an answer comes about, nor which words stand for which (:mod:`forge_ai.api.ollama.words`).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.types import Message, Receive, Scope, Send

from forge_ai.api.border.failures import ollama_failure
from forge_ai.api.delivery.captured import OF_ITS_BODY, Captured, captured
from forge_ai.api.delivery.chunks import Chunk, ChunkReader
from forge_ai.api.ollama.words import Telling
from forge_ai.clock import Clock
from forge_ai.errors import PromptTooLong

Shorter = Callable[[], Awaitable[Response | None]]  # the same question, shorter; None when that cannot be


async def no_shorter() -> None:
    """What is asked cannot be shortened."""


def moment(clock: Clock) -> str:
    """Now, as Ollama writes it."""
    return clock.now().isoformat().replace("+00:00", "Z")


class OllamaRelay(Response):
    """Runs a relay and tells its answer in other words. ``model`` is the name that the client used.

    A question that is longer than the model reads is asked again as long as ``shorter`` makes it shorter.
    """

    def __init__(
        self,
        relay: Response,
        telling: Telling,
        model: str,
        clock: Clock,
        *,
        streams: bool,
        shorter: Shorter = no_shorter,
    ) -> None:
        super().__init__()
        self._shorter = shorter
        self._relay = relay
        self._telling = telling
        self._model = model
        self._clock = clock
        self._streams = streams
        self._begun = clock.steady()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, unless the client leaves first."""
        if self._streams:
            await self._stream(scope, receive, send)
            return
        found = await captured(self._relay, scope, receive)
        while relay := await self._again(found.answer):
            found = await captured(relay, scope, receive)
        await JSONResponse(self._whole(found), found.status, found.headers)(scope, receive, send)

    def _whole(self, found: Captured) -> Mapping[str, Any]:
        if found.status != 200:
            return ollama_failure(found.answer)
        return self.signed(self._telling.whole(found.answer, self._seconds()))

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        interpreter = _Interpreter(self, send)
        await self._relay(scope, receive, interpreter)
        while relay := await self._again(interpreter.refusal):
            interpreter = _Interpreter(self, send)
            await relay(scope, receive, interpreter)
        if interpreter.refusal:
            await interpreter.refuse()

    async def _again(self, answer: Mapping[str, Any]) -> Response | None:
        error = answer.get("error")
        too_long = isinstance(error, Mapping) and error.get("code") == PromptTooLong.code
        return await self._shorter() if too_long else None

    def lines(self, chunk: Chunk) -> list[Mapping[str, Any]]:
        """What one chunk of the relay's stream becomes; an error is the last."""
        if chunk.get("error"):
            return [ollama_failure(chunk)]
        piece = self._telling.piece(chunk)
        return [self.signed(piece)] if piece else []

    def ending(self) -> list[Mapping[str, Any]]:
        """What comes after the last event."""
        return [self.signed(line) for line in self._telling.ending(self._seconds())]

    def signed(self, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """With the model's name and the time."""
        return {"model": self._model, "created_at": moment(self._clock), **said}

    def _seconds(self) -> float:
        return self._clock.steady() - self._begun


class _Interpreter:
    """Takes what the relay sends, and sends what Ollama would."""

    def __init__(self, answer: OllamaRelay, send: Send) -> None:
        self._answer = answer
        self._send = send
        self._reader = ChunkReader()
        self._start: Message = {}
        self._refused = bytearray()
        self._failed = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            if message["status"] == 200:
                await self._begin(b"application/x-ndjson")
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._start["status"] == 200:
            await self._tell(body, more=more)
        else:
            self._refused += body

    async def _begin(self, media_type: bytes) -> None:
        kept = [(name, value) for name, value in self._start.get("headers", ()) if name not in OF_ITS_BODY]
        await self._send({**self._start, "headers": [*kept, (b"content-type", media_type)]})

    async def _tell(self, body: bytes, *, more: bool) -> None:
        lines = [line for chunk in self._reader.feed(body) for line in self._answer.lines(chunk)]
        self._failed = self._failed or any("error" in line for line in lines)
        if not more and not self._failed:
            lines += self._answer.ending()
        if lines or not more:
            await self._send({"type": "http.response.body", "body": _written(lines), "more_body": more})

    @property
    def refusal(self) -> Mapping[str, Any]:
        """Why there is no answer; empty when there is one."""
        found: Mapping[str, Any] = json.loads(bytes(self._refused)) if self._refused else {}
        return found

    async def refuse(self) -> None:
        """Say so."""
        await self._begin(b"application/json")
        await self._send({"type": "http.response.body", "body": _written([ollama_failure(self.refusal)])})


def _written(lines: list[Mapping[str, Any]]) -> bytes:
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)
