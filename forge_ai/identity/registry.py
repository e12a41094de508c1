"""The devices that were let in: who, with which rights, and the hashes of their keys.

Several processes of one person share one list: every change is made under a lock, and every look sees the latest.
Does not know connections: whoever serves one asks here again and again.
"""

from __future__ import annotations

import json
import math
import secrets
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from forge_ai.clock import Clock
from forge_ai.errors import AlreadyThere, Damaged, NotAllowed, StorageFault, UnknownDevice
from forge_ai.identity.device import Device, hash_of, read_device
from forge_ai.identity.device_key import DEVICES_FILE
from forge_ai.identity.file_lock import locked
from forge_ai.identity.reserve import Reserve
from forge_ai.limits import BEARER_CHARACTERS, EXCHANGE_SECONDS, NAME_LENGTH, PAIRED_DEVICES
from forge_ai.paths import is_full, storage_faults, write_whole
from forge_ai.protocol.device_certificate import ID_CHARACTERS
from forge_ai.protocol.names import check_name, shown
from forge_ai.protocol.pairing import BEARER_PREFIX, Paired
from forge_ai.protocol.rights import FRESH, Right

FORMAT: Final = 1
NOTE_SECONDS: Final = 60.0
_Stamp = tuple[int, int, int]
_Write = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class _Snapshot:
    stamp: _Stamp | None
    by_id: Mapping[str, Device]
    by_hash: Mapping[str, Device]


_NOBODY: Final = _Snapshot(None, {}, {})


