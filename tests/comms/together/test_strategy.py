"""Rounds over real connections: what devices send becomes one step, and what cannot be used is left out."""

from __future__ import annotations

import io
import threading

import numpy as np
import pytest

pytest.importorskip("flwr")
from flwr.app import Array, ArrayRecord, Error, Message, MetricRecord
from flwr.supercore.inflatable.inflatable_object import get_object_tree

from forge_ai.clock import SystemClock
from forge_ai.comms.together.coordinator_api import CoordinatorApi
from forge_ai.comms.together.flower import require_together
from forge_ai.comms.together.grid import LocalGrid, TrainingStopped
from forge_ai.comms.together.link import TeamLink
from forge_ai.comms.together.messages import make_timeless, result
from forge_ai.comms.together.superlink import SuperLink
from forge_ai.errors import TrainingFailed
from forge_ai.testing.manual_clock import ManualClock
from forge_ai.training.together.board import Board
from tests.comms.together.room import BASE, PLAN, change, honest, lead, leader, learned, left_out, sending, working
from tests.conftest import wait_until
from tests.extras import skip_without

skip_without(require_together)


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


def test_two_devices_make_one_step_and_every_byte_is_counted(room):
    with TeamLink(room.accesses["lap"]) as lap, TeamLink(room.accesses["tower"]) as tower:
        assert lap.plan()["fingerprint"] == BASE
        lap.enter()
        tower.enter()
        with working(lap, honest(0.5, 300), 2), working(tower, honest(-0.5, 100), 2):
            weights = lead(room, rounds=2)
    with CoordinatorApi(room.accesses["tower"]) as api:
        told = {device["name"]: device for device in api.board().told()["devices"]}
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
            assert np.allclose(lead(room, timeout=5)["w"], 2.5, atol=1e-3)
    assert left_out(room) == [(1, "tower", "it was gone"), (1, "tower", "it was late")]


def test_a_round_in_which_nobodys_work_counts_is_done_again(room):
    sizes = iter([float("nan"), 0.5, 1000.0, 0.5])

    def answer(message):
        return honest(next(sizes))(message)

    finished = []
    with TeamLink(room.accesses["lap"]) as lap:
        lap.enter()
        strategy = leader(room, rounds=2)
        with working(lap, answer, rounds=4):
            strategy.lead(20, lambda: finished.append(strategy.done))
    assert np.allclose(strategy.shared.weights["w"], 3.0, atol=1e-3)
    assert finished == [0, 1, 1, 2]
    assert [number for number, _, _ in left_out(room)] == [1, 2]


def test_what_a_device_confirms_late_is_not_the_message_of_the_next_try(room, monkeypatch):
    asked = threading.Event()
    push, confirm = LocalGrid.push_messages, vars(TeamLink)["_confirm"]

    def push_messages(grid, messages):
        identities = push(grid, messages)
        if room.superlink.board.left_out:
            asked.set()
        return identities

    def confirm_late(link, reply):
        assert asked.wait(20), "the round was not done again"
        confirm(link, reply)

    sizes = iter([float("nan"), 0.5])

    def answer(message):
        return honest(next(sizes))(message)

    monkeypatch.setattr(LocalGrid, "push_messages", push_messages)
    monkeypatch.setattr(TeamLink, "_confirm", confirm_late)
    with TeamLink(room.accesses["lap"]) as lap:
        lap.enter()
        strategy = leader(room, rounds=1)
        with working(lap, answer, rounds=2):
            strategy.lead(10, lambda: None)
    assert np.allclose(strategy.shared.weights["w"], 2.5, atol=1e-3)
    assert len(left_out(room)) == 1


def test_a_round_that_is_in_vain_again_and_again_ends_the_training_with_the_reason(room):
    with TeamLink(room.accesses["lap"]) as lap:
        lap.enter()
        strategy = leader(room, rounds=2)
        with working(lap, honest(base="b" * 64), rounds=4), pytest.raises(TrainingFailed) as failed:
            strategy.lead(20, lambda: None)
    assert failed.value.message == (
        "Round 1 was tried 3 times, and nobody's work counted (lap: it learned on another base)."
    )
    assert "--resume" in failed.value.hint


