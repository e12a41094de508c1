"""Rounds over real connections: a node, its hall, and devices that send what a test makes them send."""

from __future__ import annotations

import io
import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

import httpx2
import numpy as np
import pytest

from forge_ai.clock import SystemClock
from forge_ai.comms import EnigmaNode
from forge_ai.comms.peers.access import Access, open_access
from forge_ai.errors import AlreadyThere, BadInput, NotAllowed, NotFound, NotTrusted, Unreachable
from forge_ai.limits import MIB, TEAM_DEVICES, TEAM_REQUEST_BYTES
from forge_ai.protocol.address import Address
from forge_ai.protocol.rights import Right
from forge_ai.services import Services
from forge_ai.training.together.board import Board
from forge_ai.training.together.door import PATHS, Door, close_door, open_door
from forge_ai.training.together.learner import Assignment, Learned
from forge_ai.training.together.plan import TeamPlan
from forge_ai.training.together.rounds import Shared, Strategy
from tests.nodes import put_model, settings_for

pytest.importorskip("flwr")
from flwr.app import Array, ArrayRecord, Error, Message, MetricRecord

from forge_ai.comms.together.coordinator import check_alone
from forge_ai.comms.together.fleet import HallGrid, Stopped, TeamStrategy
from forge_ai.comms.together.flower import require_together
from forge_ai.comms.together.hall import Hall
from forge_ai.comms.together.link import TeamLink
from forge_ai.comms.together.messages import packed, read_assignment, result

require_together()
PLAN = TeamPlan("ours", "base", "a" * 64)
BASE = PLAN.fingerprint
WEIGHTS = {"w": np.full((2, 300), 2.0, np.float32), "v": np.ones(5, np.float32)}
UNREACHABLE = (
    "v1/fleet/register-node",
    "v1/fleet/get-fab",
    "v1/fleet/get-run",
    "v1/fleet/send-node-heartbeat",
    "v1/control/start-run",
    "v1/fleet/../control/start-run",
    "v1/runtime/pull-task-input",
    "docs",
    "openapi.json",
)


@dataclass
class Room:
    """A node with a training behind it, and the devices that were let in."""

    node: EnigmaNode
    hall: Hall
    accesses: dict[str, Access]


@pytest.fixture(scope="module")
def pc(tmp_path_factory):
    """A node that let three devices in, one of them without the right."""
    home = tmp_path_factory.mktemp("pc")
    put_model(home)
    with EnigmaNode("my_pc", settings=settings_for(home), load_model=False) as node:
        node.start_server()
        accesses = {}
        for name in ("lap", "tower", "desk", "phone"):
            device = Services(settings_for(tmp_path_factory.mktemp(name), name=name))
            accesses[name] = open_access(device, Address("127.0.0.1", node.port), code=node.show_code())
            if name != "phone":
                node.services.registry.give_rights(name, {Right.TRAIN})
        yield node, accesses


@pytest.fixture
def room(pc):
    node, accesses = pc
    hall = Hall(Board("ours", 2), PLAN.briefing(), "secret", 4000, SystemClock())
    hall.start()
    note = Door("ours", hall.port, "secret")
    open_door(node.services.home.run, note)
    yield Room(node, hall, accesses)
    close_door(node.services.home.run, note)
    hall.stop()


def change(size=0.5):
    return {name: np.full_like(part, size) for name, part in WEIGHTS.items()}


def learned(arrays, tokens=100):
    return Learned(arrays, 5, tokens, 1.0, 2.5)


