"""How many threads may compute: the real cores that this process is allowed to use, less one.

Does not know what is computed. The threads of one model wait for each other many times a token, in a busy loop: with
one on every core, any other program stops them all for a time slice. Measured with a busy neighbour, two threads on two
cores made 4 tokens a second where one made 98.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

_TOPOLOGY: Final = Path("/sys/devices/system/cpu")
_QUOTA: Final = Path("/sys/fs/cgroup/cpu.max")
_FAST_CORES: Final = ("sysctl", "-n", "hw.perflevel0.physicalcpu")  # a Mac's slow cores would hold up the fast ones


def computing_threads() -> int:
    """At least one, and one core left to everybody else."""
    return max(1, _cores() - 1)


def processors() -> int:
    """How many threads can run side by side here: more of them would wait for each other at every step."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _cores() -> int:
    system: str = sys.platform
    if system == "linux":
        return min(real_cores(os.sched_getaffinity(0), _TOPOLOGY), allowed_cores(_QUOTA))
    if system == "darwin":
        return _fast_cores_of_a_mac()
    return (os.cpu_count() or 2) // 2


def real_cores(processors: set[int], topology: Path) -> int:
    """How many cores stand behind these processors: two that share one core count once."""
    return len({_siblings(topology / f"cpu{processor}" / "topology") or str(processor) for processor in processors})


def allowed_cores(quota: Path) -> int:
    """What a container's limit allows, in whole cores; far more than there are when there is no limit."""
    words = _read(quota).split()
    if len(words) != 2 or not all(word.isdigit() for word in words) or words[1] == "0":
        return 1_000_000
    return max(1, int(words[0]) // int(words[1]))


def _siblings(folder: Path) -> str:
    return _read(folder / "thread_siblings_list")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _fast_cores_of_a_mac() -> int:
    try:
        answer = subprocess.run(_FAST_CORES, capture_output=True, text=True, timeout=5, check=False).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        answer = ""
    return int(answer) if answer.isdigit() else (os.cpu_count() or 2) // 2
