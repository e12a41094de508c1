"""Requests of other devices that wait for new memories (long polling): how many may wait, and which is answered early.

Pure: does not know how a request waits, nor what is remembered; a subscriber's ``ring`` wakes whoever waits with it.
The rules:

- A device has so many places. When it comes once more, its oldest request is answered at once and the new one waits.
- When all places are taken, a newcomer is refused and told to come back later. Nobody else loses a place for it.
- What a device sends in another request while it waits is no news to it.
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
class Subscriber:
    """One request that waits: whose it is, and what that device had when it began to wait."""

    device: str
    vector: Vector
    ring: Callable[[], None] = _nobody_waits
    is_sent_home: bool = False

    def has(self, said: Vector) -> dict[bytes, Entry]:
        """What its device has now, where ``said`` is the vector that it sent last in another request."""
        return joined(self.vector, said)

    def send_home(self) -> None:
        """Have it answered at once, with or without news."""
        self.is_sent_home = True
        self.ring()

    def lacks(self, said: Vector, here: Vector) -> bool:
        """Whether this replica, whose vector is ``here``, has something that the device lacks."""
        return not covers(self.has(said), here)


class Subscribers:
    """All requests that wait at one node.

    :meth:`place` is for the event loop alone; any thread may call the other methods.
    """

    def __init__(self, most: int = NEWS_WAITING, most_of_one: int = NEWS_WAITING_OF_ONE) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._waiting: list[Subscriber] = []
        self._taking: list[str] = []
        self._is_closed = False

    def waiting(self, device: str) -> int:
        """How many requests of that device wait."""
        return sum(one.device == device for one in tuple(self._waiting))

    def listens(self, device: str) -> bool:
        """Whether the device would hear of news at once."""
        return self.waiting(device) > 0

    def takes(self, device: str) -> bool:
        """Whether news are on their way to the device."""
        return device in tuple(self._taking)

    @contextmanager
    def place(self, subscriber: Subscriber) -> Iterator[None]:
        """Wait while the block lasts. Raises :class:`EngineBusy` when all places are taken."""
        self._make_room(subscriber.device)
        self._waiting.append(subscriber)
        if self._is_closed:
            subscriber.send_home()
        try:
            yield
        finally:
            self._waiting.remove(subscriber)

    @contextmanager
    def taking(self, device: str) -> Iterator[None]:
        """News are on their way to the device while the block lasts, in any thread."""
        self._taking.append(device)
        try:
            yield
        finally:
            self._taking.remove(device)

    def close(self) -> None:
        """The node ends: answer every request that waits, and every later one, at once."""
        self._is_closed = True
        for subscriber in tuple(self._waiting):
            subscriber.send_home()

    def _make_room(self, device: str) -> None:
        own = [one for one in self._waiting if one.device == device and not one.is_sent_home]
        if len(own) >= self._most_of_one:
            own[0].send_home()
        elif len(self._waiting) >= self._most:
            raise EngineBusy(f"{len(self._waiting)} devices wait for news of the memories already.")
