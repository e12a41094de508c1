"""Replicas that are written to, synced, cut off, copied, put back and set to wrong clocks end up equal."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from forge_ai.errors import VectorGap
from forge_ai.memory.disk.place import fingerprint
from forge_ai.memory.travel.stick import export_file, import_file
from forge_ai.protocol.memory.records import State
from tests.memory.devices import Device, close_all, settle, sync

_FAST_DISK = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
which = st.integers(0, 4)


def untouched(_: Path) -> str:
    """The place of a disk image: a copy looks exactly like the original."""
    return "image"


class Replicas(RuleBasedStateMachine):
    """Two to five replicas, and what has been acknowledged to the person."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(dir=_FAST_DISK))
        self.devices: list[Device] = []
        self.alive: dict[bytes, set[str]] = {}
        self.gone: set[bytes] = set()
        self.told = 0

    @initialize(years=st.lists(st.sampled_from([-10, 0, 10]), min_size=2, max_size=4), image=st.booleans())
    def begin(self, years: list[int], *, image: bool) -> None:
        place = untouched if image else fingerprint
        self.devices = [Device(self.root, f"device{at}", wrong, place) for at, wrong in enumerate(years)]

    def device(self, at: int) -> Device:
        return self.devices[at % len(self.devices)]

    @rule(at=which)
    def write(self, at: int) -> None:
        self.told += 1
        record = self.device(at).tell(f"fact {self.told}")
        self.alive[record.identity] = {record.text}

    @rule(at=which, name=st.sampled_from(["Rex", "Max"]))
    def tell_again(self, at: int, name: str) -> None:
        record = self.device(at).tell(f"My dog is called {name}.")
        self.alive.setdefault(record.identity, set()).add(record.text)

    @rule(at=which, pick=st.integers(0, 1000))
    def edit(self, at: int, pick: int) -> None:
        known = self.device(at).memory.facts.listed()
        if known:
            self.told += 1
            identity = known[pick % len(known)].identity
            self.device(at).memory.facts.edit(identity, f"edit {self.told}")
            self.alive[identity].add(f"edit {self.told}")

    @rule(at=which, pick=st.integers(0, 1000))
    def forget(self, at: int, pick: int) -> None:
        known = self.device(at).memory.facts.listed()
        if known:
            identity = known[pick % len(known)].identity
            self.device(at).memory.facts.forget(identity)
            self.gone.add(identity)

    @rule(one=which, other=which)
    def sync_both_ways(self, one: int, other: int) -> None:
        if self.device(one) is not self.device(other):
            sync(self.device(one), self.device(other))

    @rule(one=which, other=which, kept=st.lists(st.integers(0, 6), max_size=8), met=st.booleans(), stale=st.booleans())
    def some_frames_in_any_order(self, one: int, other: int, kept: list[int], *, met: bool, stale: bool) -> None:
        sender, receiver = self.device(one), self.device(other)
        if met:
            receiver.memory.replica.meet(sender.name, sender.memory.replica.vector())
        base = {} if stale else receiver.memory.replica.vector()
        frames = list(sender.memory.replica.delta(base, 2))
        with contextlib.suppress(VectorGap):
            receiver.memory.replica.receive(frames[at % len(frames)] for at in kept)

    @rule(one=which, other=which, third=which)
    def a_delta_meant_for_somebody_else(self, one: int, other: int, third: int) -> None:
        delta = self.device(one).memory.replica.delta(self.device(third).memory.replica.vector(), 2)
        with contextlib.suppress(VectorGap):
            self.device(other).memory.replica.receive(delta)

    @rule(at=which)
    def export_to_the_stick(self, at: int) -> None:
        device = self.device(at)
        export_file(device.memory.replica, self.root / "memories.json", device.name, device.clock)

    @precondition(lambda self: (self.root / "memories.json").exists())
    @rule(at=which)
    def import_from_the_stick(self, at: int) -> None:
        import_file(self.device(at).memory.replica, self.root / "memories.json")
        with self.device(at).memory.replica.snapshot() as (_, records):  # what a backup put back undid counts again
            for record in records:
                self.alive.setdefault(record.identity, {record.text})
                if record.state == State.FORGOTTEN:
                    self.gone.add(record.identity)

    @rule(at=which)
    def restart(self, at: int) -> None:
        self.device(at).restart()

    @precondition(lambda self: len(self.devices) < 5)
    @rule(at=which)
    def copy_the_folder(self, at: int) -> None:
        self.devices.append(self.device(at).copied_to(f"device{len(self.devices)}"))

    @rule(at=which)
    def back_up(self, at: int) -> None:
        device = self.device(at)
        device.memory.close()
        backup = self.root / f"backup of {device.name}"
        shutil.rmtree(backup, ignore_errors=True)
        shutil.copytree(device.folder, backup)
        device.open()

    @rule(at=which)
    def put_back_the_backup(self, at: int) -> None:
        device = self.device(at)
        backup = self.root / f"backup of {device.name}"
        if backup.exists():
            device.memory.close()
            shutil.rmtree(device.folder)
            shutil.copytree(backup, device.folder)
            device.open()
            self.forget_what_is_nowhere()

    def forget_what_is_nowhere(self) -> None:
        """What was told only to a device that was put back to an older state is lost with reason."""
        held = [self.states(device) for device in self.devices]
        self.alive = {one: texts for one, texts in self.alive.items() if any(one in states for states in held)}
        self.gone = {one for one in self.gone if any(states.get(one) == State.FORGOTTEN for states in held)}

    @staticmethod
    def states(device: Device) -> dict[bytes, int]:
        with device.memory.replica.snapshot() as (_, records):
            return {record.identity: record.state for record in records}

    def teardown(self) -> None:
        try:
            if self.devices:
                self.everything_converges()
        finally:
            close_all(self.devices)
            shutil.rmtree(self.root)

    def everything_converges(self) -> None:
        settle(self.devices)
        states = [device.state() for device in self.devices]
        assert all(state == states[0] for state in states)
        assert sum(text.startswith("My dog") for text in self.devices[0].texts()) <= 1, "one dog has two names"
        found = {record[0]: record for record in states[0]}
        for identity, texts in self.alive.items():
            assert identity in found, "an acknowledged record is missing"
            forgotten = found[identity][2] == State.FORGOTTEN
            assert forgotten == (identity in self.gone)
            assert forgotten or found[identity][5] in texts
        for frame in list(self.devices[0].memory.replica.delta({}, 2)):
            self.devices[1].memory.replica.receive([frame])
        assert self.devices[1].state() == states[0], "applying again changed something"
        assert self.devices[1].memory.check() == len(states[0])


Replicas.TestCase.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
test_replicas_converge_whatever_happens = Replicas.TestCase


def test_a_record_that_only_the_stick_still_has_counts_again_when_it_comes_back():
    state = Replicas()
    state.begin([0, 0], image=False)
    state.back_up(0)
    state.write(0)
    state.export_to_the_stick(0)
    state.put_back_the_backup(0)
    assert not state.alive
    state.import_from_the_stick(1)
    state.edit(1, 0)
    (texts,) = state.alive.values()
    assert texts == {"fact 1", "edit 2"}
    state.teardown()


def test_a_forgetting_that_only_the_stick_still_knows_counts_again_when_it_comes_back():
    state = Replicas()
    state.begin([-10, -10], image=False)
    state.write(0)
    state.back_up(0)
    state.forget(0, 0)
    state.export_to_the_stick(0)
    state.put_back_the_backup(0)
    state.import_from_the_stick(0)
    assert state.gone
    state.teardown()
