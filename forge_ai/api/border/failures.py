"""Turns errors into responses: the one place where the API gives them a status and a body.

Does not know what went wrong; the error itself says it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from forge_ai.api.border.absent import SHOWN_CHARACTERS, nothing_at
from forge_ai.api.border.program_paths import MCP_PATH, is_ollamas
from forge_ai.api.port.connections import REQUEST_ID
from forge_ai.errors import (
    BadInput,
    EngineBusy,
    ForgeError,
    MissingPart,
    ModelLoading,
    NotFound,
    RoutedInCircles,
    WrongMethod,
)
from forge_ai.limits import ERROR_TEXT_CHARACTERS
from forge_ai.protocol.agents.json_rpc import REFUSED, RpcError, failure
from forge_ai.protocol.answers.stream import written
from forge_ai.protocol.values.names import visible

RETRY_AFTER_SECONDS: Final = 2


def error_object(error: ForgeError) -> dict[str, Any]:
    """The error in the shape that OpenAI's clients read, with our hint beside it."""
    message = error.message[:ERROR_TEXT_CHARACTERS]
    kind = "invalid_request_error" if error.http_status < 500 else "server_error"
    told = {"message": message, "type": kind, "param": None, "code": error.code, "hint": error.hint}
    return {"error": told | ({"loading": error.progress} if isinstance(error, ModelLoading) else {})}


def ollama_failure(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An error in OpenAI's shape as Ollama's: one text."""
    return {"error": in_one_text(answer)}


def in_one_text(answer: Mapping[str, Any]) -> str:
    """An error in OpenAI's shape as one text, with what to do about it."""
    error = answer.get("error") or {}
    return " ".join(filter(None, (error.get("message"), error.get("hint"))))


def error_event(error: ForgeError) -> bytes:
    """The error as the last event of a stream that has begun."""
    return written(error_object(error))


class Refusal(JSONResponse):
    """An error as a whole response, with the id of the request beside its message."""

    def __init__(self, told: dict[str, Any], status: int, headers: Mapping[str, str]) -> None:
        super().__init__(told, status, headers)
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; Ollama's shape has no place for the id, which stands in the headers in any case."""
        error, identity = self._told["error"], scope.get("state", {}).get(REQUEST_ID)
        if identity and isinstance(error, dict):
            self.body = self.render({**self._told, "error": error | {REQUEST_ID: identity}})
            self.headers["Content-Length"] = str(len(self.body))
        await super().__call__(scope, receive, send)


def error_response(error: ForgeError, path: str = "") -> Refusal:
    """The error as a whole response, in the shape that the clients of that path read."""
    headers = {"Retry-After": str(_retry_after(error))} if error.http_status == 503 else {}
    if isinstance(error, MissingPart | RoutedInCircles):  # OpenAI's clients would ask twice more
        headers["X-Should-Retry"] = "false"
    return Refusal(_shaped(error, path), error.http_status, headers)


def _shaped(error: ForgeError, path: str) -> dict[str, Any]:
    told = error_object(error)
    if is_ollamas(path):
        return ollama_failure(told)
    if path.rstrip("/") == MCP_PATH:  # clients of MCP show a person this message alone, or none at all
        return failure(None, RpcError(REFUSED, in_one_text(told), {"code": error.code}))
    return told


def _retry_after(error: ForgeError) -> int:
    known = error.retry_after if isinstance(error, EngineBusy) else None
    return RETRY_AFTER_SECONDS if known is None else max(1, math.ceil(known))


async def answer_forge_error(request: Request, error: Exception) -> JSONResponse:
    """The exception handler of the application for our own errors."""
    assert isinstance(error, ForgeError)  # noqa: S101 - registered for this class only
    return error_response(error, request.url.path)


async def answer_http_error(request: Request, error: Exception) -> JSONResponse:
    """The exception handler for unknown paths and methods, in the same shape as our own errors."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    path, headers = request.url.path, error.headers or {}
    if error.status_code == WrongMethod.http_status:
        wrong: ForgeError = WrongMethod(f"{path[:SHOWN_CHARACTERS]} takes {headers.get('Allow', 'another method')}.")
    elif error.status_code == NotFound.http_status:
        wrong = nothing_at(request.method, path)
    else:
        wrong = BadInput(f"{request.method} {path[:SHOWN_CHARACTERS]}: {error.detail}.")
    response = error_response(wrong, path)
    response.status_code = error.status_code
    response.headers.update(headers)
    return response


async def answer_bad_parameter(request: Request, error: Exception) -> JSONResponse:
    """The exception handler for what stands behind the `?` of an address and is missing, or of the wrong kind."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class only
    first = error.errors()[0]
    told = f'"{first["loc"][-1]}": {first["msg"]}.'
    return error_response(BadInput(told, hint="Correct it in the address, behind the question mark."), request.url.path)


async def answer_nobody(_request: Request, _error: Exception) -> Response:
    """The exception handler for clients that left in the middle of their request; nobody reads the response."""
    return Response(status_code=400)


async def answer_unforeseen(request: Request, error: Exception) -> JSONResponse:
    """The exception handler for what should not happen: the node's terminal shows it, with the id of the request."""
    identity = request.scope["state"].get(REQUEST_ID, "without an id")
    error.add_note(f"In the request {identity}: {request.method} {visible(request.url.path[:SHOWN_CHARACTERS])}")
    told = ForgeError(
        "This should not have happened.", hint="The terminal of the node says more, with the request's id."
    )
    return error_response(told, request.url.path)
