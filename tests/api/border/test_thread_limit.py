from __future__ import annotations

import asyncio
import threading

from starlette.concurrency import run_in_threadpool

from forge_ai.api.border.thread_limit import ThreadLimit

EVERYBODYS_THREADS = 40  # which anyio gives to all of an event loop


def test_who_waits_for_engines_leaves_threads_to_the_others():
    over = threading.Event()

    async def crowd():
        threads = ThreadLimit(most=2)
        waiting = [asyncio.create_task(threads.run(over.wait)) for _ in range(EVERYBODYS_THREADS)]
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(10):
                return await run_in_threadpool(lambda: "done")
        finally:
            over.set()
            await asyncio.gather(*waiting)

    assert asyncio.run(crowd()) == "done"


def test_everybody_gets_a_turn():
    async def three():
        threads = ThreadLimit(most=1)
        return await asyncio.gather(*(threads.run(lambda number=number: number) for number in range(3)))

    assert asyncio.run(three()) == [0, 1, 2]
