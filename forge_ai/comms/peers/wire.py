"""One request to a peer over blocking HTTPS, with a budget of silence for each step of it.

Reaching the peer, the first byte of its response, and every pause after that have budgets of their own, because they
mean different things: a device that is off, a node that is frozen, an answer that stalls. None of them limits how
long an answer may take; its head, and a short answer, may take some times the silence. Does not know what is asked.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self, cast

from forge_ai.comms.peers.deadline_socket import NEVER, DeadlineSocket
from forge_ai.errors import ConnectionLost, ForgeError, PeerFault, PeerSilent, Replaced, Unreachable
from forge_ai.limits import EVENT_BYTES

if TYPE_CHECKING:
    from forge_ai.comms.peers.access import Access

BLOCK_BYTES: Final = 65_536


@dataclass(frozen=True, slots=True)
class Budgets:
    """How many seconds of silence are accepted: until the peer is reached, until it accepts, and after that.

    ``patience`` is how long a connection that broke has to come back.
    """

    reach: float = 5.0
    accept: float = 3.0
    stall: float = 60.0
    patience: float = 5.0


class Wire:
    """One request and its response. ``status`` and ``headers`` (in lower case) are there once it is made.

    Raises :class:`Unreachable` when nobody with the right certificate is reached, :class:`PeerSilent` when a budget
    is used up, :class:`ConnectionLost` when the connection breaks.
    """

    def __init__(
        self,
        access: Access,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        budgets: Budgets,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._where = str(access.address)
        self._budgets = budgets
        self._connection = http.client.HTTPConnection(access.address.host, access.address.port)
        try:
            self._socket = self._connection.sock = self._reach(access)
            sent = {"Accept-Encoding": "identity", **access.headers, **(headers or {})}
            self._response = self._ask(method, path, body, sent)
        except BaseException:
            self._connection.close()
            raise
        self.bear(budgets.stall)
        self.status = self._response.status
        self.headers = {name.lower(): value for name, value in self._response.getheaders()}

    def bear(self, silence_seconds: float) -> None:
        """From now on, let the peer be silent for so long."""
        self._stall = silence_seconds
        self._socket.settimeout(silence_seconds)

    def blocks(self) -> Iterator[bytes]:
        """The body as it comes, to its very end."""
        try:
            while block := self._response.read1(BLOCK_BYTES):
                yield block
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self._lost(error, self._stall) from error
        if self._response.length:  # the connection ended before the body did
            raise ConnectionLost(f"The connection to {self._where} broke off.")

    def read(self, most: int = EVENT_BYTES) -> bytes:
        """The whole body of a short answer, or its beginning where it is longer than ``most``."""
        body = b""
        self._socket.expire_in(self._stall)
        for block in self.blocks():
            body += block
            if len(body) > most:
                break
        return body[:most]

    def close(self) -> None:
        """End the connection."""
        self._response.close()
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _reach(self, access: Access) -> DeadlineSocket:
        """TCP is answered by the other machine's kernel, TLS by the node: a frozen one is reached and then silent."""
        try:
            plain = socket.create_connection((access.address.host, access.address.port), self._budgets.reach)
        except OSError as error:
            raise Unreachable(f"Nobody answers at {self._where}.") from error
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            plain.settimeout(self._budgets.accept)
            context = access.tls_context()
            context.sslsocket_class = DeadlineSocket
            return cast("DeadlineSocket", context.wrap_socket(plain))
        except OSError as error:
            plain.close()
            raise self._unproved(error) from error

    def _unproved(self, error: OSError) -> ForgeError:
        if isinstance(error, ssl.SSLCertVerificationError):
            return Replaced(f"Another device than the paired one answers at {self._where}.")
        if isinstance(error, ssl.SSLError) and not isinstance(error, TimeoutError):
            return PeerFault(f"What answers at {self._where} does not speak TLS as a node does.")
        return self._lost(error, self._budgets.accept)

    def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        data = None if body is None else json.dumps(body).encode()
        if data is not None:
            headers["Content-Type"] = "application/json"
        self._connection.auto_open = 0  # this connection, or none
        try:
            self._connection.request(method, path, data, headers)
            self._socket.expire_in(self._budgets.accept)
            response = self._connection.getresponse()
            self._socket.deadline = NEVER
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self._lost(error, self._budgets.accept) from error
        return response

    def _lost(self, error: Exception, budget: float) -> ForgeError:
        if isinstance(error, TimeoutError):
            return PeerSilent(f"The node at {self._where} has been silent for {budget:g} s.")
        if isinstance(error, OSError | http.client.IncompleteRead | http.client.RemoteDisconnected):
            return ConnectionLost(f"The connection to {self._where} broke off.")
        return PeerFault(f"What answers at {self._where} does not speak HTTP as a node does.")
