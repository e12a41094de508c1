"""The engines that run: started when first asked for, closed when another model needs the room.

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
    """Keeps at most :data:`MOST_AWAKE` engines running; one that is in use is never closed.

    ``make`` makes the engine of a model. ``is_stale`` says whether a model has changed since its engine was made: then
    that engine finishes the answers that it is writing, and a new one takes its place.
    """

    def __init__(
        self,
        make: Callable[[str], Engine],
        most_awake: int = MOST_AWAKE,
        is_stale: Callable[[str, Engine], bool] = lambda _model, _engine: False,
    ) -> None:
        self._make = make
        self._most_awake = most_awake
        self._is_stale = is_stale
        self._awake: OrderedDict[str, Engine] = OrderedDict()
        self._retired: list[Engine] = []
        self._users: dict[int, int] = {}
        self._lock = threading.Lock()

    @contextmanager
    def using(self, model: str) -> Iterator[Engine]:
        """The engine of that model, which keeps running at least until the block ends."""
        engine = self._take(model)
        try:
            yield engine
        finally:
            self._give_back(engine)

    def awake(self) -> dict[str, Engine]:
        """The engines that run now, by model."""
        with self._lock:
            return dict(self._awake)

    def forget(self, model: str) -> None:
        """Close the engine of a model whose files were replaced or removed."""
        with self._lock:
            engine = self._awake.pop(model, None)
        if engine:
            engine.close()

    def rest(self, model: str) -> None:
        """Close the engine of a model if nobody uses it."""
        with self._lock:
            engine = self._awake.get(model)
            idle = self._awake.pop(model) if engine and id(engine) not in self._users else None
        if idle:
            idle.close()

    def close(self) -> None:
        """Close every engine."""
        with self._lock:
            engines = [*self._awake.values(), *self._retired]
            self._awake, self._retired = OrderedDict(), []
        for engine in engines:
            engine.close()

    def _take(self, model: str) -> Engine:
        awake = self._awake.get(model)
        stale = awake if awake and self._is_stale(model, awake) else None
        with self._lock:
            if stale and self._awake.get(model) is stale:
                self._retired.append(self._awake.pop(model))
            engine = self._awake.get(model) or self._make(model)
            self._awake[model] = engine
            self._awake.move_to_end(model)
            self._users[id(engine)] = self._users.get(id(engine), 0) + 1
            tired = self._too_many() + self._unused_retired()
        for sleeper in tired:
            sleeper.close()
        return engine

    def _give_back(self, engine: Engine) -> None:
        with self._lock:
            self._users[id(engine)] -= 1
            if not self._users[id(engine)]:
                del self._users[id(engine)]
            done = self._unused_retired()
        for sleeper in done:
            sleeper.close()

    def _too_many(self) -> list[Engine]:
        idle = [name for name, engine in self._awake.items() if id(engine) not in self._users]
        surplus = max(0, len(self._awake) - self._most_awake)
        return [self._awake.pop(name) for name in idle[:surplus]]

    def _unused_retired(self) -> list[Engine]:
        unused = [engine for engine in self._retired if id(engine) not in self._users]
        self._retired = [engine for engine in self._retired if engine not in unused]
        return unused
