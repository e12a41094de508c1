"""Devices for the memory tests: a store in a folder, with a clock in the test's hands."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from forge_ai.errors import VectorGap
from forge_ai.memory.device_memory import Memory, open_memory
from forge_ai.memory.disk.place import Fingerprint, fingerprint
from forge_ai.memory.facts import FactSource
from forge_ai.memory.replica import Received
from forge_ai.protocol.memory.records import Record
from forge_ai.testing.manual_clock import ManualClock

TODAY = datetime(2026, 11, 3, 12, tzinfo=UTC)


class Device:
    """One device of a person; ``years`` sets its clock wrong."""

    def __init__(self, folder: Path, name: str, years: int = 0, place: Fingerprint = fingerprint) -> None:
        self.folder = folder / name
        self.name = name
        self.clock = ManualClock(TODAY + timedelta(days=365 * years))
        self._place = place
        self.memory: Memory = self.open()

    def open(self) -> Memory:
        self.memory = open_memory(self.folder, self.clock, place=self._place)
        return self.memory

    def tell(self, text: str) -> Record:
        self.clock.advance(1)
        return self.memory.facts.remember(text, FactSource(device=self.name)).record

    def texts(self) -> list[str]:
        return [record.text for record in self.memory.facts.listed()]

    def restart(self) -> None:
        self.memory.close()
        self.open()

    def copied_to(self, name: str) -> Device:
        self.memory.close()
        shutil.copytree(self.folder, self.folder.parent / name)
        self.open()
        return Device(self.folder.parent, name, place=self._place)

    def state(self) -> list[tuple[object, ...]]:
        """Everything that replicas must agree on: all but which write brought a version."""
        with self.memory.replica.snapshot() as (_, records):
            return sorted((*record[:4], *record[6:]) for record in records)


def pull(receiver: Device, sender: Device, most: int = 2) -> Received | None:
    """One direction of a sync, as the network does it; None when a gap was found."""
    receiver.memory.replica.meet(sender.name, sender.memory.replica.vector())
    sender.memory.replica.meet(receiver.name, receiver.memory.replica.vector())
    try:
        with closing(sender.memory.replica.delta(receiver.memory.replica.vector(), most)) as frames:
            return receiver.memory.replica.receive(frames)
    except VectorGap:
        return None


def sync(one: Device, other: Device) -> None:
    """Both directions."""
    pull(one, other)
    pull(other, one)


def settle(devices: list[Device], rounds: int = 8) -> None:
    """Sync all with all until nothing changes any more."""
    for _ in range(rounds):
        before = [device.memory.replica.vector() for device in devices]
        for one in devices:
            for other in devices:
                if one is not other:
                    pull(one, other)
        if before == [device.memory.replica.vector() for device in devices] and _alike(before):
            return
    raise AssertionError("the replicas do not come to rest")


def _alike(vectors: Iterable[object]) -> bool:
    first, *rest = vectors
    return all(vector == first for vector in rest)


def close_all(devices: Iterable[Device]) -> None:
    for device in devices:
        device.memory.close()
