"""`/api/v1/pairing`: strangers say hello and confirm; this device's person shows a code and takes it back.

Does not know what makes a code right.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from forge_ai.api.border.body import blocks_of
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.parts import services_of
from forge_ai.api.port.connections import Connection
from forge_ai.errors import BadMessage
from forge_ai.limits import PAIRING_MESSAGE_BYTES
from forge_ai.protocol.values.bounded import whole_of

router = APIRouter(prefix="/api/v1/pairing")
UNKEPT = {"Cache-Control": "no-store"}


@router.post("/hello")
async def hear_hello(request: Request) -> Response:
    """The first message of a device that wants in."""
    pairing = services_of(request).pairing
    return _message(await in_thread(pairing.hear_hello, await _body(request), _address(request)))


@router.post("/confirm")
async def hear_confirm(request: Request) -> Response:
    """Its second message; the answer is its welcome."""
    pairing = services_of(request).pairing
    return _message(await in_thread(pairing.hear_confirm, await _body(request), _address(request)))


@router.post("/code")
def show_code(request: Request) -> JSONResponse:
    """A new one-time code, for the person at this device."""
    code = services_of(request).pairing.show_code()
    return JSONResponse({"code": code.text, "seconds": code.seconds}, headers=UNKEPT)


@router.get("/code")
def view_code(request: Request) -> dict[str, Any]:
    """Where the code stands; never the code itself."""
    view = services_of(request).pairing.view()
    return {
        "outcome": view.outcome,
        "seconds_left": round(view.seconds_left, 1),
        "tries_left": view.tries_left,
        "let_in": view.let_in,
    }


@router.delete("/code")
def take_code_back(request: Request) -> dict[str, Any]:
    """Let nobody in with the code that is shown."""
    services_of(request).pairing.take_code_back()
    return view_code(request)


def _address(request: Request) -> str:
    connection: Connection = request.scope["state"]["connection"]
    return connection.address


def _message(data: bytes) -> Response:
    return Response(data, media_type="application/json", headers=UNKEPT)


async def _body(request: Request) -> bytes:
    endless = BadMessage(f"The message has more than {PAIRING_MESSAGE_BYTES} bytes.")
    return await whole_of(blocks_of(request), PAIRING_MESSAGE_BYTES, endless)
