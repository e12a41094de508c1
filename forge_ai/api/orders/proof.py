"""Proves that an engine works by having it make one token, when its last one is too old.

An open socket proves nothing. Does not know who wants to know.
"""

from __future__ import annotations

import asyncio
from typing import Final

import httpx2

from forge_ai.api.border.thread_limit import ThreadLimit
from forge_ai.errors import EngineDied
from forge_ai.limits import ANSWER_HEAD_BYTES
from forge_ai.services import Services

PATIENCE_SECONDS: Final = 5.0


class Proofs:
    """The proofs of one node's engines. Who asks while one is being made waits for the same."""

    def __init__(self, services: Services, client: httpx2.AsyncClient, threads: ThreadLimit) -> None:
        self._services = services
        self._threads = threads
        self._client = client
        self._running: dict[str, asyncio.Task[None]] = {}

    async def demand(self, model: str, patience: float | None = None) -> None:
        """Return when that model has made a token lately. Raises what keeps it from that, such as :class:`EngineDied`.

        With ``patience``, return after so many seconds in any case; the proof then goes on without anybody waiting.
        """
        if not self._is_stale(model):
            return
        if model not in self._running:
            self._running[model] = asyncio.create_task(self._make_a_token(model))
            self._running[model].add_done_callback(lambda _: self._running.pop(model))
        task = self._running[model]
        done, _ = await asyncio.wait({task}, timeout=patience)
        if done:
            task.result()
        else:
            task.add_done_callback(lambda late: late.cancelled() or late.exception())  # it is in the vitals

    async def close(self) -> None:
        """End what is running."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _is_stale(self, model: str) -> bool:
        age = self._services.vitals.of(model).token_age
        return age is None or age > self._services.settings.health_seconds

    async def _make_a_token(self, model: str) -> None:
        try:
            status = await self._status_of_a_token(model)
        except (httpx2.TransportError, TimeoutError) as error:
            self._services.vitals.no_token(model)
            raise EngineDied(f"{model} made no token within {PATIENCE_SECONDS:.0f} s.") from error
        if status != 200:
            self._services.vitals.no_token(model)
            raise EngineDied(f"{model} answers with status {status}.")
        self._services.vitals.token(model)

    async def _status_of_a_token(self, model: str) -> int:
        order = {"model": model, "prompt": "Hello", "max_tokens": 1, "stream": False}
        with self._services.engines.using(model) as engine:
            endpoint = await self._threads.run(engine.endpoint)
            url = f"{endpoint.base_url}/completions"
            asked = self._client.stream("POST", url, json=order, headers=endpoint.headers, timeout=PATIENCE_SECONDS)
            async with asyncio.timeout(2 * PATIENCE_SECONDS), asked as response:
                await _drained(response)
        return response.status_code


async def _drained(response: httpx2.Response) -> None:
    """The body is wanted for its end only: a token that was made."""
    size = 0
    async for block in response.aiter_raw():
        size += len(block)
        if size > ANSWER_HEAD_BYTES:
            return
