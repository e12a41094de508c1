"""Memories on a disk that takes nothing: all of them can be read, and what cannot be written is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from forge_ai.errors import DamagedMemory, StorageFault
from forge_ai.memory.device_memory import open_memory
from forge_ai.memory.travel.stick import export_file
from tests.disks import disk_of, fill, protect
from tests.memory.devices import Device
from tests.memory.disk.test_database import ROOT

KILLED_PROGRAM = """
import os
import sys
from pathlib import Path
from forge_ai.memory.device_memory import open_memory
from forge_ai.memory.facts import FactSource

open_memory(Path(sys.argv[1])).facts.remember(sys.argv[2], FactSource())
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def disk(tmp_path):
    with disk_of(tmp_path / "disk", 4 * 2**20) as folder:
        yield folder


@pytest.fixture
def closed(disk):
    """A device on that disk which has been told something, while nothing has it open."""
    device = Device(disk, "my_pi")
    device.tell("My dog is called Rex.")
    device.memory.close()
    yield device
    device.memory.close()


def told_by_a_program_that_is_killed(device, text):
    """What was told lies in the log alone then."""
    program = [sys.executable, "-c", KILLED_PROGRAM, device.folder, text]
    assert subprocess.run(program, check=False, cwd=ROOT).returncode == -signal.SIGKILL


def test_memories_on_a_full_disk_are_read_found_and_exported(disk, closed, tmp_path):
    fill(disk)
    closed.open()
    assert closed.texts() == ["My dog is called Rex."]
    assert closed.memory.statistics().facts == 1
    assert [fact.text for fact in closed.memory.recall.lines("What is my dog called?")] == closed.texts()
    assert export_file(closed.memory.replica, tmp_path / "memories.json", "my_pi", closed.clock) == 1


def test_words_that_no_index_holds_yet_are_found_on_a_full_disk(disk, closed):
    closed.open()
    assert closed.memory.words.facts("dog", 5)
    edited = closed.tell("My boat is called Molly.")
    closed.memory.facts.edit(edited.identity, "My ship is called Molly.")
    closed.memory.close()
    fill(disk)
    closed.open()
    assert [hit.record.text for hit in closed.memory.words.facts("ship", 5)] == ["My ship is called Molly."]
    found = closed.memory.words.facts("called", 5)
    assert [hit.record.text for hit in found] == ["My ship is called Molly.", "My dog is called Rex."]
    assert closed.memory.words.facts("boat", 5) == closed.memory.words.messages("ship", 5) == []


def test_what_is_told_on_a_full_disk_is_refused_until_there_is_room(disk, closed):
    ballast = fill(disk)
    closed.open()
    for _ in range(2):
        with pytest.raises(StorageFault, match=r"memory\.db: the disk is full"):
            closed.tell("My cat is called Tom.")
    ballast.unlink()
    closed.tell("My cat is called Tom.")
    assert closed.texts() == ["My dog is called Rex.", "My cat is called Tom."]


def test_a_full_disk_is_told_at_once_while_somebody_reads(disk, closed):
    fill(disk)
    closed.open()
    with closed.memory.database.reading(), pytest.raises(StorageFault, match="full"):
        closed.tell("My cat is called Tom.")


def test_many_read_at_once_on_a_full_disk(disk, closed):
    fill(disk)
    closed.open()
    heard: list[str] = []
    with closed.memory.database.reading():
        readers = [threading.Thread(target=lambda: heard.extend(closed.texts())) for _ in range(8)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
    assert heard == ["My dog is called Rex."] * 8


def test_who_has_the_memory_open_on_a_full_disk_keeps_no_other_program_from_it(disk, closed):
    fill(disk)
    closed.open()
    closed.texts()
    with open_memory(closed.folder) as other:
        assert [record.text for record in other.facts.listed()] == closed.texts()


def test_a_memory_that_a_full_disk_kept_from_being_made_is_empty(disk):
    ballast = fill(disk)
    device = Device(disk, "new")
    assert device.texts() == []
    ballast.unlink()
    device.tell("My dog is called Rex.")
    assert device.texts() == ["My dog is called Rex."]
    device.memory.close()


@pytest.mark.parametrize("room", [4, 8, 16, 32, 64, 96])
def test_a_memory_for_whose_tables_there_is_no_room_is_empty_and_says_why_it_takes_nothing(disk, room):
    ballast = fill(disk)
    os.truncate(ballast, ballast.stat().st_size - room * 1024)
    device = Device(disk, "new")
    assert device.texts() == []
    with pytest.raises(StorageFault, match="the disk is full"):
        device.tell("My dog is called Rex.")
    device.memory.close()
    device.open()
    assert device.texts() == []
    ballast.unlink()
    device.tell("My dog is called Rex.")
    assert device.texts() == ["My dog is called Rex."]
    device.memory.close()


def test_memories_on_a_disk_that_is_read_only_are_read(disk, closed):
    protect(disk)
    closed.open()
    assert closed.texts() == ["My dog is called Rex."]
    with pytest.raises(StorageFault, match="the disk is read-only"):
        closed.tell("My cat is called Tom.")


@pytest.mark.parametrize("disaster", [fill, protect])
def test_what_a_killed_program_left_in_the_log_is_read(disk, closed, disaster):
    told_by_a_program_that_is_killed(closed, "My cat is called Tom.")
    disaster(disk)
    closed.open()
    assert closed.texts() == ["My dog is called Rex.", "My cat is called Tom."]


def test_a_log_without_the_file_beside_it_is_read_on_a_full_disk(disk, closed):
    told_by_a_program_that_is_killed(closed, "My cat is called Tom.")
    (closed.folder / "memory.db-shm").unlink()
    fill(disk)
    closed.open()
    assert closed.texts() == ["My dog is called Rex.", "My cat is called Tom."]


def test_tables_of_an_older_version_are_not_read_as_they_are(disk, closed):
    closed.open()
    with closed.memory.database.writing() as connection:
        connection.execute("PRAGMA user_version = 1")
    closed.memory.close()
    fill(disk)
    with pytest.raises(StorageFault, match="another version"):
        closed.open()


def test_damage_on_a_full_disk_is_called_damage(disk, closed):
    os.truncate(closed.folder / "memory.db", 8192)
    fill(disk)
    with pytest.raises(DamagedMemory):
        closed.open().check()