class Registry:
    """The paired devices of the device whose identity lies in ``folder``. Safe to use from several threads."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._path = folder / DEVICES_FILE
        self._reserve = Reserve(self._path)
        self._lock_path = folder / "devices.lock"
        self._clock = clock
        self._snapshot = _NOBODY
        self._mutex = threading.Lock()
        self._next_note = -math.inf

    def devices(self) -> list[Device]:
        """Every device and program, by name."""
        return sorted(self._current().by_id.values(), key=lambda device: device.name)

    def find(self, name: str) -> Device:
        """The device of that name, id or short id. Raises :class:`UnknownDevice`."""
        wanted = name.replace("-", "").lower()
        for device in self.devices():
            if device.name == name or wanted in (device.device_id, device.device_id[:16]):
                return device
        raise UnknownDevice(f"No device {shown(name)} is paired with this one.")

    def by_id(self, device_id: str) -> Device | None:
        """The device with that id, if it is let in."""
        return self._current().by_id.get(device_id)

    def by_certificate(self, der: bytes) -> Device | None:
        """The device with exactly that certificate, if it is let in."""
        return next((device for device in self._current().by_id.values() if device.certificate == der), None)

    def by_key(self, key: str) -> Device | None:
        """The device that was given that bearer key, if it is still let in."""
        if not key or len(key) > BEARER_CHARACTERS:
            return None
        return self._current().by_hash.get(hash_of(key))

    def let_in(self, paired: Paired, address: str = "") -> Device:
        """Keep what pairing gave. A device that pairs again keeps its name here and its rights, and gets new keys.

        Who gives an ``address`` has asked there to be let in.
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
        """Give a program (an OpenAI client, say) a key of its own; the key is shown once and kept as a hash.

        Raises :class:`AlreadyThere` when the name is taken.
        """
        key = BEARER_PREFIX + secrets.token_urlsafe(32)
        device_id = "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(ID_CHARACTERS))

        def change(devices: dict[str, Device]) -> Device:
            _check_free(check_name(name, "device"), devices.values())
            return Device(device_id, name, frozenset(rights), b"", hash_of(key), "", self._now())

        return self._put(change), key

    def rename(self, name: str, new_name: str) -> Device:
        """Call a device otherwise, here. Raises :class:`UnknownDevice`, :class:`AlreadyThere` or BadName."""
        found = self.find(name)

        def change(devices: dict[str, Device]) -> Device:
            others = [device for device in devices.values() if device.device_id != found.device_id]
            _check_free(check_name(new_name, "device"), others)
            return replace(_still(found, devices), name=new_name)

        return self._put(change)

    def give_rights(self, name: str, rights: Iterable[Right]) -> Device:
        """Set what a device may do here; what it may not do any more ends within a second. Raises UnknownDevice."""
        found = self.find(name)
        return self._put(lambda devices: replace(_still(found, devices), rights=frozenset(rights)), self._write_anyhow)

    def remove(self, name: str) -> Device:
        """Let a device go: its key is void, ours for it is forgotten. Raises :class:`UnknownDevice`."""
        found = self.find(name)

        def change(devices: dict[str, Device]) -> dict[str, Device]:
            return {key: value for key, value in devices.items() if key != found.device_id}

        self._change(change, self._write_anyhow)
        return found

    def is_worth_noting(self, device_id: str, address: str = "") -> bool:
        """Whether :meth:`seen` would write: costs next to nothing, and mostly it would not."""
        found = self.by_id(device_id)
        return found is not None and self._clock.steady() >= self._next_note and self._worth_noting(found, address)

    def seen(self, device_id: str, address: str = "") -> None:
        """Note that a device showed itself, and where; at most once a minute.

        It is a note and no more: where the disk takes none, nobody is kept from anything, and a minute later is the
        next try.
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
            self._change(change)
        except StorageFault:
            self._next_note = self._clock.steady() + NOTE_SECONDS

    def _crosses(self, old: Device, *, asked: bool) -> bool:
        """Whether a pairing that ends now and the one before were under way at a time, each asked for by another side.

        Which of them ends last may differ on the two devices, so that each may show the key of either.
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

    def _put(self, change: Callable[[dict[str, Device]], Device], write: _Write | None = None) -> Device:
        kept: list[Device] = []

        def put(devices: dict[str, Device]) -> dict[str, Device]:
            kept.append(change(devices))
            if kept[0].device_id not in devices and len(devices) >= PAIRED_DEVICES:
                raise NotAllowed(
                    f"{PAIRED_DEVICES} devices are paired; that is the most.", hint="`forge-ai unpair` some."
                )
            return devices | {kept[0].device_id: kept[0]}

        self._change(put, write)
        return kept[0]

    def _change(self, change: Callable[[dict[str, Device]], dict[str, Device]], write: _Write | None = None) -> None:
        with self._mutex, storage_faults(self._path), locked(self._lock_path):
            self._snapshot = self._read()
            devices = change(dict(self._snapshot.by_id))
            entries = [device.to_json() for device in devices.values()]
            text = json.dumps({"format": FORMAT, "devices": entries}, indent=1).encode()
            (write or self._write)(text)
            self._snapshot = self._read()

    def _write(self, text: bytes) -> None:
        """Write the list where it can also be written once more: whoever is let in can be let go."""
        self._reserve.keep(len(text))
        write_whole(self._path, text)

    def _write_anyhow(self, text: bytes) -> None:
        """Write the list also on a full disk: whoever has filled it is to be let go."""
        try:
            write_whole(self._path, text)
        except StorageFault as fault:
            if not is_full(fault):
                raise
            self._reserve.replace(text)

    def _current(self) -> _Snapshot:
        with self._mutex:
            if self._stamp() != self._snapshot.stamp:
                self._snapshot = self._read()
            return self._snapshot

    def _stamp(self) -> _Stamp | None:
        with storage_faults(self._path):
            try:
                found = self._path.stat()
            except FileNotFoundError:
                return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _read(self) -> _Snapshot:
        stamp = self._stamp()
        if stamp is None:
            return _NOBODY
        with storage_faults(self._path):
            devices = _read_devices(self._path)
        by_hash = {known: device for device in devices for known in device.key_hashes}
        return _Snapshot(stamp, {device.device_id: device for device in devices}, by_hash)


def _read_devices(path: Path) -> list[Device]:
    try:
        found = json.loads(path.read_bytes())
        _check_format(found["format"])
        return [read_device(entry) for entry in found["devices"]]
    except (Damaged, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged(
            f"The list of paired devices in {path} cannot be read.",
            hint="Move that file away, and let your devices in again: forge-ai pair",
        ) from error


def _check_format(number: object) -> None:
    if number != FORMAT:
        raise ValueError("a newer ForgeAI wrote it")


def _still(found: Device, devices: Mapping[str, Device]) -> Device:
    if found.device_id not in devices:
        raise UnknownDevice(f"{found.name} is not paired with this device any more.")
    return devices[found.device_id]


def _check_free(name: str, others: Iterable[Device]) -> None:
    if any(device.name.casefold() == name.casefold() for device in others):
        raise AlreadyThere(f"Another paired device is called {name}.")


def _free_name(name: str, others: Iterable[Device]) -> str:
    """The name, or the name with a number: a stranger does not get a name that the person knows for another device."""
    taken = {device.name.casefold() for device in others}
    if name.casefold() not in taken:
        return name
    numbered = (f"{name[: NAME_LENGTH - 5]}-{number}" for number in range(2, PAIRED_DEVICES + 3))
    return next(free for free in numbered if free.casefold() not in taken)
