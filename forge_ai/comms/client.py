"""One peer as this device sees it: checked to be a ForgeAI node, then asked.

Does not know how the address was found. Redirects are not followed and proxy variables are ignored: a peer is
reached directly or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from forge_ai.errors import NotForgeNode, Unreachable
from forge_ai.limits import EVENT_BYTES
from forge_ai.protocol.address import Address
from forge_ai.protocol.chat import Message
from forge_ai.protocol.hello import Hello, read_hello

if TYPE_CHECKING:
    import httpx2

    from forge_ai.engines.engine import GenerationOptions, Piece

CONNECT_SECONDS: Final = 5.0


class NodeClient:
    """A brain on another device. Made by :func:`connect`."""

    def __init__(self, address: Address, hello: Hello, stall_seconds: float, model: str = "") -> None:
        from forge_ai.engines.engine import Endpoint
        from forge_ai.engines.openai_client import OpenAIClient

        self.address = address
        self.hello = hello
        self.model = model or hello.model
        self._openai = OpenAIClient(Endpoint(f"http://{address}/v1"), self.model, stall_seconds=stall_seconds)

    @property
    def name(self) -> str:
        """The peer's name."""
        return self.hello.name

    def stream(self, messages: Sequence[Message], options: GenerationOptions) -> Iterator[Piece]:
        """The peer's answer, piece by piece. Closing the iterator stops the compute over there."""
        return self._openai.stream(messages, options)

    def close(self) -> None:
        """End the connections to the peer."""
        self._openai.close()


def connect(address: Address, stall_seconds: float = 60.0, model: str = "") -> NodeClient:
    """Make sure that a ForgeAI node answers at ``address``; without ``model`` its default one is asked.

    Raises :class:`Unreachable` when nobody answers, :class:`NotForgeNode` when somebody else does.
    """
    return NodeClient(address, ask_hello(address), stall_seconds, model)


def ask_hello(address: Address, patience: float = CONNECT_SECONDS) -> Hello:
    """The hello of whatever listens at ``address``."""
    import httpx2

    try:
        with (
            httpx2.Client(trust_env=False, timeout=patience) as client,
            client.stream("GET", f"http://{address}/api/v1/node") as response,
        ):
            return read_hello(_first_object(response), str(address))
    except httpx2.RemoteProtocolError as error:
        raise NotForgeNode(f"What answers at {address} does not speak HTTP.") from error
    except httpx2.TransportError as error:
        raise Unreachable(f"Nobody answers at {address}.") from error


def _first_object(response: httpx2.Response) -> Any:
    """The JSON of a short response; None when it is anything else."""
    body = b""
    for block in response.iter_bytes():
        body += block
        if len(body) > EVENT_BYTES:
            return None
    try:
        return json.loads(body) if response.status_code == 200 else None
    except (ValueError, RecursionError):
        return None
