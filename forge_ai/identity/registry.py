"""The devices that were let in: who, with which rights, and the hashes of their keys.

Does not know how the list is kept (`device_list`), nor connections: whoever serves one asks here again and again.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from forge_ai.clock import Clock
from forge_ai.errors import AlreadyThere, NotAllowed, StorageFault, UnknownDevice
from forge_ai.identity.device import Device, hash_of
from forge_ai.identity.device_list import DeviceList
from forge_ai.limits import BEARER_CHARACTERS, EXCHANGE_SECONDS, NAME_LENGTH, PAIRED_DEVICES
from forge_ai.protocol.trust.device_certificate import ID_CHARACTERS, SHORT_GROUPS
from forge_ai.protocol.trust.pairing import BEARER_PREFIX, Paired
from forge_ai.protocol.trust.rights import FRESH, Right
from forge_ai.protocol.values.names import check_name, reads_as_address, shown
from forge_ai.protocol.values.near_names import guess

NOTE_SECONDS: Final = 60.0


class Registry:
    """The paired devices of the device whose identity lies in ``folder``. Safe to use from several threads."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._list = DeviceList(folder)
        self._clock = clock
        self._next_note = -math.inf

    def devices(self) -> list[Device]:
        """Every device and program, by name."""
        return sorted(self._list.current().by_id.values(), key=lambda device: device.name)

    def find(self, name: str) -> Device:
        """The device of that id, short id or name. Raises :class:`UnknownDevice`.

        Ids come first: a device chooses its name, which may be another one's id.
        """
        devices = self.devices()
        found = [device for device in devices if _has_id(device, name)]
        found += [device for device in devices if device.name == name]
        if not found:
            meant = guess(name, [device.name for device in devices])
            raise UnknownDevice(
                f"No device {shown(name)} is paired with this one.", hint=meant + UnknownDevice.default_hint
            )
        return found[0]

    def by_id(self, device_id: str) -> Device | None:
        """The device with that id, if it is let in."""
        return self._list.current().by_id.get(device_id)

    def by_certificate(self, der: bytes) -> Device | None:
        """The device with exactly that certificate, if it is let in."""
        return next((device for device in self._list.current().by_id.values() if device.certificate == der), None)

    def by_key(self, key: str) -> Device | None:
        """The device that was given that bearer key, if it is still let in."""
        if not key or len(key) > BEARER_CHARACTERS:
            return None
        return self._list.current().by_hash.get(hash_of(key))

    def let_in(self, paired: Paired, address: str = "") -> Device:
        """Keep a device after pairing. One that pairs again keeps its name here and its rights, and gets new keys.

        An ``address`` is given on the side that asked to be let in: it is where it asked. Raises :class:`NotAllowed`
        when too many devices are paired, :class:`StorageFault`.
        """

        def change(devices: dict[str, Device]) -> Device:
            old = devices.get(paired.peer.device_id)
            name = old.name if old else _free_name(paired.peer.name, devices.values())
            return Device(
                device_id=paired.peer.device_id,
                name=name,
                rights=old.rights if old else FRESH,
                certificate=paired.peer.certificate.der,
                key_hash=hash_of(paired.key_to_expect),
                key=paired.key_to_show,
                paired_at=self._now(),
                last_seen=self._now(),
                address=address or (old.address if old else ""),
                asked=bool(address),
                crossed_hash=old.key_hash if old and self._crosses(old, asked=bool(address)) else "",
            )

        return self._put(change)

    def add_program(self, name: str, rights: Iterable[Right]) -> tuple[Device, str]:
        """Put a program on the list; returns it and its key, of which only a hash is kept.

        Raises :class:`AlreadyThere` when the name is taken, :class:`BadName`, or :class:`NotAllowed` when too many are
        paired.
        """
        key = BEARER_PREFIX + secrets.token_urlsafe(32)
        device_id = "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(ID_CHARACTERS))

        def change(devices: dict[str, Device]) -> Device:
            _check_free(check_name(name, "device"), devices.values())
            return Device(device_id, name, frozenset(rights), b"", hash_of(key), "", self._now())

        return self._put(change), key

    def device_names(self) -> list[str]:
        """The names of the devices that were paired; programs are none."""
        return [device.name for device in self.devices() if not device.is_program]

    def rename(self, name: str, new_name: str) -> Device:
        """Give a device another name on this one. Raises :class:`UnknownDevice`, :class:`AlreadyThere` or BadName."""
        found = self.find(name)

        def change(devices: dict[str, Device]) -> Device:
            others = [device for device in devices.values() if device.device_id != found.device_id]
            _check_free(check_name(new_name, "device"), others)
            return replace(_still(found, devices), name=new_name)

        return self._put(change)

    def give_rights(self, name: str, rights: Iterable[Right]) -> Device:
        """Set all that a device may do here; what it may not do any more ends within a second. Raises UnknownDevice."""
        found = self.find(name)
        return self._put(lambda devices: replace(_still(found, devices), rights=frozenset(rights)), even_when_full=True)

    def remove(self, name: str) -> Device:
        """Take a device off the list: its key is void, ours for it is gone. Raises :class:`UnknownDevice`."""
        found = self.find(name)

        def change(devices: dict[str, Device]) -> dict[str, Device]:
            return {key: value for key, value in devices.items() if key != found.device_id}

        self._list.change(change, even_when_full=True)
        return found

    def is_worth_noting(self, device_id: str, address: str = "") -> bool:
        """Whether :meth:`seen` would write. To ask costs next to nothing; mostly it would not."""
        found = self.by_id(device_id)
        return found is not None and self._clock.steady() >= self._next_note and self._worth_noting(found, address)

    def seen(self, device_id: str, address: str = "") -> None:
        """Note the time at which a device was seen, and its address; at most once a minute.

        Where the disk takes no note, nothing is raised, and the next try is a minute later.
        """
        if not self.is_worth_noting(device_id, address):
            return

        def change(devices: dict[str, Device]) -> dict[str, Device]:
            device = devices.get(device_id)
            if device is None:
                return devices
            seen = replace(device, last_seen=self._now(), address=address or device.address)
            return devices | {device_id: seen}

        try:
            self._list.change(change)
        except StorageFault:
            self._next_note = self._clock.steady() + NOTE_SECONDS

    def _crosses(self, old: Device, *, asked: bool) -> bool:
        """Whether the pairing that ends now ran at the same time as the last one, which the other side had asked for.

        Which of the two ends last may differ on the two devices, so that either key may be shown.
        """
        if old.asked == asked or old.is_program:
            return False
        try:
            age = self._clock.now() - datetime.fromisoformat(old.paired_at)
        except (TypeError, ValueError):
            return False  # the file was edited
        return 0 <= age.total_seconds() <= EXCHANGE_SECONDS

    def _worth_noting(self, device: Device, address: str) -> bool:
        if address and address != device.address:
            return True
        return device.last_seen[:16] != self._now()[:16]  # the same minute

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")

    def _put(self, change: Callable[[dict[str, Device]], Device], *, even_when_full: bool = False) -> Device:
        kept: list[Device] = []

        def put(devices: dict[str, Device]) -> dict[str, Device]:
            kept.append(change(devices))
            if kept[0].device_id not in devices and len(devices) >= PAIRED_DEVICES:
                raise NotAllowed(
                    f"{PAIRED_DEVICES} devices are paired; that is the most.", hint="`forge-ai unpair` some."
                )
            return devices | {kept[0].device_id: kept[0]}

        self._list.change(put, even_when_full=even_when_full)
        return kept[0]


