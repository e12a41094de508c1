"""A wire to a node that breaks after so many bytes, as Wi-Fi does."""

from __future__ import annotations

import socket
import threading
from typing import Self


class CuttingWire:
    """Listens on a port of its own and passes everything on to ``port``; each connection ends after its allowance.

    What says one of the words ``never`` never arrives: its connection ends, and the word is crossed out.
    """

    def __init__(self, port: int, allowances: list[int], never: tuple[bytes, ...] = ()) -> None:
        self._target, self._allowances, self._never = port, list(allowances), list(never)
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open:
            _end(connection)
        for thread in list(self._threads):
            thread.join()

    def cut(self) -> None:
        """End all connections that there are now."""
        for connection in self._open:
            _end(connection)

    def _crosses_out(self, data: bytes) -> bool:
        word = next((word for word in self._never if word in data), None)
        if word is not None:
            self._never.remove(word)
        return word is not None

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            allowance = self._allowances.pop(0) if self._allowances else 1 << 60
            node = socket.create_connection(("127.0.0.1", self._target))
            self._open += [caller, node]
            self._start(self._pass, caller, node, 1 << 60)
            self._start(self._pass, node, caller, allowance)

    def _pass(self, source: socket.socket, target: socket.socket, allowance: int) -> None:
        try:
            while allowance > 0 and (data := source.recv(min(65_536, allowance))):
                if self._crosses_out(data):
                    break
                target.sendall(data)
                allowance -= len(data)
        except OSError:
            pass
        _end(source)
        _end(target)


def _end(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    connection.close()
