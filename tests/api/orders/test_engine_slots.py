"""Waiting for a slot, with tasks that come and go."""

from __future__ import annotations

import asyncio

import pytest

from forge_ai.api.orders.engine_slots import EngineSlots
from forge_ai.assistant.vitals import Vitals
from forge_ai.errors import EngineBusy
from forge_ai.limits import WAITING_ANSWERS_OF_ONE
from forge_ai.testing.manual_clock import ManualClock


class Desk:
    """Answers that hold a slot until they are told to end."""

    def __init__(self, slots):
        self.vitals = Vitals(ManualClock())
        self.engine_slots = EngineSlots(self.vitals)
        self.slots = slots
        self.order = []

    def ask(self, caller):
        done = asyncio.Event()
        return asyncio.create_task(self._answer(caller, done)), done

    async def _answer(self, caller, done):
        async with self.engine_slots.hold("m", self.slots, caller):
            self.order.append(caller)
            await done.wait()


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


def test_a_greedy_device_does_not_keep_the_others_waiting():
    async def story():
        desk = Desk(slots=2)
        greedy = [desk.ask("greedy") for _ in range(5)]
        await settle()
        assert desk.order == ["greedy"], "one slot is kept for somebody else"
        modest, others = desk.ask("modest"), [desk.ask("greedy") for _ in range(3)]
        await settle()
        assert desk.order == ["greedy", "modest"]
        assert desk.vitals.of("m").waiting == 7
        for task, done in [*greedy, modest, *others]:
            done.set()
            await task
        assert desk.order.count("greedy") == 8
        assert desk.vitals.of("m").waiting == 0

    asyncio.run(story())


def test_who_leaves_while_waiting_frees_nothing_and_holds_nobody_up():
    async def story():
        desk = Desk(slots=1)
        first, second, third = desk.ask("pi"), desk.ask("pi"), desk.ask("pi")
        await settle()
        second[0].cancel()
        await settle()
        first[1].set()
        third[1].set()
        await asyncio.gather(first[0], third[0])
        assert len(desk.order) == 2
        assert second[0].cancelled()

    asyncio.run(story())


def test_a_full_queue_is_told_with_a_time():
    async def story():
        desk = Desk(slots=1)
        asked = [desk.ask("greedy") for _ in range(WAITING_ANSWERS_OF_ONE + 1)]
        await settle()
        with pytest.raises(EngineBusy, match="m is busy") as busy:
            async with desk.engine_slots.hold("m", 1, "greedy"):
                pass
        assert busy.value.retry_after == WAITING_ANSWERS_OF_ONE
        for task, _ in asked:
            task.cancel()
        await asyncio.gather(*(task for task, _ in asked), return_exceptions=True)
        async with desk.engine_slots.hold("m", 1, "modest"):
            pass

    asyncio.run(story())


def test_an_answer_ends_well_when_who_was_next_leaves_in_the_same_moment():
    async def story():
        desk = Desk(slots=1)
        first, second = desk.ask("pi"), desk.ask("pc")
        await settle()
        first[1].set()
        second[0].cancel()
        await asyncio.gather(second[0], return_exceptions=True)
        await first[0]
        async with desk.engine_slots.hold("m", 1, "tv"):
            pass

    asyncio.run(story())


def test_models_that_nobody_waits_for_leave_no_queue_behind():
    async def story():
        slots = EngineSlots(Vitals(ManualClock()))
        for number in range(100):
            async with slots.hold(f"invented-{number}", 2, "somebody"):
                assert len(slots) == 1
        assert len(slots) == 0

    asyncio.run(story())
