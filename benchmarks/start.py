"""How long a person waits before anything happens: help, import, a node that answers."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile

from benchmarks.tables import median_seconds, print_table, seconds

LIMITS = {"python -c pass": None, "forge-ai --help": 0.2, "import forge_ai.comms": 0.1, "serve until it answers": 2.0}


def table() -> None:
    """Print each start beside the start of Python alone and its bar."""
    works = (_run("-c", "pass"), _run("-m", "forge_ai", "--help"), _run("-c", "import forge_ai.comms"))
    taken = [*(median_seconds(work) for work in works), statistics.median(_seconds_to_answer() for _ in range(5))]
    rows = [
        [name, f"{spent * 1000:.0f} ms", f"{spent / taken[0]:.1f}", f"{limit * 1000:.0f} ms" if limit else "-"]
        for (name, limit), spent in zip(LIMITS.items(), taken, strict=True)
    ]
    print_table(["start", "median of 5", "of python alone", "bar"], rows)


def _run(*words: str):
    return lambda: subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=True)


def _seconds_to_answer() -> float:
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "forge_ai", "serve", "--host", "127.0.0.1", "--port", "0", "--name", "bench"]
        environment = {**os.environ, "FORGE_AI_HOME": home, "FORGE_AI_INTERFACES": "lo"}
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as server:
            spent = seconds(lambda: next(line for line in server.stderr or () if "answers at" in line))
            server.send_signal(signal.SIGINT)
            server.communicate()
    return spent
