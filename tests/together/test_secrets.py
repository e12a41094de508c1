"""Nothing secret in logs, URLs, process arguments or what is printed: real devices pair, ask and fail, and a grep."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from forge_ai.comms import EnigmaNode
from forge_ai.errors import ForgeError
from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.guarded_node import guarded_node
from tests.nodes import let_in, put_model, serving, settings_for
from tests.programs import FORGE, program, run

JOIN = "the-word-of-a-fleet-that-must-not-leak"


def secrets_in(home: Path) -> list[str]:
    """Every secret of a device: its private key, its local key, the keys that it shows."""
    folder = home / "identity"
    pem = (folder / "key.pem").read_text().split("\n")[1]
    listed = folder / "devices.json"
    devices = json.loads(listed.read_text())["devices"] if listed.exists() else []
    keys = [device["key"] for device in devices if device["key"]]
    return [pem, (folder / "local.key").read_text().strip(), *keys]


def arguments_of_everything_running() -> str:
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(entry.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return "\n".join(found)


def leaked(text: str, secrets: list[str]) -> list[str]:
    return [secret for secret in secrets if secret in text]


def test_logs_of_every_library_at_the_lowest_level_hold_no_secret(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    with (
        ScriptedEngine(models=("my_model",)) as engine,
        serving(tmp_path / "pc", upstream=engine.url) as pc,
        EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi")) as pi,
    ):
        code = pc.show_code()
        for attempt in ("0000-0001", code, code):
            try:
                pi.connect_to(f"127.0.0.1:{pc.port}", attempt)
            except ForgeError as error:
                logging.getLogger("test").warning("%s %s", error, error.hint)
        pi.ask_peer("my_pc", "Hello")
        pc.services.registry.remove("my_pi")
        with pytest.raises(ForgeError):
            pi.ask_peer("my_pc", "Hello")
        let_in(pi, pc)
    assert "127.0.0.1" in caplog.text, "the libraries did log"
    secrets = secrets_in(tmp_path / "pc") + secrets_in(tmp_path / "pi")
    assert len(secrets) == 6
    assert leaked(caplog.text, [*secrets, code, code.replace("-", "")]) == []


def test_urls_hold_no_secret(tmp_path):
    """What the engine behind the node is asked, and what the node is asked, as request lines."""
    lines: list[str] = []

    def noting(app):
        async def note(scope, receive, send):
            lines.append(f"{scope.get('path')}?{scope.get('query_string', b'').decode()}")
            await app(scope, receive, send)

        return note

    with (
        ScriptedEngine(models=("my_model",)) as engine,
        guarded_node(tmp_path / "pc", upstream=engine.url, around=noting) as pc,
        EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi")) as pi,
    ):
        pi.connect_to(f"127.0.0.1:{pc.port}", pc.services.pairing.show_code().text)
        pi.ask_peer("my_pc", "Hello")
        asked = [one.path for one in engine.asked]
        secrets = secrets_in(tmp_path / "pc") + secrets_in(tmp_path / "pi")
    assert any("pairing/confirm" in line for line in lines)
    assert all(line.endswith("?") for line in lines), "no query strings at all"
    assert leaked("\n".join(lines + asked), secrets) == []


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="reads process arguments from /proc")
def test_process_arguments_and_output_hold_no_secret(tmp_path):
    """The commands as a person uses them, with a real engine in its child process."""
    pc, pi = tmp_path / "pc", tmp_path / "pi"
    put_model(pc)
    command = (*FORGE, "serve", "--name", "my_pc", "--port", "0", "--model", "my_model")
    with program(command, pc, FORGE_AI_JOIN_KEY=JOIN) as (process, address):
        arguments = arguments_of_everything_running()
        paired = run((*FORGE, "pair", address), pi, FORGE_AI_CODE=process.code)
        asked = run((*FORGE, "ask", "Hello", "--on", address, "--max-tokens", "3"), pi)
        listed = run((*FORGE, "devices", "--json"), pc)
        wrong = run((*FORGE, "pair", address), tmp_path / "x", FORGE_AI_CODE="0000-0002")
        doctor = run((*FORGE, "doctor"), pc, FORGE_AI_MODEL="my_model", FORGE_AI_JOIN_KEY=JOIN, FORGE_AI_PORT="0")
        arguments += arguments_of_everything_running()
        run((*FORGE, "unpair", "--help"), pc)
    assert (paired.returncode, asked.returncode, wrong.returncode) == (0, 0, 5), (paired, asked, wrong)
    assert "my_model" in arguments, "the server was seen"
    secrets = [*secrets_in(pc), *secrets_in(pi), JOIN]
    printed = "".join(done.stdout + done.stderr for done in (paired, asked, listed, wrong, doctor))
    assert leaked(arguments, [*secrets, process.code]) == []
    assert leaked(printed, [*secrets, process.code, "0000-0002", "00000002"]) == []
