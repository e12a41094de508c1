"""How long an answer is kept that nobody reads."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from forge_ai.api.delivery.live_streams import LiveStreams
from forge_ai.errors import UnknownStream
from forge_ai.identity.authentication import Caller
from forge_ai.limits import STREAM_SECONDS, STREAMS_OF_ONE, UNHEARD_SECONDS
from forge_ai.protocol.answers.stream import BEAT
from forge_ai.protocol.trust.rights import ALL
from forge_ai.testing.manual_clock import ManualClock

ME = Caller("my_pc", ALL)
EVENTS = (b"data: 1\n\n", b"data: 2\n\n")


class LetsIn:
    """Knows everybody, for ever."""

    def still_knows(self, caller):
        return True


class Room:
    """The streams of a node, and its clock."""

    def __init__(self):
        self.clock = ManualClock()
        self.streams = LiveStreams(self.clock, LetsIn())
        self.rest = asyncio.Event()
        self.stopped = False

    def begin(self, identity, waits=False, secret=False):
        return self.streams.begin(ME, identity, lambda: self._events(waits), secret=secret)

    async def _events(self, waits):
        try:
            yield EVENTS[0]
            if waits:
                await self.rest.wait()
            yield EVENTS[1]
        except (asyncio.CancelledError, GeneratorExit):
            self.stopped = True
            raise

    async def after(self, seconds):
        for _ in range(5):
            await asyncio.sleep(0)
        self.clock.advance(seconds)
        await self.streams.tidy()

    def has(self, identity):
        try:
            return bool(self.streams.find(ME, identity))
        except UnknownStream:
            return False


async def heard(live):
    async with aclosing(live.follow(0)) as text:
        return b"".join([part async for part in text])


def told(story):
    async def whole():
        room = Room()
        await story(room)
        await room.streams.close()

    asyncio.run(whole())


def test_an_answer_that_ended_unread_waits_an_hour_for_its_person():
    async def story(room):
        room.begin("a")
        await room.after(UNHEARD_SECONDS)
        assert await heard(room.streams.find(ME, "a")) == b"".join(EVENTS)

    told(story)


def test_an_answer_that_nobody_came_back_for_is_forgotten():
    async def story(room):
        room.begin("a")
        await room.after(UNHEARD_SECONDS + 1)
        assert not room.has("a")

    told(story)


@pytest.mark.parametrize(("seconds", "known"), [(STREAM_SECONDS, True), (STREAM_SECONDS + 1, False)])
def test_an_answer_that_was_heard_out_is_forgotten_sooner(seconds, known):
    async def story(room):
        await heard(room.begin("a"))
        await room.after(seconds)
        assert room.has("a") is known

    told(story)


@pytest.mark.parametrize(("seconds", "known"), [(STREAM_SECONDS, True), (STREAM_SECONDS + 1, False)])
def test_a_secret_answer_waits_only_for_a_connection_that_comes_back(seconds, known):
    async def story(room):
        room.begin("a", secret=True)
        await room.after(seconds)
        assert room.has("a") is known

    told(story)


def test_comments_of_an_engine_keep_no_beat_from_its_listener():
    async def comments():
        while True:
            yield b": still here\n\n"
            await asyncio.sleep(0.05)  # so often does this engine say that it reads

    async def story(room):
        live = room.streams.begin(ME, "a", comments)
        async with aclosing(live.follow(0)) as text:
            assert await asyncio.wait_for(anext(text), 10) == BEAT

    told(story)


def test_the_compute_of_an_answer_that_nobody_reads_ends_and_what_came_is_kept():
    async def story(room):
        room.begin("a", waits=True)
        await room.after(STREAM_SECONDS)
        assert not room.stopped
        await room.after(1)
        assert room.stopped
        assert (await heard(room.streams.find(ME, "a"))).startswith(EVENTS[0] + b'data: {"error"')

    told(story)


def test_what_was_heard_makes_room_before_what_was_not():
    async def story(room):
        room.begin("unheard")
        for number in range(STREAMS_OF_ONE - 1):
            await heard(room.begin(f"heard {number}"))
        await room.after(1)
        room.begin("new")
        assert room.has("unheard")
        assert not room.has("heard 0")

    told(story)
