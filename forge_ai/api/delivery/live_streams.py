"""Answers that outlive their connections: whoever began one may leave, come back, read on from any byte, or stop it.

Does not know HTTP, nor what an answer is: events go in at one end, by a task, and whoever follows gets them. See
`docs/specs/stream-v1.md`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from forge_ai.api.border.failures import error_event
from forge_ai.api.delivery.event_response import ACCEPT_SECONDS
from forge_ai.clock import Clock
from forge_ai.errors import AlreadyThere, ForgeError, Stopped, UnknownStream
from forge_ai.identity.authentication import Authenticator, Caller
from forge_ai.limits import STREAM_BYTES, STREAM_SECONDS, STREAMS, STREAMS_OF_ONE, UNHEARD_SECONDS
from forge_ai.protocol.answers.replay import ReplayBuffer
from forge_ai.protocol.answers.stream import BEAT, BEAT_SECONDS, without_comments

TIDY_SECONDS = 1.0


class LiveStream:
    """One answer, written by a task of its own, whether a client reads it or not."""

    def __init__(
        self, identity: str, caller: Caller, events: AsyncGenerator[bytes], clock: Clock, *, secret: bool = False
    ) -> None:
        self.identity = identity
        self._secret = secret
        self.caller = caller
        self.ended = False
        self.heard_out = False
        self._clock = clock
        self._buffer = ReplayBuffer(STREAM_BYTES)
        self._refusal: ForgeError | None = None
        self._followers = 0
        self._turn = 0
        self._left_at = clock.steady()
        self._news = asyncio.Event()
        self._task = asyncio.create_task(self._write(events))

    @property
    def seconds_alone(self) -> float:
        """For how many seconds no client has read it."""
        return 0.0 if self._followers else self._clock.steady() - self._left_at

    @property
    def patience(self) -> float:
        """How many seconds it may be without a reader: longest when it has ended and nobody has read the end."""
        waits = self.ended and not self.heard_out and not self._secret
        return UNHEARD_SECONDS if waits else STREAM_SECONDS

    async def follow(self, offset: int) -> AsyncGenerator[bytes]:
        """The text from that offset on, as it grows, with signs of life between. Only the last reader gets it.

        Raises, before anything else, what the order was refused with, and :class:`StreamGone` or :class:`BadInput` for
        an offset that is not kept.
        """
        self._followers += 1
        self._turn += 1
        turn, begun = self._turn, False
        try:
            while turn == self._turn:
                if self._refusal and not begun:
                    raise self._refusal
                text = self._buffer.read(offset)
                if not text and self.ended:
                    self.heard_out = True
                    return
                if text or not await self._hear(BEAT_SECONDS if begun else ACCEPT_SECONDS):
                    begun = True
                    offset += len(text)
                    yield text or BEAT
        finally:
            self._followers -= 1
            self._left_at = self._clock.steady()

    async def stop(self) -> None:
        """Stop the computing now."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _hear(self, patience: float) -> bool:
        """Whether there are news within so many seconds."""
        try:
            async with asyncio.timeout(patience):
                await self._news.wait()
        except TimeoutError:
            return False
        return True

    async def _write(self, events: AsyncGenerator[bytes]) -> None:
        try:
            async with aclosing(events):
                async for text in events:
                    if said := without_comments(text):  # a comment is no news: it must not keep a beat from coming
                        self._say(said)
        except ForgeError as error:
            self._refusal = error  # who has been told that the order is accepted reads it in the text
            self._say(error_event(error))
        except asyncio.CancelledError:
            self._say(error_event(Stopped("The answer was stopped.")))
            raise
        finally:
            self.ended = True
            self._say(b"")

    def _say(self, text: bytes) -> None:
        self._buffer.append(text)
        self._news.set()
        self._news = asyncio.Event()


class LiveStreams:
    """The answers of one node that outlive their connections, each known to its own device only."""

    def __init__(self, clock: Clock, authenticator: Authenticator) -> None:
        self._clock = clock
        self._authenticator = authenticator
        self._streams: dict[tuple[str, str], LiveStream] = {}

    def begin(
        self, caller: Caller, identity: str, events: Callable[[], AsyncGenerator[bytes]], *, secret: bool = False
    ) -> LiveStream | None:
        """A new stream; None for a guest, and where no more can be kept: then the answer lives as its connection does.

        A secret one is kept no longer than a connection may take to come back.
        Raises :class:`AlreadyThere` for an id that is taken: what was accepted once is not run twice.
        """
        key = (caller.owner, identity)
        if key in self._streams:
            raise AlreadyThere(f"The answer {identity} runs already.", hint=f"Read it: GET /api/v1/streams/{identity}")
        if not caller.owner or not self._has_room(caller.owner):
            return None
        self._streams[key] = LiveStream(identity, caller, events(), self._clock, secret=secret)
        return self._streams[key]

    def find(self, caller: Caller, identity: str) -> LiveStream:
        """The caller's stream of that id. Raises :class:`UnknownStream`."""
        found = self._streams.get((caller.owner, identity)) if caller.owner else None
        if found is None:
            raise UnknownStream("No answer with this id streams here.")
        return found

    async def end(self, live: LiveStream) -> None:
        """Stop a stream and forget it."""
        self._streams.pop((live.caller.owner, live.identity), None)
        await live.stop()

    async def tidy(self) -> None:
        """Stop what nobody follows, forget what nobody came back for, and what belongs to devices that were let go."""
        for live in list(self._streams.values()):
            alone = live.seconds_alone > live.patience
            if not self._authenticator.still_knows(live.caller) or (live.ended and alone):
                await self.end(live)
            elif alone:
                await live.stop()

    async def keep_tidy(self) -> None:
        """Tidy, again and again, until cancelled."""
        while True:
            await asyncio.sleep(TIDY_SECONDS)
            await self.tidy()

    async def close(self) -> None:
        """End everything."""
        for live in list(self._streams.values()):
            await self.end(live)

    def _has_room(self, owner: str) -> bool:
        """Whether one more may be kept, after the oldest that have ended made room, first those that were heard."""
        while len(self._streams) >= STREAMS or sum(key[0] == owner for key in self._streams) >= STREAMS_OF_ONE:
            own_only = len(self._streams) < STREAMS
            over = (key for key, live in self._streams.items() if live.ended and live.seconds_alone > 0)
            mine = [key for key in over if not own_only or key[0] == owner]
            if not mine:
                return False
            del self._streams[min(mine, key=lambda key: not self._streams[key].heard_out)]
        return True
