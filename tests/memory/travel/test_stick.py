from __future__ import annotations

import os
import re

import pytest

from forge_ai.errors import BadInput, BadMemoryFile, StorageFault
from forge_ai.limits import MEMORY_SEAL_WORK, MEMORY_SEALED_BYTES
from forge_ai.memory.travel.other_formats import read_facts
from forge_ai.memory.travel.seal import sealed
from forge_ai.memory.travel.stick import export_file, import_file, is_memory_file
from tests.disks import files_of_at_most


def exported(device, file):
    export_file(device.memory.replica, file, device.name, device.clock)
    return file


def test_a_file_cut_off_anywhere_takes_nothing_and_does_no_harm(device, other, tmp_path):
    for number in range(3):
        device.tell(f"fact {number}")
    whole = exported(device, tmp_path / "memories.json").read_bytes()
    half = tmp_path / "half.json"
    for length in range(0, len(whole), 37):
        half.write_bytes(whole[:length])
        with pytest.raises(BadMemoryFile):
            import_file(other.memory.replica, half)
    assert other.texts() == []
    assert other.memory.replica.vector() == {}


def test_a_stick_that_is_full_or_gone_is_said(device):
    device.tell("fact")
    with pytest.raises(StorageFault, match="no such file or folder"):
        exported(device, device.folder / "gone" / "memories.json")


@pytest.mark.parametrize("read", [is_memory_file, read_facts])
def test_a_pipe_in_the_place_of_a_file_is_refused_at_once(tmp_path, read):
    os.mkfifo(tmp_path / "memories.json")
    with pytest.raises(StorageFault, match="a pipe or a device"):
        read(tmp_path / "memories.json")


def test_a_sealed_file_without_an_end_is_refused_before_it_is_read(other, tmp_path):
    file = tmp_path / "memories.json"
    file.write_bytes(b"age-encryption.org/v1\n")
    os.truncate(file, MEMORY_SEALED_BYTES + 1)
    with pytest.raises(BadMemoryFile, match="256 MiB"):
        import_file(other.memory.replica, file, "secret")


@pytest.fixture(scope="module")
def sealed_file():
    return sealed(b"{}", "secret")


@pytest.mark.parametrize("work", [MEMORY_SEAL_WORK + 1, 22, 30, 999_999_999])
def test_a_sealed_file_that_takes_gigabytes_to_be_opened_is_refused(other, tmp_path, sealed_file, work):
    file = tmp_path / "memories.json"
    file.write_bytes(re.sub(rb"(-> scrypt \S+ )\d+", rb"\g<1>%d" % work, sealed_file))
    with pytest.raises(BadInput, match="more than 1 GiB of memory"):
        import_file(other.memory.replica, file, "secret")


def test_nothing_is_sealed_that_could_not_be_opened_again():
    with pytest.raises(BadInput, match="256 MiB"):
        sealed(bytes(MEMORY_SEALED_BYTES), "secret")


def test_a_stick_without_room_is_said(device, tmp_path):
    for number in range(300):
        device.tell(f"fact {number}")
    with pytest.raises(StorageFault, match="larger than this disk allows"), files_of_at_most(20_000):
        exported(device, tmp_path / "memories.json")
    assert list(tmp_path.glob("*memories*")) == []


def test_an_export_is_told_from_other_files(device, tmp_path):
    assert is_memory_file(exported(device, tmp_path / "memories.json"))
    (tmp_path / "list.json").write_text('["My dog is called Rex."]')
    assert not is_memory_file(tmp_path / "list.json")
