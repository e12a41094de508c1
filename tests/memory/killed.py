"""Kills a device again and again in the middle of a write, a sync or an import, and looks what is left.

Run as a program: it forks, so it must be small and without threads. Prints what was seen as one JSON object.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from forge_ai.memory.travel.stick import export_file, import_file
from tests.memory.devices import Device


def main(root: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    other = Device(root, "other")
    acknowledged: set[bytes] = set()
    cut_short = 0
    for number in range(times):
        other.tell(f"other {number}")
        export_file(other.memory.replica, root / "memories.json", "other", other.clock)
        work = (write, sync, imported)[number % 3]
        acknowledged |= killed_in(work, root, chance.random() * 0.02)
        device = Device(root, "device")
        device.memory.check()
        kept = {record.identity for record in device.memory.facts.listed()}
        missing = acknowledged - kept
        if missing:
            sys.exit(f"{len(missing)} acknowledged records are missing after kill {number} in {work.__name__}")
        cut_short += len(kept) > len(acknowledged)
        sent = {record.identity for record in other.memory.facts.listed()}
        vector, theirs = device.memory.replica.vector(), other.memory.replica.vector()
        if all(vector.get(origin) == entry for origin, entry in theirs.items()) and not sent <= kept:
            sys.exit(f"the vector says more than there is after kill {number} in {work.__name__}")
        device.memory.close()
    sys.stdout.write(json.dumps({"times": times, "acknowledged": len(acknowledged), "unacknowledged_seen": cut_short}))


def write(device: Device, root: Path, acknowledge: Callable[[bytes], None]) -> None:
    while True:
        acknowledge(device.tell(f"fact {os.urandom(8).hex()}").identity)


def sync(device: Device, root: Path, acknowledge: Callable[[bytes], None]) -> None:
    other = Device(root, "other")
    while True:
        device.memory.replica.receive(other.memory.replica.delta(device.memory.replica.vector(), 3))
        for record in other.memory.facts.listed():
            acknowledge(record.identity)


def imported(device: Device, root: Path, acknowledge: Callable[[bytes], None]) -> None:
    while True:
        import_file(device.memory.replica, root / "memories.json")
        for record in device.memory.facts.listed():
            acknowledge(record.identity)


def killed_in(work: Callable[..., None], root: Path, seconds: float) -> set[bytes]:
    """What a child acknowledged before it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        work(Device(root, "device"), root, lambda identity: os.write(writing, identity))
    os.close(writing)
    ready = os.read(reading, 12)  # something has been acknowledged: from now on, any moment will do
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    signal.sigtimedwait({signal.SIGUSR1}, seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    rest = ready
    while block := os.read(reading, 1 << 16):
        rest += block
    os.close(reading)
    return {rest[at : at + 12] for at in range(0, len(rest) - len(rest) % 12, 12)}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
