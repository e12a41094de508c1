"""One answer of a peer, piece by piece.

Does not know other brains: when the peer fails for good, the error says how, and whoever asked decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from forge_ai.comms.wire import Budgets, Wire
from forge_ai.errors import ConnectionLost, EngineBusy, ForgeError
from forge_ai.limits import ANSWER_BODY_BYTES
from forge_ai.protocol.chat import Message
from forge_ai.protocol.stream import HOP_HEADER, MEMORY_HEADER, Cursor

if TYPE_CHECKING:
    from forge_ai.comms.access import Access
    from forge_ai.engines.engine import GenerationOptions, Piece

CHAT_PATH: Final = "/v1/chat/completions"


class PeerAnswer:
    """One question to one peer. Without ``remembers`` no memories are used or kept for it over there."""

    def __init__(self, access: Access, model: str, budgets: Budgets, *, remembers: bool = True) -> None:
        self._access = access
        self._model = model
        self._budgets = budgets
        self._headers = {HOP_HEADER: "1"} | ({} if remembers else {MEMORY_HEADER: "off"})

    def pieces(self, messages: Sequence[Message], options: GenerationOptions) -> Iterator[Piece]:
        """The answer. Closing the iterator closes the connection, and that stops the compute.

        Raises :class:`Unreachable`, :class:`PeerSilent`, :class:`ConnectionLost`, what the peer refused the question
        with, or what its engine failed with.
        """
        with Wire(
            self._access,
            "POST",
            CHAT_PATH,
            self._order(messages, options),
            budgets=self._budgets,
            headers=self._headers,
        ) as wire:
            if wire.status != 200:
                raise self._refusal(wire)
            yield from self._read(wire)

    def _order(self, messages: Sequence[Message], options: GenerationOptions) -> dict[str, Any]:
        from forge_ai.engines.folding import STREAM_ORDER

        said = [message.to_json() for message in messages]
        return {"model": self._model, "messages": said, **STREAM_ORDER, **options.to_json()}

    def _read(self, wire: Wire) -> Iterator[Piece]:
        from forge_ai.engines.pieces import DONE, read_piece

        cursor, finished = Cursor(), False
        for block in wire.blocks():
            for event in cursor.feed(block):
                if event != DONE:
                    piece = read_piece(event, self._model)
                    finished = finished or piece.finish_reason is not None
                    yield piece
        if not finished:
            raise ConnectionLost(f"{self._access.address} ended in the middle of its answer.")

    def _refusal(self, wire: Wire) -> ForgeError:
        from forge_ai.engines.refusals import refusal

        error = refusal(self._model, wire.status, wire.read(ANSWER_BODY_BYTES))
        wait = wire.headers.get("retry-after", "")
        if isinstance(error, EngineBusy) and wait.isascii() and wait.isdigit():
            error.retry_after = float(wait)
        return error
