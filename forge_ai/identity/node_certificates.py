"""The TLS contexts of a node: its own certificate for ForgeAI's devices, one with its addresses for everybody else.

ForgeAI's devices ask for :data:`NODE_NAME`, whatever the address. Does not know what is said over a connection.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import serialization

from forge_ai.errors import StorageFault
from forge_ai.identity.authority import (
    LOOPBACK,
    IpAddress,
    addresses_in,
    authority_of,
    far_names_in,
    read_names,
    vouched_for,
    with_address,
)
from forge_ai.identity.device_key import LOCK_FILE, NODE_NAME, Identity, read_key
from forge_ai.identity.file_lock import locked
from forge_ai.identity.tls import serving_context
from forge_ai.limits import VOUCHED_NAMES
from forge_ai.paths import storage_faults, write_whole
from forge_ai.protocol.trust.host_and_origin import read_literal

AUTHORITY_FILE: Final = "authority.pem"
NEAR_FILE: Final = "near.pem"
FAR_FILE: Final = "far.pem"


def write_authority(identity: Identity, own_names: Iterable[str]) -> Path:
    """Write the authority, if it lacks a name, and return its file, which programs of other makers are to trust.

    It keeps the names that it had before. Raises :class:`StorageFault`.
    """
    path, key = identity.folder / AUTHORITY_FILE, read_key(identity.key_file)
    with _kept(identity, path) as before:
        known = far_names_in(before, key)
        wanted = tuple(dict.fromkeys((*read_names(own_names).far, *(known or ()))))[:VOUCHED_NAMES]
        if known is None or not set(wanted) <= set(known):
            write_whole(path, authority_of(key, wanted).public_bytes(serialization.Encoding.PEM), mode=0o644)
    return path


class NodeCertificates:
    """Chooses the certificate that a connection is shown. ``own_names`` are the host names that the node is reached by.

    Far names have a certificate of their own: a program whose copy of the authority is older than such a name refuses
    that certificate, and no other.
    """

    def __init__(self, identity: Identity, own_names: Iterable[str]) -> None:
        self._identity = identity
        self._names = read_names(own_names)
        self._own = self._near = self._far = serving_context(identity)
        self._vouched: frozenset[IpAddress] = frozenset()
        with suppress(StorageFault):
            write_authority(identity, own_names)
            if self._names.far:
                self._far = self._vouch(FAR_FILE, self._names.far, ())[0]
        self.context_for(str(LOOPBACK[0]))  # makes the certificate now, and not at a stranger's first connection

    def context_for(self, reached_at: str) -> ssl.SSLContext:
        """The context for a connection that came to that address of ours.

        Where the disk takes no new certificate, the last one is used: ForgeAI's devices need only our own.
        """
        address = read_literal(reached_at) or LOOPBACK[0]
        if address not in self._vouched:
            with suppress(StorageFault):
                near, vouched = self._vouch(NEAR_FILE, self._names.near, (address,))
                near.sni_callback = self._choose
                self._near, self._vouched = near, frozenset((*vouched, address))
        return self._near

    def _vouch(
        self, name: str, hosts: Sequence[str], fresh: Sequence[IpAddress]
    ) -> tuple[ssl.SSLContext, tuple[IpAddress, ...]]:
        """The context with the certificate for these names and the fresh address, and all addresses it is good for."""
        path, key = self._identity.folder / name, read_key(self._identity.key_file)
        with _kept(self._identity, path) as before:
            known = addresses_in(before, key, hosts)
            wanted = with_address(known or (), fresh[0]) if fresh else ()
            if known is None or set(wanted) != set(known):
                write_whole(path, vouched_for(key, hosts, wanted))
            return serving_context(self._identity, path), wanted

    def _choose(self, connection: ssl.SSLObject | ssl.SSLSocket, name: str | None, _: ssl.SSLContext) -> None:
        if name == NODE_NAME:
            connection.context = self._own
        elif name is not None and name.lower().rstrip(".") in self._names.far:
            connection.context = self._far


@contextmanager
def _kept(identity: Identity, path: Path) -> Iterator[bytes]:
    """The content of a file, b"" where there is none; no other program of this device changes it meanwhile."""
    with locked(identity.folder.parent / LOCK_FILE), storage_faults(path):
        yield path.read_bytes() if path.exists() else b""
