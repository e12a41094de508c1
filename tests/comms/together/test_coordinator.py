"""Whether a training is led here: none, one, one that was killed, or another program at its port."""

from __future__ import annotations

import socket

import pytest

from forge_ai.errors import AlreadyThere, NoTraining, Unreachable
from forge_ai.training.together.coordinator_note import CoordinatorNote, leave_note, take_note_away
from tests.listeners import listening

pytest.importorskip("flwr")
from forge_ai.comms.together.coordinator import check_alone
from forge_ai.comms.together.flower import require_together
from forge_ai.comms.together.link import TeamLink
from tests.extras import skip_without

skip_without(require_together)


def test_where_no_training_goes_on_that_is_said(pc):
    _, accesses = pc
    with TeamLink(accesses["lap"]) as lap, pytest.raises(NoTraining, match="No training is coordinated") as refused:
        lap.plan()
    assert "coordinate NAME" in refused.value.hint


def test_a_coordinator_that_has_ended_meanwhile_is_told_in_a_few_words(pc):
    _, accesses = pc
    with (
        TeamLink(accesses["lap"]) as lap,
        pytest.raises(Unreachable, match=r"^127\.0\.0\.1:\d+ broke off: status 404\.\nhint: "),
    ):
        lap.receive(1000)


def test_a_broken_coordinator_is_told_from_none(pc):
    node, accesses = pc
    with socket.create_server(("127.0.0.1", 0)) as closed:
        note = CoordinatorNote("ours", closed.getsockname()[1], "x")
    leave_note(node.services.home.run, note)
    try:
        with TeamLink(accesses["lap"]) as lap, pytest.raises(Unreachable, match="broken off"):
            lap.plan()
    finally:
        take_note_away(node.services.home.run, note)


@pytest.mark.parametrize("answer", [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", b"SSH-2.0-x\r\n"])
def test_another_program_at_the_port_of_a_killed_coordinator_is_not_taken_for_it(pc, answer):
    node, accesses = pc

    def says(visitor):
        visitor.recv(65_536)
        visitor.sendall(answer)

    with listening(says) as port:
        note = CoordinatorNote("ours", port, "x")
        leave_note(node.services.home.run, note)
        try:
            with TeamLink(accesses["lap"]) as lap, pytest.raises(Unreachable, match="broken off"):
                lap.plan()
            check_alone(node.services.home.run)
        finally:
            take_note_away(node.services.home.run, note)


def test_a_second_coordinator_waits_for_the_first(room):
    with pytest.raises(AlreadyThere, match="goes on here"):
        check_alone(room.node.services.home.run)
