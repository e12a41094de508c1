"""A TLS socket with a deadline for all that is read from it, because a socket's own timeout starts anew with each byte.

Does not know what is read.
"""

from __future__ import annotations

import ssl
from typing import Any, Final

from forge_ai.clock import SystemClock

LONGEST_FACTOR: Final = 4.0  # a whole look, head or short answer may take so many times the patience with one byte
NEVER: Final = float("inf")


class DeadlineSocket(ssl.SSLSocket):
    """Made by a context whose ``sslsocket_class`` it is. ``deadline`` is in seconds of the steady clock."""

    deadline = NEVER

    def expire_in(self, patience: float) -> None:
        """Set the deadline: :data:`LONGEST_FACTOR` times ``patience`` from now."""
        self.deadline = SystemClock().steady() + patience * LONGEST_FACTOR

    def recv_into(self, *where: Any, **more: Any) -> int:
        """As every socket's; raises :class:`TimeoutError` after the deadline."""
        self._check_time()
        return super().recv_into(*where, **more)

    def recv(self, *most: Any, **more: Any) -> bytes:
        """As every socket's; raises :class:`TimeoutError` after the deadline."""
        self._check_time()
        return super().recv(*most, **more)

    def _check_time(self) -> None:
        if SystemClock().steady() > self.deadline:
            raise TimeoutError("it came too slowly")
