"""An end for a whole answer, however little of it comes at a time: the connection is cut then.

A timeout of a client is one for each byte. Does not know what is asked, nor of whom.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from forge_ai.engines.connections.lines import Lines

_ASKED: Final = "http11.receive_response_headers.started"
CLOSING: Final = {"Connection": "close"}  # what such a request must say: a connection is noted as it is made
Note = Callable[[str, Mapping[str, Any]], None]


@contextmanager
def ending(seconds: float) -> Iterator[Note]:
    """Gives the extension ``trace`` of one request that is answered in the block, over a connection of its own.

    The seconds begin when all has been sent. Raises a timeout of httpx where they were not enough.
    """
    import httpx2

    lines = Lines()
    watch = threading.Timer(seconds, lines.cut)
    watch.daemon = True

    def note(event: str, told: Mapping[str, Any]) -> None:
        lines.note(event, told)
        if event == _ASKED and watch.ident is None:
            watch.start()

    try:
        yield note
    except httpx2.TransportError as error:
        if lines.is_cut:
            raise httpx2.ReadTimeout("it drips") from error
        raise
    finally:
        watch.cancel()
