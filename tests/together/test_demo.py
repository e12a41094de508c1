"""The first command that a new user runs: two devices on this machine, asking and answering."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_two_devices_ask_and_answer_and_nothing_is_left_running(tmp_path):
    environment = {**os.environ, "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    command = [sys.executable, str(ROOT / "examples" / "demo.py")]
    done = subprocess.run(
        command,
        env=environment,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "my_pc> Your dog is called Rex." in done.stdout
    assert done.stdout.count("tokens/s, first token after") == 6
    assert done.stderr.endswith("Both devices have ended.\n")
    assert list(tmp_path.glob("forge-demo-*")) == []
