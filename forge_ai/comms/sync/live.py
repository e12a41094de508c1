"""Keeps this device's memories and a connected peer's equal, all the time, in the background.

Does not know how one exchange works (:mod:`forge_ai.comms.sync.exchange`), nor when one is due
(:mod:`forge_ai.protocol.memory.keeping_up`). What changes here is sent to the peer by this thread; what changes there
arrives by long polling (:mod:`forge_ai.comms.sync.long_poll`). A network that has come back is noticed within a second.
"""

from __future__ import annotations

import math
import threading
from typing import TYPE_CHECKING, Final

from forge_ai.comms.sync.exchange import SyncReport, exchange
from forge_ai.comms.sync.long_poll import WAIT_SECONDS, LongPoll
from forge_ai.comms.sync.memory_link import MemoryLink
from forge_ai.errors import ForgeError, PeerFault, Unreachable
from forge_ai.protocol.memory.keeping_up import HELD_SECONDS, Pace
from forge_ai.protocol.memory.version_vector import covers

if TYPE_CHECKING:
    from collections.abc import Callable

    from forge_ai.comms.peers.client import NodeClient
    from forge_ai.services import Services

REACH_SECONDS: Final = 0.6  # the first packet into a network that is gone is lost, and the kernel's second one is late
GRACE_SECONDS: Final = 2.0  # a peer that is frozen must not hold up the end of a node


class LiveSync:
    """The threads that keep one peer equal.

    ``last`` is the newest report, ``failure`` why the newest try failed (None when it did not), ``pace`` says when the
    next try is due. ``known_as`` is the peer's name on this device. ``is_welcome`` becomes true when the peer has held
    a long poll. With ``persists=False`` the threads end at the first failure, and the owner looks for the peer again.
    """

    def __init__(self, services: Services, node: NodeClient, *, known_as: str = "", persists: bool = True) -> None:
        self.last: SyncReport | None = None
        self.failure: ForgeError | None = None
        self.is_welcome = False
        self._persists = persists
        self._services = services
        self._node = node
        self._known_as = known_as or node.name
        self._telling = self._link()
        self._poll: LongPoll | None = None
        self.pace = Pace()
        self._bell = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=f"memory-sync-{node.name}", daemon=True)

    def start(self) -> None:
        """Begin, in the background."""
        self._thread.start()

    def stop(self) -> None:
        """End the threads. An exchange that is running has :data:`GRACE_SECONDS`, then it is cut and made up later."""
        self._stopping = True
        self._bell.set()
        if poll := self._poll:
            poll.hang_up()
        if self._thread.is_alive():
            self._thread.join(GRACE_SECONDS)
            self._telling.cut()
            self._thread.join()
        self._stop_listening()
        self._telling.close()

    def try_now(self) -> None:
        """Make one exchange in the caller's thread; the result is in ``last`` or in ``failure``."""
        self._supervise(self._exchange)

    def _link(self, wait_seconds: float = 0.0) -> MemoryLink:
        return MemoryLink(self._services, self._node, wait_seconds, REACH_SECONDS, known_as=self._known_as)

    def _run(self) -> None:
        with self._services.memory.database.changes.heard_by(self._bell.set):
            while self._is_wanted():
                self._bell.wait(self._seconds_left())
                self._bell.clear()
                if not self._stopping:
                    self._attend()
        self._stop_listening()

    def _is_wanted(self) -> bool:
        return not self._stopping and (self._persists or self.failure is None)

    def _seconds_left(self) -> float | None:
        return None if self.pace.due == math.inf else max(0.0, self.pace.due - self._services.clock.steady())

    def _attend(self) -> None:
        """Something has changed here, the polling has ended, or an exchange is due."""
        if self._poll and self._poll.failure:
            self._note_poll_failure(self._poll)
        elif self.pace.is_together:
            self._supervise(self._look)
        if self._services.clock.steady() >= self.pace.due and self._is_wanted():
            self.try_now()

    def _supervise(self, act: Callable[[], None]) -> None:
        begun = self._services.clock.steady()
        try:
            act()
        except ForgeError as error:
            self._note_failure(error, begun)
        except Exception as error:  # noqa: BLE001 - the supervisor of this thread
            self._note_failure(ForgeError(f"The sync with {self._known_as} failed: {error!r}."), begun)

    def _look(self) -> None:
        replica, subscribers, peer = self._services.memory.replica, self._services.subscribers, self._known_as
        lacks = not covers(replica.known(peer), replica.vector())
        at = self._services.clock.steady()
        self.pace.look(at, lacks=lacks, listens=subscribers.listens(peer), takes=subscribers.takes(peer))

    def _exchange(self) -> None:
        memory = self._services.memory
        to_tell = memory.replica.vector()
        report = exchange(memory.replica, self._telling)
        self._telling.close()  # a line that dies unnoticed until the next time would hold that up
        memory.words.catch_up()
        if not covers(memory.replica.known(self._known_as), to_tell):
            raise PeerFault(f"{self._known_as} does not keep what it is given.")
        self.last, self.failure = report, None
        self.pace.met()
        self._listen()

    def _note_failure(self, error: ForgeError, begun: float) -> None:
        self._telling.close()
        self._stop_listening()  # its question may wait on a line that is dead
        self.failure = error
        self.pace.failed(begun, refused=not isinstance(error, Unreachable))

    def _note_poll_failure(self, poll: LongPoll) -> None:
        failure, at = poll.failure, self._services.clock.steady()
        self._stop_listening()
        if failure:
            self.pace.unheard(failure.begun, at)
            self.failure = failure.error

    def _listen(self) -> None:
        if self._poll is None:
            self._poll = LongPoll(self._services, self._link(WAIT_SECONDS), self._note_welcome, self._bell.set)
            self._poll.start()

    def _note_welcome(self) -> None:
        self.is_welcome = True
        self.pace.held()

    def _stop_listening(self) -> None:
        poll, self._poll = self._poll, None
        if poll:
            self.is_welcome |= self._services.clock.steady() - poll.begun >= HELD_SECONDS
            poll.stop()
