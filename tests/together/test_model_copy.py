"""A model goes from one real node to another device, over a wire that breaks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx2
import pytest

from forge_ai.comms import EnigmaNode
from forge_ai.comms.finding.way import way_to
from forge_ai.comms.peers.access import Access, open_access
from forge_ai.comms.peers.model_copy import PeerModels, copy_model, models_of
from forge_ai.errors import AlreadyThere, BadPackage, Damaged, NotAllowed, NotTrusted, UnknownModel, Unreachable
from forge_ai.models.describe import write_manifest
from forge_ai.models.store import ModelStore
from forge_ai.protocol.finding.address import Address
from forge_ai.protocol.trust.rights import Right
from forge_ai.services import Services
from forge_ai.testing.manual_clock import ManualClock
from forge_ai.testing.random_model import Shape
from tests.models.stick import add_model, everything_below, store_at
from tests.nodes import owner, serving, settings_for
from tests.together.cutting_wire import CuttingWire

LARGER = Shape(layers=2, width=256, feed_forward=1024, heads=4, heads_kv=4, vocabulary=2048)  # about 6 MB


@dataclass
class Pc:
    """A running node with a model, and the way to it of another device that was let in."""

    node: EnigmaNode
    store: ModelStore
    access: Access

    @property
    def port(self) -> int:
        return self.node.port


@pytest.fixture(scope="module")
def pc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pc]:
    home = tmp_path_factory.mktemp("pc")
    add_model(store_at(home), "my_model", shape=LARGER)
    with serving(home) as node:
        pi = Services(settings_for(tmp_path_factory.mktemp("pi")))
        access = open_access(pi, Address("127.0.0.1", node.port), code=node.show_code())
        yield Pc(node, node.services.store, access)


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return Services(settings_for(tmp_path / "home")).store


def bring(pc: Pc, store: ModelStore, name: str = "my_model", port: int = 0, **options: object) -> tuple[str, bool]:
    access = replace(pc.access, address=Address("127.0.0.1", port or pc.port))
    with access.http() as http:
        model, was_here = copy_model(store, PeerModels(http, "my_pc", ManualClock()), name, **options)  # type: ignore[arg-type]
    return model.name, was_here


def test_a_model_arrives_whole_and_a_second_time_not_at_all(pc: Pc, store: ModelStore) -> None:
    assert bring(pc, store) == ("my_model", False)
    assert store.find("my_model").weights.read_bytes() == pc.store.find("my_model").weights.read_bytes()
    assert store.find("my_model").manifest == pc.store.find("my_model").manifest
    assert bring(pc, store) == ("my_model", True)


def test_a_wire_that_breaks_again_and_again_costs_only_time(pc: Pc, store: ModelStore) -> None:
    with CuttingWire(pc.port, [100, 5_000, 400_000, 1, 1_000_000]) as wire:
        assert bring(pc, store, port=wire.port) == ("my_model", False)
        assert wire.connections == 6
    assert store.find("my_model").weights.read_bytes() == pc.store.find("my_model").weights.read_bytes()


def test_a_peer_that_is_gone_is_named_and_the_next_try_goes_on(pc: Pc, store: ModelStore, tmp_path: Path) -> None:
    with CuttingWire(pc.port, [3_000_000, 0, 0, 0, 0]) as wire, pytest.raises(Unreachable, match="my_pc"):
        bring(pc, store, port=wire.port)
    assert not store.knows("my_model")
    (part,) = (tmp_path / "home" / "staging").rglob("*.part")
    assert 2_500_000 < part.stat().st_size < 3_000_000
    with CuttingWire(pc.port, [4_000_000]) as wire:  # the whole would not fit through
        bring(pc, store, port=wire.port)
        assert wire.connections == 1
    assert everything_below(tmp_path / "home" / "staging") == set()


def test_a_copy_can_get_another_name(pc: Pc, store: ModelStore) -> None:
    assert bring(pc, store, new_name="brain") == ("brain", False)
    assert store.find("brain").manifest.name == "brain"


def test_a_model_of_ones_own_is_not_overwritten_unasked(pc: Pc, store: ModelStore) -> None:
    add_model(store, seed=9)
    with pytest.raises(AlreadyThere):
        bring(pc, store)
    assert bring(pc, store, replace=True) == ("my_model", False)


def test_what_the_peer_does_not_have_is_said_by_the_peer(pc: Pc, store: ModelStore) -> None:
    with pytest.raises(UnknownModel, match=r"says: .*absent"):
        bring(pc, store, "absent")


def test_rot_on_the_peers_disk_never_becomes_a_model_here(pc: Pc, store: ModelStore, tmp_path: Path) -> None:
    add_model(pc.store, "rotten")
    weights = pc.store.find("rotten").weights
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x7f")
    with pytest.raises(Damaged, match=r"model\.gguf"):
        bring(pc, store, "rotten")
    assert everything_below(tmp_path / "home" / "staging") == set()


def test_a_peer_that_names_a_path_outside_is_refused(pc: Pc, store: ModelStore, tmp_path: Path) -> None:
    manifest = add_model(pc.store, "evil")
    folder = pc.store.find("evil").folder
    write_manifest(folder, replace(manifest, files=(replace(manifest.files[0], path="../../evil.gguf"),)))
    before = everything_below(tmp_path)
    with pytest.raises(BadPackage, match="climbs out"):
        bring(pc, store, "evil")
    assert everything_below(tmp_path) == before


def asking(pc: Pc) -> httpx2.Client:
    """A program of the node's own person."""
    return httpx2.Client(base_url=f"http://127.0.0.1:{pc.port}", headers=owner(pc.node), trust_env=False)


