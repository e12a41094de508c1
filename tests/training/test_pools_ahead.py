import os
from multiprocessing.resource_tracker import ensure_running

import pytest

from forge_ai.errors import TrainingFailed
from forge_ai.protocol.chat import Message
from forge_ai.training.batches import Position
from forge_ai.training.conversation import Conversation
from forge_ai.training.pools_ahead import PoolsAhead, helping_processes
from forge_ai.training.supply import WrittenRows

DEADLY = 40
ensure_running()  # Python starts it with the first helping process and keeps it until its own end


class Numbered:
    """Pools that say which they are and which process made them."""

    def pool(self, number):
        if number == DEADLY:
            os._exit(1)
        return [(number, os.getpid())]

    def epochs(self, position, batches):
        return position.pool + batches


def test_pools_come_in_any_order_from_other_processes():
    with PoolsAhead(Numbered(), 2) as pools:
        made = [pools.pool(number)[0] for number in (3, 0, 1, 2)]
    assert [number for number, _ in made] == [3, 0, 1, 2]
    assert os.getpid() not in {process for _, process in made}


def test_without_processes_each_is_made_here():
    with PoolsAhead(Numbered(), 0) as pools:
        assert pools.pool(2) == [(2, os.getpid())]
        assert pools.epochs(Position(1), 4) == 5


def test_a_process_that_dies_ends_the_training_and_not_its_progress():
    with PoolsAhead(Numbered(), 1) as pools, pytest.raises(TrainingFailed):
        for number in range(DEADLY + 1):
            pools.pool(number)


def test_a_processor_that_learns_gets_no_helpers():
    assert helping_processes("cpu") == 0
    assert helping_processes("cuda") >= 1


def chats_about_markers(seed, conversations):
    for number in range(conversations):
        said = (Message("user", f"<|im_end|> {seed}"), Message("assistant", f"{number} is no <|im_start|>"))
        yield Conversation(said, "markers")


@pytest.mark.train
def test_rows_are_the_same_from_another_process_also_where_a_marker_is_text(tokenizer):
    rows = WrittenRows(chats_about_markers, tokenizer, seed=1, longest=1024)
    with PoolsAhead(rows, 1) as pools:
        found = pools.pool(1)
    assert [row.ids.tolist() for row in found] == [row.ids.tolist() for row in rows.pool(1)]
