"""Loads models in background jobs, one for each engine; requests do not wait for a long one.

A request for a model that is not loaded within a moment is refused with what is known of the progress. Does not know
how an engine loads.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Final

from forge_ai.api.border.thread_limit import ThreadLimit
from forge_ai.engines.engine import Endpoint, Engine
from forge_ai.errors import ModelLoading
from forge_ai.limits import MODELS_COUNTED
from forge_ai.services import Services

GRACE_SECONDS: Final = 1.5  # small models are there by then, and clients that know nothing of loading need no retry
UNKNOWN_SHARE: Final = 0.25  # without experience, ask again after a quarter of the time that it has taken so far
SOONEST_SECONDS: Final = 1.0
LATEST_SECONDS: Final = 10.0


class LoadTimes:
    """How long each model took to load last time; of many models, those that were loaded last."""

    def __init__(self) -> None:
        self._seconds: OrderedDict[str, float] = OrderedDict()

    def of(self, model: str) -> float:
        """Seconds; zero where it is not known."""
        return self._seconds.get(model, 0.0)

    def note(self, model: str, seconds: float) -> None:
        """Keep it for the next time."""
        self._seconds[model] = seconds
        self._seconds.move_to_end(model)
        if len(self._seconds) > MODELS_COUNTED:
            self._seconds.popitem(last=False)


class Loading:
    """The loading jobs of one node."""

    def __init__(self, services: Services, threads: ThreadLimit) -> None:
        self._services = services
        self._threads = threads
        self._jobs: dict[Engine, asyncio.Task[Endpoint]] = {}
        self._begun: dict[Engine, float] = {}
        self._took = LoadTimes()

    def __len__(self) -> int:
        """How many engines are being loaded."""
        return len(self._jobs)

    async def endpoint(self, model: str, engine: Engine) -> Endpoint:
        """Where that model's engine answers. Raises :class:`ModelLoading` while it does not, or why it never will."""
        ready = engine.ready()
        if ready is not None:
            return ready
        job = self._jobs.get(engine) or self._begin(model, engine)
        done, _ = await asyncio.wait({job}, timeout=GRACE_SECONDS)
        if not done:
            raise self._not_yet(model, engine)
        return job.result()

    async def wake(self, model: str, engine: Engine) -> None:
        """Return when the engine is ready, however long that takes. Raises why it never will be."""
        if engine.ready() is None:
            job = self._jobs.get(engine) or self._begin(model, engine)
            await asyncio.wait({job})
            job.result()

    async def close(self) -> None:
        """Wait for nothing any more; the engines are ended by whoever owns them."""
        jobs = list(self._jobs.values())
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)

    def _begin(self, model: str, engine: Engine) -> asyncio.Task[Endpoint]:
        job = self._jobs[engine] = asyncio.create_task(self._load(model, engine))
        self._begun[engine] = self._services.clock.steady()
        job.add_done_callback(lambda done: done.cancelled() or done.exception())  # told to whoever waits, if anybody
        return job

    async def _load(self, model: str, engine: Engine) -> Endpoint:
        try:
            with self._services.engines.using(model):  # so that it stays awake
                endpoint = await self._threads.run(engine.endpoint)
            if (took := self._elapsed(engine)) > GRACE_SECONDS:
                self._took.note(model, took)
            return endpoint
        finally:
            del self._jobs[engine], self._begun[engine]

    def _elapsed(self, engine: Engine) -> float:
        return self._services.clock.steady() - self._begun[engine]

    def _not_yet(self, model: str, engine: Engine) -> ModelLoading:
        elapsed = self._elapsed(engine)
        left = self._took.of(model) - elapsed
        known = {"eta_seconds": round(left, 1)} if left > 0 else {}
        wait = left if left > 0 else elapsed * UNKNOWN_SHARE
        return ModelLoading(
            f"{model} is being loaded, for {elapsed:.0f} s so far.",
            retry_after=min(max(wait, SOONEST_SECONDS), LATEST_SECONDS),
            progress={"seconds": round(elapsed, 1), **known},
        )
