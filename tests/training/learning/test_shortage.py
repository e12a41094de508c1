from __future__ import annotations

import errno
import json
import resource
import shutil
import struct
from contextlib import contextmanager
from pathlib import Path

import pytest

from forge_ai.cli.main import guarded
from forge_ai.clock import SystemClock
from forge_ai.errors import OutOfMemory
from forge_ai.training.files.base import load_base
from forge_ai.training.learning.loop import Recipe
from forge_ai.training.learning.schedule import Budget
from forge_ai.training.learning.shortage import is_shortage, told_as_shortage
from forge_ai.training.train import TrainingPlan, train
from tests.training.conftest import Notes

TORCH = "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory: you tried ..."
ONE_STEP = Recipe(Budget(steps=1), batch_tokens=1024, workers=1)


def never():
    return False


@contextmanager
def little_memory(more):
    """No more address space than there is now, and ``more`` bytes."""
    now = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    old = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (now + more, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, old)


@pytest.mark.train
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="how much is in use is read from Linux's /proc")
def test_a_base_that_is_too_large_for_the_memory_is_not_called_damaged(trained, tmp_path):
    folder = shutil.copytree(trained, tmp_path / "huge")
    size = 8 << 30
    head = json.dumps({"w": {"dtype": "F32", "shape": [size // 4], "data_offsets": [0, size]}}).encode()
    with (folder / "model.safetensors").open("wb") as file:
        file.write(struct.pack("<Q", len(head)) + head)
        file.truncate(8 + len(head) + size)  # a hole: it takes no room on the disk
    with little_memory(1 << 30), pytest.raises(OutOfMemory, match="not enough memory to load huge"):
        load_base(folder)


UNLOADED = "libtorch_cpu.so: failed to map segment from shared object"
WAYS = (MemoryError(), RuntimeError(TORCH), OSError(errno.ENOMEM, "Cannot allocate memory"), ImportError(UNLOADED))


@pytest.mark.parametrize("error", WAYS)
def test_every_way_to_say_it_is_understood(error):
    assert is_shortage(error)
    with pytest.raises(OutOfMemory, match="Too large"), told_as_shortage("Too large."):
        raise error


@pytest.mark.parametrize("error", [RuntimeError("shapes differ"), OSError(errno.ENOSPC, "No space left on device")])
def test_any_other_failure_stays_what_it_is(error):
    with pytest.raises(type(error), match=str(error.args[-1])), told_as_shortage("Too large."):
        raise error


@pytest.mark.train
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="how much is in use is read from Linux's /proc")
def test_a_model_that_is_too_large_to_be_made_is_no_surprise(chats, tmp_path):
    train(TrainingPlan("rex", (chats,), tmp_path / "warm", "300k", recipe=ONE_STEP), Notes(), SystemClock(), never)
    with little_memory(256 << 20), pytest.raises(OutOfMemory, match="not enough memory to train rex"):
        train(TrainingPlan("rex", (chats,), tmp_path / "huge", "900m", recipe=ONE_STEP), Notes(), SystemClock(), never)


def test_too_little_memory_is_one_line_wherever_it_shows(capsys):
    def load():
        raise ImportError(UNLOADED)

    assert guarded(load) == OutOfMemory.exit_code
    assert capsys.readouterr().err.startswith("error: There was not enough memory for this.\nhint: ")
