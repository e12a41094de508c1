"""Many at once, and peers that fail: 32 clients on one node, and what a frozen or killed peer costs.

The node is a process of its own, the clients are raw sockets in threads, so that neither side weighs on the other
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
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.serving import PROMPT, Way, _stream
from benchmarks.tables import print_table

CLIENTS = (1, 8, 32)
ROUNDS = 3
TOKENS = 100
NODE = """
import json, sys
from forge_ai.comms import EnigmaNode
from forge_ai.settings import settings_of_this_process
options = {"slots": int(sys.argv[2])} if sys.argv[2] != "0" else {}
node = EnigmaNode(sys.argv[1], settings=settings_of_this_process(host="127.0.0.1", port=0, model="starter", **options))
node.start_server()
own = {"Authorization": f"Bearer {node.services.identity.local_key}"}
print(json.dumps([f"http://127.0.0.1:{node.port}/v1", own, node.show_code()]), flush=True)
sys.stdin.read()
node.stop()
"""


@dataclass(frozen=True, slots=True)
class Crowd:
    """What one crowd of clients got: tokens a second in all, and seconds until each one's answer was whole."""

    tokens_per_second: float
    seconds: list[float]

    @property
    def unfairness(self) -> float:
        """The slowest by the median."""
        return max(self.seconds) / statistics.median(self.seconds)


def table() -> None:
    """Print both tables."""
    _print_crowds()
    print()
    _print_failures()


def _print_crowds() -> None:
    rows = []
    with tempfile.TemporaryDirectory() as home, _node(home, "bench") as (_, way, _code):
        _crowd(way, 2)
        alone = 0.0
        for clients in CLIENTS:
            crowds = [_crowd(way, clients) for _ in range(ROUNDS)]
            speed = statistics.median(crowd.tokens_per_second for crowd in crowds)
            alone = alone or speed
            unfair = statistics.median(crowd.unfairness for crowd in crowds)
            rows.append([str(clients), f"{speed:.0f}", f"{speed / alone:.2f}", f"{unfair:.2f}"])
    print_table(["clients", "tokens/s in all", "against one", "slowest / median"], rows)
    print("\nAim at 32: against one >= 3, slowest / median <= 2.")


def _crowd(way: Way, clients: int) -> Crowd:
    counts, ends = [0] * clients, [0.0] * clients
    begun = time.perf_counter()

    def ask(number: int) -> None:
        counts[number], _ = _stream(way, "starter", begun)
        ends[number] = time.perf_counter() - begun

    askers = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    return Crowd(sum(counts) / (time.perf_counter() - begun), ends)


class _node:  # noqa: N801 - used like a function
    """A node in a process of its own: the process, the way to it and its code."""

    def __init__(self, home: str, name: str, slots: int = 0) -> None:
        environment = {**os.environ, "FORGE_AI_HOME": home}
        command = [sys.executable, "-c", NODE, name, str(slots)]
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> tuple[subprocess.Popen[str], Way, str]:
        url, headers, code = json.loads(self._process.stdout.readline())
        return self._process, Way(url, headers), code

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
                with _node(str(Path(folder) / how), how) as (process, way, code):
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


def _ask(pi: object, lose: object, *, here: bool = False) -> float:
    from forge_ai.engines.engine import GenerationOptions
    from forge_ai.protocol.chat import Message

    options = GenerationOptions(max_tokens=800, temperature=1.0, seed=7, more={"ignore_eos": True})
    messages = [Message(entry["role"], entry["content"]) for entry in PROMPT]
    brain = pi.brain(here=here)
    begun = time.perf_counter()
    for count, _ in enumerate(brain.stream(messages, options)):
        if count == 20:
            lose()
    return time.perf_counter() - begun
