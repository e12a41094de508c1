"""The program in the engine's child process, as far as no model is needed for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from forge_ai.engines.child import PROGRAM

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


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what the threads of a process do")
def test_a_log_that_is_still_to_be_written_is_waited_for() -> None:
    done = subprocess.run([sys.executable, "-c", LATE_LOG], cwd=PROGRAM.parent, capture_output=True, text=True)
    assert done.stderr == "key not found in model: llama.block_count"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what the threads of a process do")
def test_threads_that_wait_for_ever_are_not_waited_for() -> None:
    waiting = LATE_LOG.replace('hashlib.pbkdf2_hmac("sha256", b"work", b"", 200_000)', "threading.Event().wait()")
    done = subprocess.run([sys.executable, "-c", waiting], cwd=PROGRAM.parent, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, "")
