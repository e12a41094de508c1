"""A paired device that coordinates a training and turned bad: what it tells is bounded, and one clear line."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict

import pytest

from forge_ai.comms.peers.access import Access
from forge_ai.errors import BadInput, BadMessage, PeerFault, Unreachable
from forge_ai.limits import MIB, TEAM_ANSWER_BYTES, TEAM_REQUEST_BYTES
from forge_ai.protocol.finding.address import Address
from forge_ai.testing.manual_clock import ManualClock
from forge_ai.training.together.board import Board, LeftOut, Member, read_board
from forge_ai.training.together.learner import Assignment
from forge_ai.training.together.plan import TeamPlan, read_briefing
from tests.comms.peers.tls_stranger import saying

pytest.importorskip("flwr")
from flwr.app import ConfigRecord, RecordDict

from forge_ai.comms.together.coordinator_api import CoordinatorApi
from forge_ai.comms.together.flower import require_together
from forge_ai.comms.together.link import TeamLink
from forge_ai.comms.together.member import AWAY_SECONDS, Membership
from forge_ai.comms.together.messages import ARRAYS, BASE, TASK, packed, read_assignment
from tests.extras import skip_without

skip_without(require_together)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
BOARD = Board("ours", 3, 1, "training", "", {"0": Member("", "lap", 0)}, [LeftOut(1, "lap", "it was late")])


def answered(body, more=b""):
    return HEAD + more + b"Content-Length: %d\r\n\r\n" % len(body) + body


def asked(home, words, ask, **patience):
    with (
        saying(home, words) as (port, certificate),
        TeamLink(Access(Address("127.0.0.1", port), certificate, "key"), **patience) as link,
    ):
        return ask(link)


def board_told(home, words):
    with (
        saying(home, words) as (port, certificate),
        CoordinatorApi(Access(Address("127.0.0.1", port), certificate, "key")) as api,
    ):
        return api.board()


def test_a_state_without_an_end_is_given_up(tmp_path):
    endless = HEAD + b"\r\n" + b'{"name": "' + b"x" * (TEAM_ANSWER_BYTES + MIB)
    with pytest.raises(PeerFault, match="does not end"):
        board_told(tmp_path, endless)


def test_a_packed_state_is_not_unpacked(tmp_path):
    import gzip

    bomb = gzip.compress(b" " * (8 * MIB))
    with pytest.raises(PeerFault):
        board_told(tmp_path, answered(bomb, b"Content-Encoding: gzip\r\n"))


@pytest.mark.parametrize(("more", "says"), [(b"", "does not end"), (b"Content-Encoding: gzip\r\n", "packed")])
def test_a_message_without_an_end_is_given_up(tmp_path, more, says):
    endless = HEAD.replace(b"json", b"protobuf") + more + b"\r\n" + b"\x0a" * (TEAM_REQUEST_BYTES + MIB)

    def after_the_request(visitor):
        visitor.recv(65_536)  # its body, which comes behind its head
        visitor.sendall(endless)

    with pytest.raises(Unreachable, match=f"broke off: it.*{says}"):
        asked(tmp_path, after_the_request, lambda link: link.receive(MIB))


@pytest.mark.parametrize("begun", [b"", HEAD.replace(b"json", b"protobuf") + b"Content-Length: 1000\r\n\r\n"])
def test_a_message_that_drips_in_byte_by_byte_is_given_up(tmp_path, begun):
    over = threading.Event()

    def drip(visitor):
        visitor.sendall(begun)
        for each in HEAD if not begun else bytes(1000):
            if over.wait(0.05):
                return
            visitor.sendall(bytes([each]))

    def ask(link):
        try:
            link.receive(MIB)
        finally:
            over.set()

    with pytest.raises(Unreachable, match=r"broke off: .*too slowly"):
        asked(tmp_path, drip, ask, patience=0.5)


@pytest.mark.parametrize(
    "change",
    [
        {"devices": None},
        {"devices": [5]},
        {"devices": [{}]},
        {"devices": [{"name": 5}]},
        {"left_out": {}},
        {"left_out": ["x"]},
        {"left_out": [{"round": 1}]},
        {"state": "dancing"},
        {"state": ["waiting"]},
        {"rounds": float("inf")},
        {"round": -1},
        {"round": True},
        {"name": None},
        {"reason": 3},
    ],
)
def test_odd_json_is_one_error(tmp_path, change):
    told = json.dumps({**BOARD.told(), **change}).encode()
    with pytest.raises(BadMessage):
        board_told(tmp_path, answered(told))


def test_a_state_is_read_as_it_was_told():
    assert read_board(BOARD.told()).told() == BOARD.told()


def test_a_state_is_cut_where_it_is_too_long():
    many = {**BOARD.told(), "devices": BOARD.told()["devices"] * 1000, "reason": "x" * 10_000}
    read = read_board(many)
    assert len(read.members) < 100
    assert len(read.reason) < 1000


@pytest.mark.parametrize(
    "change",
    [{"rounds": float("inf")}, {"name": "../up"}, {"base": "\x1b[31m"}, {"strategy": None}, {"seed": float("inf")}],
)
def test_an_odd_plan_is_one_error(change):
    with pytest.raises(BadInput):
        read_briefing({**TeamPlan("ours", "base", "a" * 64).briefing(), **change})


@pytest.mark.parametrize(
    "change",
    [
        {"seconds": float("nan")},
        {"seconds": float("inf")},
        {"seconds": 0.0},
        {"rounds": 0},
        {"round": 7},
        {"steps": -1},
    ],
)
def test_a_round_without_an_end_is_no_task(change):
    words = {**asdict(Assignment(1, 3, 60.0)), **change}
    sent = RecordDict({ARRAYS: packed({}), TASK: ConfigRecord({**words, BASE: "b"})})
    with pytest.raises(BadInput):
        read_assignment(sent, "b")


def test_a_state_of_megabytes_is_not_shown():
    class Link:
        def report(self, _progress):
            return {"state": "x" * MIB}

        def enter(self):
            over.set()

    over, shown = threading.Event(), []
    Membership(Link(), None, ManualClock(), lambda _progress, state: shown.append(state), over.is_set).take_part()
    assert shown == ["waiting: The coordinator tells a state that no training has."]


def test_a_coordinator_that_says_it_is_there_and_hands_out_nothing_is_given_up():
    class Link:
        def report(self, _progress):
            return {"state": "training"}

        def receive(self, _most_bytes):
            raise Unreachable("pc broke off: its message came too slowly.")

        def enter(self):
            pass

    class Prepared:
        most_bytes = MIB

    clock = ManualClock()
    with pytest.raises(Unreachable, match="too slowly"):
        Membership(Link(), Prepared(), clock, lambda *_: None, lambda: clock.steady() > 2 * AWAY_SECONDS).take_part()
