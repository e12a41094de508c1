"""Two devices come to trust each other through one word that both know: pairing, version 1.

:func:`ask_in` is the device that wants in, :func:`let_in` the one that shows the code. Both are generators: they yield
what is to be sent and are sent what arrived. Does not know sockets, clocks, tries or files: chance, certificates and
names come in, the result goes out. The wire format stands in `docs/specs/pairing-v1.md`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from forge_ai.errors import BadMessage, PairingFailed
from forge_ai.protocol.trust.device_certificate import DeviceCertificate
from forge_ai.protocol.trust.one_time_code import Chance, Method, SharedWord
from forge_ai.protocol.trust.pairing_messages import (
    VERSION,
    Answer,
    Confirm,
    Hello,
    Welcome,
    read_answer,
    read_confirm,
    read_welcome,
)
from forge_ai.protocol.trust.password_exchange import PasswordExchange

LABEL: Final = f"forge-ai pairing v{VERSION}".encode()
BEARER_PREFIX: Final = "fai_"

Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two devices: the name that it goes by, and its certificate."""

    name: str
    certificate: DeviceCertificate

    @property
    def device_id(self) -> str:
        """The device's id."""
        return self.certificate.device_id


@dataclass(frozen=True, slots=True)
class Paired:
    """What a device has after pairing: who the other is, the key to show it, and the key that it will show."""

    peer: Party
    method: Method
    key_to_show: str = field(repr=False)
    key_to_expect: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Admission:
    """The server's end of pairing: what it keeps, and the last message. Keep first, send then."""

    paired: Paired
    welcome: bytes


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything that both sides must have seen alike."""

    method: Method
    exchange: bytes
    client: Party
    server: Party
    client_element: bytes
    server_element: bytes

    def digest(self) -> bytes:
        """SHA-256 over every field, each with its length in front, so that none can reach into the next."""
        parts = [LABEL, self.method.encode(), self.exchange]
        for party, element in ((self.client, self.client_element), (self.server, self.server_element)):
            parts += [party.device_id.encode(), party.name.encode(), party.certificate.der, element]
        return hashlib.sha256(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).digest()


@dataclass(frozen=True, slots=True)
class KeySchedule:
    """The keys that follow from the shared key and the transcript."""

    shared: bytes = field(repr=False)
    digest: bytes

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose and no other (HKDF-SHA256)."""
        info = LABEL + b" " + purpose.encode()
        return HKDF(hashes.SHA256(), length=32, salt=self.digest, info=info).derive(self.shared)

    def bearer(self, purpose: str) -> str:
        """A bearer key, recognisable as one wherever it should not be."""
        return BEARER_PREFIX + base64.urlsafe_b64encode(self.derive(purpose)).decode().rstrip("=")

    def client_confirmation(self, signature: bytes) -> bytes:
        """What only a client with the right word can say; it covers the signature too."""
        return hmac.digest(self.derive("client confirms"), self.digest + signature, "sha256")

    def server_confirmation(self) -> bytes:
        """What only a server with the right word can say."""
        return hmac.digest(self.derive("server confirms"), self.digest, "sha256")


def to_sign(digest: bytes) -> bytes:
    """What the client signs, to show that it holds the key of its certificate."""
    return LABEL + b" client holds its key " + digest


def ask_in(
    own: Party, sign: Sign, word: SharedWord, server_certificate: DeviceCertificate, chance: Chance
) -> Generator[bytes, bytes, Paired]:
    """The client's side: yields Hello, is sent Answer, yields Confirm, is sent Welcome, returns :class:`Paired`.

    ``server_certificate`` is the one that the connection itself showed. Raises :class:`BadMessage`, or
    :class:`PairingFailed` when the server does not prove that it knows the word and saw the same two certificates.
    """
    exchange = PasswordExchange.of_client(word.password, own.device_id, server_certificate.device_id, chance)
    answer = read_answer((yield Hello(word.method, own.name, own.certificate, exchange.element).to_bytes()))
    server = Party(answer.name, server_certificate)
    transcript = Transcript(word.method, answer.exchange, own, server, exchange.element, answer.element)
    keys = KeySchedule(exchange.key(answer.element), transcript.digest())
    signature = sign(to_sign(keys.digest))
    confirm = Confirm(answer.exchange, signature, keys.client_confirmation(signature))
    welcome = read_welcome((yield confirm.to_bytes()))
    if not hmac.compare_digest(welcome.confirmation, keys.server_confirmation()):
        raise PairingFailed("The other device could not prove that it shows this code.")
    return Paired(server, word.method, keys.bearer("client's bearer key"), keys.bearer("server's bearer key"))


def let_in(
    own: Party, word: SharedWord, hello: Hello, number: bytes, chance: Chance
) -> Generator[bytes, bytes, Admission]:
    """The server's side after Hello: yields Answer, is sent Confirm, returns :class:`Admission`.

    ``number`` names this exchange. The client proves first: a guess shows nothing before it has been counted. Raises
    :class:`BadMessage`, or :class:`PairingFailed` when the client does not prove that it knows the word and saw this
    certificate.
    """
    client = Party(hello.name, hello.certificate)
    if client.device_id == own.device_id:
        raise BadMessage("The other device shows this device's own certificate.")
    exchange = PasswordExchange.of_server(word.password, client.device_id, own.device_id, chance)
    shared = exchange.key(hello.element)
    transcript = Transcript(word.method, number, client, own, hello.element, exchange.element)
    keys = KeySchedule(shared, transcript.digest())
    confirm = read_confirm((yield Answer(number, own.name, exchange.element).to_bytes()))
    _check_client(confirm, number, keys, client)
    paired = Paired(client, word.method, keys.bearer("server's bearer key"), keys.bearer("client's bearer key"))
    return Admission(paired, Welcome(keys.server_confirmation()).to_bytes())


def _check_client(confirm: Confirm, number: bytes, keys: KeySchedule, client: Party) -> None:
    expected = keys.client_confirmation(confirm.signature)
    if confirm.exchange != number or not hmac.compare_digest(confirm.confirmation, expected):
        raise PairingFailed("The code is wrong, or somebody stands between the two devices.")
    if not client.certificate.signed(confirm.signature, to_sign(keys.digest)):
        raise PairingFailed("The other device does not hold the key of the certificate that it showed.")
