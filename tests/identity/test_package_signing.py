from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forge_ai.errors import BadPackage
from forge_ai.identity.device_key import Identity, open_identity
from forge_ai.identity.package_signing import judging_for, signing_as
from forge_ai.identity.registry import Registry
from forge_ai.paths import Home
from forge_ai.protocol.packages.package_signature import Signature
from forge_ai.protocol.trust.one_time_code import Method
from forge_ai.protocol.trust.pairing import Paired, Party
from forge_ai.testing.manual_clock import ManualClock

DATA = b"forge-ai package v1\n{}"


@pytest.fixture
def pc(tmp_path: Path) -> Identity:
    return open_identity(Home(tmp_path / "pc"))


@pytest.fixture
def pi(tmp_path: Path) -> Identity:
    return open_identity(Home(tmp_path / "pi"))


@pytest.fixture
def registry(pi: Identity) -> Registry:
    return Registry(pi.folder, ManualClock())


@pytest.fixture
def signature(pc: Identity) -> Signature:
    return signing_as(pc, "my_pc")(DATA)


def test_a_strangers_signature_is_shown_as_foreign(pi: Identity, registry: Registry, signature: Signature) -> None:
    origin = judging_for(pi, registry)(DATA, signature)
    assert (origin.standing, origin.name) == ("foreign", "my_pc")
    assert "does not know" in str(origin)


def test_a_paired_devices_signature_is_shown_under_the_name_that_it_has_here(
    pi: Identity, pc: Identity, registry: Registry, signature: Signature
) -> None:
    registry.let_in(Paired(Party("my_pc", pc.certificate), Method.CODE, key_to_show="a", key_to_expect="b"))
    registry.rename("my_pc", "study")
    origin = judging_for(pi, registry)(DATA, signature)
    assert (origin.standing, origin.name) == ("paired", "study")


def test_ones_own_signature_is_known(pc: Identity, signature: Signature) -> None:
    assert judging_for(pc, Registry(pc.folder, ManualClock()))(DATA, signature).standing == "own"


def test_a_signature_of_other_bytes_is_refused(pi: Identity, registry: Registry, signature: Signature) -> None:
    with pytest.raises(BadPackage, match="does not fit"):
        judging_for(pi, registry)(DATA + b"x", signature)


@pytest.mark.parametrize(
    "change",
    [
        {"device": "b" * 52},
        {"public_key": "AAAA"},
        {"public_key": "?"},
        {"value": ""},
        {"value": "AAAA"},
        {"value": "?"},
    ],
)
def test_a_signature_that_was_changed_is_refused(
    pi: Identity, registry: Registry, signature: Signature, change: dict[str, str]
) -> None:
    with pytest.raises(BadPackage):
        judging_for(pi, registry)(DATA, replace(signature, **change))


def test_a_stranger_cannot_sign_as_a_paired_device(
    pi: Identity, pc: Identity, registry: Registry, tmp_path: Path
) -> None:
    thief = signing_as(open_identity(Home(tmp_path / "thief")), "my_pc")(DATA)
    with pytest.raises(BadPackage, match="does not fit"):
        judging_for(pi, registry)(DATA, replace(thief, device=pc.device_id))
    genuine = signing_as(pc, "my_pc")(DATA)
    with pytest.raises(BadPackage, match="does not fit"):
        judging_for(pi, registry)(DATA, replace(thief, device=pc.device_id, public_key=genuine.public_key))
