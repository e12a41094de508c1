"""Remembers for some seconds which paired devices did not answer, so that not every question waits for them.

One small file for all programs of a data folder. Does not know why a device is away. A device that answers at another
address than the one that failed is not away.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from forge_ai.errors import StorageFault
from forge_ai.paths import write_whole

if TYPE_CHECKING:
    from forge_ai.clock import Clock
    from forge_ai.paths import Home

AWAY_SECONDS: Final = 10.0
FILE: Final = "away.json"


class Absences:
    """The devices that are away, by id and address."""

    def __init__(self, home: Home, clock: Clock) -> None:
        self._path = home.run / FILE
        self._clock = clock
        self._since = self._read()

    def is_away(self, device_id: str, address: str) -> bool:
        """Whether that device did not answer there within the last seconds."""
        age = self._clock.now().timestamp() - self._since.get(f"{device_id} {address}", 0.0)
        return 0 <= age < AWAY_SECONDS  # a clock that was set back makes nobody absent

    def note(self, away: list[tuple[str, str]]) -> None:
        """Keep who did not answer now."""
        if not away:
            return
        now = self._clock.now().timestamp()
        recent = {key: since for key, since in self._since.items() if 0 <= now - since < AWAY_SECONDS}
        self._since = recent | {f"{device_id} {address}": now for device_id, address in away}
        try:
            write_whole(self._path, json.dumps(self._since).encode())
        except StorageFault:
            return  # it is only a memory of the last seconds

    def _read(self) -> dict[str, float]:
        try:
            found = json.loads(self._path.read_bytes())
            return {str(key): float(since) for key, since in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}
