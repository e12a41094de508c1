"""A TLS socket that is read from until a moment and no longer, however little comes at a time.

A timeout of a socket is one for each byte. Does not know what is read.
"""

from __future__ import annotations

import ssl
from typing import Any, Final

from forge_ai.clock import SystemClock

LONGEST_FACTOR: Final = 4.0  # of the patience with each byte: for all of a look, of a head, of a short answer
NEVER: Final = float("inf")


class HurriedSocket(ssl.SSLSocket):
    """Made by a context whose ``sslsocket_class`` it is; ``ends`` is on the steady clock."""

    ends = NEVER

    def hurry(self, patience: float) -> None:
        """From now on, read for so many times that patience."""
        self.ends = SystemClock().steady() + patience * LONGEST_FACTOR

    def recv_into(self, *where: Any, **more: Any) -> int:
        """As every socket's; raises :class:`TimeoutError` after the moment."""
        if SystemClock().steady() > self.ends:
            raise TimeoutError("it drips")
        return super().recv_into(*where, **more)
