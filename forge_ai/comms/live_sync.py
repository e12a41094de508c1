"""Keeps this device's memories and a connected peer's equal, all the time, in the background.

Does not know how one exchange works (:mod:`forge_ai.comms.memory_sync`). A memory told on either side is on the other
within a second; a peer that goes away is tried again, ever more rarely.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from forge_ai.comms.memory_link import MemoryLink
from forge_ai.comms.memory_sync import SyncReport, exchange
from forge_ai.errors import ForgeError

if TYPE_CHECKING:
    from forge_ai.comms.client import NodeClient
    from forge_ai.memory.device_memory import Memory

WAIT_SECONDS: Final = 0.5  # how long the peer holds a question to which it has no news yet
_FIRST_PAUSE_SECONDS: Final = 0.5
_LONGEST_PAUSE_SECONDS: Final = 30.0


class LiveSync:
    """One peer's thread. ``last`` is the newest report, ``failure`` why the newest try failed, if it did."""

    def __init__(self, memory: Memory, node: NodeClient, device: str) -> None:
        self.last: SyncReport | None = None
        self.failure: ForgeError | None = None
        self._memory = memory
        self._link = MemoryLink(node, device, WAIT_SECONDS)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"memory-sync-{node.name}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait until the exchange that is running has ended."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        self._link.close()

    def _run(self) -> None:
        pause = 0.0
        while not self._stopping.wait(pause):
            pause = 0.0 if self._once() else min(2 * pause or _FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS)

    def _once(self) -> bool:
        try:
            self.last = exchange(self._memory.replica, self._link)
            self._memory.words.catch_up()
            self.failure = None
        except ForgeError as error:
            self.failure = error
        except Exception as error:  # noqa: BLE001 - the supervisor of this thread
            self.failure = ForgeError(f"The sync with {self._link.peer} failed: {error!r}.")
        return self.failure is None
