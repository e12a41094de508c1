"""What trust costs: pairing, a handshake to the first byte, streams over TLS beside the same ones in plain HTTP."""

from __future__ import annotations

import http.client
import json
import os
import ssl
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.tables import print_table, seconds
from forge_ai.comms import EnigmaNode
from forge_ai.identity.tls import pinned_context
from forge_ai.models.describe import ModelNotes, describe_model, write_manifest
from forge_ai.models.store import ModelStore
from forge_ai.paths import Home
from forge_ai.settings import Settings, read_settings
from forge_ai.testing.random_model import ABOUT_135_MILLION, write_random_model
from forge_ai.testing.scripted_engine import ScriptedEngine

HERE = "127.0.0.1"
STREAMS = (1, 4)
TOKENS = 48
ROUNDS = 9
STREAM_ROUNDS = 12
NODE = """
import json, sys
from forge_ai.comms import EnigmaNode
from forge_ai.protocol.trust.rights import FRESH
from forge_ai.settings import settings_of_this_process
node = EnigmaNode("bench", settings=settings_of_this_process(host="127.0.0.1", port=0, model="about_135m", slots=4))
node.start_server()
(engine,) = node.services.engines.awake().values()
key = node.services.registry.add_program("bench", FRESH)[1]
certificate = node.services.identity.certificate.der.hex()
print(json.dumps({"port": node.port, "key": key, "certificate": certificate, "engine": engine.pid}), flush=True)
sys.stdin.read()
node.stop()
"""


