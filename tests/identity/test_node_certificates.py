"""What programs of other makers are shown: a certificate that their own rules find good, as OpenSSL applies them."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from forge_ai.identity.authority import (
    LOOPBACK,
    IpAddress,
    addresses_in,
    authority_of,
    read_names,
    vouched_for,
    with_address,
)
from forge_ai.identity.device_key import NODE_NAME, NOT_AFTER, Identity, open_identity, read_key
from forge_ai.identity.node_certificates import AUTHORITY_FILE, FAR_FILE, NEAR_FILE, NodeCertificates, write_authority
from forge_ai.identity.tls import first_look_context, pinned_context
from forge_ai.limits import VOUCHED_ADDRESSES
from forge_ai.paths import Home
from forge_ai.protocol.trust.host_and_origin import read_literal
from tests.listeners import listening

NAMES = ("my_pc", "pc.example.net")


@pytest.fixture
def identity(tmp_path: Path) -> Identity:
    return open_identity(Home(tmp_path))


@contextmanager
def serving(context: ssl.SSLContext) -> Iterator[int]:
    def answer(plain: socket.socket) -> None:
        with context.wrap_socket(plain, server_side=True) as secure:
            secure.sendall(secure.recv(100))

    with listening(answer) as port:
        yield port


def strict(authority: Path) -> ssl.SSLContext:
    """What Python 3.13 and later check by default, and trust in nothing but the file."""
    context = ssl.create_default_context(cafile=str(authority))
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


def echo(port: int, context: ssl.SSLContext, name: str | None) -> bytes:
    with (
        socket.create_connection(("127.0.0.1", port), timeout=30) as plain,
        context.wrap_socket(plain, server_hostname=name) as secure,
    ):
        secure.sendall(b"hello")
        return secure.recv(100)


@pytest.mark.parametrize(
    "name",
    ["192.168.1.100", "127.0.0.1", "::1", "localhost", "my_pc", "my_pc.local", "pc.example.net"],
)
def test_a_program_that_trusts_the_authority_reaches_the_node_by_its_address(identity: Identity, name: str) -> None:
    context = NodeCertificates(identity, NAMES).context_for("192.168.1.100")
    with serving(context) as port:
        assert echo(port, strict(write_authority(identity, NAMES)), name) == b"hello"


@pytest.mark.parametrize("name", ["192.168.1.101", "example.com"])
def test_a_program_that_asked_for_somebody_else_hangs_up(identity: Identity, name: str) -> None:
    context = NodeCertificates(identity, NAMES).context_for("192.168.1.100")
    with serving(context) as port, pytest.raises(ssl.SSLCertVerificationError):
        echo(port, strict(write_authority(identity, NAMES)), name)


def test_a_device_of_forge_ai_is_shown_the_devices_own_certificate(identity: Identity) -> None:
    context = NodeCertificates(identity, NAMES).context_for("192.168.1.100")
    with serving(context) as port:
        assert echo(port, pinned_context(identity.certificate.der), None) == b"hello"
        with (
            socket.create_connection(("127.0.0.1", port), timeout=30) as plain,
            first_look_context().wrap_socket(plain, server_hostname="my_pc.local") as secure,
        ):
            assert secure.getpeercert(binary_form=True) == identity.certificate.der
            secure.sendall(b"bye")


def test_the_authority_is_no_device(identity: Identity) -> None:
    """Whoever pins the device does not take what the authority vouches for, nor the other way round."""
    context = NodeCertificates(identity, NAMES).context_for("192.168.1.100")
    plain = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    plain.check_hostname = False
    plain.load_verify_locations(cadata=identity.certificate.der)
    authority = write_authority(identity, NAMES)
    with serving(context) as port:
        with pytest.raises(ssl.SSLCertVerificationError):
            echo(port, plain, "192.168.1.100")
        with pytest.raises(ssl.SSLCertVerificationError):
            echo(port, strict(authority), NODE_NAME)


@pytest.mark.parametrize("name", ["example.com", "203.0.113.9"])
def test_who_has_the_devices_key_cannot_pass_for_a_site_on_the_internet(identity: Identity, name: str) -> None:
    """Also to a program that trusts the authority: it may vouch for what is near and for the node's names alone."""
    key, literal = read_key(identity.key_file), read_literal(name)
    wanted = vouched_for(key, [] if literal else [name], [literal] if literal else [])
    (identity.folder / "forged.pem").write_bytes(wanted)
    forged = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    forged.load_cert_chain(identity.folder / "forged.pem")
    with serving(forged) as port, pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
        echo(port, strict(write_authority(identity, ("my_pc",))), name)


def test_the_certificate_stays_the_same_while_the_addresses_do(identity: Identity) -> None:
    """A browser's exception for it is not lost with every start."""
    NodeCertificates(identity, NAMES).context_for("192.168.1.100")
    first = (identity.folder / NEAR_FILE).read_bytes()
    NodeCertificates(identity, NAMES).context_for("192.168.1.100")
    assert (identity.folder / NEAR_FILE).read_bytes() == first
    NodeCertificates(identity, NAMES).context_for("10.0.0.7")
    key, names = read_key(identity.key_file), read_names(NAMES)
    known = addresses_in((identity.folder / NEAR_FILE).read_bytes(), key, names.near)
    assert known is not None
    assert {"192.168.1.100", "10.0.0.7", "127.0.0.1"} <= {str(address) for address in known}


