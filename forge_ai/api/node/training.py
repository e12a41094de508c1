"""`/api/v1/training`: the way of the person's other devices to the training that is coordinated on this device.

Passes on a short list of paths, with the name of the device that was recognised, and nothing else. Does not know what
the coordinator does; that it has the right is checked before.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

import httpx2
from fastapi import APIRouter, Request
from starlette.responses import Response

from forge_ai.api.border.body import blocks_of
from forge_ai.api.border.parts import caller_of, services_of
from forge_ai.errors import BadInput, NotAllowed, NotFound, NoTraining, Unreachable
from forge_ai.identity.authentication import Caller
from forge_ai.limits import MIB, TEAM_REQUEST_BYTES
from forge_ai.protocol.values.bounded import whole_of
from forge_ai.services import Services
from forge_ai.training.together.coordinator_note import (
    DEVICE_HEADER,
    NAME_HEADER,
    PATHS,
    PROOF_HEADER,
    SECRET_HEADER,
    CoordinatorNote,
    read_note,
)

router = APIRouter()

PATIENCE_SECONDS: Final = 50.0  # a coordinator that was stopped with Ctrl-Z; devices wait for a minute


@router.get("/api/v1/training/{path:path}")
@router.post("/api/v1/training/{path:path}")
async def pass_on(request: Request, path: str) -> Response:
    """Hand a request of a device to the coordinator, and its answer back."""
    if (request.method, path) not in PATHS:
        raise NotFound("There is no such path in a training.")
    services = services_of(request)
    note = read_note(services.home.run)
    if note is None:
        raise NoTraining(f"No training is coordinated on {services.name}.")
    headers = _headers(services, caller_of(request.scope), note)
    headers["Content-Type"] = _kind_of(request)
    client: httpx2.AsyncClient = request.app.state.client
    try:
        answer = await client.request(
            request.method, f"http://127.0.0.1:{note.port}/{path}", content=await _body(request), headers=headers,
            timeout=PATIENCE_SECONDS,
        )  # fmt: skip
    except httpx2.TransportError as error:
        raise _broken_off(note) from error
    if answer.headers.get(PROOF_HEADER) != note.proof:
        raise _broken_off(note)
    return Response(answer.content, answer.status_code, media_type=answer.headers.get("Content-Type"))


def _broken_off(note: CoordinatorNote) -> Unreachable:
    return Unreachable(
        f"The training of {note.name} was broken off on this node. Go on there: "
        f"`forge-ai train together coordinate {note.name} --resume`; devices that wait go on by themselves.",
        hint="",
    )


def _headers(services: Services, caller: Caller, note: CoordinatorNote) -> dict[str, str]:
    device = caller.device
    if device is not None and device.is_program:
        raise NotAllowed(f"{device.name} is a program; only paired devices take part in a training.")
    who, name = (device.device_id, device.name) if device else (services.identity.device_id, services.name)
    return {SECRET_HEADER: note.secret, DEVICE_HEADER: who, NAME_HEADER: quote(name)}


def _kind_of(request: Request) -> str:
    kind = request.headers.get("Content-Type", "")
    return kind if kind.isascii() and kind else "application/octet-stream"


async def _body(request: Request) -> bytes:
    endless = BadInput(f"A message of a training has at most {TEAM_REQUEST_BYTES // MIB} MiB.")
    return await whole_of(blocks_of(request), TEAM_REQUEST_BYTES, endless)
