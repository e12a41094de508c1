"""One answer of a peer, piece by piece, over as many connections as it takes.

Does not know other brains: when the peer is given up, the error says why, and whoever asked decides. When to give it
up is decided by :mod:`forge_ai.protocol.answers.resumption`.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from forge_ai.comms.peers.telling import Tell, silent
from forge_ai.comms.peers.wire import Budgets, Wire
from forge_ai.errors import (
    ConnectionLost,
    EngineBusy,
    ForgeError,
    NotFound,
    NotTrusted,
    PeerFault,
    PeerSilent,
    Unreachable,
)
from forge_ai.limits import ANSWER_BODY_BYTES, ERROR_TEXT_CHARACTERS
from forge_ai.protocol.answers.resumption import Obstacle, Resumption
from forge_ai.protocol.answers.stream import (
    CALM_HEADER,
    HOP_HEADER,
    MEMORY_HEADER,
    STREAM_HEADER,
    UNKEPT_HEADER,
    Cursor,
)
from forge_ai.protocol.finding.address import Address
from forge_ai.protocol.values.chat import Message

if TYPE_CHECKING:
    from forge_ai.clock import Clock
    from forge_ai.comms.peers.access import Access
    from forge_ai.engines.engine import GenerationOptions, Piece

CHAT_PATH: Final = "/v1/chat/completions"
STREAMS_PATH: Final = "/api/v1/streams"
REACH_SECONDS: Final = 1.0  # a try at a network that is gone must not take longer than the network needs to come back
SILENT_SHARE: Final = 0.4  # of the budget for accepting: a silence and one more try together stay below it
STOP_BUDGETS: Final = Budgets(reach=0.5, accept=1.0, stall=1.0)
LookElsewhere = Callable[[], Iterable[Address]]


def nowhere() -> Iterable[Address]:
    """The ``elsewhere`` of a device that is not looked for."""
    return ()


class PeerAnswer:
    """One question to one peer, and its answer.

    ``remembers=False``: no memories are used or kept over there. ``patient``: no other brain could go on with it.
    ``elsewhere`` finds the peer when it has left its address; ``access`` is what reached it last.
    """

    def __init__(
        self,
        access: Access,
        model: str,
        budgets: Budgets,
        clock: Clock,
        *,
        remembers: bool = True,
        patient: bool = False,
        tell: Tell = silent,
        elsewhere: LookElsewhere = nowhere,
    ) -> None:
        self.access = access
        self._elsewhere = elsewhere
        self._model = model
        self._budgets = budgets
        self._clock = clock
        self._patient = patient
        self._tell = tell
        self._break: Resumption | None = None
        self._identity = secrets.token_urlsafe(16)
        own = {HOP_HEADER: "1", STREAM_HEADER: self._identity}
        self._headers = own | ({} if remembers else {MEMORY_HEADER: "off"})
        self._cursor = Cursor()
        self._finished = False
        self.unkept = ""

    def pieces(self, messages: Sequence[Message], options: GenerationOptions) -> Iterator[Piece]:
        """The answer. Closing the iterator stops the compute over there.

        Raises :class:`Unreachable`, :class:`PeerSilent`, :class:`ConnectionLost`, what the peer refused the question
        with, or what its engine failed with.
        """
        wire: Wire | None = self._ask(messages, options)
        may_return = wire is not None and wire.headers.get(STREAM_HEADER.lower()) == self._identity
        try:
            while wire is not None:
                wire = yield from self._read(wire, may_return=may_return)
        except ForgeError as error:
            if isinstance(error, ConnectionLost | PeerSilent):
                self._stop_behind()
            raise
        except BaseException:  # whoever asked has stopped reading
            if may_return and not self._finished:
                self._stop()
            raise

    def _ask(self, messages: Sequence[Message], options: GenerationOptions) -> Wire:
        order = self._order(messages, options)
        headers = self._headers | ({CALM_HEADER: "on"} if options.calm else {})

        def ask(access: Access) -> Wire:
            return Wire(access, "POST", CHAT_PATH, order, budgets=self._budgets, headers=headers)

        try:
            wire = self._reached(ask)
        except (PeerSilent, ConnectionLost):
            self._stop_behind()  # whether it has accepted is not known: then it shall not compute for nobody
            raise
        if wire.status != 200:
            with wire:
                raise self._refusal(wire)
        self.unkept = wire.headers.get(UNKEPT_HEADER.lower(), "")[:ERROR_TEXT_CHARACTERS]
        return wire

    def _reached(self, ask: Callable[[Access], Wire]) -> Wire:
        """The question put where the peer is; where nobody else could answer, it is looked for at other addresses."""
        try:
            return ask(self.access)
        except (Unreachable, PeerFault) as error:  # nobody, another device, or another program
            may_have_it = isinstance(error, PeerSilent | ConnectionLost)
            wire = self._where_it_went(ask) if self._patient and not may_have_it else None
            if wire is None:
                raise
            return wire

    def _read(self, wire: Wire, *, may_return: bool) -> Generator[Piece, None, Wire | None]:
        """The pieces of one connection; returns the next connection when this one broke, None at the answer's end."""
        begun = self._cursor.offset
        try:
            with wire:
                wire.bear(self._silence if may_return else self._budgets.stall)
                yield from self._pieces(wire)
                return None
        except (ConnectionLost, PeerSilent) as error:
            self._cursor.cut()
            if self._finished:
                return None
            if not may_return:
                raise
            return self._taken_up(error, progressed=self._cursor.offset > begun)

    def _pieces(self, wire: Wire) -> Iterator[Piece]:
        from forge_ai.engines.answers.pieces import DONE, read_piece

        for block in wire.blocks():
            for event in self._cursor.feed(block):
                if event != DONE:
                    piece = read_piece(event, self._model)
                    self._finished = self._finished or piece.finish_reason is not None
                    yield piece
        if not self._finished:
            raise ConnectionLost(f"{self.access.address} ended in the middle of its answer.")

    @property
    def _silence(self) -> float:
        """A node that can be asked again says twice a second that it is there: silent, the line is dead or it is."""
        return SILENT_SHARE * self._budgets.accept

    def _taken_up(self, error: ForgeError, *, progressed: bool) -> Wire:
        """A new connection from where the last one broke. Raises ``error`` when the peer is given up."""
        now = self._clock.steady()
        state = None if progressed or self._break is None else self._break.failed(Obstacle.CUT, now)
        if progressed or self._break is None:
            state = Resumption(now, self._budgets.patience, self._patient)
            self._tell(f"[{error.message} Waiting for it to come back.]") if self._patient else None
        while state is not None:
            self._break = state
            self._clock.sleep(state.pause())
            try:
                return self._go_on(self.access)
            except ForgeError as error_now:
                obstacle = _obstacle_of(error_now)
                if obstacle is Obstacle.REFUSED:
                    raise self._let_go() from error_now
                if obstacle is Obstacle.UNREACHED and (
                    wire := self._where_it_went(self._go_on)
                ):  # frozen, it would be there
                    return wire
                state = state.failed(obstacle, self._clock.steady())
        raise error

    def _let_go(self) -> NotTrusted:
        at = str(self.access.address)
        told = f"The node at {at} has let this device go, or taken its right to ask."
        return NotTrusted(told, hint=NotTrusted.default_hint.replace("ADDRESS", at))

    def _where_it_went(self, ask: Callable[[Access], Wire]) -> Wire | None:
        """A connection to the same device at another address, which it proves by its certificate."""
        for address in self._elsewhere():
            moved = replace(self.access, address=address)
            with suppress(ForgeError):  # another device lives there, or it has moved on
                wire = ask(moved)
                self.access = moved
                return wire
        return None

    def _go_on(self, access: Access) -> Wire:
        path = f"{STREAMS_PATH}/{self._identity}?offset={self._cursor.offset}"
        accept = self._silence if not self._patient else self._budgets.accept
        wire = Wire(access, "GET", path, budgets=replace(self._budgets, reach=REACH_SECONDS, accept=accept))
        if wire.status != 200:
            with wire:
                raise self._refusal(wire)
        return wire

    def _stop(self) -> None:
        """Stop the compute, if the peer can be told."""
        try:
            Wire(self.access, "DELETE", f"{STREAMS_PATH}/{self._identity}", budgets=STOP_BUDGETS).close()
        except ForgeError:
            return  # it ends by itself when nobody has followed for a while

    def _stop_behind(self) -> None:
        """The same without waiting for it: who may be frozen or away is not worth a second."""
        threading.Thread(target=self._stop, name="stop-answer", daemon=True).start()

    def _order(self, messages: Sequence[Message], options: GenerationOptions) -> dict[str, Any]:
        from forge_ai.engines.answers.folding import STREAM_ORDER

        said = [message.to_json() for message in messages]
        return {"model": self._model, "messages": said, **STREAM_ORDER, **options.to_json()}

    def _refusal(self, wire: Wire) -> ForgeError:
        from forge_ai.engines.answers.refusals import refusal

        error = refusal(self._model, wire.status, wire.read(ANSWER_BODY_BYTES))
        wait = wire.headers.get("retry-after", "")
        if isinstance(error, EngineBusy) and wait.isascii() and wait.isdigit():
            error.retry_after = float(wait)
        return error


def _obstacle_of(error: ForgeError) -> Obstacle:
    if isinstance(error, Unreachable):
        return Obstacle.NOBODY if isinstance(error.__cause__, ConnectionRefusedError) else Obstacle.UNREACHED
    if isinstance(error, PeerSilent):
        return Obstacle.SILENT
    if isinstance(error, NotTrusted):
        return Obstacle.REFUSED
    return Obstacle.FORGOTTEN if isinstance(error, NotFound) else Obstacle.CUT
