"""Flower's fleet interface, on a loopback port behind a secret: who gets in, to which paths, and what is answered.

Of Flower's interfaces only the five calls that carry messages exist here; there is no control interface, and no code is
ever sent. A device reaches only its own messages. Does not know what the messages mean.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from fastapi import APIRouter, FastAPI, HTTPException, Request
from flwr.supercore.error import http_error_translator
from flwr.supercore.protobuf.translation import ProtobufTranslationMiddleware
from flwr.superlink.routers.fleet.router import router as fleet_router
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from forge_ai.api.border.failures import answer_forge_error
from forge_ai.errors import BadInput, ForgeError
from forge_ai.training.together.coordinator_note import (
    DEVICE_HEADER,
    FLEET,
    NAME_HEADER,
    PATHS,
    PROOF_HEADER,
    SECRET_HEADER,
    proof_of,
)

if TYPE_CHECKING:
    from flwr.server.superlink.linkstate import LinkStateFactory

    from forge_ai.comms.together.superlink import SuperLink
    from forge_ai.training.together.board import Member


def fleet_api(superlink: SuperLink, factory: LinkStateFactory, secret: str) -> FastAPI:
    """The ASGI application of a SuperLink. It answers only requests that carry ``secret`` in their header."""
    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(_FleetGuard, superlink=superlink, secret=secret),
            Middleware(BaseHTTPMiddleware, dispatch=http_error_translator),
            Middleware(ProtobufTranslationMiddleware),
            Middleware(BaseHTTPMiddleware, dispatch=_only_its_own),
        ],
    )
    app.state.superlink = superlink
    app.state.linkstate_factory = factory
    app.state.enable_supernode_auth = True  # nobody registers over the network
    app.add_exception_handler(ForgeError, answer_forge_error)
    app.include_router(fleet_router)
    app.include_router(_own_routes)
    return app


class _FleetGuard:
    """Lets requests with the secret through to the paths of :data:`PATHS`, and counts the bytes of each device.

    Every answer to them carries the proof that this is the coordinator of the note.
    """

    def __init__(self, app: ASGIApp, superlink: SuperLink, secret: str) -> None:
        self._app = app
        self._superlink = superlink
        self._secret = secret.encode()
        self._proof = (PROOF_HEADER.encode(), proof_of(secret).encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value for name, value in scope["headers"]}
        device = headers.get(DEVICE_HEADER, b"").decode("latin-1")
        path = scope["path"].lstrip("/")
        if not hmac.compare_digest(headers.get(SECRET_HEADER, b""), self._secret) or not device:
            await PlainTextResponse("not let in", 403)(scope, receive, send)
        else:
            await self._admit(scope, receive, self._proving(send), device, path)

    async def _admit(self, scope: Scope, receive: Receive, send: Send, device: str, path: str) -> None:
        headers = {name.decode("latin-1"): value for name, value in scope["headers"]}
        if (scope["method"], path) not in PATHS:
            await PlainTextResponse("no such path", 404)(scope, receive, send)
        elif not path.startswith(FLEET):
            await self._app(scope, receive, send)
        elif device not in self._superlink.board.members:
            await PlainTextResponse("enter first", 403)(scope, receive, send)
        elif not self._superlink.allow_upload(device, _size(headers)):
            await PlainTextResponse("too much for one round", 413)(scope, receive, send)
        else:
            await self._app(scope, receive, self._counting(device, send))

    def _proving(self, send: Send) -> Send:
        async def proved(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], self._proof]}
            await send(message)

        return proved

    def _counting(self, device: str, send: Send) -> Send:
        async def counted(message: Message) -> None:
            self._superlink.count_download(device, len(message.get("body", b"")))
            await send(message)

        return counted


def _size(headers: Mapping[str, bytes]) -> int:
    length = headers.get("content-length", b"")
    return int(length) if length.isdigit() else 0


async def _only_its_own(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Refuse, with 401, messages that a device sends or fetches in the name of another one."""
    asked = getattr(request.state, "protobuf_request", None)
    if asked is not None:
        own = _member(request).node
        speakers = {asked.node.node_id, *(each.metadata.src_node_id for each in getattr(asked, "messages_list", ()))}
        if speakers != {own}:
            raise HTTPException(401, "this is another device's node")
    return await call_next(request)


_own_routes = APIRouter()


@_own_routes.get("/plan")
def _plan(request: Request) -> dict[str, Any]:
    superlink: SuperLink = request.app.state.superlink
    return superlink.briefing


@_own_routes.post("/enter")
def _enter(request: Request) -> dict[str, Any]:
    superlink: SuperLink = request.app.state.superlink
    return superlink.enter(request.headers[DEVICE_HEADER], unquote(request.headers.get(NAME_HEADER, "")))


@_own_routes.post("/report")
async def _report(request: Request) -> dict[str, Any]:
    superlink: SuperLink = request.app.state.superlink
    return superlink.report(_member(request), await _json(request))


@_own_routes.post("/leave")
async def _leave(request: Request) -> dict[str, Any]:
    superlink: SuperLink = request.app.state.superlink
    found = await _json(request)
    superlink.leave(_member(request), has_result=isinstance(found, dict) and found.get("has_result") is True)
    return {}


@_own_routes.get("/status")
def _status(request: Request) -> dict[str, Any]:
    superlink: SuperLink = request.app.state.superlink
    return superlink.board.told()


async def _json(request: Request) -> object:
    try:
        found: object = await request.json()
    except (ValueError, RecursionError) as error:
        raise BadInput("A message of a training device is not JSON.") from error
    return found


def _member(request: Request) -> Member:
    superlink: SuperLink = request.app.state.superlink
    member = superlink.board.members.get(request.headers[DEVICE_HEADER])
    if member is None:
        raise BadInput("This device has not entered the training.", hint="Join again: forge-ai train together join")
    return member
