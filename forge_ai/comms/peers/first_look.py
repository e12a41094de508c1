"""A first look at whatever listens at an address: its certificate, its hello, and pairing over the same connection.

Nothing here is verified yet, so nothing secret is said. Redirects are not followed and proxies are not asked. Does not
know what is trusted.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from typing import Any, Final, Self

from forge_ai.clock import SystemClock
from forge_ai.comms.peers.deadline_socket import LONGEST_FACTOR, DeadlineSocket
from forge_ai.comms.peers.resolving import check_resolves
from forge_ai.errors import (
    BadMessage,
    ForgeError,
    NotForgeNode,
    NotTrusted,
    PeerFault,
    PeerRefused,
    Unreachable,
    error_of_code,
)
from forge_ai.identity.tls import first_look_context
from forge_ai.limits import ERROR_TEXT_CHARACTERS, PAIRING_MESSAGE_BYTES
from forge_ai.protocol.finding.address import Address
from forge_ai.protocol.finding.hello import Hello, read_hello
from forge_ai.protocol.trust.device_certificate import DeviceCertificate, read_certificate
from forge_ai.protocol.values.names import shown

PATIENCE_SECONDS: Final = 5.0
_BUSY: Final = "It may be too busy: try again in a moment, or look at what else runs there."
_PLACES: Final = "`forge-ai nodes` shows the nodes around here and their addresses, `forge-ai devices` the paired ones."


class FirstLook:
    """One TLS connection to a stranger. Raises :class:`Unreachable` or :class:`NotForgeNode` when there is none."""

    def __init__(self, address: Address, patience: float = PATIENCE_SECONDS) -> None:
        self.address = address
        context = first_look_context()
        context.sslsocket_class = DeadlineSocket
        self._deadline = SystemClock().steady() + patience * LONGEST_FACTOR
        self._connection = http.client.HTTPSConnection(address.host, address.port, timeout=patience, context=context)
        try:
            check_resolves(address.host)
            self._connection.connect()
            if isinstance(self._connection.sock, DeadlineSocket):
                self._connection.sock.deadline = self._deadline
            self.certificate = self._shown_certificate()
        except OSError as error:
            told = self._no_node(error)
            self.close()
            raise told from error
        except BaseException:
            self.close()
            raise

    @property
    def reached(self) -> tuple[Any, ...]:
        """Where it was reached, as the operating system says it: by numbers, also where ``address`` is a name.

        Raises :class:`OSError` when the other end has hung up.
        """
        place: tuple[Any, ...] = self._connection.sock.getpeername()
        return place

    def hello(self) -> Hello:
        """Who it says it is. Raises :class:`NotForgeNode` or :class:`PeerFault`."""
        status, body = self._exchange("GET", "/api/v1/node", None)
        return read_hello(read_json(body) if status == 200 else None, str(self.address))

    def post(self, path: str, message: bytes) -> bytes:
        """Send one message of pairing. Raises what the other device refused it with, or :class:`PeerFault`."""
        status, body = self._exchange("POST", path, message)
        if status != 200:
            raise refusal_of(read_json(body), status, str(self.address))
        return body

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _shown_certificate(self) -> DeviceCertificate:
        der = self._connection.sock.getpeercert(binary_form=True)
        try:
            return read_certificate(der or b"")
        except BadMessage as error:
            raise NotForgeNode(f"What answers at {self.address} is not a ForgeAI node.") from error

    def _exchange(self, method: str, path: str, body: bytes | None) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        try:
            self._connection.auto_open = 0  # one connection, one certificate: never a second one behind our back
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            return response.status, response.read(PAIRING_MESSAGE_BYTES)
        except (http.client.HTTPException, ValueError) as error:
            raise NotForgeNode(f"What answers at {self.address} is not a ForgeAI node.") from error
        except OSError as error:
            raise self._no_node(error) from error

    def _no_node(self, error: OSError) -> ForgeError:
        if isinstance(error, ssl.SSLError | ConnectionResetError | BrokenPipeError):
            return NotForgeNode(f"What answers at {self.address} is not a ForgeAI node.")
        if isinstance(error, socket.gaierror):
            called = f"No paired device and no host is called {shown(self.address.host)}."
            return Unreachable(called, hint=_PLACES)
        if isinstance(error, TimeoutError) and self._connection.sock:
            return Unreachable(f"What listens at {self.address} says nothing.", hint=_BUSY)
        return Unreachable(f"Nobody answers at {self.address}.")


def refusal_of(found: Any, status: int, address: str) -> ForgeError:
    """The peer's refusal as the same error here, its words cut and escaped; :class:`PeerFault` for a strange one."""
    told = found.get("error") if isinstance(found, dict) else None
    if not isinstance(told, dict) or not isinstance(told.get("message"), str):
        return PeerFault(f"The node at {address} answers with status {status}.")
    kind = error_of_code(told.get("code")) or PeerRefused
    if kind is NotTrusted:  # their words are for a program with a key
        return NotTrusted(f"{address} has not let this device in, or has let it go.")
    message = "".join(letter for letter in told["message"][:ERROR_TEXT_CHARACTERS] if letter.isprintable())
    hint = "" if told.get("hint") == "" else None  # none where they have none, else our own: theirs is a stranger's
    return kind(message or shown(told["message"]), hint=hint)


def read_json(body: bytes) -> Any:
    """A stranger's JSON; None when it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
