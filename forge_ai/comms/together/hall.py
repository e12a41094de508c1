"""Flower's SuperLink inside this program: its state and its fleet interface on a loopback port, behind a secret.

Of Flower's interfaces only the five calls that carry messages exist here; there is no control interface, and no code is
ever handed out. A device is recognised before, by its ForgeAI key, and reaches only what is its own. Does not know
what the messages mean.
"""

from __future__ import annotations

import hmac
import socket
import threading
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote

import uvicorn
from fastapi import APIRouter, FastAPI, HTTPException, Request
from flwr.common.constant import NOOP_ACCOUNT_NAME, NOOP_FLWR_AID
from flwr.server.superlink.linkstate import LinkStateFactory
from flwr.supercore.constant import FLWR_IN_MEMORY_DB_NAME, NOOP_FEDERATION_ID, TaskType
from flwr.supercore.error import http_error_translator
from flwr.supercore.object_store import ObjectStoreFactory
from flwr.supercore.protobuf.translation import ProtobufTranslationMiddleware
from flwr.superlink.federation import NoOpFederationManager
from flwr.superlink.routers.fleet.router import router as fleet_router
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from forge_ai.api.failures import answer_forge_error
from forge_ai.clock import Clock
from forge_ai.errors import BadInput, ForgeError
from forge_ai.limits import TEAM_DEVICES, TEAM_UPLOADS
from forge_ai.training.together.board import Board, Member, read_progress
from forge_ai.training.together.door import DEVICE_HEADER, FLEET, NAME_HEADER, PATHS, SECRET_HEADER

SILENT_SECONDS: Final = 15.0  # a device that says nothing for so long is not waited for
START_SECONDS: Final = 30.0


class Hall:
    """Where the devices of one training meet. ``briefing`` is what every device is told before it enters."""

    def __init__(self, board: Board, briefing: Mapping[str, Any], secret: str, upload_bytes: int, clock: Clock) -> None:
        self.board = board
        self.briefing = dict(briefing)
        self._clock = clock
        self._upload_bytes = upload_bytes
        self._lock = threading.RLock()
        factory = LinkStateFactory(
            FLWR_IN_MEMORY_DB_NAME, NoOpFederationManager(), ObjectStoreFactory(FLWR_IN_MEMORY_DB_NAME)
        )
        self.state = factory.state()
        self.run_id, self._task = self._begin_run()
        self._server = _Server(_application(self, factory, secret))
        self.port = self._server.port

    def start(self) -> None:
        """Answer on loopback; raises :class:`ForgeError` when that does not begin."""
        self._server.start()

    def stop(self) -> None:
        """Let go of the port."""
        self._server.stop()

    def keep_alive(self) -> None:
        """Tell Flower that the run goes on, and which devices have fallen silent."""
        self.state.acknowledge_task_heartbeat(self._task)
        now = self._clock.steady()
        with self._lock:
            for member in self.board.members.values():
                if member.here and now - member.seen > SILENT_SECONDS:
                    self._put_out(member)

    def present(self) -> list[Member]:
        """The devices that are here now."""
        with self._lock:
            return [member for member in self.board.members.values() if member.here]

    def member_at(self, node: int) -> Member | None:
        """The device with that number in the fleet."""
        return next((member for member in self.board.members.values() if member.node == node), None)

    def enter(self, device_id: str, name: str) -> dict[str, Any]:
        """Let a device in, or in again."""
        with self._lock:
            member = self.board.members.get(device_id)
            if member is None:
                if len(self.board.members) >= TEAM_DEVICES:
                    raise BadInput(f"{TEAM_DEVICES} devices take part, and that is the most.")
                node = self.state.create_node(NOOP_FLWR_AID, NOOP_ACCOUNT_NAME, device_id.encode(), 0)
                member = self.board.members[device_id] = Member(device_id, name, node)
            else:
                self._put_out(member)  # what it was doing before is lost
            member.name, member.here, member.seen, member.has_result = name, True, self._clock.steady(), False
            self.state.activate_node(member.node, SILENT_SECONDS)
            return {"node": member.node, "state": self.board.state}

    def report(self, member: Member, found: object) -> dict[str, Any]:
        """Take note of how far a device is."""
        with self._lock:
            member.tell(read_progress(found), self._clock.steady())
        self.state.acknowledge_node_heartbeat(member.node, SILENT_SECONDS)
        return {"state": self.board.state, "round": self.board.round, "reason": self.board.reason}

    def leave(self, member: Member, *, has_result: bool) -> None:
        """A device goes, with the result or without."""
        with self._lock:
            member.has_result = has_result
            self._put_out(member)

    def allow_upload(self, device_id: str, size: int) -> bool:
        """Whether a device may send so much more in this round; counts it."""
        with self._lock:
            member = self.board.members[device_id]
            member.sent += size
            return member.sent <= (self.board.round + 1) * TEAM_UPLOADS * self._upload_bytes

    def count_download(self, device_id: str, size: int) -> None:
        """Note what a device was sent."""
        with self._lock:
            self.board.members[device_id].received += size

    def _put_out(self, member: Member) -> None:
        member.here = False
        self.state.deactivate_node(member.node)

    def _begin_run(self) -> tuple[int, int]:
        run = self.state.create_run(
            None, None, None, {}, NOOP_FEDERATION_ID, None, NOOP_FLWR_AID, TaskType.SERVER_APP
        )  # fmt: skip
        task = self.state.get_run_info(run_ids=[run])[0].primary_task_id
        self.state.claim_task(task)
        self.state.activate_task(task)
        return run, task


