from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from forge_ai.errors import AlreadyThere, BadName, Damaged, NotAllowed, StorageFault, UnknownDevice
from forge_ai.identity.registry import NOTE_SECONDS, Registry
from forge_ai.limits import EXCHANGE_SECONDS, PAIRED_DEVICES
from forge_ai.paths import write_whole
from forge_ai.protocol.trust.device_certificate import short_id
from forge_ai.protocol.trust.one_time_code import Method
from forge_ai.protocol.trust.pairing import Paired, Party
from forge_ai.protocol.trust.rights import ALL, FRESH, Right
from forge_ai.testing.manual_clock import ManualClock
from tests.disks import disk_of, files_of_at_most, fill, protect
from tests.protocol.trust.parties import device

PI = device("my_pi").party


def paired(party: Party = PI, key: str = "fai_theirs") -> Paired:
    return Paired(party, Method.CODE, key_to_show="fai_ours", key_to_expect=key)


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path, ManualClock())


def test_a_fresh_device_may_ask_and_sync_but_not_manage(registry: Registry) -> None:
    assert registry.let_in(paired()).rights == FRESH == {Right.ASK, Right.SYNC}


def test_a_device_is_found_by_its_key_certificate_name_and_ids(registry: Registry) -> None:
    kept = registry.let_in(paired())
    assert registry.by_key("fai_theirs") == kept
    assert registry.by_certificate(PI.certificate.der) == kept
    assert registry.find("my_pi") == registry.find(kept.short_id) == registry.find(kept.device_id) == kept


@pytest.mark.parametrize("key", ["", "fai_ours", "fai_other", "x" * 100_000, "\udcff", "ключ"])
def test_any_other_key_is_nobodys(registry: Registry, key: str) -> None:
    registry.let_in(paired())
    assert registry.by_key(key) is None


def test_the_key_that_others_show_is_kept_as_a_hash_only(registry: Registry, tmp_path: Path) -> None:
    registry.let_in(paired(key="fai_a-secret-of-theirs"))
    _, program_key = registry.add_program("notebook", FRESH)
    for file in tmp_path.rglob("*"):
        assert b"fai_a-secret-of-theirs" not in file.read_bytes()
        assert program_key.encode() not in file.read_bytes()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_device_printed_shows_no_key(registry: Registry) -> None:
    kept = registry.let_in(paired())
    assert "fai_" not in repr(kept)
    assert kept.key_hash not in repr(kept)


def test_another_process_sees_a_change_at_once(tmp_path: Path) -> None:
    one, two = Registry(tmp_path, ManualClock()), Registry(tmp_path, ManualClock())
    one.let_in(paired())
    assert two.by_key("fai_theirs")
    two.remove("my_pi")
    assert one.by_key("fai_theirs") is None


def test_changes_from_many_sides_are_all_kept(tmp_path: Path) -> None:
    def add(number: int) -> None:
        Registry(tmp_path, ManualClock()).add_program(f"program-{number}", FRESH)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Registry(tmp_path, ManualClock()).devices()) == 12


def test_a_device_that_pairs_again_keeps_name_and_rights_and_gets_new_keys(registry: Registry) -> None:
    registry.let_in(paired(key="fai_old"))
    registry.rename("my_pi", "kitchen")
    registry.give_rights("kitchen", ALL)
    registry.let_in(paired(Party("renamed_itself", PI.certificate), key="fai_new"))
    assert [(found.name, found.rights) for found in registry.devices()] == [("kitchen", ALL)]
    assert registry.by_key("fai_old") is None


THERE = "192.168.1.7:5000"


def test_two_pairings_that_cross_end_with_keys_that_both_take(tmp_path: Path) -> None:
    """Each asks the other: of the two runs, each keeps last the one in which it asked."""
    other = device("my_pc").party
    pi, pc = (Registry(tmp_path / name, ManualClock()) for name in ("pi", "pc"))
    for one in (tmp_path / "pi", tmp_path / "pc"):
        one.mkdir()
    pc.let_in(Paired(PI, Method.JOIN, key_to_show="pc in 1", key_to_expect="pi in 1"))
    pi.let_in(Paired(other, Method.JOIN, key_to_show="pi in 2", key_to_expect="pc in 2"))
    of_pc = pi.let_in(Paired(other, Method.JOIN, key_to_show="pi in 1", key_to_expect="pc in 1"), THERE)
    of_pi = pc.let_in(Paired(PI, Method.JOIN, key_to_show="pc in 2", key_to_expect="pi in 2"), THERE)
    assert pi.by_key(of_pi.key) == of_pc
    assert pc.by_key(of_pc.key) == of_pi
    pi.remove("my_pc")
    assert pi.by_key(of_pi.key) is None


