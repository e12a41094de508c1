"""A coordinator and its devices as real processes, over TLS on loopback, as persons start them."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from forge_ai.comms import EnigmaNode
from forge_ai.comms.peers.access import open_access
from forge_ai.models.describe import ModelNotes, describe_model, write_manifest
from forge_ai.models.store import ModelStore
from forge_ai.models.verify import verify_model
from forge_ai.paths import Home
from forge_ai.protocol.finding.address import Address
from forge_ai.protocol.trust.rights import Right
from forge_ai.services import Services
from forge_ai.training.files.gguf_file import About
from forge_ai.training.files.outcome import write_outcome
from forge_ai.training.learning.checkpoint import Standing
from forge_ai.training.learning.model import new_model
from forge_ai.training.learning.shape import Shape
from forge_ai.training.tokens.tokenizer import train_tokenizer
from tests.conftest import wait_until
from tests.nodes import settings_for
from tests.programs import ADDRESS, FORGE, environment, run

pytest.importorskip("flwr")
pytestmark = pytest.mark.train

SECONDS = 120
TEXTS = {
    "lap": "".join(f"Q: Who likes {thing}?\nA: Ada likes {thing}.\n\n" for thing in ("tea", "jam", "rain", "snow")),
    "tower": "".join(f"Q: Who likes {thing}?\nA: Otto likes {thing}.\n\n" for thing in ("bread", "wind", "fog", "ice")),
}
NAMES = ("lap", "tower", "phone")


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A model of a hundred thousand parameters that knows nothing yet, ready to be copied into stores."""
    tokenizer = train_tokenizer(list(TEXTS.values()), 400)
    model = new_model(Shape(64, 2, 2, 128, tokenizer.vocabulary, 128), 1)
    folder = tmp_path_factory.mktemp("base")
    point = (1.0, 1.0, 1.0, 1.0, 1.0)
    write_outcome(folder, model, tokenizer, About("base", "MIT", "{}"), Standing("x", points=(point,)), "F16")
    return folder


@dataclass
class Family:
    """A PC with the base, and three devices that were let in, two of them with the right to train."""

    folder: object
    port: int

    def home(self, name):
        return self.folder / name

    def text(self, name):
        path = self.folder / f"{name}.txt"
        path.write_text(TEXTS[name])
        return str(path)

    def store(self, name):
        return ModelStore(Home(self.home(name)))


@pytest.fixture
def family(tmp_path, base):
    with ModelStore(Home(tmp_path / "pc")).adding("base") as folder:
        for file in base.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        write_manifest(folder, describe_model("base", folder, ModelNotes(licence="MIT")))
    with EnigmaNode("my_pc", settings=settings_for(tmp_path / "pc"), load_model=False) as node:
        node.start_server()
        for name in NAMES:
            device = Services(settings_for(tmp_path / name, name=name))
            open_access(device, Address("127.0.0.1", node.port), code=node.show_code())
            if name != "phone":
                node.services.registry.give_rights(name, {Right.SYNC, Right.TRAIN})
        port = node.port
    return Family(tmp_path, port)


class Running:
    """A command that runs, and all that it has said so far."""

    def __init__(self, family, name, *words, **more):
        self.process = subprocess.Popen(
            (*FORGE, "train", "together", *words),
            env=environment(family.home(name), FORGE_AI_NAME=name if name != "pc" else "my_pc", **more),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.said = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.said += line

    def says(self, words):
        wait_until(lambda: words in self.said or self.process.poll() is not None, SECONDS)
        assert words in self.said, self.said
        return self

    def ends(self, code=0):
        assert self.process.wait(SECONDS) == code, self.said
        self._reader.join()
        return self.said

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self):
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()
        self._reader.join()
        self.process.stdout.close()


@contextmanager
def commands():
    """Starts commands, and ends whatever of them still runs."""
    started = []

    def start(family, name, *words, **more):
        started.append(Running(family, name, *words, **more))
        return started[-1]

    try:
        yield start
    finally:
        for each in started:
            each.close()


