"""Long polling: a request waits at a peer until there are new memories there; they are taken, and the next one waits.

One thread, which ends when a request fails. Does not know what becomes of the peer then
(:mod:`forge_ai.comms.sync.live`), nor how often it may ask (:mod:`forge_ai.protocol.memory.keeping_up`).
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

WAIT_SECONDS: Final = 25.0  # how long the peer holds a request to which it has no news yet; it allows 30
QUIET_SECONDS: Final = 5.0  # between two keep-alive probes, where the peer waits for news here as well
GRACE_SECONDS: Final = 2.0  # for an answer that is arriving when the thread is stopped


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the polling has ended, and since when the request that failed had waited, in steady seconds."""

    error: ForgeError
    begun: float


class LongPoll:
    """Polls one peer over ``link``, whose requests wait :data:`WAIT_SECONDS` there.

    ``held`` is called after each answer, ``ended`` when the thread ends; both from that thread.
    """

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
        self._thread = threading.Thread(target=self._run, name=f"memory-poll-{link.peer}", daemon=True)

    def start(self) -> None:
        """Begin to poll, in the background."""
        self._thread.start()

    def hang_up(self) -> None:
        """Stop waiting for news; an answer that is arriving may still arrive for :data:`GRACE_SECONDS`."""
        self._stopping.set()
        if self._link.is_waiting:
            self._link.cut()

    def stop(self) -> None:
        """End the thread and the connection."""
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
                self.failure = Failure(ForgeError(f"Waiting for news of {self._link.peer} failed: {error!r}."), begun)
        self._ended()

    def _hear(self) -> bool:
        """Whether what came was new here."""
        if self._services.subscribers.listens(self._link.known_as):
            self._link.be_quiet(QUIET_SECONDS)
        taken = take(self._services.memory.replica, self._link)
        if taken.changed:
            self._services.memory.words.catch_up()
        return taken.changed > 0
