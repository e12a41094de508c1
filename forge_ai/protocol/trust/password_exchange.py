"""SPAKE2 with one error of ours for everything that the library raises about a stranger's bytes.

Does not know what the word is, nor what the key will be used for.
"""

from __future__ import annotations

from typing import Final, Protocol

from forge_ai.errors import BadMessage
from forge_ai.protocol.trust.one_time_code import Chance

ELEMENT_BYTES: Final = 33  # one byte for the side, 32 for a point of Ed25519's group


class _Side(Protocol):
    def start(self) -> bytes: ...

    def finish(self, inbound: bytes) -> bytes: ...


class PasswordExchange:
    """One side of one exchange. ``element`` goes to the other side; ``key`` turns the other side's into the key."""

    def __init__(self, side: _Side) -> None:
        self._side = side
        self.element = bytes(side.start())

    @classmethod
    def of_client(cls, password: bytes, client_id: str, server_id: str, chance: Chance) -> PasswordExchange:
        """The side that asks to be let in."""
        from spake2 import SPAKE2_A

        return cls(SPAKE2_A(password, idA=client_id.encode(), idB=server_id.encode(), entropy_f=chance))

    @classmethod
    def of_server(cls, password: bytes, client_id: str, server_id: str, chance: Chance) -> PasswordExchange:
        """The side that shows the code."""
        from spake2 import SPAKE2_B

        return cls(SPAKE2_B(password, idA=client_id.encode(), idB=server_id.encode(), entropy_f=chance))

    def key(self, element: bytes) -> bytes:
        """The 32 bytes that both sides share if both had the same word. Raises :class:`BadMessage`.

        The library answers strange bytes with its own errors of two families, with ValueError and with bare assertions.
        """
        from spake2 import SPAKEError
        from spake2.ed25519_basic import NotOnCurve

        if len(element) != ELEMENT_BYTES:
            raise BadMessage(f"An element has {ELEMENT_BYTES} bytes, not {len(element)}.")
        try:
            return bytes(self._side.finish(element))
        except (SPAKEError, NotOnCurve, ValueError, AssertionError) as error:
            raise BadMessage("The other side's element is not one of the group, or it is our own.") from error
