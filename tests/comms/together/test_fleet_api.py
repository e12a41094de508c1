"""The fleet interface of a training: who gets in, what is reached, and how much may be sent."""

from __future__ import annotations

from dataclasses import replace

import httpx2
import numpy as np
import pytest

from forge_ai.errors import BadInput, NotAllowed, NotTrusted, Unreachable
from forge_ai.limits import TEAM_DEVICES, TEAM_REQUEST_BYTES
from forge_ai.training.together.coordinator_note import PATHS

pytest.importorskip("flwr")
from flwr.app import Message

from forge_ai.comms.together.flower import require_together
from forge_ai.comms.together.link import TeamLink
from forge_ai.comms.together.messages import result
from tests.comms.together.room import BASE, honest, lead, learned, working
from tests.extras import skip_without

skip_without(require_together)
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


def test_a_device_without_the_right_and_a_stranger_are_refused(room):
    with TeamLink(room.accesses["phone"]) as phone, pytest.raises(NotAllowed, match="no right to train"):
        phone.plan()
    with TeamLink(replace(room.accesses["lap"], key="fai_wrong")) as stranger, pytest.raises(NotTrusted):
        stranger.enter()
    assert room.superlink.board.members == {}


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
        other = next(iter(room.superlink.board.members.values())).node
        asked = PullMessagesRequest(node=Node(node_id=other)).SerializeToString()
        kind = {"Content-Type": "application/protobuf"}
        path = "/api/v1/training/v1/fleet/pull-messages"
        assert http.post(path, content=asked, headers=kind).status_code == 403
        lap.enter()
        assert http.post(path, content=asked, headers=kind).status_code == 401


def test_the_fleet_interface_wants_its_secret_even_from_this_machine(room):
    url = f"http://127.0.0.1:{room.superlink.port}"
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
        room.superlink.board.members[next(iter(room.superlink.board.members))].sent = 0

        def floods(message):
            with pytest.raises(Unreachable):
                for _ in range(50):
                    lap.send(Message(result(learned(big), BASE), reply_to=message), 1.0)

        with working(lap, floods):
            lead(room, timeout=3)


def test_a_report_that_is_none_is_refused(room):
    with TeamLink(room.accesses["lap"]) as lap:
        with pytest.raises(BadInput, match="has not entered"):
            lap.report({})
        lap.enter()
        with pytest.raises(BadInput, match="lacks its counts"):
            lap.report({"round": "x"})


def test_the_number_of_devices_and_the_size_of_a_message_have_an_end(room):
    for number in range(TEAM_DEVICES):
        room.superlink.enter(f"device-{number}", "same name")
    with TeamLink(room.accesses["lap"]) as lap, pytest.raises(BadInput, match="that is the most"):
        lap.enter()
    with room.accesses["lap"].http() as http:
        assert http.post("/api/v1/training/report", content=bytes(TEAM_REQUEST_BYTES + 1)).status_code == 400


def test_a_kind_of_content_that_no_header_holds_is_passed_on_as_bytes(room):
    with room.accesses["lap"].http() as http:
        answer = http.post("/api/v1/training/enter", content=b"{}", headers=[(b"Content-Type", b"\xe9")])
        assert answer.status_code == 200


def test_flowers_telemetry_was_never_asked(room):
    from flwr.supercore import telemetry

    assert telemetry.state["source"] is None
