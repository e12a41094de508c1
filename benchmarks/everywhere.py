"""Many at once, and peers that fail: 32 clients on one node, and what a frozen or killed peer costs.

The node is a process of its own, the clients are raw sockets in one thread, so that neither side weighs on the other
more than it must.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._crowd import PROMPT, Way, ask_all
from benchmarks.tables import print_table

if TYPE_CHECKING:
    from forge_ai.comms import EnigmaNode

CLIENTS = (1, 8, 32)
ROUNDS = 5
TOKENS = 100
NODE = """
import json, sys
from forge_ai.comms import EnigmaNode
from forge_ai.settings import settings_of_this_process
options = {"slots": int(sys.argv[2])} if sys.argv[2] != "0" else {}
node = EnigmaNode(sys.argv[1], settings=settings_of_this_process(host="127.0.0.1", port=0, model="starter", **options))
node.start_server()
own = {"Authorization": f"Bearer {node.services.identity.local_key}"}
(engine,) = node.services.engines.awake().values()
found = engine.endpoint()
way = [f"http://127.0.0.1:{node.port}/v1", own]
print(json.dumps([way, node.show_code(), [found.base_url, dict(found.headers)]]), flush=True)
sys.stdin.read()
node.stop()
"""


def table() -> None:
    """Print both tables."""
    _print_crowds()
    print()
    _print_failures()


def _print_crowds() -> None:
    with tempfile.TemporaryDirectory() as home, _node(home, "bench") as (_, way, _code, engine):
        ask_all(way, "starter", 2, TOKENS), ask_all(engine, "starter", 2, TOKENS)
        rounds = [{clients: _measure(way, engine, clients) for clients in CLIENTS} for _ in range(ROUNDS)]
    rows = [_row(clients, [(each[clients], each[1]) for each in rounds]) for clients in CLIENTS]
    headings = ["clients", "tokens/s in all", "against one", "slowest / median"]
    print_table([*headings, "at the engine's own port: tokens/s", "against one"], rows)
    print("\nAim at 32: against one >= 3, slowest / median <= 2.")


def _measure(way: Way, engine: Way, clients: int) -> tuple[float, float, float]:
    """Tokens a second and unfairness through the node, and tokens a second beside it.

    One client is over too soon to be measured once.
    """
    times = ROUNDS if clients == 1 else 1
    pairs = [[ask_all(to, "starter", clients, TOKENS) for to in (way, engine)] for _ in range(times)]
    speeds = [statistics.median(pair[side].speed for pair in pairs) for side in (0, 1)]
    return speeds[0], statistics.median(crowd.unfairness for crowd, _ in pairs), speeds[1]


def _row(clients: int, rounds: list[tuple[tuple[float, float, float], tuple[float, float, float]]]) -> list[str]:
    """The medians of all rounds. Each crowd is set against the one client of its round: other work comes and goes."""
    speed, unfair, direct = (statistics.median(many[field] for many, _ in rounds) for field in range(3))
    gains = [statistics.median(many[field] / one[field] for many, one in rounds) for field in (0, 2)]
    return [str(clients), f"{speed:.0f}", f"{gains[0]:.2f}", f"{unfair:.2f}", f"{direct:.0f}", f"{gains[1]:.2f}"]


class _node:  # noqa: N801 - used like a function
    """A node in a process of its own: the process, the way to it, its code, and the way to its engine."""

    def __init__(self, home: str, name: str, slots: int = 0) -> None:
        environment = {**os.environ, "FORGE_AI_HOME": home}
        command = [sys.executable, "-c", NODE, name, str(slots)]
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> tuple[subprocess.Popen[str], Way, str, Way]:
        way, code, engine = json.loads(self._process.stdout.readline())
        return self._process, Way(*way), code, Way(*engine)

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGCONT)
            self._process.stdin.close()
            self._process.wait(20)


def _print_failures() -> None:
    """A long answer here alone, and the same with a peer that is lost in the middle of it."""
    from forge_ai.comms import EnigmaNode
    from forge_ai.settings import settings_of_this_process

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_of_this_process(name="pi", home=Path(folder) / "pi", host="127.0.0.1", model="starter")
        with EnigmaNode(settings=settings) as pi:
            alone = statistics.median(_ask(pi, lambda: None, here=True) for _ in range(ROUNDS))
            rows.append(["this device alone", f"{alone:.2f} s", "", ""])
            for how, number in (("killed", signal.SIGKILL), ("frozen", signal.SIGSTOP)):
                with _node(str(Path(folder) / how), how) as (process, way, code, _):
                    pi.connect_to(way.url.removeprefix("http://").removesuffix("/v1"), code)
                    took = _ask(pi, lambda process=process, number=number: os.kill(process.pid, number))
                bar = 1.1 * alone + settings.header_seconds
                rows.append(
                    [
                        f"the peer is {how} in the middle",
                        f"{took:.2f} s",
                        f"{bar:.2f} s",
                        "yes" if took <= bar else "NO",
                    ]
                )
    print_table(["a long answer", "time", "bar", "kept"], rows)


def _ask(pi: EnigmaNode, lose: Callable[[], object], *, here: bool = False) -> float:
    from forge_ai.engines.engine import GenerationOptions
    from forge_ai.protocol.values.chat import Message

    options = GenerationOptions(max_tokens=800, temperature=1.0, seed=7, more={"ignore_eos": True})
    messages = [Message(entry["role"], entry["content"]) for entry in PROMPT]
    brain = pi.brain(here=here)
    begun = time.perf_counter()
    for count, _ in enumerate(brain.stream(messages, options)):
        if count == 20:
            lose()
    return time.perf_counter() - begun
