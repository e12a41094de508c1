"""Real commands as a person starts them, each with a data folder of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLE = (sys.executable, str(ROOT / "examples" / "multi_device_example.py"))
FORGE = (sys.executable, "-m", "forge_ai")
ADDRESS = re.compile(r"answers at http://([\d.]+:\d+)")


def environment(home, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FORGE_AI_")}
    return kept | {"FORGE_AI_HOME": str(home), "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)} | more


def run(command, home, text="", seconds=60, **more):
    """Run a command to its end; ``text`` is typed into it."""
    return subprocess.run(
        command,
        input=text,
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=seconds,
        cwd=ROOT,
        check=False,
    )


@contextmanager
def program(command, home, **more):
    """A command that runs while the block lasts and must end well after Ctrl-C. Gives the process and its address."""
    process = subprocess.Popen(
        command,
        env=environment(home, **more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        yield process, _address(process)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0, process.stderr.read()
    finally:
        process.kill()
        process.communicate()


def _address(process):
    for line in process.stderr:
        found = ADDRESS.search(line)
        if found:
            return found[1]
    raise AssertionError("the program ended before it answered")
