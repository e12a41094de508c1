"""Finds paired devices that can be reached, and keeps the memories of each equal for as long as it can be.

Each is looked for at its last address, four times a second. Does not know how memories are exchanged
(:mod:`forge_ai.comms.sync.live`), nor for how long a device that refuses is left alone
(:mod:`forge_ai.comms.sync.refusals`). Nobody is paired here and no code is asked for: only a device that shows the
certificate of its pairing counts, and that may sync here.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forge_ai.comms.finding.errands import Errands
from forge_ai.comms.peers.access import known_access
from forge_ai.comms.peers.client import NodeClient, budgets_of
from forge_ai.comms.peers.first_look import FirstLook
from forge_ai.comms.sync.live import LiveSync
from forge_ai.comms.sync.refusals import Refusals
from forge_ai.errors import ForgeError, Unreachable
from forge_ai.protocol.finding.address import read_address
from forge_ai.protocol.trust.rights import Right

if TYPE_CHECKING:
    from collections.abc import Collection

    from forge_ai.identity.device import Device
    from forge_ai.services import Services

ROUND_SECONDS: Final = 0.25  # what was said while they were apart is on both a second after they can meet again
PATIENCE_SECONDS: Final = 0.7  # a device that is off must not hold up the others, nor itself when it comes back


@dataclass(frozen=True, slots=True)
class _Meeting:
    """One device that was met, and the thread that keeps its memories equal."""

    device: Device
    sync: LiveSync


class Meetings:
    """Looks for the paired devices of a node, in a thread of its own. ``refusals``: which of them shared nothing."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._meetings: dict[str, _Meeting] = {}
        self._sought: set[str] = set()
        self.refusals = Refusals()
        self._changing = threading.Lock()
        self._stopping = threading.Event()
        self._errands = Errands("memory-meeting")
        self._thread = threading.Thread(target=self._run, name="memory-meetings", daemon=True)

    def start(self) -> None:
        """Begin to look, in the background."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread and every sync that it started."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        self._errands.close()
        self._part_from(tuple(self._meetings))

    def met(self) -> dict[str, LiveSync]:
        """The running syncs, by device id."""
        with self._changing:
            return {device_id: meeting.sync for device_id, meeting in self._meetings.items()}

    @property
    def is_seeking(self) -> bool:
        """Whether a device is being looked for in this moment."""
        return bool(self._sought)

    def _run(self) -> None:
        while not self._stopping.is_set():
            with suppress(ForgeError):  # a registry that cannot be read now may be read in the next round
                self.look_around()
            self._stopping.wait(ROUND_SECONDS)

    def look_around(self) -> None:
        """One round, of which the thread makes four a second: end syncs that failed, look for devices without one."""
        known = self._services.registry.devices()
        devices = {device.device_id: device for device in known if device.address and Right.SYNC in device.rights}
        with self._changing:  # other devices are met meanwhile
            met = list(self._meetings.items())
        self._part_from([one for one, meeting in met if one not in devices or meeting.sync.failure])
        with self._changing:
            self.refusals.keep_only(devices)
            away = [devices[one] for one in devices.keys() - self._meetings.keys() - self._sought]
            missed = [device for device in away if self._is_worth_a_try(device)]
            self._sought |= {device.device_id for device in missed}
        for device in missed:
            self._errands.run(self._seek, device)

    def _is_worth_a_try(self, device: Device) -> bool:
        return self.refusals.is_worth_a_try(device.device_id, _terms(device), self._services.clock.steady())

    def _note_refusal(self, device: Device) -> None:
        self.refusals.note(device.device_id, _terms(device), self._services.clock.steady())

    def _seek(self, device: Device) -> None:
        refused = True
        try:
            refused = not self._stopping.is_set() and not self._meet(device)
        except Unreachable:
            refused = False  # nobody is there who could refuse
        except ForgeError:
            pass
        finally:
            with self._changing:
                self._sought.discard(device.device_id)
                if refused:
                    self._note_refusal(device)

    def _meet(self, device: Device) -> bool:
        """Whether it is the device and takes our key; then its memories are kept equal from now on."""
        with FirstLook(read_address(device.address), PATIENCE_SECONDS) as look:
            if look.certificate.der != device.certificate:
                return False
            access = known_access(self._services, look.address, look.certificate)
        if access is None or not access.takes_our_key():
            return False
        client = NodeClient(access, access.hello(), budgets_of(self._services.settings))
        sync = LiveSync(self._services, client, known_as=device.name, persists=False)
        with self._changing:
            self._meetings[device.device_id] = _Meeting(device, sync)
        sync.start()
        return True

    def _part_from(self, gone: Collection[str]) -> None:
        for device_id in gone:
            with self._changing:
                meeting = self._meetings.pop(device_id)
                if meeting.sync.is_welcome:
                    self.refusals.forgive(device_id)
                elif meeting.sync.failure and not isinstance(meeting.sync.failure, Unreachable):
                    self._note_refusal(meeting.device)
            meeting.sync.stop()


def _terms(device: Device) -> tuple[str, str, str]:
    """What makes another try worth it at once: it was found elsewhere, or was paired anew."""
    return device.address, device.key, device.key_hash