def test_a_stranger_gets_no_model(pc: Pc) -> None:
    with httpx2.Client(base_url=f"http://127.0.0.1:{pc.port}", trust_env=False) as http:
        assert http.get("/api/v1/packages/my_model").status_code == NotTrusted.http_status
        assert http.get("/api/v1/packages/my_model/files/model.gguf").status_code == NotTrusted.http_status


def test_a_device_without_the_right_gets_no_model_and_is_told_which_right(pc: Pc, tmp_path: Path) -> None:
    guest = Services(settings_for(tmp_path / "guest"))
    access = open_access(guest, Address("127.0.0.1", pc.port), code=pc.node.show_code())
    pc.node.services.registry.give_rights(guest.identity.device_id, [Right.ASK])
    with pytest.raises(NotAllowed, match="sync"), models_of(guest, "my_pc", access) as models:
        copy_model(guest.store, models, "my_model")
    assert not guest.store.knows("my_model")


def test_a_device_that_is_let_go_meanwhile_is_told_so(pc: Pc, store: ModelStore) -> None:
    gone = replace(pc.access, key="fai_" + "x" * 43)
    with gone.http() as http, pytest.raises(NotTrusted, match="my_pc has not let this device in, or has let it go"):
        copy_model(store, PeerModels(http, "my_pc", ManualClock()), "my_model")


def test_a_paired_device_is_reached_by_its_name(pc: Pc, tmp_path: Path) -> None:
    pi = Services(settings_for(tmp_path / "pi"))
    open_access(pi, Address("127.0.0.1", pc.port), code=pc.node.show_code())
    with models_of(pi, "my_pc", way_to(pi, "my_pc")) as models:
        model, was_here = copy_model(pi.store, models, "my_model")
    assert (model.name, was_here) == ("my_model", False)


@pytest.mark.parametrize(
    "path", ["manifest.json", "../my_model/model.gguf", "%2e%2e/%2e%2e/x", "/etc/passwd", "model.gguf/", ""]
)
def test_nothing_but_the_files_of_a_manifest_can_be_asked_for(pc: Pc, path: str) -> None:
    with asking(pc) as http:
        assert http.get(f"/api/v1/packages/my_model/files/{path}").status_code == 404


@pytest.mark.parametrize(
    ("wanted", "status", "start"),
    [("", 200, 0), ("bytes=5-", 206, 5), ("bytes=0-", 200, 0), ("bytes=5-9", 200, 0), ("bytes=99999999999-", 200, 0)],
)
def test_the_rest_of_a_file_can_be_asked_for(pc: Pc, wanted: str, status: int, start: int) -> None:
    data = pc.store.find("my_model").weights.read_bytes()
    with asking(pc) as http:
        answer = http.get("/api/v1/packages/my_model/files/model.gguf", headers={"Range": wanted} if wanted else {})
    assert (answer.status_code, answer.content) == (status, data[start:])
    assert json.loads(answer.headers["ETag"]) == pc.store.find("my_model").manifest.files[0].sha256