def test_who_was_late_is_not_waited_for_so_long_again(room):
    begun = []
    with TeamLink(room.accesses["lap"]) as lap, TeamLink(room.accesses["tower"]) as tower:
        lap.enter()
        tower.enter()
        strategy = leader(room, rounds=3, late_seconds=0.5)
        with working(lap, honest(), rounds=3), working(tower, lambda _: None, rounds=3):
            strategy.lead(6, lambda: begun.append(SystemClock().steady()))
    assert [device for _, device, _ in left_out(room)] == ["tower"] * 3
    assert begun[2] - begun[0] < 6


def test_a_device_that_comes_back_takes_part_again(room):
    with TeamLink(room.accesses["lap"]) as lap:
        lap.enter()
        with working(lap, honest()):
            lead(room)
    with TeamLink(room.accesses["lap"]) as again:
        again.enter()
        with working(again, honest()):
            assert np.allclose(lead(room)["w"], 2.5, atol=1e-3)
    assert len(room.superlink.board.members) == 1


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
        with pytest.raises(TrainingStopped):
            lead(room, stop=lambda: True)


@pytest.mark.parametrize(("created", "ttl"), [(0.0, 43_200.0), (4e9, -4e8)])
def test_a_device_whose_clock_is_wrong_by_decades_takes_part(room, created, ttl):
    def answer(message):
        reply = honest()(message)
        reply.metadata.__dict__.update(_created_at=created, _ttl=ttl)
        return reply

    with TeamLink(room.accesses["lap"]) as lap:
        lap.enter()
        with working(lap, answer):
            assert np.allclose(lead(room)["w"], 2.5, atol=1e-3)
    assert left_out(room) == []


def test_nothing_of_a_training_ends_by_the_time_of_day(room):
    with TeamLink(room.accesses["lap"]) as lap:
        lap.enter()
        assert all(node.online_until > 1e200 for node in room.superlink.state.nodes.values())
        assert not room.superlink.state.task_token_store
        with working(lap, lambda message: message.metadata.created_at > 4e9 and honest()(message)):
            lead(room)
    assert left_out(room) == []


def test_who_fell_silent_while_this_computer_slept_is_waited_for():
    clock = ManualClock()
    superlink = SuperLink(Board("ours", 2), PLAN.briefing(), "secret", 4000, clock)
    superlink.start()
    try:
        superlink.enter("id", "lap")
        clock.advance(600.0)
        superlink.look()
        assert superlink.present()
        for _ in range(16):
            clock.advance(1.0)
            superlink.look()
        assert not superlink.present()
    finally:
        superlink.stop()


def test_a_device_that_lost_its_task_and_enters_again_gets_it_once_more(room):
    with TeamLink(room.accesses["lap"]) as lap:
        lap.enter()
        lost = []

        def answer(message):
            if not lost:
                lost.append(message)
                lap.enter()  # its line broke, or it was killed and began anew
                return None
            return honest()(message)

        with working(lap, answer, rounds=2):
            assert np.allclose(lead(room)["w"], 2.5, atol=1e-3)
    assert left_out(room) == []


def test_a_device_that_breaks_off_in_the_middle_of_its_answer_and_enters_again_is_not_waited_for(room):
    with TeamLink(room.accesses["lap"]) as lap, TeamLink(room.accesses["tower"]) as tower:
        lap.enter()
        tower.enter()

        def breaks_off(message):
            reply = honest()(message)
            announce(tower, reply)
            assert wait_until(lambda: not room.superlink.state.message_res_store)  # the coordinator has noticed
            tower.enter()

        with working(lap, honest()), working(tower, breaks_off):
            began = SystemClock().steady()
            assert np.allclose(lead(room, timeout=60)["w"], 2.5, atol=1e-3)
            assert SystemClock().steady() - began < 50
    assert [each[1] for each in left_out(room)] == ["tower"]


def announce(link, reply):
    """The beginning of an answer, without its pieces."""
    make_timeless(reply)
    link.push(reply, get_object_tree(reply), lambda _identity: b"")
