"""What trust costs: pairing, a handshake to the first byte, streams over TLS beside the same ones in plain HTTP."""

from __future__ import annotations

import http.client
import json
import ssl
import statistics
import tempfile
import threading
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
TOKENS = 60
EVENTS = 1_500
ROUNDS = 15


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
    rows = []
    with ModelStore(Home(home)).adding("random") as folder:
        write_random_model(folder / "model.gguf", SMALL, name="random", seed=1)
        write_manifest(folder, describe_model("random", folder, Words(description="random weights")))
    real = _settings(home, model="random", threads=1, slots=STREAMS)
    rows.append(_compare(f"{STREAMS} streams of a real engine", real, TOKENS, STREAMS, "1.03"))
    said = Reply(tuple(Say("word ") for _ in range(EVENTS)))
    with ScriptedEngine(models=("scripted",), otherwise=said) as engine:
        scripted = _settings(home, model="scripted", upstream=engine.url)
        rows.append(_compare("1 stream as fast as it goes", scripted, EVENTS, 1, "-"))
    return rows


def _compare(what: str, settings: Settings, tokens: int, streams: int, bar: str) -> list[str]:
    """The same streams over TLS and plain, turn by turn, so that a busy machine slows both."""
    with EnigmaNode("my_pc", settings=settings) as pc:
        pc.start_server()
        key = pc.services.registry.add_program(f"bench-{tokens}", FRESH)[1]
        context = pinned_context(pc.services.identity.certificate.der)
        order = json.dumps(
            {"messages": [{"role": "user", "content": "Hello"}], "stream": True, "max_tokens": tokens, "temperature": 0}
        )
        faces = {
            "secure": lambda: _read(http.client.HTTPSConnection(HERE, pc.port, context=context), key, order),
            "plain": lambda: _read(http.client.HTTPConnection(HERE, pc.port), key, order),
        }
        taken: dict[str, list[float]] = {"secure": [], "plain": []}
        for number in range(ROUNDS + 1):
            for face in ("secure", "plain") if number % 2 else ("plain", "secure"):
                spent = seconds(lambda face=face: _side_by_side(faces[face], streams))
                if number:  # the first round warms up
                    taken[face].append(spent)
    return _row(what, taken["secure"], taken["plain"], bar)


def _side_by_side(work: Callable[[], None], count: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _read(connection: http.client.HTTPConnection, key: str, order: str) -> None:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    connection.request("POST", "/v1/chat/completions", order, headers)
    response = connection.getresponse()
    while response.read1(65_536):
        pass
    connection.close()


def _ms(spent: float) -> str:
    return f"{spent * 1000:.1f} ms"