def coordinate(start, family, *words):
    leader = start(
        family, "pc", "coordinate", "ours", "--base", "base", "--rounds", "2", "--round-minutes", "0.08", *words,
        FORGE_AI_PORT=str(family.port),
    )  # fmt: skip
    leader.says("Waiting for")
    return leader, ADDRESS.search(leader.said)[1]


def join(start, family, name, address, *words):
    return start(family, name, "join", address, "--data", family.text(name), "--workers", "1", *words)


def status(family):
    done = run((*FORGE, "train", "together", "status", "--json"), family.home("pc"))
    return {device["name"]: device for device in json.loads(done.stdout)["devices"]} if done.returncode == 0 else {}


def is_free(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def listeners_of(process):
    """The ports on which a process listens."""
    inodes = set()
    for entry in Path(f"/proc/{process.pid}/fd").iterdir():
        with suppress(OSError):
            inodes.add(str(entry.readlink()))
    rows = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    return [row[1] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in inodes]


def test_two_devices_train_one_model_though_one_is_killed_in_the_middle(family):
    with commands() as start:
        leader, address = coordinate(start, family)
        words = (*FORGE, "train", "together", "join", address, "--data", family.text("lap"))
        refused = run(words, family.home("phone"))
        assert refused.returncode != 0
        assert "no right to train" in refused.stderr
        stranger = run(words, family.home("new"))
        assert stranger.returncode != 0
        assert "has not let this device in" in stranger.stderr
        lap, tower = (join(start, family, name, address) for name in ("lap", "tower"))
        leader.says("Round 1 of 2.")
        assert len(listeners_of(leader.process)) == 2  # the node's port and the SuperLink's, which is on loopback
        assert listeners_of(lap.process) == listeners_of(tower.process) == []
        lap.kill()
        leader.says("round 1: lap was left out: it was gone").says("Round 2 of 2.")
        assert "ours is here" in tower.ends()
        assert "ours is in the store" in leader.ends()
    for name in ("pc", "tower"):
        model = family.store(name).find("ours")
        verify_model(model)
        assert model.manifest.provenance["left_out"][0]["device"] == "lap"
        assert (model.folder / "devices.png").read_bytes().startswith(b"\x89PNG")
    assert not family.store("lap").knows("ours")
    assert is_free(int(address.rpartition(":")[2]))
    assert list(Home(family.home("pc")).run.glob("*.json")) == []
    assert list(Home(family.home("pc")).training.glob("*")) == []


@pytest.mark.slow
def test_a_killed_coordinator_goes_on_from_its_last_finished_round(family):
    with commands() as start:
        leader, address = coordinate(start, family, "--rounds", "3")
        lap, tower = (join(start, family, name, address) for name in ("lap", "tower"))
        leader.says("Round 2 of 3.")
        leader.kill()
        lap.says("waiting:")
        tower.kill()
        tower = join(start, family, "tower", address).says("Waiting for the training for")
        again, same = coordinate(start, family, "--rounds", "3", "--resume")
        assert same == address
        again.says("Round 2 of 3.")
        assert "Round 1 of 3." not in again.said
        assert "ours is here" in lap.ends()
        assert "ours is here" in tower.ends()
        again.ends()
    assert family.store("pc").find("ours").manifest.provenance["rounds"] == 3


def test_a_device_that_joins_before_its_coordinator_is_there_waits_for_it(family):
    address = f"127.0.0.1:{family.port}"
    with commands() as start:
        lap = join(start, family, "lap", address).says(f"Nobody answers at {address}. Waiting for the training for 120")
        leader, _ = coordinate(start, family, "--rounds", "1", "--min-devices", "1")
        assert "ours is here" in lap.ends()
        leader.ends()


def test_a_device_waits_for_nobody_at_an_address_that_it_does_not_know(family):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"127.0.0.1:{closed.getsockname()[1]}"
    with commands() as start:
        assert "Waiting" not in join(start, family, "lap", address).ends(4)


@pytest.mark.slow
def test_a_coordinator_that_is_killed_when_its_model_is_finished_still_gives_it_to_those_who_wait(family):
    with commands() as start:
        leader, address = coordinate(start, family, "--rounds", "1")
        devices = [join(start, family, name, address) for name in ("lap", "tower")]
        leader.says("fetched the model")
        leader.kill()
        again, _ = coordinate(start, family, "--rounds", "1", "--resume")
        for device in devices:
            assert "ours is here" in device.ends()
        again.ends()
    verify_model(family.store("pc").find("ours"))
    assert list(Home(family.home("pc")).training.glob("*")) == []


@pytest.mark.slow
def test_an_adapter_alone_travels_and_ends_up_inside_the_model(family):
    with commands() as start:
        leader, address = coordinate(start, family, "--adapter", "4", "--strategy", "diloco")
        devices = [join(start, family, name, address) for name in ("lap", "tower")]
        leader.says("Round 2 of 2.")
        sent = [device["sent"] for device in status(family).values()]
        for device in devices:
            device.ends()
        leader.ends()
    base, ours = (family.store("pc").find(name) for name in ("base", "ours"))
    assert ours.manifest.parameters == base.manifest.parameters
    assert 0 < max(sent) < base.manifest.parameters


@pytest.mark.slow
def test_another_base_under_the_same_name_is_refused_and_stays_as_it_is(family):
    other = family.store("lap")
    with other.adding("base") as folder:
        source = family.store("pc").find("base").folder
        data = (source / "model.gguf").read_bytes()
        (folder / "model.gguf").write_bytes(data[:-64] + bytes(64))
        write_manifest(folder, describe_model("base", folder, ModelNotes()))
    before = other.find("base").weights.read_bytes()
    with commands() as start:
        leader, address = coordinate(start, family)
        said = join(start, family, "lap", address).ends(2)
        assert "another than the one that the training begins from" in said
        leader.process.send_signal(signal.SIGINT)
        leader.ends(130)
    assert other.find("base").weights.read_bytes() == before


@pytest.mark.slow
def test_ctrl_c_keeps_what_the_finished_rounds_made_and_a_second_start_says_so(family):
    with commands() as start:
        leader, address = coordinate(start, family, "--rounds", "4")
        devices = [join(start, family, name, address) for name in ("lap", "tower")]
        leader.says("Round 2 of 4.")
        leader.process.send_signal(signal.SIGINT)
        assert "--resume" in leader.ends(130)
        taken = start(family, "pc", "coordinate", "ours", "--base", "base")
        assert "unfinished" in taken.ends(2)
        for device in devices:
            device.process.send_signal(signal.SIGINT)
            assert "Left." in device.ends(130)
    assert not family.store("pc").knows("ours")


def test_the_node_that_runs_here_is_joined_by_its_own_name_also_from_its_own_device(family):
    with EnigmaNode("desk", settings=settings_for(family.home("pc")), load_model=False) as node, commands() as start:
        node.start_server()
        leader = start(family, "pc", "coordinate", "ours", "--base", "base").says("Waiting for")
        assert "join desk --data" in leader.said
        start(family, "pc", "join", "desk", "--data", family.text("lap"), "--workers", "1")
        leader.says("desk is here.")


@pytest.mark.parametrize(("moment", "told"), [("answers at", ""), ("Waiting for", "Stopped before a round")])
def test_ctrl_c_before_anybody_has_come_ends_at_once_and_promises_nothing(family, moment, told):
    with commands() as start:
        leader = start(family, "pc", "coordinate", "ours", "--base", "base", FORGE_AI_PORT=str(family.port))
        leader.says(moment).process.send_signal(signal.SIGINT)
        said = leader.ends(130)
        assert told in said
        assert ("Waiting for" in said) == bool(told), "the start went on to its end after Ctrl-C"
        assert "--resume" not in said
