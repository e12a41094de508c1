"""How long a process has computed so far, as the system counts it; a frozen one does not compute.

Does not know what the work is for.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

LEAST_IDLE_SECONDS: Final = 2.0  # the system counts in hundredths, and who works may have to wait for a processor
_FAULT_SECONDS: Final = 0.01  # what a page from a slow disk takes; who waits for those is not idle
_PAGES_FROM_DISK, _USER_TICKS, _SYSTEM_TICKS = 9, 11, 12  # among what stands behind the name in /proc/PID/stat


def seconds_of_work(pid: int) -> float | None:
    """Seconds that a process has computed or waited for pages from the disk; None where that cannot be known."""
    if sys.platform != "linux":
        return None
    try:
        words = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return None
    ticks = int(words[_USER_TICKS]) + int(words[_SYSTEM_TICKS])
    return ticks / os.sysconf("SC_CLK_TCK") + int(words[_PAGES_FROM_DISK]) * _FAULT_SECONDS
