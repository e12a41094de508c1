"""The list of paired devices on the disk, `devices.json`. Several processes share it; each change is made under a lock.

Every look sees the latest. Does not know who may be let in, under which name, or what a device may do.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from forge_ai.errors import Damaged, StorageFault
from forge_ai.identity.device import Device, read_device
from forge_ai.identity.device_key import DEVICES_FILE
from forge_ai.identity.file_lock import locked
from forge_ai.identity.reserve import Reserve
from forge_ai.paths import is_full, storage_faults, write_whole

FORMAT: Final = 1
Change = Callable[[dict[str, Device]], dict[str, Device]]
_Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The devices at one moment, by id and by the hashes of their keys."""

    stamp: _Stamp | None
    by_id: Mapping[str, Device]
    by_hash: Mapping[str, Device]


NOBODY: Final = Snapshot(None, {}, {})


class DeviceList:
    """The list in ``folder``. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / DEVICES_FILE
        self._reserve = Reserve(self._path)
        self._lock_path = folder / "devices.lock"
        self._snapshot = NOBODY
        self._mutex = threading.Lock()

    def current(self) -> Snapshot:
        """The list as it is now, also when another process has changed it. Raises StorageFault or Damaged."""
        with self._mutex:
            if self._stamp() != self._snapshot.stamp:
                self._snapshot = self._read()
            return self._snapshot

    def change(self, change: Change, *, even_when_full: bool = False) -> None:
        """Write what ``change`` makes of the list as it is now.

        ``even_when_full`` uses the room that is kept back for that, where the disk is full. Raises
        :class:`StorageFault`, and what ``change`` raises.
        """
        with self._mutex, storage_faults(self._path), locked(self._lock_path):
            self._snapshot = self._read()
            devices = change(dict(self._snapshot.by_id))
            entries = [device.to_json() for device in devices.values()]
            text = json.dumps({"format": FORMAT, "devices": entries}, indent=1).encode()
            write = self._write_on_full_disk if even_when_full else self._write
            write(text)
            self._snapshot = self._read()

    def _write(self, text: bytes) -> None:
        """Write the list, and keep room for writing it once more: a device that is let in must be removable."""
        self._reserve.keep(len(text))
        write_whole(self._path, text)

    def _write_on_full_disk(self, text: bytes) -> None:
        """Write the list even on a full disk: the device that has filled it must be removable."""
        try:
            write_whole(self._path, text)
        except StorageFault as fault:
            if not is_full(fault):
                raise
            self._reserve.replace(text)

    def _stamp(self) -> _Stamp | None:
        with storage_faults(self._path):
            try:
                found = self._path.stat()
            except FileNotFoundError:
                self._check_not_taken_away()
                return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _check_not_taken_away(self) -> None:
        """Raise :class:`StorageFault` when the whole folder is gone, which is not the same as a list without devices.

        The message names no path, for strangers may read it.
        """
        if self._snapshot.stamp is not None and not self._path.parent.is_dir():
            raise StorageFault(
                "The list of paired devices was taken away while it was in use.",
                hint="Put the data folder back, or start the node again.",
            )

    def _read(self) -> Snapshot:
        stamp = self._stamp()
        if stamp is None:
            return NOBODY
        with storage_faults(self._path):
            devices = _read_devices(self._path)
        by_hash = {known: device for device in devices for known in device.key_hashes}
        return Snapshot(stamp, {device.device_id: device for device in devices}, by_hash)


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
