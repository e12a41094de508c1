from __future__ import annotations

import random
import sqlite3
import tempfile
from pathlib import Path

import pytest

from forge_ai.errors import Damaged, ForgeError, StorageFault
from forge_ai.memory.device_memory import open_memory
from forge_ai.memory.disk.migrations import STEPS
from forge_ai.protocol.values.chat import Message
from tests.memory.devices import Device, settle, sync

FAST_DISK = "/dev/shm" if Path("/dev/shm").is_dir() else None


def everything(memory):
    """All that a person can see of a memory, after it has been checked."""
    memory.check()
    with memory.replica.snapshot() as (vector, found):
        return vector, list(found), memory.facts.listed(), memory.recall.lines("What is my dog called?")


def changed_silently(times, seed):
    """Mutations of a database after which something else was read without a complaint."""
    chance, silent, noticed = random.Random(seed), [], 0
    with tempfile.TemporaryDirectory(dir=FAST_DISK) as folder:
        device = Device(Path(folder), "device")
        for number in range(12):
            device.tell(f"My dog number {number} is nice.")
        device.memory.facts.edit(device.tell("My dog is called Rex.").identity, "My dog is called Max.")
        device.memory.conversations.say("ab12", [Message("user", "Hello")])
        before = everything(device.memory)
        device.memory.database.flush_away()
        device.memory.close()
        file = device.folder / "memory.db"
        whole = file.read_bytes()
        for _ in range(times):
            at, flip = chance.randrange(len(whole)), chance.randrange(1, 256)
            for left in device.folder.glob("memory.db-*"):
                left.unlink()
            file.write_bytes(whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :])
            try:
                with open_memory(device.folder, device.clock) as memory:
                    if everything(memory) != before:
                        silent.append((at, flip))
            except ForgeError:
                noticed += 1
    return silent, noticed


def test_no_changed_byte_of_the_database_is_silently_wrong():
    silent, noticed = changed_silently(400, 3)
    assert silent == []
    assert noticed > 10  # most bytes of a small database are unused space


@pytest.mark.slow
def test_of_ten_thousand_changed_bytes_of_the_database_none_is_silently_wrong():
    silent, _ = changed_silently(10_000, 4)
    assert silent == []


def test_a_changed_row_is_noticed_when_it_is_read_or_sent(device):
    record = device.tell("My dog is called Rex.")
    with device.memory.database.writing() as connection:
        connection.execute("UPDATE records SET text = 'My dog is called Max.'")
    for look in (device.memory.facts.listed, lambda: list(device.memory.replica.delta({})), device.memory.check):
        with pytest.raises(Damaged):
            look()
    assert record.text == "My dog is called Rex."


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path):
    (tmp_path / "memory.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(Damaged, match="damaged"):
        open_memory(tmp_path)


def test_the_memories_of_a_newer_version_are_left_alone(device):
    with device.memory.database.writing() as connection:
        connection.execute("PRAGMA user_version = 999")
    device.memory.close()
    with pytest.raises(StorageFault, match="newer"):
        open_memory(device.folder)
    with sqlite3.connect(device.folder / "memory.db") as connection:
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
    connection.close()
    device.open()


def test_only_the_owner_may_read_the_files(device):
    device.tell("My dog is called Rex.")
    assert {oct(file.stat().st_mode & 0o777) for file in device.folder.iterdir()} == {"0o600"}
    assert oct(device.folder.stat().st_mode & 0o777) == "0o700"


def allow_pages(device, most):
    """From now on the database may grow to so many pages: a disk that is full."""
    with device.memory.database.writing() as connection:
        connection.execute(f"PRAGMA max_page_count = {most}")


def changes(device):
    """How many rows the connection that writes has changed so far."""
    with device.memory.database.writing() as connection:
        return connection.total_changes


def test_a_full_disk_is_said_and_nothing_is_half_written(device, other):
    device.tell("My dog is called Rex.")
    for number in range(200):
        other.tell(f"A long story number {number}: {'word ' * 500}")
    with device.memory.database.writing() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    allow_pages(device, pages + 5)
    with pytest.raises(StorageFault, match="full"):
        sync(device, other)
    acknowledged = []
    with pytest.raises(StorageFault, match="full"):
        for number in range(200):
            acknowledged.append(device.tell(f"Another long story number {number}: {'word ' * 500}").text)
    device.memory.check()
    assert set(acknowledged) <= set(device.texts())
    allow_pages(device, 1_000_000)
    sync(device, other)
    assert set(device.texts()) == {*acknowledged, *other.texts(), "My dog is called Rex."}


@pytest.mark.parametrize("copied", [False, True])
def test_a_first_write_that_failed_has_given_no_name(device, copied):
    if copied:
        device.tell("My dog is called Rex.")
        device = device.copied_to("copy")
    allow_pages(device, 1)
    with pytest.raises(StorageFault, match="full"):
        device.tell(f"A long story: {'word ' * 5000}")
    before = device.memory.replica.vector()
    allow_pages(device, 1_000_000)
    device.tell("I like tea.")
    assert len(device.memory.replica.vector()) == len(before) + 1
    device.memory.close()


def test_a_sync_that_brings_nothing_writes_nothing(device, other):
    device.tell("My dog is called Rex.")
    settle([device, other])
    before = changes(other)
    sync(device, other)
    assert changes(other) == before


def test_counts_are_told(device):
    device.tell("My dog is called Rex.")
    device.tell("My dog is called Max.")
    device.memory.facts.forget(device.tell("I like tea.").identity)
    device.memory.conversations.say("ab12", [Message("user", "Hello")])
    found = device.memory.statistics()
    assert (found.facts, found.messages, found.superseded, found.forgotten, found.records) == (1, 1, 1, 1, 4)
    assert found.size_bytes > 0
