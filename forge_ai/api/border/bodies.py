"""How much of the requests that are being answered lies in the memory: so much at a time, and so much of one device.

What is taken in piece by piece, such as memories and recordings, is not counted. Does not know what is asked.
"""

from __future__ import annotations

from collections import Counter

from starlette.types import ASGIApp, Receive, Scope, Send

from forge_ai.errors import EngineBusy
from forge_ai.limits import BODIES_BYTES, BODIES_BYTES_OF_ONE, MIB


class Bodies:
    """The bodies of one node. Belongs to the event loop."""

    def __init__(self, most: int = BODIES_BYTES, most_of_one: int = BODIES_BYTES_OF_ONE) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._held: Counter[str] = Counter()

    def take(self, owner: str, size: int) -> None:
        """So many bytes more are held for ``owner``. Raises :class:`EngineBusy`, and then they are not."""
        if self._held[owner] + size > self._most_of_one or self._held.total() + size > self._most:
            raise EngineBusy(f"Requests of {self._held.total() // MIB} MiB are being answered already.")
        self._held[owner] += size

    def give_back(self, owner: str, size: int) -> None:
        """They are gone."""
        self._held[owner] -= size
        self._held += Counter()  # who holds nothing is forgotten


class Body:
    """What one request holds."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self._owner = ""
        self._size = 0

    def grow(self, owner: str, size: int) -> None:
        """So many bytes of it have come. Raises :class:`EngineBusy` where there is no room for them."""
        self._bodies.take(owner, size)
        self._owner = owner
        self._size += size

    def let_go(self) -> None:
        """The request has been answered."""
        if self._size:
            self._bodies.give_back(self._owner, self._size)
            self._size = 0


class BodyRoom:
    """Wraps the application: what a request holds is given back when it has been answered."""

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