@contextmanager
def working(link, answer, rounds=1):
    """A device that answers so many messages with whatever ``answer`` makes of them."""

    def work():
        done = 0
        while done < rounds and not over.is_set():
            link.report({"round": done, "steps": 0, "tokens": 0, "seconds": 0})
            message = link.receive(MIB)
            if message is None:
                over.wait(0.05)
                continue
            done += 1
            reply = answer(message)
            if reply is not None:
                link.send(reply, 1.0)

    over = threading.Event()
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def honest(size=0.5, tokens=100, base=BASE):
    def answer(message):
        weights, task = read_assignment(message.content, BASE)
        assert set(weights) == set(WEIGHTS)
        assert isinstance(task, Assignment)
        return Message(result(learned(change(size), tokens), base), reply_to=message)

    return answer


def sending(arrays):
    return lambda message: Message(result(learned(arrays), BASE), reply_to=message)


def enormous(message):
    """An array of a few bytes that claims to have ten million million numbers."""
    head = io.BytesIO()
    claimed = {"descr": "<f2", "fortran_order": False, "shape": (10**13,)}
    np.lib.format.write_array_header_1_0(head, claimed)
    content = result(learned(change()), BASE)
    content["arrays"] = ArrayRecord({"w": Array("float16", (10**13,), "numpy.ndarray", head.getvalue())})
    return Message(content, reply_to=message)


class Rubbish(MetricRecord):
    """A record whose bytes are none, under their own right hash."""

    def deflate(self):
        return b"MetricRecord  3\0\xff\xff\xff"


def rubbish(message):
    content = result(learned(change()), BASE)
    content["result"] = Rubbish({"steps": 1})
    return Message(content, reply_to=message)


def lead(room, rounds=1, timeout=20, stop=lambda: False, clock=None):
    grid = HallGrid(room.hall, clock or SystemClock(), stop)
    task = Assignment(1, rounds, 1.0)
    strategy = TeamStrategy(room.hall, grid, Strategy("fedavg"), Shared(dict(WEIGHTS)), BASE, task, lambda: None)
    strategy.start(grid, packed(WEIGHTS), num_rounds=rounds, timeout=timeout)
    return strategy.shared.weights


def left_out(room):
    return [(each.round, each.device, each.reason) for each in room.hall.board.left_out]


def test_two_devices_make_one_step_and_every_byte_is_counted(room):
    with TeamLink(room.accesses["lap"]) as lap, TeamLink(room.accesses["tower"]) as tower:
        assert lap.plan()["fingerprint"] == BASE
        lap.enter()
        tower.enter()
        with working(lap, honest(0.5, 300), 2), working(tower, honest(-0.5, 100), 2):
            weights = lead(room, rounds=2)
        told = {device["name"]: device for device in tower.status().told()["devices"]}
    assert np.allclose(weights["w"], 2.5, atol=1e-3)
    assert np.allclose(weights["v"], 1.5, atol=1e-3)
    assert left_out(room) == []
    for device in told.values():
        assert 2 * 2 * 605 < device["sent"] < 20_000
        assert 2 * 2 * 605 < device["received"] < 40_000


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (sending(change(float("nan"))), "numbers that are none"),
        (sending(change(1000.0)), "larger than the model"),
        (sending({"w": np.ones((3, 3), np.float32), "v": np.ones(5, np.float32)}), "shape"),
        (sending({"w": np.ones((2, 300), np.float32)}), "other tensors"),
        (honest(base="b" * 64), "another base"),
        (honest(tokens=0), "impossible number of tokens"),
        (lambda message: Message(Error(1, "The loss is no number\x1b[31m."), reply_to=message), "it failed"),
        (honest(tokens=float("inf")), "cannot be understood"),
        (enormous, "cannot be read"),
        (rubbish, "cannot be understood"),
        (lambda message: Message(message.content, reply_to=message), "cannot be understood"),
    ],
)
def test_work_that_cannot_be_used_is_left_out_and_named(room, answer, reason):
    with TeamLink(room.accesses["lap"]) as lap, TeamLink(room.accesses["tower"]) as tower:
        lap.enter()
        tower.enter()
        with working(lap, honest()), working(tower, answer):
            weights = lead(room)
    assert np.allclose(weights["w"], 2.5, atol=1e-3)
    [(number, name, told)] = left_out(room)
    assert (number, name) == (1, "tower")
    assert reason in told
    assert "\x1b" not in told


