from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

FAST_DISK = "/dev/shm" if Path("/dev/shm").is_dir() else None
ROOT = Path(__file__).parents[2]


def test_nothing_acknowledged_is_lost_when_the_process_is_killed_two_hundred_times():
    with tempfile.TemporaryDirectory(dir=FAST_DISK) as folder:
        command = [sys.executable, "-m", "tests.memory.killed", folder, "200", "7"]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["times"] == 200
    assert seen["acknowledged"] > 200
