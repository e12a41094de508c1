"""The program in the engine's child process, as far as no model is needed for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from forge_ai.engines.process.child import PROGRAM

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what the threads of a process do")
LATE_LOG = """
import hashlib, os, threading
import llama_child

def write_late():
    hashlib.pbkdf2_hmac("sha256", b"work", b"", 200_000)
    os.write(2, b"key not found in model: llama.block_count")

threading.Thread(target=write_late, daemon=True).start()
llama_child._wait_for_the_log()
os._exit(1)
"""


def run(program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=PROGRAM.parent, capture_output=True, text=True, check=False)


def test_a_log_that_is_still_to_be_written_is_waited_for() -> None:
    assert run(LATE_LOG).stderr == "key not found in model: llama.block_count"


def test_threads_that_wait_for_ever_are_not_waited_for() -> None:
    waiting = LATE_LOG.replace('hashlib.pbkdf2_hmac("sha256", b"work", b"", 200_000)', "threading.Event().wait()")
    assert run(waiting).stderr == ""