def test_a_device_that_is_late_or_leaves_does_not_hold_up_the_others(room):
    with TeamLink(room.accesses["lap"]) as lap, TeamLink(room.accesses["tower"]) as tower:
        lap.enter()
        tower.enter()

        def leaves(message):
            tower.leave(has_result=False)

        with working(lap, honest()), working(tower, leaves):
            assert np.allclose(lead(room)["w"], 2.5, atol=1e-3)
        tower.enter()
        with working(lap, honest()), working(tower, lambda _: None):
            assert np.allclose(lead(room, timeout=2)["w"], 2.5, atol=1e-3)
    assert left_out(room) == [(1, "tower", "it was gone"), (1, "tower", "it was late")]


def test_a_device_that_comes_back_takes_part_again(room):
    with TeamLink(room.accesses["lap"]) as lap:
        lap.enter()
        with working(lap, honest()):
            lead(room)
    with TeamLink(room.accesses["lap"]) as again:
        again.enter()
        with working(again, honest()):
            assert np.allclose(lead(room)["w"], 2.5, atol=1e-3)
    assert len(room.hall.board.members) == 1


def test_an_outlier_among_many_is_left_out(room):
    sizes = {"lap": 0.01, "tower": 0.012, "desk": 0.9}
    with (
        TeamLink(room.accesses["lap"]) as lap,
        TeamLink(room.accesses["tower"]) as tower,
        TeamLink(room.accesses["desk"]) as desk,
    ):
        links = {"lap": lap, "tower": tower, "desk": desk}
        for link in links.values():
            link.enter()
        with (
            working(lap, honest(sizes["lap"])),
            working(tower, honest(sizes["tower"])),
            working(desk, honest(sizes["desk"])),
        ):
            weights = lead(room)
    assert np.allclose(weights["v"], 1.011, atol=1e-3)
    assert left_out(room) == [(1, "desk", "its change is many times larger than the others'")]


def test_a_round_can_be_stopped_from_outside(room):
    with TeamLink(room.accesses["lap"]) as lap:
        lap.enter()
        with pytest.raises(Stopped):
            lead(room, stop=lambda: True)


def test_a_device_without_the_right_and_a_stranger_are_refused(room):
    with TeamLink(room.accesses["phone"]) as phone, pytest.raises(NotAllowed, match="no right to train"):
        phone.plan()
    with TeamLink(replace(room.accesses["lap"], key="fai_wrong")) as stranger, pytest.raises(NotTrusted):
        stranger.enter()
    assert room.hall.board.members == {}


def test_nothing_but_the_listed_paths_is_reached_through_the_node(room):
    access = room.accesses["lap"]
    with TeamLink(access) as lap, access.http() as http:
        lap.enter()
        for path in UNREACHABLE:
            assert http.post(f"/api/v1/training/{path}", content=b"").status_code in (404, 403), path
        assert http.put("/api/v1/training/enter").status_code == 405


def test_nobody_speaks_for_another_device(room):
    from flwr.proto.fleet_pb2 import PullMessagesRequest
    from flwr.proto.node_pb2 import Node

    access = room.accesses["lap"]
    with TeamLink(access) as lap, TeamLink(room.accesses["tower"]) as tower, access.http() as http:
        tower.enter()
        other = next(iter(room.hall.board.members.values())).node
        asked = PullMessagesRequest(node=Node(node_id=other)).SerializeToString()
        kind = {"Content-Type": "application/protobuf"}
        path = "/api/v1/training/v1/fleet/pull-messages"
        assert http.post(path, content=asked, headers=kind).status_code == 403
        lap.enter()
        assert http.post(path, content=asked, headers=kind).status_code == 401


