from __future__ import annotations

import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509

from forge_ai.errors import StorageFault
from forge_ai.identity.device_key import FOLDER, Identity, open_identity
from forge_ai.identity.machine import Location, is_copy, read_location, this_location
from forge_ai.paths import Home
from tests.disks import disk_of, protect


def home(folder: Path) -> Home:
    return Home(folder)


def on_machine(folder: Path, machine: str) -> Location:
    return Location(machine, str(folder.resolve()))


def test_an_identity_is_made_once_and_found_again(tmp_path: Path) -> None:
    first = open_identity(home(tmp_path / "a"))
    again = open_identity(home(tmp_path / "a"))
    assert (first.device_id, first.local_key) == (again.device_id, again.local_key)
    assert not again.copied_from


def test_two_data_folders_on_one_machine_are_two_devices(tmp_path: Path) -> None:
    assert open_identity(home(tmp_path / "a")).device_id != open_identity(home(tmp_path / "b")).device_id


def test_the_private_files_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    identity = open_identity(home(tmp_path))
    for file in (identity.key_file, identity.folder / "local.key"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(identity.folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("left", [None, b"", b"fai_half", b"fai_" + bytes(43), b"\xff" * 48])
def test_a_local_key_that_is_not_whole_is_made_again(tmp_path: Path, left: bytes | None) -> None:
    made = open_identity(home(tmp_path))
    file = made.folder / "local.key"
    file.unlink() if left is None else file.write_bytes(left)
    again = open_identity(home(tmp_path))
    assert again.device_id == made.device_id
    assert again.local_key.startswith("fai_")
    assert len(again.local_key) == 47
    assert again.local_key != made.local_key
    assert open_identity(home(tmp_path)) == again


def test_a_key_file_that_was_opened_to_others_is_closed_again(tmp_path: Path) -> None:
    open_identity(home(tmp_path)).key_file.chmod(0o644)
    assert stat.S_IMODE(open_identity(home(tmp_path)).key_file.stat().st_mode) == 0o600


def test_an_identity_on_a_disk_that_is_read_only_is_the_same(tmp_path: Path) -> None:
    with disk_of(tmp_path / "disk", 2**20) as disk:
        made = open_identity(home(disk))
        protect(disk)
        assert open_identity(home(disk)) == made


def test_the_certificate_has_no_practical_end_and_signs_no_other(tmp_path: Path) -> None:
    found = x509.load_der_x509_certificate(open_identity(home(tmp_path)).certificate.der)
    assert found.not_valid_before_utc < datetime(1970, 1, 1, tzinfo=UTC)
    assert found.not_valid_after_utc.year == 9999
    assert not found.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_a_signature_is_the_devices_own(tmp_path: Path) -> None:
    mine, other = open_identity(home(tmp_path / "a")), open_identity(home(tmp_path / "b"))
    assert mine.certificate.signed(mine.sign(b"words"), b"words")
    assert not mine.certificate.signed(mine.sign(b"words"), b"other words")
    assert not other.certificate.signed(mine.sign(b"words"), b"words")


def test_a_folder_copied_to_another_machine_becomes_another_device(tmp_path: Path) -> None:
    first = open_identity(home(tmp_path), on_machine(tmp_path, "one"))
    (first.folder / "devices.json").write_text("{}")
    copied = open_identity(home(tmp_path), on_machine(tmp_path, "two"))
    assert copied.device_id != first.device_id
    assert copied.copied_from == first.device_id
    assert copied.local_key != first.local_key
    assert not (copied.folder / "devices.json").exists()
    assert not open_identity(home(tmp_path), on_machine(tmp_path, "two")).copied_from


def test_where_a_copy_came_from_is_known_until_a_device_is_let_in(tmp_path: Path) -> None:
    first = open_identity(home(tmp_path), on_machine(tmp_path, "one"))
    assert first.origin == ""
    open_identity(home(tmp_path), on_machine(tmp_path, "two"))
    later = open_identity(home(tmp_path), on_machine(tmp_path, "two"))
    assert later.origin == first.device_id
    (later.folder / "devices.json").write_text("[]")
    assert later.origin == ""


def test_a_copy_whose_old_certificate_is_unreadable_comes_from_nowhere(tmp_path: Path) -> None:
    open_identity(home(tmp_path), on_machine(tmp_path, "one"))
    copied = open_identity(home(tmp_path), on_machine(tmp_path, "two"))
    for certificate in copied.folder.glob("set-aside-*/certificate.pem"):
        certificate.write_bytes(b"torn")
    assert copied.origin == ""


def test_what_a_copy_brought_along_is_set_aside_and_not_lost(tmp_path: Path) -> None:
    first = open_identity(home(tmp_path), on_machine(tmp_path, "one"))
    key = first.key_file.read_bytes()
    open_identity(home(tmp_path), on_machine(tmp_path, "two"))
    assert [aside.read_bytes() for aside in first.folder.glob("set-aside-*/key.pem")] == [key]


def test_a_folder_copied_on_the_same_machine_becomes_another_device(tmp_path: Path) -> None:
    first = open_identity(home(tmp_path / "a"))
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    copied = open_identity(home(tmp_path / "b"))
    assert copied.copied_from == first.device_id
    assert open_identity(home(tmp_path / "a")).device_id == first.device_id


def test_a_folder_that_was_moved_stays_the_same_device(tmp_path: Path) -> None:
    first = open_identity(home(tmp_path / "a"))
    (tmp_path / "a").rename(tmp_path / "b")
    moved = open_identity(home(tmp_path / "b"))
    assert (moved.device_id, moved.copied_from) == (first.device_id, "")


def test_a_folder_reached_through_a_link_is_no_copy(tmp_path: Path) -> None:
    first = open_identity(home(tmp_path / "a"))
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert open_identity(home(tmp_path / "b")).device_id == first.device_id


def test_a_machine_that_cannot_be_told_is_no_reason_to_suspect_a_copy() -> None:
    assert not is_copy(Location("", "/a"), Location("one", "/a"), still_there=False)
    assert not is_copy(Location("one", "/a"), Location("", "/a"), still_there=False)
    assert is_copy(Location("one", "/a"), Location("two", "/a"), still_there=False)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"machine": 1}', b"\xff", b"[" * 5000])
def test_an_unreadable_place_is_none(data: bytes) -> None:
    assert read_location(data) is None


def test_a_place_does_not_hold_the_machines_own_number(tmp_path: Path) -> None:
    machine = Path("/etc/machine-id")
    place = this_location(tmp_path)
    assert read_location(place.to_bytes()) == place
    assert not machine.exists() or machine.read_text().strip() not in place.to_bytes().decode()


@pytest.mark.parametrize("file", ["key.pem", "certificate.pem"])
def test_a_damaged_key_or_certificate_is_told_and_not_replaced(tmp_path: Path, file: str) -> None:
    damaged = open_identity(home(tmp_path)).folder / file
    damaged.write_bytes(b"-----BEGIN NOTHING-----")
    with pytest.raises(StorageFault, match="cannot be read"):
        open_identity(home(tmp_path))
    assert damaged.read_bytes() == b"-----BEGIN NOTHING-----"


def test_anothers_certificate_beside_the_own_key_is_noticed(tmp_path: Path) -> None:
    mine, other = open_identity(home(tmp_path / "a")), open_identity(home(tmp_path / "b"))
    shutil.copy(other.certificate_file, mine.certificate_file)
    with pytest.raises(StorageFault):
        open_identity(home(tmp_path / "a"))


def test_an_identity_printed_does_not_show_its_local_key(tmp_path: Path) -> None:
    identity: Identity = open_identity(home(tmp_path))
    assert identity.local_key not in repr(identity)
    assert (tmp_path / FOLDER).is_dir()
