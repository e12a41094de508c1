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
    """What is called when nobody wants to hear of newcomers."""


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code as it is shown, and for how many seconds it is good."""

    text: str = field(repr=False)
    seconds: float = CODE_SECONDS


class PairingService:
    """Lets devices in. ``on_let_in`` is called in the thread that served the newcomer."""

    def __init__(self, own: Party, registry: Registry, clock: Clock, join: SharedWord | None = None) -> None:
        self._desk = PairingDesk(own, os.urandom, join)
        self._registry = registry
        self._clock = clock
        self._lock = threading.Lock()
        self.on_let_in: Callable[[Device], None] = _nobody_listens

    def show_code(self) -> ShownCode:
        """A new code; an older one is void."""
        with self._lock:
            return ShownCode(code_for_people(self._desk.open(self._clock.steady())))

    def take_code_back(self) -> None:
        """Let nobody in with the code that is shown."""
        with self._lock:
            self._desk.close()

    def view(self) -> DeskView:
        """Where the code stands."""
        with self._lock:
            return self._desk.view(self._clock.steady())

    def hear_hello(self, data: bytes, address: str) -> bytes:
        """A newcomer's first message, and the answer to it."""
        with self._lock:
            return self._desk.hear_hello(data, self._clock.steady(), address)

    def hear_confirm(self, data: bytes, address: str) -> bytes:
        """A newcomer's second message; the device is kept before the welcome is handed out."""
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
