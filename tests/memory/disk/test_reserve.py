"""Forgetting on a disk without room: it is what makes some."""

from __future__ import annotations

import pytest

from forge_ai.errors import StorageFault
from forge_ai.memory.disk.reserve import RESERVE_BYTES
from forge_ai.protocol.values.chat import Message
from tests.disks import disk_of, fill
from tests.memory.devices import Device


@pytest.fixture
def disk(tmp_path):
    with disk_of(tmp_path / "disk", 8 * 2**20) as folder:
        yield folder


@pytest.fixture
def device(disk):
    device = Device(disk, "my_pi")
    yield device
    device.memory.close()


@pytest.mark.parametrize("anew", [False, True], ids=["in a running program", "in a new one"])
def test_a_memory_is_forgotten_on_a_full_disk(disk, device, anew):
    told = [device.tell(f"My boat {number} is called Molly.") for number in range(3)]
    if anew:
        device.memory.close()
    fill(disk)
    if anew:
        device.open()
    for record in told[:2]:
        device.memory.facts.forget(record.identity)
    assert device.texts() == ["My boat 2 is called Molly."]
    left = b"".join(file.read_bytes() for file in device.folder.iterdir() if "ballast" not in file.name)
    assert b"boat 0" not in left.lower()


def test_a_conversation_is_forgotten_on_a_full_disk(disk, device):
    identity = device.memory.conversations.begin()
    device.memory.conversations.say(identity, [Message("user", f"Word {number} " * 20) for number in range(200)])
    device.memory.close()
    fill(disk)
    device.open()
    assert device.memory.conversations.forget(identity) == 200
    assert device.memory.conversations.outlines() == []


def test_nothing_else_takes_the_room_that_is_kept_back(disk, device):
    device.tell("My dog is called Rex.")
    device.memory.close()
    fill(disk)
    device.open()
    with pytest.raises(StorageFault, match="full"):
        device.tell("My cat is called Tom.")
    (kept,) = (file.stat().st_size for file in device.folder.glob("*-reserve"))
    assert kept == RESERVE_BYTES


def test_a_disk_that_is_nearly_full_is_not_made_fuller(tmp_path):
    with disk_of(tmp_path / "small", 2 * 2**20) as folder:
        device = Device(folder, "my_pi")
        device.tell("My dog is called Rex.")
        device.memory.close()
        assert list(device.folder.glob("*-reserve")) == []
