"""Keeps this device's memories and a connected peer's equal, all the time, in the background.

Does not know how one exchange works (:mod:`forge_ai.comms.sync.exchange`). A memory told on either side is on the other
within a second, and within a second of a network that has come back.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from forge_ai.comms.sync.exchange import SyncReport, exchange
from forge_ai.comms.sync.memory_link import MemoryLink
from forge_ai.comms.sync.refusals import LONGEST_PAUSE_SECONDS
from forge_ai.errors import ForgeError, Unreachable

if TYPE_CHECKING:
    from forge_ai.clock import Clock
    from forge_ai.comms.peers.client import NodeClient
    from forge_ai.memory.device_memory import Memory

WAIT_SECONDS: Final = 0.5  # how long the peer holds a question to which it has no news yet
REACH_SECONDS: Final = 0.6  # the first packet into a network that is gone is lost, and the kernel's second one is late
GRACE_SECONDS: Final = 2.0  # a peer that is frozen must not hold up the end of a node
TRY_SECONDS: Final = 0.65  # from one failing try to the next: a network that comes back is not waited for twice


class LiveSync:
    """One peer's thread. ``last`` is the newest report, ``failure`` why the newest try failed, if it did.

    ``known_as`` is the peer's name here. Without ``persists`` it ends with the first failure: then somebody else looks
    for the peer again.
    """

    def __init__(
        self,
        memory: Memory,
        node: NodeClient,
        device: str,
        clock: Clock,
        *,
        known_as: str = "",
        persists: bool = True,
    ) -> None:
        self.last: SyncReport | None = None
        self.failure: ForgeError | None = None
        self._persists = persists
        self._memory = memory
        self._clock = clock
        self._link = MemoryLink(node, device, WAIT_SECONDS, REACH_SECONDS, known_as=known_as)
        self._refused = 0  # times in a row
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"memory-sync-{node.name}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait until the exchange that is running has ended; one that takes long is cut, and made up later."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(GRACE_SECONDS)
            self._link.cut()
            self._thread.join()
        self._link.close()

    def _run(self) -> None:
        pause = 0.0
        while not self._stopping.wait(pause):
            begun = self._clock.steady()
            pause = 0.0 if self._once() else max(0.0, begun + self._pause() - self._clock.steady())
            if self.failure and not self._persists:
                return

    def _pause(self) -> float:
        """From one failing try to the next: a peer that is there and shares nothing is asked less and less often."""
        return min(TRY_SECONDS * 2.0 ** min(self._refused, 10), LONGEST_PAUSE_SECONDS)

    def _once(self) -> bool:
        try:
            self.last = exchange(self._memory.replica, self._link)
            self._memory.words.catch_up()
            self.failure = None
        except ForgeError as error:
            self.failure = error
        except Exception as error:  # noqa: BLE001 - the supervisor of this thread
            self.failure = ForgeError(f"The sync with {self._link.peer} failed: {error!r}.")
        self._refused = 0 if self.failure is None or isinstance(self.failure, Unreachable) else self._refused + 1
        return self.failure is None