def test_the_hall_wants_its_secret_even_from_this_machine(room):
    url = f"http://127.0.0.1:{room.hall.port}"
    with httpx2.Client(base_url=url, trust_env=False) as http:
        for method, path in sorted(PATHS):
            assert http.request(method, f"/{path}").status_code == 403
            headers = {"x-forge-secret": "wrong", "x-forge-device": "x"}
            assert http.request(method, f"/{path}", headers=headers).status_code == 403


def test_a_device_cannot_send_without_end(room):
    with TeamLink(room.accesses["lap"]) as lap:
        lap.enter()
        big = {"w": np.random.default_rng(1).random((2, 40_000)).astype(np.float32), "v": np.ones(5, np.float32)}
        with working(lap, honest()):
            lead(room)
        room.hall.board.members[next(iter(room.hall.board.members))].sent = 0

        def floods(message):
            with pytest.raises(Unreachable):
                for _ in range(50):
                    lap.send(Message(result(learned(big), BASE), reply_to=message), 1.0)

        with working(lap, floods):
            lead(room, timeout=3)


def test_where_no_training_goes_on_that_is_said(pc):
    _, accesses = pc
    with TeamLink(accesses["lap"]) as lap, pytest.raises(NotFound, match="No training is coordinated"):
        lap.plan()


def test_a_broken_coordinator_is_told_from_none(pc):
    node, accesses = pc
    with socket.create_server(("127.0.0.1", 0)) as closed:
        note = Door("ours", closed.getsockname()[1], "x")
    open_door(node.services.home.run, note)
    try:
        with TeamLink(accesses["lap"]) as lap, pytest.raises(Unreachable, match="broken off"):
            lap.plan()
    finally:
        close_door(node.services.home.run, note)


@contextmanager
def anything(answer):
    """Another program, that got the port of a coordinator that was killed."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            with suppress(OSError):
                while True:
                    visitor, _ = listener.accept()
                    with visitor, suppress(OSError):
                        visitor.recv(65_536)
                        visitor.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.mark.parametrize("answer", [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", b"SSH-2.0-x\r\n"])
def test_another_program_at_the_port_of_a_killed_coordinator_is_not_taken_for_it(pc, answer):
    node, accesses = pc
    with anything(answer) as port:
        note = Door("ours", port, "x")
        open_door(node.services.home.run, note)
        try:
            with TeamLink(accesses["lap"]) as lap, pytest.raises(Unreachable, match="broken off"):
                lap.plan()
            check_alone(node.services.home.run)
        finally:
            close_door(node.services.home.run, note)


def test_a_report_that_is_none_is_refused(room):
    with TeamLink(room.accesses["lap"]) as lap:
        with pytest.raises(BadInput, match="has not entered"):
            lap.report({})
        lap.enter()
        with pytest.raises(BadInput, match="lacks its counts"):
            lap.report({"round": "x"})


def test_the_number_of_devices_and_the_size_of_a_message_have_an_end(room):
    for number in range(TEAM_DEVICES):
        room.hall.enter(f"device-{number}", "same name")
    with TeamLink(room.accesses["lap"]) as lap, pytest.raises(BadInput, match="that is the most"):
        lap.enter()
    with room.accesses["lap"].http() as http:
        assert http.post("/api/v1/training/report", content=bytes(TEAM_REQUEST_BYTES + 1)).status_code == 400


def test_a_kind_of_content_that_no_header_holds_is_passed_on_as_bytes(room):
    with room.accesses["lap"].http() as http:
        answer = http.post("/api/v1/training/enter", content=b"{}", headers=[(b"Content-Type", b"\xe9")])
        assert answer.status_code == 200


def test_a_second_coordinator_waits_for_the_first(room):
    with pytest.raises(AlreadyThere, match="goes on here"):
        check_alone(room.node.services.home.run)


def test_flowers_telemetry_was_never_asked(room):
    from flwr.supercore import telemetry

    assert telemetry.state["source"] is None
