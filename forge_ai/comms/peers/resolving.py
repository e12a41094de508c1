"""A time limit for resolving a host name, because a resolver that nobody answers tries for a long time.

Does not know what is wanted of the host.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from typing import Final

from forge_ai.protocol.trust.host_and_origin import read_literal

NAME_SECONDS: Final = (
    2.0  # for my_pc or my_pc.local: the router, the file of hosts or the device itself tells it, or nobody
)
DOMAIN_SECONDS: Final = 6.0  # for another one with a dot: a question that was lost is asked again after five seconds

Resolve = Callable[[str, None], object]  # as `socket.getaddrinfo`


def patience_with(host: str) -> float:
    """Seconds in which a name is told, if anybody knows it."""
    return DOMAIN_SECONDS if "." in host.removesuffix(".").removesuffix(".local") else NAME_SECONDS


def check_resolves(host: str, resolve: Resolve = socket.getaddrinfo, seconds: float | None = None) -> None:
    """Return when ``host`` is an address or resolves to one.

    Raises :class:`socket.gaierror` when no host has that name, or none was found within ``seconds``.
    """
    if read_literal(host) is not None:
        return
    failures: list[OSError] = []

    def work() -> None:
        try:
            resolve(host, None)
        except (OSError, UnicodeError) as error:
            failures.append(error if isinstance(error, OSError) else socket.gaierror(socket.EAI_NONAME, str(error)))

    thread = threading.Thread(target=work, name="resolving", daemon=True)  # which no program can stop
    thread.start()
    thread.join(seconds or patience_with(host))
    if thread.is_alive():
        raise socket.gaierror(socket.EAI_AGAIN, "nobody tells where that is")
    if failures:
        raise failures[0]
