"""What trust costs: pairing, a handshake to the first byte, streams over TLS beside the same ones in plain HTTP."""

from __future__ import annotations

import http.client
import json
import ssl
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.tables import print_table, seconds
from forge_ai.comms import EnigmaNode
from forge_ai.identity.tls import pinned_context
from forge_ai.models.describe import Words, describe_model
from forge_ai.models.store import ModelStore, write_manifest
from forge_ai.paths import Home
from forge_ai.protocol.rights import FRESH
from forge_ai.settings import Settings, read_settings
from forge_ai.testing.random_model import SMALL, write_random_model
from forge_ai.testing.script import Reply, Say
from forge_ai.testing.scripted_engine import ScriptedEngine

HERE = "127.0.0.1"
STREAMS = 4
TOKENS = 100
EVENTS = 1_500
ROUNDS = 9
STREAM_ROUNDS = 20


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
    with ModelStore(Home(home)).adding("random") as folder:
        write_random_model(folder / "model.gguf", SMALL, name="random", seed=1)
        write_manifest(folder, describe_model("random", folder, Words(description="random weights")))
    real = _settings(home, model="random", threads=1, slots=STREAMS)
    rows = _compare(real, TOKENS, 1) + _compare(real, TOKENS, STREAMS)
    said = Reply(tuple(Say("word ") for _ in range(EVENTS)))
    with ScriptedEngine(models=("scripted",), otherwise=said) as engine:
        return rows + _compare(_settings(home, model="scripted", upstream=engine.url), EVENTS, 1, engine="no")


def _compare(settings: Settings, tokens: int, streams: int, engine: str = "a real") -> list[list[str]]:
    """The same streams over TLS and plain, turn by turn, on connections that are open already."""
    with EnigmaNode("my_pc", settings=settings) as pc:
        pc.start_server()
        key = pc.services.registry.add_program(f"bench-{tokens}-{streams}", FRESH)[1]
        context = pinned_context(pc.services.identity.certificate.der)
        faces = {
            "secure": [http.client.HTTPSConnection(HERE, pc.port, context=context) for _ in range(streams)],
            "plain": [http.client.HTTPConnection(HERE, pc.port) for _ in range(streams)],
        }
        spent = _take_turns(faces, lambda connection: _read(connection, key, tokens))
        for connection in (*faces["secure"], *faces["plain"]):
            connection.close()
    what = f"{streams} x {tokens} tokens, {engine} engine"
    wall, work = ({face: [one[which] for one in spent[face]] for face in faces} for which in (0, 1))
    return [
        _row(what, wall["secure"], wall["plain"], "1.03"),
        _row("  CPU time of node and client", work["secure"], work["plain"], "-"),
    ]


def _take_turns(
    faces: dict[str, list[http.client.HTTPConnection]], work: Callable[[http.client.HTTPConnection], None]
) -> dict[str, list[tuple[float, float]]]:
    """Wall and CPU seconds of each round and face; the first round warms up and does not count."""
    spent: dict[str, list[tuple[float, float]]] = {face: [] for face in faces}
    for number in range(STREAM_ROUNDS + 1):
        for face in ("secure", "plain") if number % 2 else ("plain", "secure"):
            begun = time.process_time()
            wall = seconds(lambda face=face: _side_by_side(faces[face], work))
            if number:
                spent[face].append((wall, time.process_time() - begun))
    return spent


def _side_by_side(
    connections: list[http.client.HTTPConnection], work: Callable[[http.client.HTTPConnection], None]
) -> None:
    threads = [threading.Thread(target=work, args=(connection,)) for connection in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _read(connection: http.client.HTTPConnection, key: str, tokens: int) -> None:
    order = {"messages": [{"role": "user", "content": "Hello"}], "stream": True, "max_tokens": tokens, "temperature": 0}
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    connection.request("POST", "/v1/chat/completions", json.dumps(order), headers)
    connection.getresponse().read()


def _ms(spent: float) -> str:
    return f"{spent * 1000:.1f} ms"
