"""A route whose function takes the request and returns the response: the framework reads and writes nothing for it.

What FastAPI does beside that for every request costs more than finding out what a request means. Does not know what
is asked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send


class StraightRoute(APIRoute):
    """For a router's ``route_class``. What the function raises is answered by the application's own handlers."""

    def __init__(self, path: str, endpoint: Callable[[Request], Awaitable[ASGIApp]], **options: Any) -> None:
        super().__init__(path, endpoint, **options)

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            response = await endpoint(Request(scope, receive, send))
            await response(scope, receive, send)

        self.app = answer
