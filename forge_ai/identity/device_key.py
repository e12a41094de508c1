"""The long-lived key and certificate of this device: made once, kept private, set aside when the folder is a copy.

Does not know who trusts this device, nor what is said over a connection.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import secrets
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from forge_ai.errors import BadMessage, StorageFault
from forge_ai.identity.file_lock import locked
from forge_ai.identity.machine import Location, is_copy, read_location, this_location, unreadable
from forge_ai.paths import Home, flush_folder, make_folder, storage_faults, write_whole
from forge_ai.protocol.trust.device_certificate import DeviceCertificate, device_id_of, read_certificate, short_id

FOLDER: Final = "identity"
KEY_FILE: Final = "key.pem"
CERTIFICATE_FILE: Final = "certificate.pem"
LOCAL_KEY_FILE: Final = "local.key"
PLACE_FILE: Final = "place.json"
DEVICES_FILE: Final = "devices.json"
LOCK_FILE: Final = "identity.lock"
_PRIVATE_FILE: Final = 0o600
_LOCAL_KEY: Final = re.compile(r"fai_[A-Za-z0-9_-]{43}")

NODE_NAME: Final = "forge-ai.local"  # what one of ForgeAI's devices calls another in a TLS handshake
# A certificate that expires is a device that stops working one day, and a clock that was never set must not matter:
# the first moment that this form of time can name, and the last, which RFC 5280 reads as "no end".
NOT_BEFORE: Final = dt.datetime(1950, 1, 1, tzinfo=dt.UTC)
NOT_AFTER: Final = dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this device is: its certificate, the folder with its files, and the key that its own programs show."""

    certificate: DeviceCertificate
    folder: Path
    local_key: str = field(repr=False)
    copied_from: str = ""  # the id of the device whose folder was copied to make this one

    @property
    def device_id(self) -> str:
        """The hash of the public key."""
        return self.certificate.device_id

    @property
    def origin(self) -> str:
        """The id of the device whose folder was copied to make this one, until somebody was let in; or nothing."""
        if (self.folder / DEVICES_FILE).exists():
            return ""
        asides = sorted(self.folder.glob("set-aside-*"), key=lambda aside: aside.stat().st_mtime)
        with suppress(StorageFault, OSError):
            return _read_certificate(asides[-1]).device_id if asides else ""
        return ""

    @property
    def certificate_file(self) -> Path:
        """The certificate, for TLS."""
        return self.folder / CERTIFICATE_FILE

    @property
    def key_file(self) -> Path:
        """The private key, for TLS; readable by its owner only."""
        return self.folder / KEY_FILE

    def sign(self, data: bytes) -> bytes:
        """The signature of this device for the data (ECDSA with SHA-256). Raises :class:`StorageFault`."""
        return read_key(self.key_file).sign(data, ec.ECDSA(hashes.SHA256()))


def open_identity(home: Home, location: Location | None = None) -> Identity:
    """The identity of this device; the first call makes it.

    When the data folder is a copy of another device's, the old identity is set aside and a new one is made: two devices
    with one key could not be told apart, and unpairing one would unpair both. ``location`` is where the folder is, by
    default this computer. Raises :class:`StorageFault`.
    """
    home.create()
    folder = home.root / FOLDER
    here = location or this_location(home.root)
    with storage_faults(folder):
        make_folder(folder)
        with locked(home.root / LOCK_FILE):
            copied_from = _set_copy_aside(folder, here)
            if not (folder / KEY_FILE).exists():
                _make(folder, here)
            return _load(folder, copied_from)


def _load(folder: Path, copied_from: str) -> Identity:
    key = read_key(folder / KEY_FILE)
    certificate = _read_certificate(folder)
    if certificate.device_id != device_id_of(key.public_key()):
        raise unreadable(folder)
    _keep_private(folder / KEY_FILE)
    return Identity(certificate, folder, _local_key(folder / LOCAL_KEY_FILE), copied_from)


