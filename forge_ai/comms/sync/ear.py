"""A question that waits at a peer until there is something new: it is taken, and the next one waits.

One thread, which ends when a question fails. Does not know what is told there, nor what becomes of the peer
afterwards (:mod:`forge_ai.comms.sync.live`), nor how often it may ask (:mod:`forge_ai.protocol.memory.keeping_up`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forge_ai.comms.sync.exchange import take
from forge_ai.errors import ForgeError
from forge_ai.protocol.memory.keeping_up import Rests

if TYPE_CHECKING:
    from forge_ai.comms.sync.memory_link import MemoryLink
    from forge_ai.services import Services

WAIT_SECONDS: Final = 25.0  # how long the peer holds a question to which it has no news yet; thirty at the most
QUIET_SECONDS: Final = 5.0  # a peer that can tell by itself is asked less often whether the line is dead
GRACE_SECONDS: Final = 2.0  # for what has begun to arrive when all ends


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an ear has ended, and since when the question that failed had waited, in steady seconds."""

    error: ForgeError
    begun: float


class Ear:
    """``link`` waits :data:`WAIT_SECONDS`. ``held`` is called after each answer, and ``ended`` after the last one."""

    def __init__(
        self, services: Services, link: MemoryLink, held: Callable[[], None], ended: Callable[[], None]
    ) -> None:
        self.failure: Failure | None = None
        self.begun = services.clock.steady()
        self._services = services
        self._link = link
        self._held = held
        self._ended = ended
        self._rests = Rests()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"memory-ear-{link.peer}", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def hang_up(self) -> None:
        """Wait for no news any more; what has begun to arrive goes on arriving for a moment."""
        self._stopping.set()
        if self._link.is_waiting:
            self._link.cut()

    def stop(self) -> None:
        """End."""
        self.hang_up()
        self._thread.join(GRACE_SECONDS)
        self._link.cut()
        self._thread.join()
        self._link.close()

    def _run(self) -> None:
        rest = 0.0
        while self.failure is None and not self._stopping.wait(rest):
            begun = self._services.clock.steady()
            try:
                brought = self._hear()
                self._held()
                rest = self._rests.after(self._services.clock.steady() - begun, brought=brought)
            except ForgeError as error:
                self.failure = Failure(error, begun)
            except Exception as error:  # noqa: BLE001 - the supervisor of this thread
                self.failure = Failure(ForgeError(f"Listening to {self._link.peer} failed: {error!r}."), begun)
        self._ended()

    def _hear(self) -> bool:
        """Whether what came was new here."""
        if self._services.subscribers.listens(self._link.known_as):
            self._link.be_quiet(QUIET_SECONDS)
        taken = take(self._services.memory.replica, self._link)
        if taken.changed:
            self._services.memory.words.catch_up()
        return taken.changed > 0
