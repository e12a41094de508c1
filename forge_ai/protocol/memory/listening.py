"""Who waits for news of the memories: what each has, how many may wait, and who is sent home.

Pure: does not know how anybody waits, nor what is remembered; a listener's ``ring`` wakes whoever waits with it. The
rules:

- A device that waits once too often takes the place of its own oldest request, which is answered at once.
- When all places are taken, whoever comes is told to come back later. Nobody else is sent home for it.
- What a device has said since it began to wait, in another request, counts: its own words are no news to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from forge_ai.errors import EngineBusy
from forge_ai.limits import NEWS_WAITING, NEWS_WAITING_OF_ONE
from forge_ai.protocol.memory.version_vector import Entry, Vector, covers, joined


def _nobody_waits() -> None:
    """Until somebody does."""


@dataclass(eq=False, slots=True)
class Listener:
    """One request that waits: whose it is, and what the device had when it began."""

    device: str
    vector: Vector
    ring: Callable[[], None] = _nobody_waits
    is_sent_home: bool = False

    def has(self, said: Vector) -> dict[bytes, Entry]:
        """What its device has, when ``said`` is what that device has said last."""
        return joined(self.vector, said)

    def send_home(self) -> None:
        """Let it be answered at once."""
        self.is_sent_home = True
        self.ring()

    def lacks(self, said: Vector, here: Vector) -> bool:
        """Whether there is something here that its device has not."""
        return not covers(self.has(said), here)


class Audience:
    """All who wait at one node. The places belong to the event loop; any thread may ask who is there, and close."""

    def __init__(self, most: int = NEWS_WAITING, most_of_one: int = NEWS_WAITING_OF_ONE) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._waiting: list[Listener] = []
        self._taking: list[str] = []
        self._is_closed = False

    def listens(self, device: str) -> bool:
        """Whether the device would hear of news at once."""
        return any(one.device == device for one in tuple(self._waiting))

    def takes(self, device: str) -> bool:
        """Whether news are on their way to the device."""
        return device in tuple(self._taking)

    @contextmanager
    def place(self, listener: Listener) -> Iterator[None]:
        """Wait while the block lasts. Raises :class:`EngineBusy` when all places are taken."""
        self._make_room(listener.device)
        self._waiting.append(listener)
        if self._is_closed:
            listener.send_home()
        try:
            yield
        finally:
            self._waiting.remove(listener)

    @contextmanager
    def taking(self, device: str) -> Iterator[None]:
        """News are on their way to the device while the block lasts, in any thread."""
        self._taking.append(device)
        try:
            yield
        finally:
            self._taking.remove(device)

    def close(self) -> None:
        """The node ends: everybody goes home, also those who come now."""
        self._is_closed = True
        for listener in tuple(self._waiting):
            listener.send_home()

    def _make_room(self, device: str) -> None:
        own = [one for one in self._waiting if one.device == device and not one.is_sent_home]
        if len(own) >= self._most_of_one:
            own[0].send_home()
        elif len(self._waiting) >= self._most:
            raise EngineBusy(f"{len(self._waiting)} devices wait for news of the memories already.")
