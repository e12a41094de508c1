"""Models and engines for the tests of this folder, and the check that none of them leaves anything behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forge_ai.engines.llama import LlamaEngine, LlamaOptions
from forge_ai.testing.random_model import TINY, Shape, write_random_model

MakeEngine = Callable[..., LlamaEngine]


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_random_model(tmp_path_factory.mktemp("models") / "tiny.gguf", TINY)


@pytest.fixture(scope="session")
def talkative_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model whose answers last longer than a test."""
    shape = Shape(layers=4, width=256, feed_forward=512, context=16_384)
    return write_random_model(tmp_path_factory.mktemp("models") / "talkative.gguf", shape)


@pytest.fixture(scope="session")
def slow_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that needs seconds for a long prompt, so that a test can leave in the middle of it."""
    shape = Shape(layers=6, width=384, feed_forward=1024, heads=6, heads_kv=6, context=4096, precision="Q8_0")
    return write_random_model(tmp_path_factory.mktemp("models") / "slow.gguf", shape)


@pytest.fixture
def make_engine() -> Iterator[MakeEngine]:
    """Makes engines and closes them after the test."""
    made: list[LlamaEngine] = []

    def make(path: Path, name: str = "tiny", slots: int = 4, **others: object) -> LlamaEngine:
        made.append(LlamaEngine(path, name, LlamaOptions(slots=slots), **others))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for engine in made:
        engine.close()


@pytest.fixture(autouse=True)
def nothing_is_left_behind() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 5
    while (left := set(threading.enumerate()) - before) and time.monotonic() < deadline:
        next(iter(left)).join(0.05)
    assert not left, f"threads were left behind: {left}"


def wait_until(holds: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether the condition came true before the deadline."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while time.monotonic() < deadline:
        if holds():
            return True
        pause.wait(0.01)
    return holds()
