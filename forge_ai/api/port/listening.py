"""The listening socket: bound before anything else, on the port that was asked for or the next free one.

Does not know what is served on it.
"""

from __future__ import annotations

import errno
import socket
from typing import Final

from forge_ai.errors import BadInput, ForgeError, PortTaken
from forge_ai.protocol.finding.address import DEFAULT_PORT

PORTS_TO_TRY: Final = 20
LAST_PORT: Final = 65_535
BACKLOG: Final = 128


def listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    The default port moves on to the next free one, because other programs hold 5000 (AirPlay on every Mac); any other
    port was chosen by a person and is taken at its word. Raises :class:`PortTaken` or
    :class:`BadInput`.
    """
    if not 0 <= port <= LAST_PORT:
        raise BadInput(f"{port} is not a port.", hint=f"Ports are numbers from 0 to {LAST_PORT}.")
    last = min(port + PORTS_TO_TRY, LAST_PORT + 1) if port == DEFAULT_PORT else port + 1
    for candidate in range(port, last):
        found = _try_to_listen(host, candidate)
        if found:
            return found
    raise PortTaken(
        f"Port {port} is taken by another program." if last == port + 1 else f"Ports {port} to {last - 1} are taken."
    )


def _try_to_listen(host: str, port: int) -> socket.socket | None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise BadInput(f"{host} is not an address of this computer.", hint="Use 127.0.0.1 or 0.0.0.0.") from error
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            return None
        raise _objection(error, host, port) from error
    return listener


def _objection(error: OSError, host: str, port: int) -> ForgeError:
    if error.errno == errno.EACCES:
        return PortTaken(f"Port {port} may only be used by the administrator.", hint="Choose one above 1023.")
    return BadInput(f"Cannot listen on {host}: {error.strerror}.", hint="Use 127.0.0.1 or 0.0.0.0.")