def test_who_is_asked_later_takes_the_new_key_only(tmp_path: Path) -> None:
    clock = ManualClock()
    registry = Registry(tmp_path, clock)
    registry.let_in(paired(key="fai_old"))
    clock.advance(EXCHANGE_SECONDS + 1)
    registry.let_in(paired(key="fai_new"), THERE)
    assert registry.by_key("fai_old") is None
    registry.let_in(paired(key="fai_newest"), THERE)
    assert registry.by_key("fai_new") is None


def test_a_newcomer_does_not_get_the_name_of_a_device_that_is_known(registry: Registry) -> None:
    registry.let_in(paired())
    assert registry.let_in(paired(device("MY_PI").party, key="fai_second")).name == "MY_PI-2"
    assert registry.find("my_pi").device_id == PI.device_id


@pytest.mark.parametrize("write", [str.upper, str.lower, short_id])
def test_a_newcomer_does_not_get_the_id_of_another_device_as_its_name(
    registry: Registry, write: Callable[[str], str]
) -> None:
    registry.let_in(paired())
    liar = registry.let_in(paired(device(write(PI.device_id)).party, key="fai_second"))
    assert liar.name == f"{write(PI.device_id)}-2"


@pytest.mark.parametrize("name", ["192.168.1.100", "2130706433", "0x7f.0.0.1", "localhost", "LocalHost", "here"])
def test_a_newcomer_does_not_get_an_address_as_its_name(registry: Registry, name: str) -> None:
    assert registry.let_in(paired(device(name).party)).name == f"{name}-2"


def test_rights_are_given_to_the_device_of_that_id_and_not_to_one_that_calls_itself_so(registry: Registry) -> None:
    liar = registry.let_in(paired(device(PI.device_id).party, key="fai_second"))  # before the other one was known
    registry.let_in(paired())
    registry.rename("my_pi", "zzzzzz")  # behind any id in the list
    registry.give_rights(PI.device_id, ALL)
    assert registry.find("zzzzzz").rights == ALL
    assert registry.by_id(liar.device_id) == liar
    assert registry.remove(PI.device_id).name == "zzzzzz"
    assert registry.find(PI.device_id) == liar


def test_a_name_in_use_or_impossible_is_refused(registry: Registry) -> None:
    registry.let_in(paired())
    registry.add_program("notebook", FRESH)
    with pytest.raises(AlreadyThere):
        registry.rename("notebook", "my_pi")
    with pytest.raises(AlreadyThere) as taken:
        registry.add_program("Notebook", FRESH)
    assert taken.value.hint == "Choose another name, or let the old one go: forge-ai unpair notebook"
    with pytest.raises(BadName):
        registry.rename("notebook", "../x")
    assert registry.rename("my_pi", "My_Pi").name == "My_Pi"


def test_the_device_that_was_meant_is_suggested(registry: Registry) -> None:
    registry.let_in(paired())
    with pytest.raises(UnknownDevice) as raised:
        registry.find("my_pie")
    assert raised.value.hint.startswith("Did you mean my_pi? ")


def test_a_device_that_was_let_go_leaves_no_key_behind(registry: Registry, tmp_path: Path) -> None:
    registry.let_in(paired())
    registry.remove("my_pi")
    assert registry.devices() == []
    assert "fai_ours" not in (tmp_path / "devices.json").read_text()
    with pytest.raises(UnknownDevice):
        registry.remove("my_pi")


def test_being_seen_is_noted_once_a_minute(tmp_path: Path) -> None:
    clock = ManualClock()
    registry = Registry(tmp_path, clock)
    registry.let_in(paired())
    before = (tmp_path / "devices.json").stat().st_ino
    clock.advance(20)
    assert not registry.is_worth_noting(PI.device_id)
    registry.seen(PI.device_id)
    assert (tmp_path / "devices.json").stat().st_ino == before
    clock.advance(60)
    assert registry.is_worth_noting(PI.device_id)
    assert not registry.is_worth_noting("nobody")
    registry.seen(PI.device_id, "192.168.1.7:5000")
    assert registry.find("my_pi").last_seen == "2026-01-01T00:01:20+00:00"
    assert registry.find("my_pi").address == "192.168.1.7:5000"


def test_a_full_disk_keeps_nobody_out_and_is_tried_again_a_minute_later(tmp_path: Path) -> None:
    clock = ManualClock()
    registry = Registry(tmp_path, clock)
    registry.let_in(paired())
    clock.advance(120)
    with files_of_at_most(0):
        registry.seen(PI.device_id, "192.168.1.7:5000")
    clock.advance(1)
    registry.seen(PI.device_id, "192.168.1.7:5000")
    assert registry.find("my_pi").address == ""
    clock.advance(NOTE_SECONDS)
    registry.seen(PI.device_id, "192.168.1.7:5000")
    assert registry.find("my_pi").address == "192.168.1.7:5000"


