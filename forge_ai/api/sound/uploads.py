"""Places for recordings that are on their way: each lies in a file on the disk from its first byte until it was heard.

Does not know what is uploaded, nor how.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from forge_ai.errors import EngineBusy
from forge_ai.limits import SOUND_UPLOADS, SOUND_UPLOADS_OF_ONE


class Uploads:
    """The places of one node. Belongs to the event loop."""

    def __init__(self, most: int = SOUND_UPLOADS, most_of_one: int = SOUND_UPLOADS_OF_ONE) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._taken: Counter[str] = Counter()

    @contextmanager
    def place(self, caller: str) -> Iterator[None]:
        """Have a place while the block lasts. Raises :class:`EngineBusy`, and then nothing has been read yet."""
        if self._taken.total() >= self._most or self._taken[caller] >= self._most_of_one:
            raise EngineBusy(f"{self._taken.total()} recordings are on their way or waited for already.")
        self._taken[caller] += 1
        try:
            yield
        finally:
            self._taken[caller] -= 1
            self._taken += Counter()  # who has none is forgotten
