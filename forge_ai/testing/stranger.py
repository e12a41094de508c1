"""Something on a port that is not a ForgeAI node: it says the same words to everybody and hangs up.

Does not know what the words mean.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


def free_port() -> int:
    """A port on loopback where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def stranger_says(words: bytes) -> Iterator[int]:
    """Listen on loopback and give the port; each visitor hears ``words``, then the connection ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_listen, args=(listener, words), name="stranger")
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()
        listener.close()


def _listen(listener: socket.socket, words: bytes) -> None:
    while True:
        try:
            visitor, _ = listener.accept()
        except OSError:
            return  # shut down
        with visitor:
            if words:
                visitor.recv(4096)
                visitor.sendall(words)