def _still(found: Device, devices: Mapping[str, Device]) -> Device:
    if found.device_id not in devices:
        raise UnknownDevice(f"{found.name} is not paired with this device any more.")
    return devices[found.device_id]


def _has_id(device: Device, text: str) -> bool:
    """Whether a text, with dashes or without, is the id of that device or the short one."""
    return text.replace("-", "").lower() in (device.device_id, device.device_id[: SHORT_GROUPS * 4])


def _check_free(name: str, others: Iterable[Device]) -> None:
    if twin := next((device for device in others if device.name.casefold() == name.casefold()), None):
        what = "A program or browser" if twin.is_program else "Another paired device"
        hint = f"Choose another name, or let the old one go: forge-ai unpair {twin.name}"
        raise AlreadyThere(f"{what} is called {twin.name} already.", hint=hint)


def _free_name(name: str, others: Iterable[Device]) -> str:
    """The name for a new device: its own, or that with a number.

    It gets no name or id of another device, nor a name that reads as an address.
    """
    known = tuple(others)
    taken = {device.name.casefold() for device in known}
    misleads = reads_as_address(name) or any(_has_id(device, name) for device in known)
    if name.casefold() not in taken and not misleads:
        return name
    numbered = (f"{name[: NAME_LENGTH - 5]}-{number}" for number in range(2, PAIRED_DEVICES + 3))
    return next(free for free in numbered if free.casefold() not in taken)
