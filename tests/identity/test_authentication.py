from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from forge_ai.errors import GuestsMayNot, NotAllowed, NotTrusted
from forge_ai.identity.authentication import Authenticator, Caller
from forge_ai.identity.device_key import Identity, open_identity
from forge_ai.identity.registry import Registry
from forge_ai.paths import Home
from forge_ai.protocol.trust.rights import ALL, FRESH, GUEST, Right
from forge_ai.testing.manual_clock import ManualClock


@pytest.fixture
def identity(tmp_path: Path) -> Identity:
    return open_identity(Home(tmp_path))


@pytest.fixture
def registry(identity: Identity) -> Registry:
    return Registry(identity.folder, ManualClock())


@pytest.fixture
def authenticator(identity: Identity, registry: Registry) -> Authenticator:
    return Authenticator(identity, registry)


def test_the_owners_programs_may_do_everything_from_here(authenticator: Authenticator, identity: Identity) -> None:
    assert authenticator.recognise(identity.local_key, from_here=True).rights == ALL
    with pytest.raises(NotTrusted):
        authenticator.recognise(identity.local_key, from_here=False)


def test_a_known_key_brings_its_rights(authenticator: Authenticator, registry: Registry) -> None:
    _, key = registry.add_program("notebook", {Right.SYNC})
    caller = authenticator.recognise(key, from_here=False)
    assert (caller.name, caller.rights) == ("notebook", {Right.SYNC})
    caller.require(Right.SYNC)
    with pytest.raises(NotAllowed, match="ask"):
        caller.require(Right.ASK)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(key=st.text(st.characters(), max_size=80), here=st.booleans())
@example(key="", here=True)
def test_any_other_text_is_nobodys_key(authenticator: Authenticator, key: str, *, here: bool) -> None:
    with pytest.raises(NotTrusted) as refused:
        authenticator.recognise(key, from_here=here)
    assert key or "`Authorization: Bearer KEY`" in refused.value.message
    assert "connect_to" not in refused.value.hint  # what a program is told, which is no device


def test_an_open_gate_takes_the_unknown_as_guests(identity: Identity, registry: Registry) -> None:
    authenticator = Authenticator(identity, registry, open_to_all=True)
    assert authenticator.recognise("", from_here=False).rights == GUEST == {Right.ASK}
    assert authenticator.recognise("any", from_here=False).rights == GUEST


def test_a_guest_is_told_to_pair_and_not_of_rights_that_it_cannot_be_given(
    identity: Identity, registry: Registry
) -> None:
    guest = Authenticator(identity, registry, open_to_all=True).recognise("", from_here=False)
    with pytest.raises(GuestsMayNot, match="a guest has no right to sync") as refused:
        guest.require(Right.SYNC)
    assert "forge-ai pair" in refused.value.hint


def test_who_was_let_go_or_lost_a_right_is_not_known_any_more(authenticator: Authenticator, registry: Registry) -> None:
    _, key = registry.add_program("notebook", FRESH)
    caller = authenticator.recognise(key, from_here=False)
    assert authenticator.still_knows(caller)
    registry.give_rights("notebook", ALL)
    assert authenticator.still_knows(caller)
    registry.give_rights("notebook", {Right.ASK})
    assert not authenticator.still_knows(caller)
    registry.remove("notebook")
    assert not authenticator.still_knows(caller)
    assert authenticator.still_knows(Caller("a guest", GUEST))
