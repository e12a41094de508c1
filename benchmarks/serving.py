"""What the node costs: the engine's own port against the same engine through the node, 1, 8 and 16 streams.

The node is a process of its own; the client counts events on raw sockets, so that it weighs little on both ways.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks._crowd import Crowd, Way, ask_all, ask_by_chance
from benchmarks.tables import cpu_seconds, print_table
from forge_ai.models.describe import ModelNotes, describe_model, write_manifest
from forge_ai.models.store import SHIPPED, ModelStore
from forge_ai.paths import Home
from forge_ai.testing.random_model import ABOUT_135_MILLION, write_random_model

STREAMS = (1, 8, 16)
ROUNDS = 5
QUESTIONS = 30
TOKENS = {"starter": 200, "about_135m": 64}  # a step more of the engine is 2 percent of 64
NODE = """
import json, sys
from forge_ai.comms import EnigmaNode
from forge_ai.settings import settings_of_this_process
slots = 17  # one caller has all but one
node = EnigmaNode("bench", settings=settings_of_this_process(host="127.0.0.1", port=0, model=sys.argv[1], slots=slots))
node.start_server()
(engine,) = node.services.engines.awake().values()
found = engine.endpoint()
own = {"Authorization": f"Bearer {node.services.identity.local_key}"}
ways = {"node": [f"http://127.0.0.1:{node.port}/v1", own], "engine": [found.base_url, dict(found.headers)]}
print(json.dumps(ways), flush=True)
sys.stdin.read()
node.stop()
"""


def table() -> None:
    """Print tokens a second, time to the first token and the node's CPU time, direct and through the node."""
    together: list[list[str]] = []
    by_chance: list[list[str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for model in _models(Path(folder)):
            _measure(model, Path(folder), together, by_chance)
    headings = [
        "model",
        "streams",
        "direct tok/s",
        "node tok/s",
        "ratio",
        "direct first",
        "node first",
        "more",
        "node CPU",
    ]
    print_table(headings, together)
    print("\nAim: ratio >= 0.95 at 16 streams of the larger model, <= 3 ms more to the first token.")
    print("\nAbove all streams begin in the same moment. Below each asks again when it likes:\n")
    print_table(["model", "people", *headings[5:8]], by_chance)


def _models(home: Path) -> list[str]:
    with ModelStore(Home(home)).adding("about_135m") as folder:
        write_random_model(folder / "model.gguf", ABOUT_135_MILLION, name="about_135m")
        write_manifest(folder, describe_model("about_135m", folder, ModelNotes()))
    return [*(["starter"] if (SHIPPED / "starter").is_dir() else []), "about_135m"]


def _measure(model: str, home: Path, together: list[list[str]], by_chance: list[list[str]]) -> None:
    environment = {**os.environ, "FORGE_AI_HOME": str(home)}
    command = [sys.executable, "-c", NODE, model]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node:
        found = json.loads(node.stdout.readline())
        direct, through = Way(*found["engine"]), Way(*found["node"])
        for streams in STREAMS:
            together.append(_row(model, streams, direct, through, node.pid))
            by_chance.append(_row_by_chance(model, streams, direct, through))
        node.stdin.close()


def _row(model: str, streams: int, direct: Way, through: Way, pid: int) -> list[str]:
    plain, relayed, spent = [], [], 0.0
    _ask(direct, model, streams), _ask(through, model, streams)  # from here on each slot has read the prompt
    for _ in range(ROUNDS):
        plain.append(_ask(direct, model, streams))
        before = cpu_seconds(pid)
        relayed.append(_ask(through, model, streams))
        spent += cpu_seconds(pid) - before
    speeds = [statistics.median(crowd.speed for crowd in crowds) for crowds in (plain, relayed)]
    firsts = [statistics.median(crowd.first for crowd in crowds) * 1000 for crowds in (plain, relayed)]
    cost = spent / sum(crowd.tokens for crowd in relayed) * 1e6
    ratio = statistics.median(one.speed / other.speed for one, other in zip(relayed, plain, strict=True))
    numbers = [f"{speeds[0]:.0f}", f"{speeds[1]:.0f}", f"{ratio:.3f}"]
    return [model, str(streams), *numbers, *_waits(*firsts), f"{cost:.0f} us/token"]


def _row_by_chance(model: str, people: int, direct: Way, through: Way) -> list[str]:
    firsts: list[list[float]] = [[], []]
    for _ in range(2):
        for found, way in zip(firsts, (direct, through), strict=True):
            crowd = ask_by_chance(way, model, people, TOKENS[model], QUESTIONS)
            found += [stream.first * 1000 for stream in crowd.streams]
    return [model, str(people), *_waits(*(statistics.median(found) for found in firsts))]


def _waits(direct: float, through: float) -> list[str]:
    return [f"{direct:.1f} ms", f"{through:.1f} ms", f"{through - direct:+.1f} ms"]


def _ask(way: Way, model: str, streams: int) -> Crowd:
    return ask_all(way, model, streams, TOKENS[model])
