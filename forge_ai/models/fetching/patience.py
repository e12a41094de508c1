"""Retries after a broken connection: from the last byte on, after growing pauses, and not for ever.

Does not know what carries the bytes. A cut is whatever the carrier calls :class:`Interrupted`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from forge_ai.clock import Clock
from forge_ai.errors import Unreachable
from forge_ai.limits import KIB

_TRIES: Final = 5
_TRIES_OF_A_QUESTION: Final = 3  # before anything has come; without a network each takes seconds of its own
_FIRST_WAIT_SECONDS: Final = 1.0
_WORTH_PASSING_ON: Final = 512 * KIB
_Answer = TypeVar("_Answer")


class Interrupted(Exception):
    """A connection that may work again in a moment."""


class Patience:
    """How often ``who`` is asked again before it counts as gone: five times in a row without a byte between.

    A short question, with which all begins, is asked three times.
    """

    def __init__(self, who: str, clock: Clock) -> None:
        self._who = who
        self._clock = clock

    def ask(self, question: Callable[[], _Answer]) -> _Answer:
        """The answer to a short question. Raises :class:`Unreachable`."""
        for attempt in range(_TRIES_OF_A_QUESTION):
            try:
                return question()
            except Interrupted as cut:
                self._wait(attempt, cut, _TRIES_OF_A_QUESTION)
        raise AssertionError("the last wait raises")

    def stream(self, stream_from: Callable[[int], Iterator[bytes]], start: int, size: int) -> Iterator[bytes]:
        """All bytes from ``start`` to ``size``, in however many streams they come. Raises :class:`Unreachable`."""
        attempt = 0
        while start < size:
            cut = Interrupted("it ended early")
            try:
                for block in _gathered(stream_from(start)):
                    start += len(block)
                    attempt = 0
                    yield block
            except Interrupted as found:
                cut = found
            if start < size:
                self._wait(attempt, cut)
                attempt += 1

    def _wait(self, attempt: int, cut: Interrupted, tries: int = _TRIES) -> None:
        if attempt + 1 >= tries:
            hint = "Check the connection and do the same again: it goes on where it was."
            raise Unreachable(f"{self._who} does not answer: {cut}.", hint=hint) from cut
        self._clock.sleep(_FIRST_WAIT_SECONDS * 2**attempt)


def _gathered(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer blocks, none empty: each block costs the same, and a TLS record has 16 kB.

    A cut loses none of them.
    """
    held, cut = bytearray(), None
    try:
        for block in blocks:
            held += block
            if len(held) >= _WORTH_PASSING_ON:
                yield bytes(held)
                held.clear()
    except Interrupted as found:
        cut = found
    if held:
        yield bytes(held)
    if cut:
        raise cut