def test_devices_are_let_go_and_rights_are_taken_on_a_full_disk(tmp_path: Path) -> None:
    with disk_of(tmp_path / "disk", 2**20) as disk:
        registry = Registry(disk, ManualClock())
        registry.let_in(paired())
        registry.add_program("notebook", FRESH)
        registry.add_program("editor", FRESH)
        fill(disk)
        registry.give_rights("editor", [])
        registry.remove("my_pi")
        fill(disk)  # whoever fills it takes what becomes free
        registry.remove("notebook")
        left = Registry(disk, ManualClock())
        assert [(device.name, device.rights) for device in left.devices()] == [("editor", frozenset())]
        assert not any(b"fai_ours" in file.read_bytes() for file in disk.iterdir())


def test_a_disk_that_is_read_only_shows_who_was_let_in_and_changes_nothing(tmp_path: Path) -> None:
    with disk_of(tmp_path / "disk", 2**20) as disk:
        Registry(disk, ManualClock()).let_in(paired())
        protect(disk)
        registry = Registry(disk, ManualClock())
        registry.seen(PI.device_id, "192.168.1.7:5000")
        with pytest.raises(StorageFault, match="read-only"):
            registry.remove("my_pi")
        assert [device.name for device in registry.devices()] == ["my_pi"]


def test_nobody_is_let_in_where_nobody_could_be_let_go(tmp_path: Path) -> None:
    with disk_of(tmp_path / "disk", 2**20) as disk:
        registry = Registry(disk, ManualClock())
        ballast = fill(disk)
        os.truncate(ballast, ballast.stat().st_size - 4096)  # room for the list, and for nothing more
        with pytest.raises(StorageFault, match="full"):
            registry.let_in(paired())
        assert registry.devices() == []


@pytest.mark.parametrize("crash", ["before the exchange", "after the exchange"])
def test_a_crash_in_the_middle_of_a_change_on_a_full_disk_is_cleared_up(tmp_path: Path, crash: str) -> None:
    registry = Registry(tmp_path, ManualClock())
    registry.let_in(paired())
    os.link(tmp_path / "devices.json", tmp_path / "devices.json.outgoing")
    if crash == "after the exchange":
        write_whole(tmp_path / "devices.json", (tmp_path / "devices.json").read_bytes())
    registry.rename("my_pi", "pi")
    assert registry.by_key("fai_theirs") == registry.find("pi")
    assert not (tmp_path / "devices.json.outgoing").exists()
    assert b"fai_ours" not in (tmp_path / "devices.json.reserve").read_bytes()


def test_a_folder_that_is_gone_is_a_fault_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "identity").write_text("no folder")
    with pytest.raises(StorageFault):
        Registry(tmp_path / "identity", ManualClock()).devices()


def test_a_disk_that_was_taken_away_knows_its_devices_again_when_it_is_back(tmp_path: Path) -> None:
    folder, away = tmp_path / "identity", tmp_path / "away"
    folder.mkdir()
    registry = Registry(folder, ManualClock())
    device = registry.let_in(paired())
    folder.rename(away)
    with pytest.raises(StorageFault, match="was taken away while it was in use") as told:
        registry.by_key("fai_theirs")
    assert str(tmp_path) not in str(told.value)
    away.rename(folder)
    assert registry.by_key("fai_theirs") == device


def test_being_seen_does_not_bring_back_a_device_that_was_let_go(registry: Registry) -> None:
    registry.let_in(paired())
    registry.remove("my_pi")
    registry.seen(PI.device_id)
    assert registry.devices() == []


def test_there_is_a_most_of_devices(tmp_path: Path) -> None:
    registry = Registry(tmp_path, ManualClock())
    kept = registry.add_program("one", FRESH)[0]
    entry = kept.to_json()
    many = [{**entry, "device_id": f"id-{number}", "name": f"n{number}"} for number in range(PAIRED_DEVICES)]
    (tmp_path / "devices.json").write_text(json.dumps({"format": 1, "devices": many}))
    with pytest.raises(NotAllowed):
        registry.let_in(paired())
    assert len(registry.devices()) == PAIRED_DEVICES


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": 2, "devices": []}', '{"format": 1, "devices": [{}]}', '{"format": 1, "devices": [7]}'],
)
def test_a_damaged_list_lets_nobody_in_and_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "devices.json").write_text(text)
    with pytest.raises(Damaged) as damaged:
        Registry(tmp_path, ManualClock()).by_key("fai_theirs")
    assert "forge-ai pair" in damaged.value.hint


def test_an_entry_with_anothers_certificate_is_damage(registry: Registry, tmp_path: Path) -> None:
    entry = replace(registry.let_in(paired()), certificate=device("other").party.certificate.der).to_json()
    (tmp_path / "devices.json").write_text(json.dumps({"format": 1, "devices": [entry]}))
    with pytest.raises(Damaged):
        registry.devices()
