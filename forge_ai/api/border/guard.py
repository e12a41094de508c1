"""The guard before the application: nothing gets past it that is not on the open list or from a known device.

It judges by connection, Host, Origin, key and right, in this order, before a byte of the body is read. Does not know
what the routes do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from forge_ai.api.border.absent import nothing_at
from forge_ai.api.border.failures import error_response
from forge_ai.api.border.permissions import is_listed, is_open, is_page, needed_right
from forge_ai.api.port.connections import Connection
from forge_ai.errors import ForgeError, NeedsHttps, NotAllowed, NotTrusted
from forge_ai.identity.authentication import Authenticator
from forge_ai.protocol.trust.host_and_origin import comes_from_another_site, host_is_ours

REDIRECT: Final = 307


class Guard:
    """Wraps the application. ``own_names`` are the host names by which this node is reached."""

    def __init__(self, app: ASGIApp, authenticator: Authenticator, own_names: Sequence[str]) -> None:
        self._app = app
        self._authenticator = authenticator
        self._own_names = tuple(own_names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(scope)
        await (refused or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        try:
            return self._judge(scope)
        except ForgeError as error:
            response = error_response(error, scope["path"])
            if error.http_status == NotTrusted.http_status:
                response.headers["WWW-Authenticate"] = "Bearer"
            return response

    def _judge(self, scope: Scope) -> Response | None:
        headers = _headers(scope)
        connection: Connection = scope["state"]["connection"]
        self._check_host(scope, headers)
        if scope["scheme"] != "https" and not connection.local:
            return _to_https(scope, headers)
        if comes_from_another_site(headers, scope["scheme"]):
            raise NotAllowed("A page of another site made this request.", hint="Use the node's own page or a program.")
        if not is_open(scope["method"], scope["path"]):
            self._check_caller(scope, headers, connection)
        return None

    def _check_host(self, scope: Scope, headers: Mapping[str, str]) -> None:
        reached_at = scope["server"][0] if scope.get("server") else ""
        if not host_is_ours(headers.get("host", ""), self._own_names, reached_at):
            raise NotAllowed(
                "The request names a host that is not this node.",
                hint="Use the node's address, or set FORGE_AI_HOSTS to the names by which it is reached.",
            )

    def _check_caller(self, scope: Scope, headers: Mapping[str, str], connection: Connection) -> None:
        caller = self._authenticator.recognise(_bearer(headers), from_here=connection.from_here)
        right = needed_right(scope["path"])
        if right not in caller.rights and not is_listed(scope["path"]):
            raise nothing_at(scope["method"], scope["path"])  # a forgotten line shuts out in the same words
        caller.require(right)
        connection.callers[caller.device.device_id if caller.device else ""] = caller
        scope["state"]["caller"] = caller


def _headers(scope: Scope) -> dict[str, str]:
    """The headers by name; a name that stands twice counts as neither, so that no two readers see different ones."""
    found: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name = raw_name.decode("latin-1").lower()
        found[name] = "" if name in found else raw_value.decode("latin-1")
    return found


def _bearer(headers: Mapping[str, str]) -> str:
    scheme, _, key = headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def _to_https(scope: Scope, headers: Mapping[str, str]) -> Response:
    if is_page(scope["method"], scope["path"]) and "authorization" not in headers:
        return RedirectResponse(f"https://{headers['host']}{scope['path']}", REDIRECT)
    told = "This node speaks plain HTTP only to programs on its own machine."
    if "authorization" in headers:
        raise NeedsHttps(
            told, hint="Use https://. The key that you sent has crossed the network unprotected: renew it."
        )
    raise NeedsHttps(told)
