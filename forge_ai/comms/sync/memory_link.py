"""The memory of one peer over its node's API: takes what is missing here, gives what is missing there.

Nothing goes either way unless that device may sync here. Does not know how the connection is secured, nor when a sync
is due.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NoReturn

from forge_ai.comms.peers.first_look import PATIENCE_SECONDS
from forge_ai.engines.connections.keepalive import rare_keepalive
from forge_ai.engines.connections.open_connections import OpenConnections
from forge_ai.errors import (
    ForgeError,
    NotAllowed,
    PeerFault,
    PeerRefused,
    PeerSilent,
    Unreachable,
    VectorGap,
    error_of_code,
)
from forge_ai.limits import ANSWER_BODY_BYTES, ERROR_TEXT_CHARACTERS, KIB
from forge_ai.protocol.memory.frames import MEDIA_TYPE, split
from forge_ai.protocol.memory.version_vector import Vector, vector_from_json, vector_to_json
from forge_ai.protocol.trust.rights import Right
from forge_ai.protocol.values.json_object import json_object
from forge_ai.protocol.values.json_values import unpacks_to_too_much

if TYPE_CHECKING:
    import httpx2

    from forge_ai.comms.peers.client import NodeClient
    from forge_ai.services import Services

SILENCE_SECONDS: Final = 60.0
MANY_BYTES: Final = 32 * KIB  # what any system takes in for a program that does not read yet


@dataclass(frozen=True, slots=True)
class Given:
    """What a peer made of frames: records that arrived, those that were new there, and what the peer has now."""

    records: int
    changed: int
    vector: Vector


def known_name(services: Services, node: NodeClient) -> str:
    """The name by which the person knows the device behind ``node``: several may call themselves alike."""
    known = services.registry.by_certificate(node.access.certificate.der)
    return known.name if known else node.name


def check_may_sync(services: Services, node: NodeClient) -> None:
    """Raise :class:`NotAllowed` unless the device behind ``node`` is this one, or one that may sync here."""
    certificate = node.access.certificate.der
    device = services.registry.by_certificate(certificate)
    if certificate == services.identity.certificate.der or (device and Right.SYNC in device.rights):
        return
    if device is None:
        raise NotAllowed(
            f"{node.name} is not paired with this device, and gets no memories.",
            hint=f"Pair with it: forge-ai pair {node.access.address}",
        )
    wider = " ".join(right for right in Right if right in device.rights | {Right.SYNC})
    raise NotAllowed(
        f"{device.name} has no right to sync here, and gets no memories.",
        hint=f"Give it that right: forge-ai devices rights {device.name} {wider}",
    )


class MemoryLink:
    """The way from the device of ``services`` to the memory of the peer behind ``node``.

    ``known_as`` is the name under which is noted what the peer has; by default the one by which the person knows it.
    """

    def __init__(
        self,
        services: Services,
        node: NodeClient,
        wait_seconds: float = 0.0,
        reach_seconds: float = PATIENCE_SECONDS,
        silence_seconds: float = SILENCE_SECONDS,
        known_as: str = "",
    ) -> None:
        self.peer = node.name
        self.known_as = known_as or known_name(services, node)
        self._services = services
        self._wait = wait_seconds
        self._silence, self._reach = silence_seconds + wait_seconds, reach_seconds
        self._node = node
        self._connections = OpenConnections()
        self._open: httpx2.Client | None = None
        self.is_waiting = False

    @property
    def _http(self) -> httpx2.Client:
        if self._open is None:
            self._open = self._node.http(self._silence, self._reach)
        return self._open

    def frames(self, vector: Vector) -> Iterator[bytes]:
        """Yield the frames that a device with ``vector`` lacks, as they arrive. ``is_waiting`` until the first does."""
        wish = {"device": self._services.name, "vector": vector_to_json(vector), "wait": self._wait}
        try:
            self.is_waiting = True
            with self._sent("/api/v1/memory/exchange", self._http, json=wish) as response:
                self.is_waiting = False
                yield from self._while_it_may(split(response.iter_raw()))
        finally:
            self.is_waiting = False

    def give(self, frames: Iterable[bytes]) -> Given:
        """Send frames. When there are many, the peer may take its time with each."""
        body = self._send(iter(frames))
        try:
            return Given(int(body["records"]), int(body["changed"]), vector_from_json(body["vector"]))
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise PeerFault(f"{self.peer} does not say what it received.") from error

    def _send(self, frames: Iterator[bytes]) -> dict[str, Any]:
        """What the peer says of the frames. Where there are many, it is waited for longer, over another connection."""
        begin: list[bytes] = []
        while sum(map(len, begin)) < MANY_BYTES:
            if not (frame := next(frames, b"")):
                return self._put(self._http, iter(begin))
            begin.append(frame)
        watched = self._connections.watched(self._may_not_sync)
        with self._node.http(self._silence, self._reach, bulk=True) as patient, watched:
            return self._put(patient, chain(begin, frames))

    def _while_it_may(self, frames: Iterator[bytes]) -> Iterator[bytes]:
        """The frames, for as long as the peer may sync here: that can change while they are waited for, or come."""
        for frame in frames:
            check_may_sync(self._services, self._node)
            yield frame

    def _may_not_sync(self) -> bool:
        try:
            check_may_sync(self._services, self._node)
        except ForgeError:
            return True
        return False

    def _put(self, http: httpx2.Client, frames: Iterator[bytes]) -> dict[str, Any]:
        kind = {"Content-Type": MEDIA_TYPE}
        allowed = self._while_it_may(frames)
        with self._sent("/api/v1/memory/frames", http, content=allowed, headers=kind) as response:
            return _object(response)

    def cut(self) -> None:
        """End what is under way in another thread, which then fails; nothing is asked any more."""
        self._connections.cut()

    def be_quiet(self, seconds: float) -> None:
        """Let the connections be idle for so long before the first keep-alive probe."""
        self._connections.set(rare_keepalive(seconds))

    def close(self) -> None:
        """End the connections; another exchange makes new ones."""
        if self._open is not None:
            self._open.close()
            self._open = None

    @contextmanager
    def _sent(self, path: str, http: httpx2.Client, **body: Any) -> Iterator[httpx2.Response]:
        import httpx2

        check_may_sync(self._services, self._node)
        try:
            with http.stream("POST", path, extensions={"trace": self._connections.note}, **body) as response:
                if response.status_code != 200:
                    self._refused(response)
                yield response
        except httpx2.ConnectError as error:
            raise Unreachable(f"{self.peer} does not answer any more.") from error
        except httpx2.ConnectTimeout as error:
            raise self._unanswered() from error
        except httpx2.TransportError as error:
            check_may_sync(self._services, self._node)  # the line was cut here
            raise PeerFault(f"{self.peer} hung up in the middle of the sync.", hint="Sync again.") from error

    def _unanswered(self) -> ForgeError:
        """Which error it is: the other system took the connection (its program is frozen), or nothing answered."""
        if self._connections.is_reached:
            return PeerSilent(f"{self.peer} gives no sign.")
        return Unreachable(f"{self.peer} does not answer any more.")

    def _refused(self, response: httpx2.Response) -> NoReturn:
        told = _object(response).get("error")
        fields = told if isinstance(told, dict) else {}
        told_words = str(fields.get("message", ""))[:ERROR_TEXT_CHARACTERS]
        message = "".join(letter for letter in told_words if letter.isprintable())
        if fields.get("code") == VectorGap.code:
            raise VectorGap(message)
        kind = error_of_code(fields.get("code")) or PeerRefused
        raise kind(f"{self.peer}: {message or f'status {response.status_code}'}")


def _object(response: httpx2.Response) -> dict[str, Any]:
    body = b""
    for block in response.iter_raw():
        body += block
        if len(body) > ANSWER_BODY_BYTES:
            return {}
    if unpacks_to_too_much(body):
        return {}
    with suppress(ValueError):
        return json_object(body)
    return {}
