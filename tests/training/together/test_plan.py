from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from forge_ai.errors import BadInput, BadMessage, Damaged, StorageFault
from forge_ai.training.learning.adapter import AdapterShape
from forge_ai.training.together.board import Board, Member, read_progress
from forge_ai.training.together.coordinator_note import CoordinatorNote, leave_note, read_note, take_note_away
from forge_ai.training.together.plan import FILE, TeamPlan, TeamState, load_state, read_briefing, save_state
from forge_ai.training.together.rounds import Shared, Strategy
from tests.disks import files_of_at_most

PLAN = TeamPlan("ours", "base", "a" * 64)


@pytest.mark.parametrize("plan", [PLAN, replace(PLAN, adapter=AdapterShape(4, 8.0), strategy=Strategy("diloco"))])
def test_a_briefing_is_read_back_as_it_was(plan):
    assert read_briefing(json.loads(json.dumps(plan.briefing()))) == plan


@pytest.mark.parametrize(
    "change",
    [
        {"rounds": 0},
        {"seconds": -1},
        {"steps": "x"},
        {"strategy": None},
        {"adapter": 7},
        {"min_devices": 0},
        {"seed": -1},
        {"seed": 2**64},
    ],
)
def test_a_briefing_that_makes_no_sense_is_one_clear_error(change):
    with pytest.raises(BadInput):
        read_briefing({**PLAN.briefing(), **change})
    with pytest.raises(BadInput):
        read_briefing({})


@pytest.mark.train
def test_the_state_after_a_round_is_found_again(tmp_path):
    state = TeamState(3, Shared({"w": np.ones((2, 2), np.float32)}, {"w": np.full((2, 2), 0.5, np.float32)}), 99, [])
    save_state(tmp_path, PLAN, state)
    found = load_state(tmp_path, PLAN)
    assert (found.done, found.tokens) == (3, 99)
    assert found.shared.weights["w"].tolist() == [[1, 1], [1, 1]]
    assert found.shared.momentum["w"].tolist() == [[0.5, 0.5], [0.5, 0.5]]


@pytest.mark.train
def test_nothing_saved_is_nothing_found_and_another_base_is_refused(tmp_path):
    assert load_state(tmp_path, PLAN) is None
    save_state(tmp_path, PLAN, TeamState(1, Shared({"w": np.ones(1, np.float32)})))
    with pytest.raises(BadInput, match="another base"):
        load_state(tmp_path, replace(PLAN, base_id="b" * 64))
    (tmp_path / FILE).write_bytes(b"rubbish")
    with pytest.raises(Damaged):
        load_state(tmp_path, PLAN)


@pytest.mark.train
def test_a_full_disk_leaves_the_state_of_the_round_before(tmp_path):
    save_state(tmp_path, PLAN, TeamState(1, Shared({"w": np.ones(4, np.float32)})))
    with files_of_at_most(1000), pytest.raises(StorageFault):
        save_state(tmp_path, PLAN, TeamState(2, Shared({"w": np.ones(40_000, np.float32)})))
    assert load_state(tmp_path, PLAN).done == 1


@pytest.mark.parametrize(
    "found", [None, [], {}, {"round": 1, "steps": -1, "tokens": 0, "seconds": 0}, {"round": True, "steps": 0}]
)
def test_a_report_that_is_none_is_refused(found):
    with pytest.raises(BadMessage):
        read_progress(found)


def test_a_board_keeps_the_curve_within_bounds_and_tells_json():
    member = Member("id", "lap", 7)
    for number in range(5000):
        found = {"round": 1, "steps": number, "tokens": number, "seconds": 1, "loss": 2.0}
        member.tell(read_progress(found), 1.0)
    assert 1000 <= len(member.points) <= 2000
    assert member.points[0] == (0, 2.0)
    assert member.points[-1] == (4999, 2.0)
    told = json.loads(json.dumps(Board("ours", 5, members={"id": member}).told()))
    assert told["devices"][0]["name"] == "lap"
    assert "points" not in told["devices"][0]


def test_the_note_of_a_coordinator_is_private_and_only_its_own_is_taken_away(tmp_path):
    first, second = CoordinatorNote("a", 1, "x"), CoordinatorNote("b", 2, "y")
    leave_note(tmp_path, first)
    assert (tmp_path / "training.json").stat().st_mode & 0o777 == 0o600
    leave_note(tmp_path, second)
    take_note_away(tmp_path, first)
    assert read_note(tmp_path) == second
    take_note_away(tmp_path, second)
    assert read_note(tmp_path) is None
