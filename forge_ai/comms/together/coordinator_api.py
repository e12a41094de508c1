"""What a device asks the coordinator of a training in JSON, such as how far all are. Needs no Flower.

Does not know what the answers mean but for the board.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Self

import httpx2

from forge_ai.comms.peers.access import Access
from forge_ai.comms.peers.first_look import read_json, refusal_of
from forge_ai.comms.peers.short_answer import short_answer
from forge_ai.errors import Unreachable
from forge_ai.limits import TEAM_ANSWER_BYTES
from forge_ai.training.together.board import Board, read_board

PATH: Final = "/api/v1/training"
PATIENCE_SECONDS: Final = 60.0
JsonObject = Mapping[str, Any]


class CoordinatorApi:
    """The API of the node behind ``access``. A context manager."""

    def __init__(self, access: Access) -> None:
        self.peer = str(access.address)
        self._http = access.http(httpx2.Timeout(PATIENCE_SECONDS, connect=5.0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def ask(self, method: str, path: str, told: JsonObject | None = None) -> JsonObject:
        """The answer. Raises the coordinator's refusal, or :class:`Unreachable` when its node does not answer."""
        try:
            status, body = short_answer(self._http, method, f"{PATH}/{path}", TEAM_ANSWER_BYTES, json=told)
        except httpx2.TransportError as error:
            raise Unreachable(f"The node at {self.peer} does not answer.") from error
        found = read_json(body)
        if status != 200 or not isinstance(found, dict):
            raise refusal_of(found, status, self.peer)
        return found

    def board(self) -> Board:
        """How far all devices are. Raises what :meth:`ask` does, and :class:`BadMessage` for what cannot be read."""
        return read_board(self.ask("GET", "status"))
