"""A limit on how many bytes of request bodies are held in memory: in all, and for each device.

Bodies that are read piece by piece, such as memories and recordings, are not counted. Does not know what is asked.
"""

from __future__ import annotations

from collections import Counter

from starlette.types import ASGIApp, Receive, Scope, Send

from forge_ai.errors import EngineBusy
from forge_ai.limits import BODIES_BYTES, BODIES_BYTES_OF_ONE, MIB


class Bodies:
    """Counts the bodies of one node. For the event loop alone."""

    def __init__(self, most: int = BODIES_BYTES, most_of_one: int = BODIES_BYTES_OF_ONE) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._held: Counter[str] = Counter()

    def take(self, owner: str, size: int) -> None:
        """Count ``size`` more bytes for ``owner``. Raises :class:`EngineBusy`, and counts nothing, above a limit."""
        if self._held[owner] + size > self._most_of_one or self._held.total() + size > self._most:
            raise EngineBusy(f"Requests of {self._held.total() // MIB} MiB are being answered already.")
        self._held[owner] += size

    def give_back(self, owner: str, size: int) -> None:
        """Count ``size`` fewer bytes for ``owner``."""
        self._held[owner] -= size
        self._held += Counter()  # who holds nothing is forgotten


class Body:
    """The bytes that one request holds."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self._owner = ""
        self._size = 0

    def grow(self, owner: str, size: int) -> None:
        """Count ``size`` bytes that have arrived. Raises :class:`EngineBusy` when there is no room for them."""
        self._bodies.take(owner, size)
        self._owner = owner
        self._size += size

    def let_go(self) -> None:
        """Give all of them back: the request has been answered."""
        if self._size:
            self._bodies.give_back(self._owner, self._size)
            self._size = 0


class BodyRoom:
    """Middleware that gives back what a request holds when it has been answered."""

    def __init__(self, app: ASGIApp, bodies: Bodies) -> None:
        self._app = app
        self._bodies = bodies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        body = scope["state"]["body"] = Body(self._bodies)
        try:
            await self._app(scope, receive, send)
        finally:
            body.let_go()
