"""What could not be sent yet: a new IPv6 address may not be used while the system looks whether another device has it.

That check (RFC 4862, 5.4) takes up to two seconds after a network has come up, and a search takes as long. Does not
know sockets or clocks: every call says what time it is, in steady seconds.
"""

from __future__ import annotations

import errno
import math
import os
from collections import deque
from dataclasses import dataclass
from typing import Final

from forge_ai.comms.lan.datagrams import Endpoint
from forge_ai.comms.lan.interfaces import Interface
from forge_ai.limits import UNSENT_PACKETS

NOT_YET: Final = os.strerror(errno.EADDRNOTAVAIL)  # what the system says meanwhile
AGAIN_SECONDS: Final = 0.05
PATIENCE_SECONDS: Final = 2.5  # after that it is no matter of time


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A packet for one place; on one interface when it is for everybody there."""

    packet: bytes
    target: Endpoint
    interface: Interface | None = None
    leg: str = ""


class Unsent:
    """Packets that wait. ``due`` is when to try again; never when nothing waits."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Outgoing, float]] = deque(maxlen=UNSENT_PACKETS)
        self.due = math.inf

    def keep(self, outgoing: Outgoing, at: float) -> None:
        """It was refused for the first time."""
        self._waiting.append((outgoing, at + PATIENCE_SECONDS))
        self.due = min(self.due, at + AGAIN_SECONDS)

    def take(self, at: float) -> list[tuple[Outgoing, float]]:
        """What is to be tried now, each with the time when it is no longer worth it."""
        if at < self.due:
            return []
        taken = [(outgoing, until) for outgoing, until in self._waiting if until > at]
        self._waiting.clear()
        self.due = math.inf
        return taken

    def put_back(self, outgoing: Outgoing, until: float, at: float) -> None:
        """It was refused once more."""
        self._waiting.append((outgoing, until))
        self.due = at + AGAIN_SECONDS
