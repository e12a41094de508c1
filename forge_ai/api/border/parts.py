"""What a request has with it: the services of the node that it has reached, and who sent it. Knows no resource."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.types import Scope

from forge_ai.identity.authentication import Caller
from forge_ai.services import Services


def services_of(request: HTTPConnection) -> Services:
    """The services with which the application that got ``request`` was built."""
    services: Services = request.app.state.services
    return services


def caller_of(scope: Scope) -> Caller:
    """Who sent a request, as the guard has found."""
    caller: Caller = scope["state"]["caller"]
    return caller


def owner_of(scope: Scope) -> str:
    """Whose a request is: a device, or where a guest comes from."""
    return caller_of(scope).owner or (scope["client"][0] if scope.get("client") else "")