def test_a_new_name_leaves_an_authority_that_was_handed_out_good_for_the_rest(
    identity: Identity, tmp_path: Path
) -> None:
    """As when a key is made before the node runs, or in a shell that knows nothing of the node's name."""
    earlier = write_authority(identity, ()).rename(tmp_path / "earlier.pem")
    context = NodeCertificates(identity, NAMES).context_for("192.168.1.100")
    with serving(context) as port:
        for name in ("192.168.1.100", "localhost", "my_pc.local"):
            assert echo(port, strict(earlier), name) == b"hello"
        with pytest.raises(ssl.SSLCertVerificationError):
            echo(port, strict(earlier), "pc.example.net")
        for name in ("192.168.1.100", "my_pc", "pc.example.net"):
            assert echo(port, strict(identity.folder / AUTHORITY_FILE), name) == b"hello"


def test_the_authority_keeps_the_names_that_it_had(identity: Identity) -> None:
    NodeCertificates(identity, NAMES)
    with serving(NodeCertificates(identity, (*NAMES, "vpn.example.net")).context_for("127.0.0.1")) as port:
        authority = write_authority(identity, ())
        before = authority.read_bytes()
        assert echo(port, strict(authority), "vpn.example.net") == b"hello"
        assert write_authority(identity, NAMES).read_bytes() == before


def test_no_connection_to_one_of_loopbacks_millions_changes_anything(identity: Identity) -> None:
    certificates = NodeCertificates(identity, NAMES)
    first = (identity.folder / NEAR_FILE).read_bytes()
    for last in range(2, 50):
        certificates.context_for(f"127.0.0.{last}")
    assert (identity.folder / NEAR_FILE).read_bytes() == first


def test_the_addresses_of_years_ago_are_let_go() -> None:
    known: tuple[IpAddress, ...] = ()
    for last in range(100):
        known = with_address(known, ip_address(f"10.0.0.{last}"))
    assert len(known) == VOUCHED_ADDRESSES
    assert {"10.0.0.99", "10.0.0.80", "127.0.0.1", "::1"} <= {str(address) for address in known}


def test_an_address_of_the_internet_is_vouched_for_by_nobody() -> None:
    assert with_address((), ip_address("198.51.100.7")) == LOOPBACK


@pytest.mark.parametrize(
    "content", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_broken_file_is_made_anew(identity: Identity, content: bytes) -> None:
    (identity.folder / NEAR_FILE).write_bytes(content)
    with serving(NodeCertificates(identity, NAMES).context_for("127.0.0.1")) as port:
        assert echo(port, strict(write_authority(identity, NAMES)), "127.0.0.1") == b"hello"


def from_1950(made: x509.Certificate, signer: ec.EllipticCurvePrivateKey) -> bytes:
    builder = x509.CertificateBuilder(made.issuer, made.subject, made.public_key(), made.serial_number)
    builder = builder.not_valid_before(datetime(1950, 1, 1, tzinfo=UTC)).not_valid_after(NOT_AFTER)
    for extension in made.extensions:
        builder = builder.add_extension(extension.value, extension.critical)
    return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def test_no_certificate_that_other_programs_see_begins_before_1970(identity: Identity) -> None:
    """Programs in Rust read no earlier date: to them the whole certificate is broken."""
    NodeCertificates(identity, NAMES)
    authority = write_authority(identity, NAMES)
    for pem in (authority.read_bytes(), (identity.folder / NEAR_FILE).read_bytes()):
        assert x509.load_pem_x509_certificate(pem).not_valid_before_utc == datetime(1970, 1, 1, tzinfo=UTC)


def test_certificates_that_began_in_1950_are_made_anew_and_copies_stay_good(identity: Identity, tmp_path: Path) -> None:
    key = read_key(identity.key_file)
    old = from_1950(authority_of(key, ("pc.example.net",)), key)
    (identity.folder / AUTHORITY_FILE).write_bytes(old)
    (tmp_path / "copy.pem").write_bytes(old)
    certificates = NodeCertificates(identity, NAMES)
    new = x509.load_pem_x509_certificate(write_authority(identity, NAMES).read_bytes())
    assert new.not_valid_before_utc.year == 1970
    with serving(certificates.context_for("127.0.0.1")) as port:
        assert echo(port, strict(tmp_path / "copy.pem"), "127.0.0.1") == b"hello"


def test_a_disk_that_takes_nothing_keeps_no_device_out(identity: Identity) -> None:
    (identity.folder / NEAR_FILE).mkdir()
    with serving(NodeCertificates(identity, NAMES).context_for("192.168.1.100")) as port:
        assert echo(port, pinned_context(identity.certificate.der), None) == b"hello"


def test_what_is_secret_is_readable_by_its_owner_only(identity: Identity) -> None:
    NodeCertificates(identity, NAMES)
    authority = write_authority(identity, NAMES)
    assert all((identity.folder / name).stat().st_mode & 0o077 == 0 for name in (NEAR_FILE, FAR_FILE))
    assert authority == identity.folder / AUTHORITY_FILE
    assert b"PRIVATE" not in authority.read_bytes()


def test_names_are_told_apart_and_what_cannot_stand_in_a_certificate_is_left_out() -> None:
    names = read_names(["my_pc", "Büro", "a..b", "[fd00::7]", "10.0.0.1", "PC.example.net"])
    assert names.near == ("localhost", "my_pc.lan", "my_pc.local")
    assert names.far == ("my_pc", "pc.example.net")


def test_the_authority_signs_certificates_and_nothing_else(identity: Identity) -> None:
    made = authority_of(read_key(identity.key_file), read_names(NAMES).far)
    usage = made.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.key_cert_sign, usage.digital_signature) == (True, False)
    assert made.public_bytes(serialization.Encoding.DER) != identity.certificate.der
