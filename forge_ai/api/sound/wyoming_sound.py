"""Sound that visitors of the Wyoming port have sent and nobody has heard yet: each has room, and all have an end.

Does not know the protocol, nor who recognises.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Final

from forge_ai.errors import BadSound, EngineBusy
from forge_ai.limits import SOUND_SECONDS, WYOMING_SOUND_BYTES_OF_ONE, WYOMING_SOUND_BYTES_SHARED
from forge_ai.voice.audio.sound import FRAME_BYTES, RATE, frames_of

_MOST_BYTES: Final = int(SOUND_SECONDS * RATE) * 2
_STEP_BYTES: Final = 100 * FRAME_BYTES


class SharedRoom:
    """What lies beyond everybody's own room. Safe to use from several threads."""

    def __init__(self, own: int = WYOMING_SOUND_BYTES_OF_ONE, shared: int = WYOMING_SOUND_BYTES_SHARED) -> None:
        self.own = own
        self._left = shared
        self._lock = threading.Lock()

    def resize(self, old: int, new: int) -> bool:
        """One visitor's sound becomes larger or smaller; says whether there is room for that."""
        wanted = max(0, new - self.own) - max(0, old - self.own)
        with self._lock:
            if wanted > self._left:
                return False
            self._left -= wanted
        return True


class HeldSound:
    """The sound of one visitor."""

    def __init__(self, room: SharedRoom) -> None:
        self._room = room
        self._samples = bytearray()

    def __len__(self) -> int:
        return len(self._samples)

    def add(self, samples: bytes) -> None:
        """Keep more. Raises :class:`BadSound` when it is too long, :class:`EngineBusy` when others hold too much."""
        size = len(self._samples) + len(samples)
        if size > _MOST_BYTES:
            self.clear()
            raise BadSound(f"The sound is longer than {SOUND_SECONDS / 60:g} minutes.", hint="Send it in parts.")
        if not self._room.resize(len(self._samples), size):
            self.clear()
            raise EngineBusy("Others are sending long recordings.", hint="Send a shorter one, or send it later.")
        self._samples += samples

    def frames(self) -> Iterator[bytes]:
        """The sound in frames, without a second copy of it all."""
        for start in range(0, len(self._samples), _STEP_BYTES):
            yield from frames_of(bytes(self._samples[start : start + _STEP_BYTES]))

    def clear(self) -> None:
        """Forget it."""
        self._room.resize(len(self._samples), 0)
        self._samples = bytearray()
