"""The door at which devices are let in: one code at a time, for a short time, with few tries in all.

Time comes in as seconds of a steady counter, chance as a function. Does not know sockets, threads or who keeps the
result; whoever calls it from several threads holds a lock.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from enum import StrEnum

from forge_ai.errors import BadMessage, PairingClosed, PairingFailed
from forge_ai.limits import (
    CODE_SECONDS,
    EXCHANGE_SECONDS,
    EXCHANGES_PER_WINDOW,
    WRONG_TRIES,
)
from forge_ai.protocol.trust.join_turns import JoinTurns, Turn
from forge_ai.protocol.trust.one_time_code import SAME_JOIN_KEY, Chance, Method, SharedWord, code_word, new_code
from forge_ai.protocol.trust.pairing import Admission, Paired, Party, let_in
from forge_ai.protocol.trust.pairing_messages import EXCHANGE_BYTES, read_confirm, read_hello


class Outcome(StrEnum):
    """Where a code stands."""

    NONE = "none"  # no code was shown since the node started
    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    GUESSED = "guessed"  # too many wrong tries
    CLOSED = "closed"  # taken back by the person


_WHY_CLOSED = {
    Outcome.NONE: "No code is shown there at the moment.",
    Outcome.USED: "That code has been used already.",
    Outcome.EXPIRED: "That code is too old.",
    Outcome.GUESSED: "There were too many wrong tries, and that code is void.",
    Outcome.CLOSED: "That code was taken back.",
}


@dataclass(frozen=True, slots=True)
class DeskView:
    """What the person at the desk is shown."""

    outcome: Outcome
    seconds_left: float
    tries_left: int
    let_in: str  # the name of the device that used the code


@dataclass(slots=True)
class _Window:
    word: SharedWord
    ends: float
    outcome: Outcome = Outcome.OPEN
    wrong: int = 0
    begun: int = 0
    let_in: str = ""


@dataclass(slots=True)
class _Exchange:
    steps: Generator[bytes, bytes, Admission]
    window: _Window | None
    turn: Turn | None
    ends: float


@dataclass(slots=True)
class PairingDesk:
    """Shows a code, and carries exchanges with those who try it. ``own`` is this node as others will know it."""

    own: Party
    chance: Chance
    join: SharedWord | None = None
    _window: _Window | None = None
    _exchanges: dict[bytes, _Exchange] = field(default_factory=dict)
    _turns: JoinTurns = field(default_factory=JoinTurns)

    def open(self, now: float) -> str:
        """Show a new code; an older one is void from here on."""
        self.close()
        code = new_code(self.chance)
        self._window = _Window(code_word(code), now + CODE_SECONDS)
        return code

    def close(self) -> None:
        """Take the code back."""
        if self._window is not None and self._window.outcome is Outcome.OPEN:
            self._end(self._window, Outcome.CLOSED)

    def view(self, now: float) -> DeskView:
        """Where the code stands."""
        self._forget(now)
        window = self._window
        if window is None:
            return DeskView(Outcome.NONE, 0.0, 0, "")
        left = max(0.0, window.ends - now) if window.outcome is Outcome.OPEN else 0.0
        return DeskView(window.outcome, left, WRONG_TRIES - window.wrong, window.let_in)

    def hear_hello(self, data: bytes, now: float, address: str = "") -> bytes:
        """Answer a stranger's first message. Raises :class:`BadMessage` or :class:`PairingClosed`."""
        self._forget(now)
        hello = read_hello(data)
        by_code = hello.method is Method.CODE
        window = self._window if by_code else None
        word = self._code_word() if by_code else self._join_word()
        turn = None if by_code else self._turns.take(address, now)
        self._count_begun(window)
        number = self.chance(EXCHANGE_BYTES)
        steps = let_in(self.own, word, hello, number, self.chance)
        answer = next(steps)
        self._exchanges[number] = _Exchange(steps, window, turn, now + EXCHANGE_SECONDS)
        return answer

    def hear_confirm(self, data: bytes, now: float, keep: Callable[[Paired], object] = lambda _: None) -> Admission:
        """Judge a stranger's second message; on success ``keep`` gets the result, and the code is spent.

        Raises :class:`BadMessage`, :class:`PairingClosed`, or :class:`PairingFailed` with the number of tries left.
        What ``keep`` raises lets nobody in: the code is as good as before.
        """
        self._forget(now)
        exchange = self._exchanges.pop(read_confirm(data).exchange, None)
        if exchange is None:
            raise PairingClosed("That exchange is over, or never was.")
        try:
            exchange.steps.send(data)
        except StopIteration as end:
            admission: Admission = end.value
            keep(admission.paired)
            return self._spend(exchange, admission)
        except PairingFailed as error:
            raise self._count(exchange.window, error) from error
        raise BadMessage("The exchange did not end.")

    def _count_begun(self, window: _Window | None) -> None:
        if window is None:
            return
        window.begun += 1
        if window.begun > EXCHANGES_PER_WINDOW:
            self._end(window, Outcome.GUESSED)
            raise PairingClosed(_WHY_CLOSED[Outcome.GUESSED])

    def _code_word(self) -> SharedWord:
        if self._window is None or self._window.outcome is not Outcome.OPEN:
            raise PairingClosed(_WHY_CLOSED[self._window.outcome if self._window else Outcome.NONE])
        return self._window.word

    def _join_word(self) -> SharedWord:
        if self.join is None:
            raise PairingClosed("That device takes no join key.", hint="Use its one-time code: `forge-ai pair` there.")
        return self.join

    def _spend(self, exchange: _Exchange, admission: Admission) -> Admission:
        if exchange.window is not None:
            exchange.window.let_in = admission.paired.peer.name
            self._end(exchange.window, Outcome.USED)
        if exchange.turn is not None:
            self._turns.give_back(exchange.turn)
        return admission

    def _count(self, window: _Window | None, error: PairingFailed) -> PairingFailed:
        if window is None:
            return PairingFailed("The join key is wrong.", hint=SAME_JOIN_KEY)
        window.wrong += 1
        left = WRONG_TRIES - window.wrong
        if left <= 0:
            self._end(window, Outcome.GUESSED)
            return PairingFailed(f"{error.message} That was the last try.", hint=PairingClosed.default_hint)
        return PairingFailed(f"{error.message} Tries left: {left}.")

    def _end(self, window: _Window, outcome: Outcome) -> None:
        window.outcome = outcome
        self._exchanges = {number: one for number, one in self._exchanges.items() if one.window is not window}

    def _forget(self, now: float) -> None:
        if self._window is not None and self._window.outcome is Outcome.OPEN and now >= self._window.ends:
            self._end(self._window, Outcome.EXPIRED)
        self._exchanges = {number: one for number, one in self._exchanges.items() if now < one.ends}