def _application(hall: Hall, factory: LinkStateFactory, secret: str) -> FastAPI:
    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(_Doorkeeper, hall=hall, secret=secret),
            Middleware(BaseHTTPMiddleware, dispatch=http_error_translator),
            Middleware(ProtobufTranslationMiddleware),
            Middleware(BaseHTTPMiddleware, dispatch=_only_its_own),
        ],
    )
    app.state.hall = hall
    app.state.linkstate_factory = factory
    app.state.enable_supernode_auth = True  # nobody registers over the network
    app.add_exception_handler(ForgeError, answer_forge_error)
    app.include_router(fleet_router)
    app.include_router(_reception)
    return app


class _Doorkeeper:
    """Lets through whoever shows the secret, to the few paths that there are, and counts bytes."""

    def __init__(self, app: ASGIApp, hall: Hall, secret: str) -> None:
        self._app = app
        self._hall = hall
        self._secret = secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer here, or hand on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value for name, value in scope["headers"]}
        device = headers.get(DEVICE_HEADER, b"").decode("latin-1")
        path = scope["path"].lstrip("/")
        if not hmac.compare_digest(headers.get(SECRET_HEADER, b""), self._secret) or not device:
            await PlainTextResponse("not let in", 403)(scope, receive, send)
        elif (scope["method"], path) not in PATHS:
            await PlainTextResponse("no such path", 404)(scope, receive, send)
        elif not path.startswith(FLEET):
            await self._app(scope, receive, send)
        elif device not in self._hall.board.members:
            await PlainTextResponse("enter first", 403)(scope, receive, send)
        elif not self._hall.allow_upload(device, _size(headers)):
            await PlainTextResponse("too much for one round", 413)(scope, receive, send)
        else:
            await self._app(scope, receive, self._counting(device, send))

    def _counting(self, device: str, send: Send) -> Send:
        async def counted(message: Message) -> None:
            self._hall.count_download(device, len(message.get("body", b"")))
            await send(message)

        return counted


def _size(headers: Mapping[str, bytes]) -> int:
    length = headers.get("content-length", b"")
    return int(length) if length.isdigit() else 0


async def _only_its_own(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """A device speaks for the one node of the fleet that is its own."""
    asked = getattr(request.state, "protobuf_request", None)
    if asked is not None:
        own = _member(request).node
        speakers = {asked.node.node_id, *(each.metadata.src_node_id for each in getattr(asked, "messages_list", ()))}
        if speakers != {own}:
            raise HTTPException(401, "this is another device's node")
    return await call_next(request)


_reception = APIRouter()


@_reception.get("/plan")
def _plan(request: Request) -> dict[str, Any]:
    hall: Hall = request.app.state.hall
    return hall.briefing


@_reception.post("/enter")
def _enter(request: Request) -> dict[str, Any]:
    hall: Hall = request.app.state.hall
    return hall.enter(request.headers[DEVICE_HEADER], unquote(request.headers.get(NAME_HEADER, "")))


@_reception.post("/report")
async def _report(request: Request) -> dict[str, Any]:
    hall: Hall = request.app.state.hall
    return hall.report(_member(request), await _json(request))


@_reception.post("/leave")
async def _leave(request: Request) -> dict[str, Any]:
    hall: Hall = request.app.state.hall
    found = await _json(request)
    hall.leave(_member(request), has_result=isinstance(found, dict) and found.get("has_result") is True)
    return {}


@_reception.get("/status")
def _status(request: Request) -> dict[str, Any]:
    hall: Hall = request.app.state.hall
    return hall.board.told()


async def _json(request: Request) -> object:
    try:
        found: object = await request.json()
    except (ValueError, RecursionError) as error:
        raise BadInput("A message of a training device is not JSON.") from error
    return found


def _member(request: Request) -> Member:
    hall: Hall = request.app.state.hall
    member = hall.board.members.get(request.headers[DEVICE_HEADER])
    if member is None:
        raise BadInput("This device has not entered the training.", hint="Join again: forge-ai train together join")
    return member


class _Server:
    """The hall's web server in a thread of its own, on a port of loopback that the system chooses."""

    def __init__(self, app: FastAPI) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", ws="none", server_header=False, proxy_headers=False,
            loop="asyncio", http="h11", timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._server = _Unsignalled(config)
        self._thread = threading.Thread(target=self._run, name=f"training-hall-{self.port}", daemon=True)

    def start(self) -> None:
        self._thread.start()
        if not self._server.begun.wait(START_SECONDS) or not self._server.started:
            self.stop()
            raise ForgeError("The training's server did not start.", hint="Run `forge-ai doctor`.")

    def stop(self) -> None:
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        self._socket.close()

    def _run(self) -> None:
        try:
            self._server.run([self._socket])
        finally:
            self._server.begun.set()


class _Unsignalled(uvicorn.Server):
    """Tells when it has begun, and leaves signals to the program."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.begun = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.begun.set()

    def install_signal_handlers(self) -> None:
        """None."""

    def capture_signals(self) -> Any:
        from contextlib import nullcontext

        return nullcontext()
