"""Something that listens on loopback and does the same with everybody who comes."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def listening(answer: Callable[[socket.socket], object]) -> Iterator[int]:
    """Hand each connection to ``answer`` in a thread of its own; gives the port. Who hangs up is no news."""
    listener = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []

    def begin(work: Callable[..., None], *given: socket.socket) -> None:
        threads.append(threading.Thread(target=work, args=given))
        threads[-1].start()

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                begin(meet, listener.accept()[0])

    def meet(visitor: socket.socket) -> None:
        visitor.settimeout(10)
        with contextlib.suppress(OSError), visitor:
            answer(visitor)

    begin(serve)
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in threads:
            thread.join()
