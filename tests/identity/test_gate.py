from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forge_ai.errors import NotAllowed, NotTrusted
from forge_ai.identity.device_key import Identity, open_identity
from forge_ai.identity.gate import Caller, Gate
from forge_ai.identity.registry import Registry
from forge_ai.paths import Home
from forge_ai.protocol.rights import ALL, FRESH, GUEST, Right
from forge_ai.testing.manual_clock import ManualClock


@pytest.fixture
def identity(tmp_path: Path) -> Identity:
    return open_identity(Home(tmp_path))


@pytest.fixture
def registry(identity: Identity) -> Registry:
    return Registry(identity.folder, ManualClock())


@pytest.fixture
def gate(identity: Identity, registry: Registry) -> Gate:
    return Gate(identity, registry)


def test_the_owners_programs_may_do_everything_from_here(gate: Gate, identity: Identity) -> None:
    assert gate.recognise(identity.local_key, from_here=True).rights == ALL
    with pytest.raises(NotTrusted):
        gate.recognise(identity.local_key, from_here=False)


def test_a_known_key_brings_its_rights(gate: Gate, registry: Registry) -> None:
    _, key = registry.add_program("notebook", {Right.SYNC})
    caller = gate.recognise(key, from_here=False)
    assert (caller.name, caller.rights) == ("notebook", {Right.SYNC})
    caller.require(Right.SYNC)
    with pytest.raises(NotAllowed, match="ask"):
        caller.require(Right.ASK)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(key=st.text(st.characters(), max_size=80), here=st.booleans())
def test_any_other_text_is_nobodys_key(gate: Gate, key: str, *, here: bool) -> None:
    with pytest.raises(NotTrusted):
        gate.recognise(key, from_here=here)


def test_an_open_gate_takes_the_unknown_as_guests(identity: Identity, registry: Registry) -> None:
    gate = Gate(identity, registry, open_to_all=True)
    assert gate.recognise("", from_here=False).rights == GUEST == {Right.ASK}
    assert gate.recognise("any", from_here=False).rights == GUEST


def test_who_was_let_go_or_lost_a_right_is_not_known_any_more(gate: Gate, registry: Registry) -> None:
    _, key = registry.add_program("notebook", FRESH)
    caller = gate.recognise(key, from_here=False)
    assert gate.still_knows(caller)
    registry.give_rights("notebook", ALL)
    assert gate.still_knows(caller)
    registry.give_rights("notebook", {Right.ASK})
    assert not gate.still_knows(caller)
    registry.remove("notebook")
    assert not gate.still_knows(caller)
    assert gate.still_knows(Caller("a guest", GUEST))
