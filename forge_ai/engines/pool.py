"""The engines that are awake: started when first asked for, put to sleep when another model needs the room.

Does not know which engine a model needs; the factory that it is given does.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from forge_ai.engines.engine import Engine

MOST_AWAKE: Final = 2  # two small models fit a Pi; more would push each other into swap


class EnginePool:
    """At most :data:`MOST_AWAKE` idle engines at a time; one that is in use is never put to sleep."""

    def __init__(self, make: Callable[[str], Engine], most_awake: int = MOST_AWAKE) -> None:
        self._make = make
        self._most_awake = most_awake
        self._awake: OrderedDict[str, Engine] = OrderedDict()
        self._users: dict[str, int] = {}
        self._lock = threading.Lock()

    @contextmanager
    def using(self, model: str) -> Iterator[Engine]:
        """Hold the engine of that model; it stays awake at least until the block ends."""
        engine = self._take(model)
        try:
            yield engine
        finally:
            self._give_back(model)

    def awake(self) -> dict[str, Engine]:
        """The engines that are awake now, by model."""
        with self._lock:
            return dict(self._awake)

    def forget(self, model: str) -> None:
        """Put one model to sleep, because its files were replaced or removed."""
        with self._lock:
            engine = self._awake.pop(model, None)
        if engine:
            engine.close()

    def close(self) -> None:
        """Put everything to sleep."""
        with self._lock:
            engines, self._awake = list(self._awake.values()), OrderedDict()
        for engine in engines:
            engine.close()

    def _take(self, model: str) -> Engine:
        with self._lock:
            engine = self._awake.get(model) or self._make(model)
            self._awake[model] = engine
            self._awake.move_to_end(model)
            self._users[model] = self._users.get(model, 0) + 1
            tired = self._too_many()
        for sleeper in tired:
            sleeper.close()
        return engine

    def _give_back(self, model: str) -> None:
        with self._lock:
            self._users[model] -= 1
            if not self._users[model]:
                del self._users[model]

    def _too_many(self) -> list[Engine]:
        idle = [name for name in self._awake if name not in self._users]
        surplus = max(0, len(self._awake) - self._most_awake)
        return [self._awake.pop(name) for name in idle[:surplus]]
