"""Whoever wants to know hears of each commit, whoever made it."""

from __future__ import annotations

import threading

import pytest

from forge_ai.errors import BadInput
from forge_ai.protocol.values.names import check_name
from tests.memory.disk.test_database import told_by_another_program


def watches() -> int:
    return sum(thread.name == "memory-changes" for thread in threading.enumerate())


def test_what_this_process_writes_is_heard_before_the_writing_returns(device):
    heard = []
    with device.memory.database.changes.heard_by(lambda: heard.append(device.texts())):
        device.tell("My dog is called Rex.")
        assert ["My dog is called Rex."] in heard


def test_what_another_process_writes_is_heard_too(device, eventually):
    device.tell("I live in Bergen.")
    rung = threading.Event()
    with device.memory.database.changes.heard_by(rung.set):
        assert rung.wait(10)  # the first look
        rung.clear()
        assert not rung.wait(1.0)  # nothing happens, nobody rings
        told_by_another_program(device.folder, "My dog is called Rex.")
        assert rung.wait(10)
    eventually(lambda: not watches())  # who is asked by nobody does not look


def test_what_was_not_written_is_not_heard(device):
    rung = threading.Event()
    with device.memory.database.changes.heard_by(rung.set):
        assert rung.wait(10)
        rung.clear()
        with pytest.raises(BadInput), device.memory.database.writing():
            check_name("../x", "device name")
        assert not rung.wait(0.5)


def test_one_look_serves_all_and_ends_with_the_memory(device, eventually):
    changes = device.memory.database.changes
    with changes.heard_by(bool), changes.heard_by(bool):
        assert watches() == 1
        device.memory.close()
        assert not watches()
        with changes.heard_by(bool):
            assert not watches()
