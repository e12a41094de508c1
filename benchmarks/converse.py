"""What a conversation costs beside its generations: two nodes on loopback whose engines answer at once.

Engines, nodes and the driver are processes of their own, paired over TLS. All that is left of a turn is the driver, the
connection, the node, and the transcript on the disk. The second row has real engines, for scale.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.tables import print_table
from forge_ai.clock import SystemClock
from forge_ai.comms.conversations.holding import hold
from forge_ai.comms.conversations.seats import take_seats
from forge_ai.comms.conversations.transcripts import Keeper
from forge_ai.protocol.conversations.dialogue import Dialogue, Plan
from forge_ai.services import Services
from forge_ai.settings import read_settings

TURNS = 200
REAL_TURNS = 20
ENGINE = """
import sys
from forge_ai.testing.scripted_engine import Reply, Say, ScriptedEngine
words = "The tide turns and salt dries on the skin of number {} while the gulls count ships.".split()
with ScriptedEngine() as engine:
    engine.replies.extend(Reply(tuple(Say(word.format(turn * 7919) + " ") for word in words)) for turn in range(500))
    print(engine.url, flush=True)
    sys.stdin.read()
"""
NODE = """
import json, sys
from forge_ai.comms import EnigmaNode
from forge_ai.settings import read_settings
name, home, more = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
node = EnigmaNode(name, settings=read_settings({"FORGE_AI_HOME": home}, host="127.0.0.1", port=0, sync="asked", **more))
node.start_server()
print(json.dumps([node.port, node.show_code()]), flush=True)
sys.stdin.read()
node.stop()
"""


def table() -> None:
    """Print what a turn costs, in milliseconds."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        rows.append(["engines that answer at once", TURNS, *_measured(Path(folder) / "scripted", TURNS, scripted=True)])
        rows.append(
            ["starter, alice and bob", REAL_TURNS, *_measured(Path(folder) / "real", REAL_TURNS, scripted=False)]
        )
    print_table(["conversation over two nodes", "turns", "ms a turn, p50", "p95", "words a turn"], rows)
    print("\nThe first row is all overhead: what a turn costs beyond its generation. Wanted: p50 of at most 10 ms.")


def _measured(folder: Path, turns: int, *, scripted: bool) -> list[str]:
    with ExitStack() as stack:
        addresses = [stack.enter_context(_node(folder, name, scripted=scripted)) for name in ("alice", "bob")]
        services = Services(read_settings({"FORGE_AI_HOME": str(folder / "driver")}, name="driver", sync="asked"))
        stack.callback(services.close)
        _pair(services, addresses)
        names = tuple(f"{'' if scripted else name}@{name}" for name in ("alice", "bob"))
        dialogue = Dialogue(Plan(names, "the sea", turns=turns, turn_tokens=60))
        seats = take_seats(services, names)
        marks = _Marks()
        with Keeper(services, dialogue, marks) as keeper:
            hold(dialogue, seats, SystemClock(), keeper)
    spans = [1000 * (after - before) for before, after in zip(marks.times, marks.times[1:], strict=False)][2:]
    words = statistics.mean(len(turn.text.split()) for turn in dialogue.turns)
    spans.sort()
    return [f"{statistics.median(spans):.1f}", f"{spans[int(0.95 * len(spans))]:.1f}", f"{words:.0f}"]


class _Marks:
    """An audience that only looks at the watch."""

    def __init__(self) -> None:
        self.times: list[float] = []

    def begins(self, _ask: object) -> None:
        self.times.append(time.perf_counter())

    def piece(self, _text: str) -> None:
        pass

    def turn(self, _turn: object) -> None:
        pass

    def failed(self, speaker: str, error: Exception) -> None:
        raise SystemExit(f"{speaker}: {error}")


def _pair(services: Services, addresses: list[tuple[int, str]]) -> None:
    from forge_ai.comms.peers.client import connect
    from forge_ai.protocol.finding.address import Address

    for port, code in addresses:
        connect(services, Address("127.0.0.1", port), code=code)


@contextmanager
def _node(folder: Path, name: str, *, scripted: bool) -> Iterator[tuple[int, str]]:
    with ExitStack() as stack:
        more = {}
        if scripted:
            more = {"model": "scripted", "upstream": stack.enter_context(_process(ENGINE))}
        told = stack.enter_context(_process(NODE, name, str(folder / name), json.dumps(more)))
        port, code = json.loads(told)
        yield port, code


@contextmanager
def _process(program: str, *words: str) -> Iterator[str]:
    """A program's first line; it ends when its stdin does."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield process.stdout.readline().strip() if process.stdout else ""
        if process.stdin:
            process.stdin.close()
        process.wait(20)


if __name__ == "__main__":
    table()
