"""Letting devices in on a running node: the desk, shared by threads, and the registry that keeps the result.

Does not know how messages arrive, nor how the code is shown.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from forge_ai.clock import Clock
from forge_ai.errors import PairingFailed
from forge_ai.identity.device import Device
from forge_ai.identity.registry import Registry
from forge_ai.limits import CODE_SECONDS
from forge_ai.protocol.trust.one_time_code import SharedWord, code_for_people
from forge_ai.protocol.trust.pairing import Party
from forge_ai.protocol.trust.pairing_desk import DeskView, PairingDesk

log = logging.getLogger("forge_ai.trust")


def _nobody_listens(_device: Device) -> None:
    """Do nothing: the default for ``on_let_in``."""


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code as it is shown to a person, and the seconds for which it is good."""

    text: str = field(repr=False)
    seconds: float = CODE_SECONDS


class PairingService:
    """Lets devices in. ``on_let_in`` may be set: it is called with each new device, in the thread that served it."""

    def __init__(self, own: Party, registry: Registry, clock: Clock, join: SharedWord | None = None) -> None:
        self._desk = PairingDesk(own, os.urandom, join)
        self._registry = registry
        self._clock = clock
        self._lock = threading.Lock()
        self.on_let_in: Callable[[Device], None] = _nobody_listens

    def show_code(self) -> ShownCode:
        """Make a new code; an older one is void from now on."""
        with self._lock:
            return ShownCode(code_for_people(self._desk.open(self._clock.steady())))

    def take_code_back(self) -> None:
        """Make the code that is shown void."""
        with self._lock:
            self._desk.close()

    def view(self) -> DeskView:
        """What became of the code: open, used, expired, guessed or closed, and who was let in with it."""
        with self._lock:
            return self._desk.view(self._clock.steady())

    def hear_hello(self, data: bytes, address: str) -> bytes:
        """Take a newcomer's first message from that address; returns the answer.

        Raises :class:`PairingClosed` when no code is shown, or :class:`BadMessage`.
        """
        with self._lock:
            return self._desk.hear_hello(data, self._clock.steady(), address)

    def hear_confirm(self, data: bytes, address: str) -> bytes:
        """Take a newcomer's second message; returns the welcome, when the device is on the list.

        Raises :class:`PairingFailed` when the code was wrong, :class:`PairingClosed` or :class:`BadMessage`.
        """
        kept: list[Device] = []
        try:
            with self._lock:
                admission = self._desk.hear_confirm(
                    data, self._clock.steady(), lambda paired: kept.append(self._registry.let_in(paired))
                )
        except PairingFailed:
            log.warning("A wrong code or join key came from %s.", address)
            raise
        (device,) = kept
        log.info("%s (%s) at %s was let in.", device.name, device.short_id, address)
        self.on_let_in(device)
        return admission.welcome
