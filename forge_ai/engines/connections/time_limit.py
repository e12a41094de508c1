"""A time limit for a whole HTTP answer: when it has passed, the connection is cut.

A client's own timeout starts anew with each byte. Does not know what is asked, nor of whom.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from forge_ai.engines.connections.open_connections import OpenConnections

_ASKED: Final = "http11.receive_response_headers.started"
CLOSING: Final = {"Connection": "close"}  # header of such a request: only a new connection is noted
Note = Callable[[str, Mapping[str, Any]], None]


@contextmanager
def time_limit(seconds: float) -> Iterator[Note]:
    """Yields what httpx takes as extension ``trace`` of one request, which must use a new connection.

    The seconds count from when the request has been sent. Raises a timeout of httpx when they have passed.
    """
    import httpx2

    connections = OpenConnections()
    watch = threading.Timer(seconds, connections.cut)
    watch.daemon = True

    def note(event: str, told: Mapping[str, Any]) -> None:
        connections.note(event, told)
        if event == _ASKED and watch.ident is None:
            watch.start()

    try:
        yield note
    except httpx2.TransportError as error:
        if connections.is_cut:
            raise httpx2.ReadTimeout("the answer came too slowly") from error
        raise
    finally:
        watch.cancel()
