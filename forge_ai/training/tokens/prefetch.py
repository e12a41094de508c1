"""An iterator that is read one step ahead by a thread of its own, so that writing data costs no training time.

Does not know what is iterated.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Generic, TypeVar

Item = TypeVar("Item")
AHEAD: Final = 64
PATIENCE_SECONDS: Final = 0.1


@contextmanager
def ahead(source: Iterator[Item], most: int = AHEAD) -> Iterator[Iterator[Item]]:
    """The same items, made in another thread, which ends with the ``with`` block; its exceptions come out here."""
    reader = _Reader(source, most)
    thread = threading.Thread(target=reader.read, name="training-data", daemon=True)
    thread.start()
    try:
        yield reader.items()
    finally:
        reader.ended.set()
        thread.join()


class _Reader(Generic[Item]):
    def __init__(self, source: Iterator[Item], most: int) -> None:
        self.ended = threading.Event()
        self._source = source
        self._ready: queue.Queue[tuple[Item] | BaseException | None] = queue.Queue(most)

    def read(self) -> None:
        """Fill the queue until the source or the reader ends."""
        try:
            for item in self._source:
                if not self._put((item,)):
                    return
            self._put(None)
        except BaseException as error:  # noqa: BLE001  a thread's supervisor: what it caught is raised in items()
            self._put(error)

    def items(self) -> Iterator[Item]:
        """What was read; raises what reading raised."""
        while (found := self._ready.get()) is not None:
            if isinstance(found, BaseException):
                raise found
            yield found[0]

    def _put(self, item: tuple[Item] | BaseException | None) -> bool:
        while not self.ended.is_set():
            try:
                self._ready.put(item, timeout=PATIENCE_SECONDS)
            except queue.Full:
                continue
            return True
        return False
