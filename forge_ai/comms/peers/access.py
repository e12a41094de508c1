"""Access to a trusted peer: its pinned certificate and our key for it, from the registry or by pairing now.

Does not know what is asked of the peer, nor how a code is shown.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from forge_ai.comms.peers.first_look import PATIENCE_SECONDS, FirstLook, read_json
from forge_ai.comms.peers.short_answer import short_answer
from forge_ai.engines.connections.keepalive import keepalive
from forge_ai.errors import (
    BadInput,
    BadMessage,
    DeviceChanged,
    ForgeError,
    NotTrusted,
    PairingClosed,
    PairingFailed,
    PeerFault,
    Unreachable,
)
from forge_ai.identity.tls import pinned_context
from forge_ai.protocol.finding.address import Address
from forge_ai.protocol.finding.hello import Hello, read_hello
from forge_ai.protocol.trust.device_certificate import DeviceCertificate, short_id
from forge_ai.protocol.trust.one_time_code import SAME_JOIN_KEY, SharedWord, code_word
from forge_ai.protocol.trust.pairing import Paired, ask_in

if TYPE_CHECKING:
    import ssl

    import httpx2

    from forge_ai.identity.device import Device
    from forge_ai.services import Services

HELLO_PATH: Final = "/api/v1/pairing/hello"
CONFIRM_PATH: Final = "/api/v1/pairing/confirm"
PROMPTS: Final = 3
DEAD_SECONDS: Final = 3  # after which a line to a peer that gives no sign is dead; answers go on where they broke
AskCode = Callable[[str], str | None]  # shown a question; None when nobody can be asked


@dataclass(frozen=True, slots=True)
class Access:
    """Where a peer is, the one certificate that it must show, and the key that we show it."""

    address: Address
    certificate: DeviceCertificate
    key: str = field(repr=False)

    @property
    def base_url(self) -> str:
        """The beginning of every URL of this peer."""
        return f"https://{self.address}"

    @property
    def headers(self) -> dict[str, str]:
        """What every request carries."""
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    def tls_context(self) -> ssl.SSLContext:
        """TLS that reaches this peer and no other."""
        return pinned_context(self.certificate.der)

    def http(self, timeout: httpx2.Timeout | float = PATIENCE_SECONDS, *, bulk: bool = False) -> httpx2.Client:
        """A client for this peer alone: pinned certificate, no redirects, no proxies, keep-alive on the connection.

        With ``bulk`` the peer may take as long over what it is sent as ``timeout`` allows.
        """
        import httpx2

        return httpx2.Client(
            base_url=self.base_url,
            headers=self.headers,
            timeout=timeout,
            transport=httpx2.HTTPTransport(
                verify=self.tls_context(), trust_env=False, socket_options=keepalive(DEAD_SECONDS, bulk=bulk)
            ),
            trust_env=False,
            follow_redirects=False,
        )

    def takes_our_key(self) -> bool:
        """Whether the peer takes our key, or a guest without one. Raises :class:`Unreachable` or :class:`PeerFault`."""
        return self._get("/v1/models")[0] != NotTrusted.http_status

    def hello(self) -> Hello:
        """Who the peer says it is, over the pinned connection."""
        status, body = self._get("/api/v1/node")
        return read_hello(read_json(body) if status == 200 else None, str(self.address))

    def _get(self, path: str) -> tuple[int, bytes]:
        import httpx2

        try:
            with self.http() as client:
                return short_answer(client, "GET", path)
        except httpx2.ConnectError as error:
            raise Unreachable(f"Nobody answers at {self.address} with the certificate of the paired device.") from error
        except httpx2.TransportError as error:
            raise PeerFault(f"The node at {self.address} hung up.") from error


def open_access(
    services: Services, address: Address, code: str | None = None, ask_code: AskCode | None = None
) -> Access:
    """Access to the node at ``address``: paired already, of this same data folder, or paired now.

    The code is ``code``, the setting, the fleet's join key, or what ``ask_code`` is told, in this order. Raises
    :class:`NotTrusted` or one of its subclasses, :class:`Unreachable`, :class:`NotForgeNode`.
    """
    with FirstLook(address) as look:
        known = known_access(services, address, look.certificate)
        if known is not None and known.takes_our_key():
            return known
        return _Newcomer(services, look, ask_code).enter(code or services.settings.code)


def known_access(services: Services, address: Address, certificate: DeviceCertificate) -> Access | None:
    """Access to the device with that certificate if it is trusted already: this device itself, or a paired one."""
    if certificate.der == services.identity.certificate.der:
        return Access(address, certificate, services.identity.local_key)
    device = services.registry.by_certificate(certificate.der)
    if device is None:
        return None
    services.registry.seen(device.device_id, str(address))
    return Access(address, certificate, device.key)


@dataclass(frozen=True, slots=True)
class _Newcomer:
    """The device itself, while it is being let into the node that ``look`` has reached."""

    services: Services
    look: FirstLook
    ask_code: AskCode | None

    def enter(self, code: str) -> Access:
        hello = self.look.hello()
        if code:
            return self._pair(code_word(code))
        guest = Access(self.look.address, self.look.certificate, "")
        if self.services.settings.open and guest.takes_our_key():
            return guest
        if self.services.join is not None:
            return self._join(self.services.join, hello.name)
        return self._prompt(hello.name)

    def _join(self, word: SharedWord, name: str) -> Access:
        try:
            return self._pair(word)
        except PairingClosed:
            if self.ask_code is None:
                raise
            return self._prompt(name)
        except PairingFailed as error:
            raise PairingFailed(error.message, hint=SAME_JOIN_KEY) from error

    def _prompt(self, name: str) -> Access:
        question: str = self._question(name)
        failure: ForgeError = self._not_let_in(name)
        for _ in range(PROMPTS):
            typed = self.ask_code(question) if self.ask_code else None
            if not typed:
                raise self._not_let_in(name)
            try:
                return self._pair(code_word(typed))
            except (PairingFailed, BadInput) as error:
                question, failure = f"{error.message} The code: ", error
        raise failure

    def _question(self, name: str) -> str:
        shows = f"{name} ({short_id(self.look.certificate.device_id)}) shows a code (`forge-ai pair`). The code: "
        before = self._replaced()
        if before is None:
            return shows
        return f"At {before.address} was {before.name}; now another device answers there. If that is right: {shows}"

    def _not_let_in(self, name: str) -> NotTrusted:
        at, before = str(self.look.address), self._replaced()
        if before is not None:
            return DeviceChanged(f"At {at} was {before.name}; now another device answers there, which is not let in.")
        hint = NotTrusted.default_hint.replace("ADDRESS", at)
        return NotTrusted(f"{name} at {at} has not let this device in.", hint=hint)

    def _replaced(self) -> Device | None:
        """The paired device that was at this address, where it is another one now."""
        at = str(self.look.address)
        before = next((device for device in self.services.registry.devices() if device.address == at), None)
        return None if before and before.certificate == self.look.certificate.der else before

    def _pair(self, word: SharedWord) -> Access:
        paired = self._exchange(word)
        device = self.services.registry.let_in(paired, str(self.look.address))
        return Access(self.look.address, self.look.certificate, device.key)

    def _exchange(self, word: SharedWord) -> Paired:
        steps = ask_in(self.services.party, self.services.identity.sign, word, self.look.certificate, os.urandom)
        try:
            confirm = steps.send(self.look.post(HELLO_PATH, next(steps)))
            steps.send(self.look.post(CONFIRM_PATH, confirm))
        except StopIteration as end:
            paired: Paired = end.value
            return paired
        except BadMessage as error:
            raise PeerFault(f"{self.look.address}: {error.message}") from error
        raise PeerFault(f"The node at {self.look.address} did not end the pairing.")