def _local_key(path: Path) -> str:
    """The key of this device's own programs. It is made where there is none, or a broken one: nobody else knows it."""
    found = path.read_text("ascii", "replace").strip() if path.exists() else ""
    if not _LOCAL_KEY.fullmatch(found):
        found = f"fai_{secrets.token_urlsafe(32)}"
        write_whole(path, f"{found}\n".encode())
    return found


def _keep_private(path: Path) -> None:
    if stat.S_IMODE(path.stat().st_mode) != _PRIVATE_FILE:  # else nothing is changed, for the disk may be read-only
        path.chmod(_PRIVATE_FILE)


def is_read_by_others(home: Home) -> bool:
    """Whether other users can read the key in a data folder, by its mode; always false on Windows, which has none."""
    path = home.root / FOLDER / KEY_FILE
    return os.name != "nt" and path.exists() and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _make(folder: Path, here: Location) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = self_signed(key)
    pem = serialization.Encoding.PEM
    write_whole(folder / CERTIFICATE_FILE, certificate.public_bytes(pem), mode=0o644)
    write_whole(folder / PLACE_FILE, here.to_bytes())
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write_whole(folder / KEY_FILE, private)  # last, for with the key there is an identity


def self_signed(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    """A self-signed certificate for a key: it never expires, serves both ends of TLS, and cannot sign others."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"ForgeAI {short_id(device_id_of(key.public_key()))}")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(NOT_BEFORE).not_valid_after(NOT_AFTER)
    names = x509.SubjectAlternativeName([x509.DNSName(NODE_NAME), x509.DNSName("localhost")])
    builder = builder.add_extension(names, critical=False)
    return builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True).sign(
        key, hashes.SHA256()
    )


def read_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """A device's private key. Raises :class:`StorageFault` when the file holds something else."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise unreadable(path.parent) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise unreadable(path.parent)
    return key


def _read_certificate(folder: Path) -> DeviceCertificate:
    try:
        pem = (folder / CERTIFICATE_FILE).read_bytes()
        return read_certificate(x509.load_pem_x509_certificate(pem).public_bytes(serialization.Encoding.DER))
    except (ValueError, BadMessage) as error:
        raise unreadable(folder) from error


def _set_copy_aside(folder: Path, here: Location) -> str:
    """Set the identity aside when the folder is a copy; returns the id of the device it was copied from, else ""."""
    made_in = _made_in(folder)
    if made_in is None or made_in == here:
        return ""
    mine = _read_certificate(folder).device_id
    if not is_copy(made_in, here, still_there=_same_identity(folder, Path(made_in.folder) / FOLDER)):
        write_whole(folder / PLACE_FILE, here.to_bytes())
        return ""
    aside = folder / f"set-aside-{short_id(mine)}-{secrets.token_hex(3)}"
    make_folder(aside)
    for file in sorted((entry for entry in folder.iterdir() if entry.is_file()), key=_order_of_leaving):
        file.replace(aside / file.name)
        flush_folder(aside)
        flush_folder(folder)  # so that the files leave in this order even when the power goes
    return mine


def _order_of_leaving(file: Path) -> int:
    """The paired devices leave first, the key second: after a crash in between, the next start does the rest."""
    return {DEVICES_FILE: 0, KEY_FILE: 1}.get(file.name, 2)


def _made_in(folder: Path) -> Location | None:
    try:
        return read_location((folder / PLACE_FILE).read_bytes()) if (folder / KEY_FILE).exists() else None
    except FileNotFoundError:
        return None


def _same_identity(folder: Path, other: Path) -> bool:
    """Whether another folder holds this identity and is not this folder by another name."""
    try:
        if folder.samefile(other):
            return False
        return (other / CERTIFICATE_FILE).read_bytes() == (folder / CERTIFICATE_FILE).read_bytes()
    except OSError:
        return False
