from __future__ import annotations

import pytest

from forge_ai.cli.training.team_view import OwnLine, TeamView, device_row
from forge_ai.training.together.board import Board, LeftOut, Member, Progress


@pytest.fixture
def board():
    member = Member("id", "lap\x1b[31m", 7, here=True)
    member.tell(Progress(1, 5, 1234, 61.2, 2.5), 0.0)
    return Board("ours", 3, 1, "training", members={"id": member})


def test_every_event_is_told_once_and_nothing_that_a_terminal_obeys(board, capsys):
    view = TeamView()
    with view:
        view.show(board)
        view.show(board)
        board.members["id"].here = False
        board.left_out.append(LeftOut(1, "lap\x1b[31m", "it was gone"))
        view.show(board)
        board.round = 2
        view.show(board)
    told = capsys.readouterr().err
    assert told.splitlines() == [
        "lap[31m is here.",
        "Round 1 of 3. Losses so far: lap[31m 2.500 after 1,234 tokens.",
        "lap[31m is gone.",
        "warning: round 1: lap[31m was left out: it was gone",
        "Round 2 of 3. Losses so far: lap[31m 2.500 after 1,234 tokens.",
    ]


def test_a_row_holds_round_steps_tokens_loss_time_and_bytes(board):
    row = device_row(board.told()["devices"][0])
    assert row == ["lap[31m", "1", "5", "1,234", "2.500", "61 s", "0 B", "0 B", "here"]
    board.members["id"].here, board.members["id"].has_result = False, True
    assert device_row(board.told()["devices"][0])[-1] == "has the model"


def test_the_own_line_changes_with_the_round_and_the_state_only(capsys):
    signs = []
    line = OwnLine(lambda: signs.append("ends"))
    for tokens in (0, 10, 20):
        line.show(Progress(1, 1, tokens, 1.0, 3.0), "training")
    line.show(Progress(1, 1, 30, 1.0, 3.0), "waiting: No training is coordinated.")
    line.show(Progress(1, 1, 30, 1.0, 3.0), "finished")
    assert capsys.readouterr().err.splitlines() == [
        "training: round 1, 0 tokens, loss 3.000",
        "waiting: No training is coordinated: round 1, 30 tokens, loss 3.000",
        "finished: round 1, 30 tokens, loss 3.000",
    ]
    assert signs == ["ends"]


def test_what_the_training_is_waited_for_is_told_once_and_lets_a_person_end_it_at_once(capsys):
    line = OwnLine()
    for left in (120.0, 118.0):
        line.wait("pc does not answer.\x1b[31m", left)
    assert capsys.readouterr().err.splitlines() == [
        "pc does not answer.[31m Waiting for the training for 120 seconds at most (Ctrl-C ends that) ..."
    ]
    assert not line.has_begun
