"""Whether a connection is dead over which much is being sent, told by what Linux counts; other systems do not tell.

A receiver that reads slowly is not dead: its system still confirms that it is there. Does not know what is sent.
"""

from __future__ import annotations

import socket
import struct
import sys
from typing import Final

UNHEARD_SECONDS: Final = 10.0  # Linux repeats what was lost after 6 s, and then not before the 13th
_UNANSWERED_PROBES: Final = 3  # of a reader that takes nothing; a system that is there answers each
_LAYOUT: Final = (
    "=3xB20xI28xI"  # of tcp_info: probes, packets on their way, milliseconds since they were last confirmed
)
_KNOWN_BYTES: Final = struct.calcsize(_LAYOUT)


def is_dead(line: socket.socket) -> bool:
    """Whether the other system has confirmed nothing for :data:`UNHEARD_SECONDS`; False where that is not known."""
    if sys.platform != "linux":
        return False
    try:
        known = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _KNOWN_BYTES)
    except OSError:
        return False  # it was closed in this very moment
    return len(known) == _KNOWN_BYTES and is_unacknowledged(*struct.unpack(_LAYOUT, known))


def is_unacknowledged(probes: int, packets: int, unheard_ms: int) -> bool:
    """Whether these counts of Linux mean a dead connection: unanswered probes, packets under way, silence so far."""
    return (packets > 0 or probes >= _UNANSWERED_PROBES) and unheard_ms > UNHEARD_SECONDS * 1000
