"""The Wyoming port: Home Assistant and every box that speaks the protocol use this node's ears, mouth and mind.

The protocol knows no keys, so whoever reaches the port may use it: it stays on this computer unless the person says
otherwise, and shows nobody the person's memories. Does not know what the events mean (`wyoming_connection`).
"""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from forge_ai.api.orders.thread_bridge import ThreadBridge
from forge_ai.api.sound.wyoming_connection import Visitor, WyomingConnection
from forge_ai.api.sound.wyoming_sound import HeldSound, SharedRoom
from forge_ai.assistant.contexts import Contexts
from forge_ai.errors import ForgeError, PortTaken
from forge_ai.limits import WYOMING_CONNECTIONS
from forge_ai.services import Services
from forge_ai.voice.wyoming.link import SocketLink

AGAIN_SECONDS: Final = 0.2


class WyomingServer:
    """One listening port; ``address`` and ``port`` are where it really listens. Raises :class:`PortTaken`.

    ``on_stop`` is called when it is stopped.
    """

    def __init__(
        self,
        services: Services,
        bridge: ThreadBridge,
        host: str,
        port: int,
        on_stop: Callable[[], None] = lambda: None,
    ) -> None:
        self._on_stop = on_stop
        self._services = services
        self._bridge = bridge
        self._room = SharedRoom()
        self._contexts = Contexts()
        try:
            self._socket = socket.create_server((host, port), backlog=WYOMING_CONNECTIONS)
        except OSError as error:
            raise PortTaken(
                f"Wyoming cannot listen at {host}:{port}: {error.strerror}.", hint="Choose another: --wyoming PORT"
            ) from error
        self.host = host
        self.address: str = self._socket.getsockname()[0]
        self.port: int = self._socket.getsockname()[1]
        self._links: dict[SocketLink, str] = {}  # and where each comes from, the oldest first
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._thread = threading.Thread(target=self._accept, name=f"wyoming-{self.port}", daemon=True)
        self._thread.start()

    @property
    def visitors(self) -> int:
        """How many are connected now."""
        with self._lock:
            return len(self._links)

    def stop(self) -> None:
        """Hang up on everybody and listen no more."""
        self._on_stop()
        self._over.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()  # whoever came in this very moment is among the links now
        with self._lock:
            for link in self._links:
                link.hang_up()  # its own thread closes it, which may be reading from it
        for serving in self._threads:
            self._wait_for(serving)

    def _wait_for(self, serving: threading.Thread) -> None:
        """Wait for a thread, and end what it does: nobody hears the rest of its answer."""
        while serving.is_alive():
            self._bridge.end_all()
            serving.join(AGAIN_SECONDS)

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connected, address = self._socket.accept()
            except OSError:  # too many open files, perhaps: that passes, and the port must not stay dead
                self._over.wait(AGAIN_SECONDS)
                continue
            if self._over.is_set() or not self._has_room(address[0]):
                connected.close()
                continue
            link = SocketLink(connected, f"{address[0]}:{address[1]}")
            with self._lock:
                self._links[link] = address[0]
            serving = threading.Thread(
                target=self._serve,
                args=(link, Visitor(f"wyoming {address[0]}", self._contexts)),
                name="wyoming-connection",
                daemon=True,
            )
            self._threads.append(serving)
            serving.start()

    def _has_room(self, address: str) -> bool:
        """Whether somebody from that address may connect.

        Where all places are taken, the address with the most connections loses its oldest one, unless this address
        would have as many then.
        """
        self._threads = [serving for serving in self._threads if serving.is_alive()]
        if len(self._threads) >= 2 * WYOMING_CONNECTIONS:  # so many are still on their way out
            return False
        with self._lock:
            if len(self._links) < WYOMING_CONNECTIONS:
                return True
            crowds = Counter(self._links.values())
            crowd, many = crowds.most_common(1)[0]
            if many <= crowds[address] + 1:
                return False
            oldest = next(link for link, whence in self._links.items() if whence == crowd)
            del self._links[oldest]
            oldest.hang_up()
        return True

    def _serve(self, link: SocketLink, visitor: Visitor) -> None:
        sound = HeldSound(self._room)
        try:
            with suppress(ForgeError):  # who hangs up, falls silent or speaks nonsense is let go
                WyomingConnection(self._services, self._bridge, link, sound, visitor).serve()
        finally:
            sound.clear()
            with self._lock:
                self._links.pop(link, None)
                link.close()
