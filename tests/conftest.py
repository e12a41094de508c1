"""Fixtures for everybody: a data folder of one's own, and nothing left behind."""

from __future__ import annotations

import gc
import os
import signal
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from forge_ai.clock import SystemClock
from forge_ai.settings import read_settings
from forge_ai.training.extra import require_training
from tests.extras import skip_without
from tests.network_of_its_own import is_one_of_several, leave_the_common_network

DEADLINE_SECONDS = 60.0
TESTS = Path(__file__).parent
LONG = ("together", "netns", "training", "voice", "web", "cli", "comms")  # folders whose files take longest

# How fast the machine is, is no property of the code.
hypothesis_settings.register_profile("forge", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("forge")


def pytest_configure():
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs this behind itself has it ignored
    gc.disable()  # what is collected stays: looking through it again and again takes as long as collecting it
    if is_one_of_several():
        leave_the_common_network()


def pytest_collection_modifyitems(items):
    """Begin with the longest, so that at the end no process is left alone with one of them."""
    if is_one_of_several():
        items.sort(key=lambda item: _begun_after(item.path))


def pytest_runtest_setup(item):
    """Skip aloud what needs the extra `train` where that is not installed."""
    if item.get_closest_marker("train"):
        skip_without(require_training)


def pytest_collection_finish():
    gc.freeze()
    gc.enable()


def _begun_after(path):
    folder = path.relative_to(TESTS).parts[0]
    return LONG.index(folder) if folder in LONG else len(LONG)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def settings(home):
    return read_settings({"FORGE_AI_HOME": str(home), "FORGE_AI_NAME": "test_node", "FORGE_AI_PORT": "0"})


@pytest.fixture
def eventually():
    """Wait until a condition holds; fail when it does not within the deadline."""
    return wait_until


def wait_until(condition, seconds=DEADLINE_SECONDS):
    clock = SystemClock()
    end = clock.steady() + seconds
    while clock.steady() < end:
        found = condition()
        if found:
            return found
        clock.sleep(0.01)
    pytest.fail(f"did not become true within {seconds} s: {condition}")
    return None


@pytest.fixture(autouse=True, scope="module")
def nothing_left_behind():
    """Threads, child processes and sockets that a module leaves behind fail its last test."""
    threads, sockets, children = set(threading.enumerate()), _sockets(), _children()
    yield
    wait_until(lambda: not (set(threading.enumerate()) - threads - _pool_threads()))
    wait_until(lambda: _children() <= children)
    wait_until(lambda: len(_sockets()) <= len(sockets))


def _pool_threads():
    """Threads that libraries keep for the next time, by design."""
    return {thread for thread in threading.enumerate() if "AnyIO worker" in thread.name or "ThreadPool" in thread.name}


def _sockets():
    found = set()
    for entry in _entries(Path("/proc/self/fd")):
        try:
            target = str(entry.readlink())
        except OSError:
            continue
        if target.startswith("socket:"):
            found.add(target)
    return found


def _children():
    me = str(os.getpid())
    found = set()
    for task in _entries(Path("/proc") / me / "task"):
        try:
            found |= set((task / "children").read_text().split())
        except OSError:
            continue
    return found


def _entries(folder):
    return list(folder.iterdir()) if folder.is_dir() else []
