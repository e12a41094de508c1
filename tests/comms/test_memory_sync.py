from __future__ import annotations

from dataclasses import replace

import pytest

from forge_ai.comms import EnigmaNode, MemorySync, OfflineSync
from forge_ai.comms.brains.reach import AtNode
from forge_ai.comms.brains.scout import Scout
from forge_ai.errors import (
    BadInput,
    BadMemoryFile,
    NotAllowed,
    NotForgeNode,
    NotTrusted,
    StorageFault,
    Unreachable,
    WrongPassphrase,
)
from forge_ai.memory.facts import FactSource
from forge_ai.protocol.trust.rights import Right
from forge_ai.testing.stranger import free_port, stranger_says
from tests.disks import disk_of, fill, protect
from tests.nodes import let_in, put_model, serving, settings_for
from tests.programs import FORGE, run

HERE = FactSource(device="here")


@pytest.fixture(scope="module")
def pc(tmp_path_factory):
    home = tmp_path_factory.mktemp("pc")
    put_model(home)
    with serving(home) as node:
        yield node


@pytest.fixture
def pi_settings(tmp_path):
    return settings_for(tmp_path / "pi", name="my_pi", sync="asked")


@pytest.fixture
def pi(pc, pi_settings):
    with EnigmaNode(settings=pi_settings) as node:
        let_in(node, pc)
        yield node


def at(node):
    return f"127.0.0.1:{node.port}"


def texts(node):
    return {record.text for record in node.services.memory.facts.listed()}


def test_after_a_sync_both_devices_know_what_either_was_told(pc, pi, pi_settings):
    pi.services.memory.facts.remember("My dog is called Rex.", HERE)
    pc.services.memory.facts.remember("My cat is called Tom.", HERE)
    report = MemorySync(pi_settings).sync_with_peer(at(pc), "my_pc")
    assert (report.new_here, report.new_there) == (1, 1)
    assert {"My dog is called Rex.", "My cat is called Tom."} <= texts(pc) & texts(pi)
    again = MemorySync(pi_settings).sync_with_peer(at(pc), "my_pc")
    assert (again.received, again.sent) == (0, 0)
    assert str(again) == "my_pc and this device already had the same memories."


def test_a_device_may_be_called_otherwise_here_and_the_log_says_so(pc, pi, pi_settings, caplog):
    assert MemorySync(pi_settings).sync_with_peer(at(pc), "my_laptop").peer == "my_pc"
    assert "here my_laptop, calls itself my_pc" in caplog.text


def test_a_sync_with_exactly_the_named_device_is_refused_by_another(pc, pi, pi_settings):
    with pytest.raises(BadInput, match="my_pc answers"):
        MemorySync(pi_settings).sync_with_peer(at(pc), "my_laptop", exactly=True)


def test_a_device_that_was_not_let_in_gets_nothing(pc, tmp_path):
    with pytest.raises(NotTrusted):
        MemorySync(settings_for(tmp_path / "thief", name="thief")).sync_with_peer(at(pc), "my_pc")


def test_a_sync_with_nobody_fails_loudly(pi_settings):
    with pytest.raises(Unreachable):
        MemorySync(pi_settings).sync_with_peer(f"127.0.0.1:{free_port()}", "my_pc")


