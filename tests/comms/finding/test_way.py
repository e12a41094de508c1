from __future__ import annotations

from functools import partial

import pytest

from forge_ai.comms import DeviceDiscovery
from forge_ai.comms.brains.reach import Reach
from forge_ai.comms.finding.way import device_that_calls_itself, way_to
from forge_ai.comms.lan.interfaces import loopback_only
from forge_ai.comms.peers.access import open_access
from forge_ai.errors import DeviceChanged, NotTrusted, Replaced, Unreachable
from forge_ai.paths import Home
from forge_ai.protocol.finding.address import Address
from forge_ai.services import Services
from forge_ai.testing.scripted_engine import ScriptedEngine
from forge_ai.testing.stranger import free_port
from tests.nodes import serving, settings_for


@pytest.fixture
def engine():
    with ScriptedEngine(models=("my_model",)) as scripted:
        yield scripted


@pytest.fixture
def pi(tmp_path):
    services = Services(settings_for(tmp_path / "pi", interfaces="lo"))
    yield services
    services.close()


def paired(pi, engine, home):
    """The address at which a node let this device in; it has gone since."""
    with serving(home, upstream=engine.url) as node:
        return open_access(pi, Address("127.0.0.1", node.port), code=node.show_code()).address


def test_a_paired_device_is_reached_by_its_name_wherever_it_is_now(pi, engine, tmp_path):
    before = paired(pi, engine, tmp_path / "pc")
    with serving(tmp_path / "pc", upstream=engine.url, interfaces="lo") as node:
        assert node.port != before.port
        assert way_to(pi, "my_pc").address.port == node.port


def test_another_device_at_its_address_is_neither_taken_for_it_nor_asked_for_a_code(pi, engine, tmp_path):
    before = paired(pi, engine, tmp_path / "pc")
    questions: list[str] = []
    with serving(tmp_path / "anew", upstream=engine.url, port=before.port), pytest.raises(Replaced) as raised:
        way_to(pi, "my_pc", questions.append)
    assert raised.value.message == f"my_pc does not answer: at {before} there is another device now."
    assert "forge-ai unpair" in raised.value.hint
    assert questions == []


def test_at_an_address_the_person_is_told_who_was_there_before_the_code_is_asked_for(pi, engine, tmp_path):
    before = paired(pi, engine, tmp_path / "pc")
    questions: list[str] = []
    with serving(tmp_path / "anew", upstream=engine.url, port=before.port), pytest.raises(DeviceChanged):
        way_to(pi, str(before), questions.append)
    assert questions[0].startswith(
        f"At {before} was my_pc; now another device answers there. If that is right: my_pc ("
    )


def test_a_paired_device_is_reached_by_the_name_that_it_gives_itself(pi, engine, tmp_path):
    with serving(tmp_path / "pc", upstream=engine.url, interfaces="lo") as node:
        access = open_access(pi, Address("127.0.0.1", node.port), code=node.show_code())
        pi.registry.rename("my_pc", "study")
        assert way_to(pi, "my_pc") == access
        assert way_to(pi, " study ") == access
        assert Reach(pi).named("my_pc")[0].name == "study"
        assert Reach(pi).named("study ")[0].name == "study"


def test_of_two_nodes_of_one_device_the_one_of_that_name_is_asked(pi, engine, tmp_path):
    options = {"upstream": engine.url, "interfaces": "lo"}
    with serving(tmp_path / "pc", "first", **options) as first, serving(tmp_path / "pc", "second", **options) as second:
        open_access(pi, Address("127.0.0.1", first.port), code=first.show_code())
        assert Reach(pi).named("second")[0].sight.access.address.port == second.port
        assert Reach(pi).named("first")[0].sight.access.address.port == first.port
        assert way_to(pi, "second").address.port == second.port


def test_who_only_says_to_have_a_name_is_nobody(pi, engine, tmp_path):
    pc, liar = tmp_path / "pc", tmp_path / "liar"
    with serving(pc, upstream=engine.url) as node:
        paired_id = open_access(pi, Address("127.0.0.1", node.port), code=node.show_code()).certificate.device_id
        with DeviceDiscovery("vault", node.port, device_id=paired_id, home=Home(liar), interfaces=loopback_only):
            assert device_that_calls_itself(pi, "vault") is None


def test_a_device_that_is_off_is_told_with_its_last_address(pi, engine, tmp_path):
    before = paired(pi, engine, tmp_path / "pc")
    with pytest.raises(Unreachable, match=f"my_pc does not answer \\(it was last at {before}\\)"):
        way_to(pi, "my_pc")


def test_what_is_no_paired_device_is_an_address(pi):
    with pytest.raises(Unreachable, match="Nobody answers"):
        way_to(pi, f"127.0.0.1:{free_port()}")


def test_a_name_that_nobody_has_is_told_which_one_was_meant(pi, engine, tmp_path):
    paired(pi, engine, tmp_path / "pc")
    for ask in (lambda: way_to(pi, "my_pcc"), lambda: Reach(pi).named("my_pcc")):
        with pytest.raises(Unreachable) as raised:
            ask()
        assert raised.value.hint.startswith("Did you mean my_pc? ")


def test_a_node_that_is_here_and_not_paired_is_said_to_be_that(pi, engine, tmp_path):
    with serving(tmp_path / "pc", upstream=engine.url, interfaces="lo"):
        for reach in (partial(way_to, pi), Reach(pi).named):
            with pytest.raises(NotTrusted) as raised:
                reach("my_pc")
            assert raised.value.message == "my_pc is on this network and has not let this device in."
            assert raised.value.hint == "Let this device in: forge-ai pair my_pc"
