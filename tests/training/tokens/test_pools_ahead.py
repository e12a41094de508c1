import os
import signal
import subprocess
import sys
from multiprocessing.resource_tracker import ensure_running
from pathlib import Path

import pytest

from forge_ai.errors import TrainingFailed
from forge_ai.protocol.values.chat import Message
from forge_ai.training.texts.conversation import Conversation
from forge_ai.training.tokens.batches import Position
from forge_ai.training.tokens.pools_ahead import PoolsAhead, helping_processes
from forge_ai.training.tokens.supply import WrittenRows
from tests.conftest import wait_until

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


def test_who_asks_on_after_a_process_died_hears_the_same():
    with PoolsAhead(Numbered(), 1) as pools:
        with pytest.raises(TrainingFailed):
            pools.pool(DEADLY)
        with pytest.raises(TrainingFailed):
            pools.pool(DEADLY + 10)  # nothing of it was begun before


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGHUP])
def test_what_a_terminal_sends_to_all_at_once_ends_no_process_that_makes_pools(sent):
    with PoolsAhead(Numbered(), 1) as pools:
        _, process = pools.pool(0)[0]
        os.kill(process, sent)
        assert [pools.pool(number)[0] for number in range(1, 9)] == [(number, process) for number in range(1, 9)]


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


LEFT = """
import os, time
from forge_ai.training.tokens.pools_ahead import PoolsAhead
from tests.training.tokens.test_pools_ahead import Numbered

if __name__ == "__main__":
    with PoolsAhead(Numbered(), 1) as pools:
        print(pools.pool(0)[0][1], flush=True)
        time.sleep(600)
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no list of processes here")
def test_a_training_that_is_killed_leaves_no_writer_behind(tmp_path):
    program = tmp_path / "training.py"
    program.write_text(LEFT)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, str(program)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as one:
        writer = int(one.stdout.readline())
        one.kill()
    wait_until(lambda: not Path(f"/proc/{writer}").exists())
