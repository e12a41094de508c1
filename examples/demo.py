"""Two devices on one machine: `my_pc` serves the starter model, `my_pi` asks it. Run by `make demo`.

Each is a process of its own with a data folder of its own, as two computers would be.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from forge_ai.assistant.timing import Timed
from forge_ai.cli.say import Prose, complain, note
from forge_ai.clock import SystemClock
from forge_ai.comms import EnigmaNode
from forge_ai.engines.engine import GenerationOptions
from forge_ai.errors import ForgeError
from forge_ai.protocol.values.chat import Message

QUESTIONS = (
    "Hello! Who are you?",
    "My dog is called Rex and my sister lives in Oslo.",
    "What is my dog called?",
    "Where does my sister live?",
    "What is my cat called?",
    "How do I train my own model?",
)
ADDRESS = re.compile(r"answers at https://([\d.]+:\d+)")
CODE = re.compile(r"the code  (\d{4}-\d{4})")
EXAMPLE = Path(__file__).with_name("multi_device_example.py")


def main() -> int:
    """Start both devices, let them talk, end both."""
    if sys.argv[1:2] == ["--ask"]:
        return ask(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="forge-demo-") as folder, start_server(Path(folder) / "my_pc") as server:
        try:
            return ask_from_another_process(*read_invitation(server), Path(folder) / "my_pi")
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)
            note("Both devices have ended.")


def start_server(home: Path) -> subprocess.Popen[str]:
    """The PC: the example's own server mode."""
    command = [sys.executable, str(EXAMPLE), "--server", "--name", "my_pc", "--port", "5000", "--host", "127.0.0.1"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=device(home))


def read_invitation(server: subprocess.Popen[str]) -> tuple[str, str]:
    """The address and the one-time code that the server shows once it answers; a person carries them over."""
    address = ""
    for line in server.stderr or ():
        sys.stderr.write(f"  [my_pc] {line}")
        if found := ADDRESS.search(line):
            address = found[1]
        if found := CODE.search(line):
            return address, found[1]
    raise ForgeError("The server did not start.", hint="Run `forge-ai doctor`.")


def ask_from_another_process(address: str, code: str, home: Path) -> int:
    """The Pi: this file once more, in a process with a folder of its own. The code is typed into its input."""
    command = [sys.executable, __file__, "--ask", address]
    return subprocess.run(command, env=device(home), input=code, text=True, check=False).returncode


def device(home: Path) -> dict[str, str]:
    """The environment of one device."""
    return {**os.environ, "FORGE_AI_HOME": str(home)}


def ask(address: str) -> int:
    """Hold one conversation with the node at that address."""
    with EnigmaNode("my_pi") as node:
        server = node.connect_to(address, sys.stdin.readline())
        note(f"  [my_pi] connected to {server} at {address}\n")
        messages: list[Message] = []
        for question in QUESTIONS:
            messages.append(Message("user", question))
            messages.append(Message("assistant", answer(node, server, messages)))
    return 0


def answer(node: EnigmaNode, server: str, messages: list[Message]) -> str:
    """Print one question and its answer as it is written, then who answered and how fast."""
    print(f"my_pi> {messages[-1].content}")
    timed = Timed(node.chat_with_peer(server, messages, GenerationOptions(temperature=0.0)), SystemClock())
    prose = Prose()
    prose.write(f"{server}> ")
    said = []
    for part in timed:
        prose.write(part)
        said.append(part)
    report = timed.report()
    print(
        f"\n       [{server} answered: {report['tokens']} tokens, {report['tokens_per_second']} tokens/s, "
        f"first token after {report['milliseconds_to_first_token']} ms]\n",
        flush=True,
    )
    return "".join(said)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ForgeError as error:
        complain(error)
        sys.exit(error.exit_code)
