"""Disks that refuse."""

from __future__ import annotations

import resource
import signal
from contextlib import contextmanager


@contextmanager
def files_of_at_most(size):
    """While inside, no file of this process may grow beyond ``size`` bytes, as if the disk were full after that.

    Only around the one act that is to fail: the limit holds for the test runner's own output as well.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)