def test_a_sync_with_a_stranger_fails_loudly(pi_settings):
    with stranger_says(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") as port, pytest.raises(NotForgeNode):
        MemorySync(pi_settings).sync_with_peer(f"127.0.0.1:{port}", "my_pc")


def test_what_is_forgotten_here_is_purged_there_and_reported(pc, pi, pi_settings):
    record = pi.services.memory.facts.remember("My bicycle is called Blitz.", HERE).record
    MemorySync(pi_settings).sync_with_peer(at(pc))
    assert "My bicycle is called Blitz." in texts(pc)
    tombstone = pi.services.memory.facts.forget(record.identity)
    assert pi.services.memory.replica.confirmations(tombstone, ["my_pc"])["my_pc"] is False
    MemorySync(pi_settings).sync_with_peer(at(pc))
    assert "My bicycle is called Blitz." not in texts(pc)
    assert pi.services.memory.replica.confirmations(tombstone, ["my_pc"])["my_pc"] is True


def test_a_device_without_the_right_to_sync_gets_and_brings_no_memories(pc, pi, pi_settings):
    pi.services.memory.facts.remember("The safe opens at noon.", HERE)
    pc.services.memory.facts.remember("The owner is the PC.", HERE)
    pi.services.registry.give_rights("my_pc", {Right.ASK})
    with pytest.raises(NotAllowed, match="my_pc has no right to sync here") as refused:
        MemorySync(pi_settings).sync_with_peer(at(pc))
    assert refused.value.hint.endswith("forge-ai devices rights my_pc ask sync")
    (sight,) = Scout(pi.services).all_nodes(pi.services.registry.devices())
    AtNode(pi.services, sight, sight.report.models[0]).open()
    assert "The safe opens at noon." not in texts(pc)
    assert "The owner is the PC." not in texts(pi)


def test_a_node_that_is_open_and_not_paired_gets_no_memories(tmp_path, pi_settings):
    put_model(tmp_path / "open")
    with serving(tmp_path / "open", open=True) as anybody:
        settings = replace(pi_settings, open=True)
        with EnigmaNode(settings=settings) as guest:
            guest.services.memory.facts.remember("The safe opens at noon.", HERE)
            with pytest.raises(NotAllowed, match="my_pc is not paired with this device"):
                MemorySync(settings).sync_with_peer(at(anybody))


@pytest.mark.parametrize("is_let_go", [False, True])
def test_who_forgets_is_told_of_the_devices_that_are_paired_now(pc, pi, pi_settings, is_let_go):
    record = pi.services.memory.facts.remember("My kite is called Rot.", HERE).record
    MemorySync(pi_settings).sync_with_peer(at(pc))
    registry = pi.services.registry
    registry.remove("my_pc") if is_let_go else registry.rename("my_pc", "study")
    told = run((*FORGE, "memory", "forget", record.identity.hex(), "--yes"), pi_settings.folders.root).stderr
    assert told.splitlines() == ["Forgotten on this device.", *([] if is_let_go else ["  study: at the next sync"])]


def test_connected_devices_stay_equal_without_being_asked(pc, tmp_path, eventually):
    with EnigmaNode(settings=settings_for(tmp_path / "live", name="laptop", sync="live")) as laptop:
        let_in(laptop, pc)
        laptop.services.memory.facts.remember("My boat is called Albatros.", HERE)
        eventually(lambda: "My boat is called Albatros." in texts(pc))
        pc.services.memory.facts.remember("My kite is called Falke.", HERE)
        eventually(lambda: "My kite is called Falke." in texts(laptop))


@pytest.mark.parametrize("disaster", [fill, protect])
def test_the_memories_of_a_device_whose_disk_takes_nothing_reach_another(pi_settings, tmp_path, disaster):
    with disk_of(tmp_path / "disk", 4 * 2**20) as disk, EnigmaNode(settings=pi_settings) as pi:
        put_model(disk / "home")
        with serving(disk / "home", sync="asked") as server:
            let_in(pi, server)
            server.services.memory.facts.remember("My dog is called Rex.", HERE)
        disaster(disk)
        with serving(disk / "home", sync="asked") as server:
            assert MemorySync(pi_settings).sync_with_peer(at(server), "my_pc").new_here == 1
        assert texts(pi) == {"My dog is called Rex."}


def test_the_stick_carries_memories_between_devices_that_never_meet(tmp_path, pi, pi_settings):
    pi.services.memory.facts.remember("My dog is called Rex.", HERE)
    file = tmp_path / "memories.json"
    assert OfflineSync.export_to_file(file, settings=pi_settings) == 1
    other = settings_for(tmp_path / "other")
    assert OfflineSync.import_from_file(file, settings=other).changed == 1
    assert OfflineSync.import_from_file(str(file), settings=other).changed == 0


def test_the_default_data_folder_is_used_as_the_guide_shows(tmp_path, monkeypatch):
    monkeypatch.setenv("FORGE_AI_HOME", str(tmp_path / "home"))
    OfflineSync.export_to_file(str(tmp_path / "memories.json"))
    assert OfflineSync.import_from_file(str(tmp_path / "memories.json")).records == 0


def test_a_sealed_file_opens_only_with_its_passphrase(tmp_path, pi, pi_settings):
    pi.services.memory.facts.remember("My dog is called Rex.", HERE)
    file = tmp_path / "memories.json"
    OfflineSync.export_to_file(file, "correct horse", settings=pi_settings)
    assert b"Rex" not in file.read_bytes()
    other = settings_for(tmp_path / "other")
    with pytest.raises(WrongPassphrase):
        OfflineSync.import_from_file(file, settings=other)
    with pytest.raises(WrongPassphrase):
        OfflineSync.import_from_file(file, "wrong", settings=other)
    assert OfflineSync.import_from_file(file, "correct horse", settings=other).changed == 1


def test_a_file_that_is_not_there_and_one_that_is_no_export_are_told_apart(tmp_path, pi_settings):
    with pytest.raises(StorageFault, match="no such file"):
        OfflineSync.import_from_file(tmp_path / "memories.json", settings=pi_settings)
    (tmp_path / "memories.json").write_text('{"hello": 1}')
    with pytest.raises(BadMemoryFile):
        OfflineSync.import_from_file(tmp_path / "memories.json", settings=pi_settings)


def test_devices_that_call_themselves_alike_are_told_apart_in_who_has_what(pc, pi, pi_settings, tmp_path):
    MemorySync(pi_settings).sync_with_peer(at(pc))
    put_model(tmp_path / "twin")
    with serving(tmp_path / "twin", "my_pc") as twin:
        let_in(pi, twin)
        names = {device.name for device in pi.services.registry.devices()}
        MemorySync(pi_settings).sync_with_peer(at(twin))
    assert len(names) == 2
    assert set(pi.services.memory.replica.peers()) == names
