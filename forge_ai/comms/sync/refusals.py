"""Back-off for devices that were reached and shared no memories: when each is worth another try.

A device that is off is looked for again and again, because it may be back in the next moment. One that answers and
refuses (it let this one go, or gives it no right) will do so in the next moment too: each time the pause doubles. Pure:
does not know clocks, every call says what time it is, in steady seconds.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from typing import Final

FIRST_PAUSE_SECONDS: Final = 0.5
LONGEST_PAUSE_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class _Refusal:
    terms: Hashable
    pause: float
    until: float


class Refusals:
    """The refusals of each device, by its id. Under other ``terms`` (its key, its address) they do not count."""

    def __init__(self) -> None:
        self._last: dict[str, _Refusal] = {}

    def note(self, device_id: str, terms: Hashable, at: float) -> None:
        """It was reached and shared nothing."""
        last = self._last.get(device_id)
        again = last is not None and last.terms == terms
        pause = min(2 * last.pause, LONGEST_PAUSE_SECONDS) if last and again else FIRST_PAUSE_SECONDS
        self._last[device_id] = _Refusal(terms, pause, at + pause)

    def forgive(self, device_id: str) -> None:
        """It has shared its memories."""
        self._last.pop(device_id, None)

    def is_worth_a_try(self, device_id: str, terms: Hashable, at: float) -> bool:
        """Whether enough time has passed since it refused under these terms."""
        last = self._last.get(device_id)
        return last is None or last.terms != terms or at >= last.until

    def pause(self, device_id: str) -> float:
        """Seconds for which it is left alone since it refused last; none for one that did not."""
        last = self._last.get(device_id)
        return last.pause if last else 0.0

    def keep_only(self, device_ids: Collection[str]) -> None:
        """Forget all other devices."""
        self._last = {device_id: last for device_id, last in self._last.items() if device_id in device_ids}
