from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forge_ai.identity.device_key import Identity, open_identity
from forge_ai.identity.tls import first_look_context, pinned_context, serving_context
from forge_ai.paths import Home
from tests.listeners import listening

needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="needs the openssl program to set the clock of a handshake"
)


@contextmanager
def serving(identity: Identity, heard: list[bytes]) -> Iterator[int]:
    """A TLS server for one connection after another, which keeps what it heard."""
    context = serving_context(identity)

    def answer(plain: socket.socket) -> None:
        with context.wrap_socket(plain, server_side=True) as secure:
            heard.append(secure.recv(100))
            secure.sendall(b"heard")

    with listening(answer) as port:
        yield port


def say(port: int, context: ssl.SSLContext, words: bytes) -> bytes:
    with (
        socket.create_connection(("127.0.0.1", port), timeout=30) as plain,
        context.wrap_socket(plain) as secure,
    ):
        secure.sendall(words)
        return secure.recv(100)


def test_the_pinned_device_is_reached(tmp_path: Path) -> None:
    heard: list[bytes] = []
    identity = open_identity(Home(tmp_path))
    with serving(identity, heard) as port:
        assert say(port, pinned_context(identity.certificate.der), b"hello") == b"heard"


def test_a_secret_for_one_device_is_never_said_to_another(tmp_path: Path) -> None:
    """Another device's certificate is pinned: the handshake fails, and the bearer key stays here."""
    heard: list[bytes] = []
    mine, other = open_identity(Home(tmp_path / "a")), open_identity(Home(tmp_path / "b"))
    with serving(other, heard) as port, pytest.raises(ssl.SSLCertVerificationError):
        say(port, pinned_context(mine.certificate.der), b"Authorization: Bearer fai_secret")
    assert heard == []


def test_a_first_look_shows_the_certificate_of_this_connection(tmp_path: Path) -> None:
    identity = open_identity(Home(tmp_path))
    with (
        serving(identity, []) as port,
        socket.create_connection(("127.0.0.1", port), timeout=30) as plain,
        first_look_context().wrap_socket(plain) as secure,
    ):
        assert secure.getpeercert(binary_form=True) == identity.certificate.der
        assert secure.version() == "TLSv1.3"
        secure.sendall(b"bye")


def test_nothing_older_than_tls_1_3_is_spoken(tmp_path: Path) -> None:
    identity = open_identity(Home(tmp_path))
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode, old.maximum_version = False, ssl.CERT_NONE, ssl.TLSVersion.TLSv1_2
    with serving(identity, []) as port, pytest.raises(ssl.SSLError):
        say(port, old, b"hello")


def test_a_certificate_signed_by_a_pinned_device_is_not_that_device(tmp_path: Path) -> None:
    """The pinned certificate is no authority: it cannot vouch for a second key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    pinned, second = open_identity(Home(tmp_path / "a")), open_identity(Home(tmp_path / "b"))
    signer = serialization.load_pem_private_key(pinned.key_file.read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    issuer = x509.load_der_x509_certificate(pinned.certificate.der)
    own = x509.load_der_x509_certificate(second.certificate.der)
    signed = (
        x509.CertificateBuilder()
        .subject_name(own.subject)
        .issuer_name(issuer.subject)
        .public_key(own.public_key())
        .serial_number(1)
        .not_valid_before(own.not_valid_before_utc)
        .not_valid_after(own.not_valid_after_utc)
        .sign(signer, hashes.SHA256())
    )
    second.certificate_file.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    with serving(second, []) as port, pytest.raises(ssl.SSLCertVerificationError):
        say(port, pinned_context(pinned.certificate.der), b"hello")


@needs_openssl
@pytest.mark.parametrize("year", [1970, 2026, 2099])
def test_a_clock_at_any_year_shakes_hands(tmp_path: Path, year: int) -> None:
    assert shakes_hands_in(year, open_identity(Home(tmp_path)))


@needs_openssl
def test_the_clock_of_that_handshake_does_count(tmp_path: Path) -> None:
    """The counter-check: before the certificate's first day the same handshake fails."""
    assert not shakes_hands_in(1949, open_identity(Home(tmp_path)))


def shakes_hands_in(year: int, identity: Identity) -> bool:
    """The openssl program verifies a real handshake as of a given second, with the same library that Python uses."""
    second = int(datetime(year, 1, 1, tzinfo=UTC).timestamp())
    with serving(identity, []) as port:
        command = ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-CAfile", str(identity.certificate_file)]
        command += ["-attime", str(second), "-verify_return_error", "-no-CApath", "-no-CAstore"]
        done = subprocess.run(command, input=b"hello\n", capture_output=True, check=False, timeout=20)
    return b"Verify return code: 0 (ok)" in done.stdout
