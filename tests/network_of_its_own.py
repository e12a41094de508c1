"""A network for each of the processes that the tests are shared out to, so that their nodes do not hear each other.

Needs root, on Linux; without it `make test` runs the tests in one process.
"""

from __future__ import annotations

import ctypes
import os
import subprocess

CLONE_NEWNET = 0x40000000


def leave_the_common_network() -> None:
    """From now on this process and its children see a loopback interface of their own, and nothing else."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "no network of its own for a process of the tests")
    for change in (("up",), ("multicast", "on")):
        subprocess.run(("ip", "link", "set", "lo", *change), check=True, timeout=20)


def is_one_of_several() -> bool:
    """Whether this process is one of those that pytest-xdist shares the tests out to."""
    return "PYTEST_XDIST_WORKER" in os.environ
