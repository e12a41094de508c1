"""The published commands and snippets, word for word, as real processes with a data folder each."""

from __future__ import annotations

import re
import sys

import pytest

from tests.nodes import put_model, serving
from tests.programs import EXAMPLE, FORGE, ROOT, program, run
from tests.terminals import terminal


@pytest.fixture(scope="module")
def pc(tmp_path_factory):
    home = tmp_path_factory.mktemp("pc")
    put_model(home, "my_trained_model")
    put_model(home, "my_model", seed=2)
    return home


@pytest.fixture(scope="module")
def server(pc):
    with program((*EXAMPLE, "--server", "--name", "my_pc", "--model", "my_trained_model"), pc) as (process, address):
        yield address, process.code


def test_a_client_connects_and_chats(server, tmp_path):
    address, code = server
    command = (*EXAMPLE, "--client", "--name", "my_pi", "--connect", address)
    assert "forge-ai pair" in run(command, tmp_path, "Hello\n/quit\n").stderr
    done = run(command, tmp_path, "Hello\n/quit\n", FORGE_AI_CODE=code)
    assert done.returncode == 0, done.stderr
    assert "my_pi is connected to my_pc" in done.stderr
    assert "my_pc> " in done.stdout
    assert run(command, tmp_path, "/quit\n").returncode == 0, "a code is needed once only"
    assert "Chatting with my_pc (my_model)." in run((*command, "--model", "my_model"), tmp_path, "/quit\n").stderr


def test_a_client_remembers_and_stays_here_as_every_chat_does(tmp_path):
    pi = tmp_path / "pi"
    put_model(tmp_path / "pc")
    put_model(pi)
    typed = "/remember My cat is called Mia.\n/memories\n/here\nHello\n/quit\n"
    with serving(tmp_path / "pc") as node:
        client = (*EXAMPLE, "--client", "--name", "my_pi", "--connect", f"127.0.0.1:{node.port}")
        done = run(client, pi, typed, FORGE_AI_CODE=node.show_code(), FORGE_AI_MODEL="my_model")
    assert done.returncode == 0, done.stderr
    assert "Remembered: My cat is called Mia." in done.stderr
    assert re.search(r"[0-9a-f]{8}  My cat is called Mia\.", done.stderr)
    assert "From here on my_pi" in done.stderr
    assert "my_pi> " in done.stdout
    assert "Hello" in run((*FORGE, "memory", "list", "--conversations"), pi).stdout


def test_the_program_of_the_page_for_python_asks(tmp_path):
    put_model(tmp_path / "pi")
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    snippet = re.search(r"```python\n(.*?)```", page, re.DOTALL)[1]
    done = run((sys.executable, "-c", snippet), tmp_path / "pi", FORGE_AI_MODEL="my_model")
    assert done.stdout.endswith("- my_program\n"), done.stderr


def test_the_server_takes_the_named_port_and_model(pc):
    command = (*EXAMPLE, "--server", "--name", "my_pc", "--port", "5000", "--model", "my_model")
    with program(command, pc) as (process, address):
        assert 5000 <= int(address.rpartition(":")[2]) < 5020
        assert "From a phone, or any browser: `forge-ai pair --browser my_phone`" in process.told
        assert process.poll() is None


def test_the_server_node_snippet_works(pc):
    snippet = """
from forge_ai.comms import EnigmaNode

# Start server
node = EnigmaNode(name="my_server", port=5000, model_name="my_model")
node.start_server()  # Non-blocking
print("answers at port", node.port)
node.stop()
"""
    done = run((sys.executable, "-c", snippet), pc)
    assert "answers at port 50" in done.stdout, done.stderr


SERVER_AT_A_TERMINAL = """
import sys
from forge_ai.comms import EnigmaNode
node = EnigmaNode(name="my_server", port=0, model_name="my_model")
node.start_server()
print("port", node.port, "so", file=sys.stderr)
node.wait()
"""
CLIENT = """
from forge_ai.comms import EnigmaNode
node = EnigmaNode(name="my_client")
print("connected to", node.connect_to("127.0.0.1:{port}"))
"""


def test_a_server_that_is_started_from_python_at_a_terminal_shows_how_the_first_device_gets_in(tmp_path):
    server, client = tmp_path / "server", tmp_path / "client"
    put_model(server)
    with terminal(server, sys.executable, "-c", SERVER_AT_A_TERMINAL) as screen:
        told = screen.read_until(" so")
        port, code = re.search(r"port (\d+)", told)[1], re.search(r"the code  (\d{4}-\d{4})", told)[1]
        done = run((sys.executable, "-c", CLIENT.format(port=port)), client, FORGE_AI_CODE=code)
        assert "connected to my_server" in done.stdout, done.stderr
    with terminal(server, sys.executable, "-c", SERVER_AT_A_TERMINAL) as screen:
        assert "code" not in screen.read_until(" so")


def test_the_client_node_snippet_works(pc, tmp_path):
    with program((*FORGE, "serve", "--name", "my_server", "--model", "my_model"), pc) as (process, address):
        snippet = f"""
from forge_ai.comms import EnigmaNode

node = EnigmaNode(name="my_client")
node.connect_to("{address}")

# Ask the server
response = node.ask_peer("my_server", "What is the meaning of life?")
print(response)
"""
        done = run((sys.executable, "-c", snippet), tmp_path, FORGE_AI_CODE=process.code)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()
        same_folder = run((sys.executable, "-c", snippet), pc)
    assert same_folder.returncode == 0, same_folder.stderr


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("--client", "--connect", "127.0.0.1:1"), 4, "error: Nobody answers at 127.0.0.1:1."),
        (("--client", "--connect", "no address"), 2, "error: 'no address' is not an address."),
        (("--server", "--model", "nothing"), 3, "error: There is no model 'nothing' on this device"),
        (("--server", "--name", "../x"), 2, "error: '../x' cannot be a node name"),
    ],
)
def test_bad_input_is_one_line_a_hint_and_an_exit_code(words, code, line, tmp_path):
    done = run((*EXAMPLE, *words), tmp_path)
    assert done.returncode == code
    assert line in done.stderr
    assert "hint: " in done.stderr
    assert "Traceback" not in done.stderr