def table() -> None:
    """Print each cost beside its bar."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [*_handshakes(Path(folder) / "a"), *_streams(Path(folder) / "b")]
    print_table(["what", "median", "best", "plain HTTP: median", "best", "ratio of bests", "bar"], rows)


def _settings(home: Path, **options: object) -> Settings:
    return replace(read_settings({"FORGE_AI_HOME": str(home), "FORGE_AI_HOST": HERE, "FORGE_AI_PORT": "0"}), **options)


def _handshakes(home: Path) -> list[list[str]]:
    with ScriptedEngine(models=("scripted",)) as engine:
        settings = _settings(home / "pc", upstream=engine.url, model="scripted")
        with EnigmaNode("my_pc", settings=settings) as pc:
            pc.start_server()
            pairing = [_pairing(home / f"pi-{number}", pc) for number in range(ROUNDS)]
            context = pinned_context(pc.services.identity.certificate.der)
            secure, plain = _first_bytes(pc.port, context)
    return [
        ["pairing, end to end", _ms(statistics.median(pairing)), _ms(min(pairing)), "", "", "", "2000 ms"],
        _row("TLS handshake to first byte", secure, plain, "5 ms"),
    ]


def _pairing(home: Path, pc: EnigmaNode) -> float:
    with EnigmaNode("my_pi", settings=_settings(home)) as pi:
        _ = pi.services.identity  # made when a device is set up, not when it pairs
        code = pc.show_code()
        return seconds(lambda: pi.connect_to(f"{HERE}:{pc.port}", code))


def _row(what: str, secure: list[float], plain: list[float], bar: str) -> list[str]:
    """The bests beside the medians: on a busy machine the medians measure the other programs."""
    medians = [_ms(statistics.median(taken)) for taken in (secure, plain)]
    bests = [min(secure), min(plain)]
    return [what, medians[0], _ms(bests[0]), medians[1], _ms(bests[1]), f"{bests[0] / bests[1]:.3f}", bar]


def _first_bytes(port: int, context: ssl.SSLContext) -> tuple[list[float], list[float]]:
    secure, plain = [], []
    for _ in range(100):
        secure.append(seconds(lambda: _hello(http.client.HTTPSConnection(HERE, port, context=context))))
        plain.append(seconds(lambda: _hello(http.client.HTTPConnection(HERE, port))))
    return secure, plain


def _hello(connection: http.client.HTTPConnection) -> None:
    connection.request("GET", "/api/v1/node")
    connection.getresponse().read()
    connection.close()


def _streams(home: Path) -> list[list[str]]:
    """The same streams over TLS and plain, turn by turn, from a node in a process of its own.

    Wall time tells little here: what a busy machine adds to one round is a hundred times what TLS does. So the
    processor time of everybody who takes part is counted, in nanoseconds as the kernel keeps it. A model keeps its
    machine busy, so what TLS adds to the processor time of a token is what it takes from the tokens a second.
    """
    with ModelStore(Home(home)).adding("about_135m") as folder:
        write_random_model(folder / "model.gguf", ABOUT_135_MILLION, name="about_135m")
        write_manifest(folder, describe_model("about_135m", folder, ModelNotes(description="random weights")))
    environment = {**os.environ, "FORGE_AI_HOME": str(home)}
    with subprocess.Popen(
        [sys.executable, "-c", NODE], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as node:
        found = json.loads(node.stdout.readline())
        rows = [row for streams in STREAMS for row in _compare(found, node.pid, streams)]
        node.stdin.close()
    return rows


def _compare(node: dict[str, object], pid: int, streams: int) -> list[list[str]]:
    context = pinned_context(bytes.fromhex(node["certificate"]))
    faces = {
        "secure": [http.client.HTTPSConnection(HERE, node["port"], context=context) for _ in range(streams)],
        "plain": [http.client.HTTPConnection(HERE, node["port"]) for _ in range(streams)],
    }
    rounds = _take_turns(faces, node["key"], (pid, node["engine"]))
    for connection in (*faces["secure"], *faces["plain"]):
        connection.close()
    tokens = streams * TOKENS
    ends, engine, wall = (
        {face: [one[which] / tokens for one in rounds[face]] for face in faces} for which in (0, 1, 2)
    )
    plain = statistics.median(ends["plain"])
    added = statistics.median(ends["secure"]) - plain
    whole = plain + statistics.median(engine["plain"] + engine["secure"])
    what = f"{streams} x {TOKENS} tokens of about 135 M parameters"
    parts = [_us(statistics.median(ends["secure"])), _us(min(ends["secure"])), _us(plain), _us(min(ends["plain"]))]
    ratio = f"{1 + added / whole:.4f}"
    speeds = [statistics.median(1 / one for one in wall[face]) for face in ("secure", "plain")]
    return [
        [f"{what}: CPU of node and client a token", *parts, f"{added * 1e6:+.0f} us", "-"],
        ["  of the whole CPU time of a token, engine included", "", "", _us(whole), "", ratio, "1.03"],
        ["  tokens a second", f"{speeds[0]:.1f}", "", f"{speeds[1]:.1f}", "", f"{speeds[1] / speeds[0]:.3f}", "-"],
    ]


def _take_turns(
    faces: dict[str, list[http.client.HTTPConnection]], key: str, pids: tuple[int, int]
) -> dict[str, list[tuple[float, float, float]]]:
    """CPU seconds of node and client, those of the engine, and wall seconds; the first round does not count."""
    spent: dict[str, list[tuple[float, float, float]]] = {face: [] for face in faces}
    for number in range(STREAM_ROUNDS + 1):
        for face in ("secure", "plain") if number % 2 else ("plain", "secure"):
            before = _cpu_of(pids[0]) + time.process_time(), _cpu_of(pids[1])
            wall = seconds(lambda face=face: _side_by_side(faces[face], lambda one: _read(one, key)))
            after = _cpu_of(pids[0]) + time.process_time(), _cpu_of(pids[1])
            if number:
                spent[face].append((after[0] - before[0], after[1] - before[1], wall))
    return spent


def _cpu_of(pid: int) -> float:
    """Seconds of processor time of all threads of a process, as finely as the kernel counts."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def _side_by_side(
    connections: list[http.client.HTTPConnection], work: Callable[[http.client.HTTPConnection], None]
) -> None:
    threads = [threading.Thread(target=work, args=(connection,)) for connection in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _read(connection: http.client.HTTPConnection, key: str) -> None:
    order = {"messages": [{"role": "user", "content": "Hello"}], "stream": True, "max_tokens": TOKENS, "temperature": 1}
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    connection.request("POST", "/v1/chat/completions", json.dumps(order | {"ignore_eos": True}), headers)
    answer = connection.getresponse()
    while answer.read1(65536):
        pass


def _us(spent: float) -> str:
    return f"{spent * 1e6:.0f} us"


def _ms(spent: float) -> str:
    return f"{spent * 1000:.1f} ms"
