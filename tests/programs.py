"""Real commands as a person starts them, each with a data folder of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLE = (sys.executable, str(ROOT / "examples" / "multi_device_example.py"))
FORGE = (sys.executable, "-m", "forge_ai")
ADDRESS = re.compile(r"answers at https://([\d.]+:\d+)")
CODE = re.compile(r"the code  (\d{4}-\d{4})")

PATIENCE_SECONDS = 120  # a busy machine is no fault
LONGEST_SECONDS = 900  # that a command runs beside a test, which may read from it and would never end
LOCAL = {"FORGE_AI_HOST": "127.0.0.1", "FORGE_AI_INTERFACES": "lo"}  # tests stay on this machine


def environment(home, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FORGE_AI_")}
    return kept | {"FORGE_AI_HOME": str(home), "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)} | LOCAL | more


def run(command, home, text="", seconds=PATIENCE_SECONDS, **more):
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
def running(command, home, *, stdin=subprocess.DEVNULL, text=True, **more):
    """A command that is ended, however far it is, when the block ends, or after a quarter of an hour."""
    process = subprocess.Popen(
        command,
        env=environment(home, **more),
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=text,
        cwd=ROOT,
    )
    end = threading.Timer(LONGEST_SECONDS, process.kill)
    end.daemon = True
    end.start()
    try:
        yield process
    finally:
        end.cancel()
        process.kill()
        process.communicate()


@contextmanager
def program(command, home, **more):
    """A server that runs while the block lasts and must end well after Ctrl-C.

    Gives the process, which carries the one-time code (``code``) and all that it ``told``, and its address.
    """
    with running(command, home, **more) as process:
        address, process.code, process.told = invitation(process)
        yield process, address
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 0, process.stderr.read()


def invitation(process):
    address = code = told = ""
    for line in process.stderr:
        told += line
        if found := ADDRESS.search(line):
            address = found[1]
        if found := CODE.search(line):
            code = found[1]
        if "Stop it: Ctrl-C" in line:
            return address, code, told
    raise AssertionError("the program ended before it answered")
