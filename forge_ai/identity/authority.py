"""The certificate authority of this device: it vouches for the node's own addresses, to programs of other makers.

Such a program checks that the certificate it is shown names the address it asked. The device's own certificate names
none, because it stays the same wherever the device goes. ForgeAI's devices do not use the authority: they pin the
device's own certificate. Does not know who connects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Final, TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from forge_ai.identity.device_key import NOT_AFTER
from forge_ai.limits import VOUCHED_ADDRESSES, VOUCHED_NAMES
from forge_ai.protocol.trust.device_certificate import device_id_of, short_id
from forge_ai.protocol.trust.host_and_origin import names_of_node, read_literal

IpAddress = IPv4Address | IPv6Address
IpNetwork = IPv4Network | IPv6Network

# The authority can vouch for private addresses only, so that a stolen key passes for no site on the internet.
NEAR: Final[tuple[IpNetwork, ...]] = tuple(
    ip_network(network)
    for network in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8"),
        *("::1/128", "fc00::/7", "fe80::/10"),
    )
)
_HOST: Final = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", re.ASCII)
LOOPBACK: Final[tuple[IpAddress, ...]] = (IPv4Address("127.0.0.1"), IPv6Address("::1"))
# The first moment that every library can read: rustls, that of most programs in Rust, takes an earlier one for damage.
NOT_BEFORE: Final = datetime(1970, 1, 1, tzinfo=UTC)
NEAR_NAMES: Final = ("localhost", "local", "lan")


@dataclass(frozen=True, slots=True)
class Names:
    """The host names of a node: ``near`` ones end as only local networks name things, ``far`` ones are all others.

    Every authority is good for all near names; a far one must be listed in it.
    """

    near: tuple[str, ...]
    far: tuple[str, ...]


def read_names(own_names: Iterable[str]) -> Names:
    """The names of a node, near and far; what cannot stand in a certificate is left out."""
    found = sorted(name for name in names_of_node(own_names) if _HOST.fullmatch(name) and read_literal(name) is None)
    near = tuple(name for name in found if name.rpartition(".")[2] in NEAR_NAMES)
    return Names(near, tuple(name for name in found if name not in near)[:VOUCHED_NAMES])


def is_near(address: IpAddress) -> bool:
    """Whether the authority may vouch for that address: whether it is a private one."""
    return any(address.version == network.version and address in network for network in NEAR)


def authority_of(key: ec.EllipticCurvePrivateKey, far: Iterable[str]) -> x509.Certificate:
    """The certificate of the authority, which programs trust: for near names and addresses, and the ``far`` names.

    An earlier one of the same key stays good for the names that it has.
    """
    hosts = [x509.DNSName(host) for host in dict.fromkeys((*NEAR_NAMES, *far))]
    permitted = [*hosts, *(x509.IPAddress(network) for network in NEAR)]
    mine = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    builder = _certificate(_authority_name(key), key.public_key(), key)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    builder = builder.add_extension(mine, critical=False)
    builder = builder.add_extension(x509.NameConstraints(permitted, None), critical=True)
    return builder.sign(key, hashes.SHA256())


def far_names_in(pem: bytes, key: ec.EllipticCurvePrivateKey) -> tuple[str, ...] | None:
    """The far names in an earlier authority of this key; None where ``pem`` is no authority of this key."""
    constraints = _extension(pem, key, x509.NameConstraints)
    if constraints is None:
        return None
    hosts = (one.value for one in constraints.permitted_subtrees or () if isinstance(one, x509.DNSName))
    return tuple(host for host in hosts if host not in NEAR_NAMES)


def vouched_for(key: ec.EllipticCurvePrivateKey, hosts: Iterable[str], addresses: Iterable[IpAddress]) -> bytes:
    """A new key and a certificate for these names and addresses, which the authority of ``key`` signed; both as PEM."""
    own = ec.generate_private_key(ec.SECP256R1())
    shown = [*(x509.DNSName(host) for host in hosts), *(x509.IPAddress(address) for address in addresses)]
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    builder = _certificate(_name(f"ForgeAI {_short(key)}"), own.public_key(), key)
    builder = builder.add_extension(x509.SubjectAlternativeName(shown), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    builder = builder.add_extension(issuer, critical=False)
    made = builder.sign(key, hashes.SHA256())
    form = serialization.PrivateFormat.PKCS8
    private = own.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    return private + made.public_bytes(serialization.Encoding.PEM)


def addresses_in(pem: bytes, key: ec.EllipticCurvePrivateKey, hosts: Iterable[str]) -> tuple[IpAddress, ...] | None:
    """The addresses in an earlier certificate; None where another key signed it, or it has other names."""
    shown = _extension(pem, key, x509.SubjectAlternativeName)
    if shown is None or set(shown.get_values_for_type(x509.DNSName)) != set(hosts):
        return None
    return tuple(found for found in shown.get_values_for_type(x509.IPAddress) if not isinstance(found, IpNetwork))


def with_address(known: Iterable[IpAddress], address: IpAddress) -> tuple[IpAddress, ...]:
    """The addresses for the next certificate: loopback, the new one, and those known before, the oldest cut off.

    Of loopback's millions of addresses only two count: any user of this computer can connect to all of them.
    """
    fresh = (address,) if is_near(address) and not address.is_loopback else ()
    return tuple(dict.fromkeys((*LOOPBACK, *fresh, *known)))[:VOUCHED_ADDRESSES]


NameExtension = TypeVar("NameExtension", x509.NameConstraints, x509.SubjectAlternativeName)


def _extension(pem: bytes, key: ec.EllipticCurvePrivateKey, kind: type[NameExtension]) -> NameExtension | None:
    """An extension of a certificate that this key signed; None for anything else."""
    try:
        certificate = x509.load_pem_x509_certificate(pem)
        certificate.verify_directly_issued_by(authority_of(key, ()))
        if certificate.not_valid_before_utc < NOT_BEFORE:
            return None  # it began in 1950, as devices' own do
        return certificate.extensions.get_extension_for_class(kind).value
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return None


def _certificate(
    subject: x509.Name, public: ec.EllipticCurvePublicKey, signer: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(_authority_name(signer)).public_key(public)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(NOT_BEFORE).not_valid_after(NOT_AFTER)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _authority_name(key: ec.EllipticCurvePrivateKey) -> x509.Name:
    return _name(f"ForgeAI authority {_short(key)}")


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _short(key: ec.EllipticCurvePrivateKey) -> str:
    return short_id(device_id_of(key.public_key()))
