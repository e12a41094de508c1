"""One database that several programs, and several parts of one program, have open at the same time."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from forge_ai.errors import DamagedMemory, StorageFault
from forge_ai.memory.device_memory import open_memory
from forge_ai.memory.disk.connection import connect, database_faults

ROOT = Path(__file__).parents[3]
ANOTHER_PROGRAM = """
import sys
from pathlib import Path
from forge_ai.memory.device_memory import open_memory
from forge_ai.memory.facts import FactSource

with open_memory(Path(sys.argv[1])) as memory:
    memory.facts.remember(sys.argv[2], FactSource())
"""


def told_by_another_program(folder: Path, text: str) -> None:
    subprocess.run([sys.executable, "-c", ANOTHER_PROGRAM, str(folder), text], check=True, cwd=ROOT)


def test_what_is_confirmed_is_on_the_disk_itself_also_on_a_mac(device):
    with closing(connect(device.folder / "other.db")) as connection:
        asked = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "fullfsync")]
    assert asked == [2, 1]


def test_a_program_that_ends_does_not_take_the_log_of_one_that_has_the_memory_open_twice(device):
    device.tell("I live in Bergen.")
    open_memory(device.folder).close()  # as OfflineSync and MemorySync do beside an EnigmaNode
    told_by_another_program(device.folder, "My dog is called Rex.")
    device.tell("I play the cello.")
    assert set(device.texts()) == {"I live in Bergen.", "My dog is called Rex.", "I play the cello."}
    told_by_another_program(device.folder, "I have a cat.")
    assert len(device.texts()) == 4
    assert device.memory.check() == 4


def test_who_reads_does_not_wait_for_who_writes(device):
    device.tell("I live in Bergen.")
    read = threading.Event()

    def reads() -> None:
        if device.texts() == ["I live in Bergen."]:
            read.set()

    reader = threading.Thread(target=reads)
    with device.memory.database.writing():
        reader.start()
        assert read.wait(10)
    reader.join()


def test_a_memory_in_which_another_program_writes_for_long_is_not_a_full_disk(device):
    with (
        device.memory.database.writing(),
        closing(sqlite3.connect(device.folder / "memory.db", timeout=0)) as other,
        pytest.raises(StorageFault, match="another program") as busy,
        database_faults(device.folder),
    ):
        other.execute("BEGIN IMMEDIATE")
    assert busy.value.hint.startswith("Wait")


def test_what_is_damaged_says_where_the_memories_can_come_from(device):
    device.tell("I live in Bergen.")
    with device.memory.database.writing() as connection:
        connection.execute("UPDATE own SET digest = zeroblob(8)")
    with pytest.raises(DamagedMemory) as found:
        device.memory.check()
    assert "sync with another device" in found.value.hint


def test_what_is_told_to_a_file_that_was_taken_away_is_refused_until_it_is_back(device):
    device.tell("I live in Bergen.")
    away = device.folder.with_name("away")
    device.folder.rename(away)
    with pytest.raises(StorageFault, match="was taken away or replaced while it was in use"):
        device.tell("My dog is called Rex.")
    assert device.texts() == ["I live in Bergen."], "what was told before is read on"
    away.rename(device.folder)
    device.tell("My dog is called Rex.")
    assert device.texts() == ["I live in Bergen.", "My dog is called Rex."]


def test_what_is_told_beside_a_backup_that_was_put_back_is_refused(device):
    device.tell("I live in Bergen.")
    file = device.folder / "memory.db"
    backup = shutil.copy(file, device.folder / "backup")
    Path(backup).replace(file)
    with pytest.raises(StorageFault, match="was taken away or replaced"):
        device.tell("My dog is called Rex.")


def test_a_folder_that_is_taken_away_while_its_memory_is_opened_is_told_as_that(tmp_path):
    gone = tmp_path / "gone" / "memory.db"
    with pytest.raises(StorageFault, match="the file cannot be opened"), database_faults(gone):
        sqlite3.connect(gone)
