"""Addresses as people type them: `192.168.1.100:5000`, a host name, a whole URL.

Pure. Does not know whether anybody listens there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Final

from forge_ai.errors import BadInput
from forge_ai.protocol.values.names import shown

DEFAULT_PORT: Final = 5000
_HINT: Final = "Give it as 192.168.1.100:5000, my-pc.local:5000 or [fd00::1]:5000."
_LABEL: Final = r"[A-Za-z0-9_-]{1,63}"  # no resolver takes a longer part of a name, nor an empty one
_TYPED: Final = re.compile(
    r"(?:https?://)?"
    rf"(?:\[(?P<six>[0-9A-Fa-f:.]+(?:%[\w.-]+)?)\]|(?P<host>{_LABEL}(?:\.{_LABEL})*\.?))"
    r"(?::(?P<port>\d{1,5}))?/?",
    re.ASCII,
)
_NUMBERS: Final = re.compile(r"\.\d+\.?$", re.ASCII)  # what ends so is no name of a host, and no resolver is asked
_PAGE: Final = re.compile(r"(https?://[^/?#]+)[/?#].*")  # the page of a node, or what its QR code says

NODE_NAME: Final = re.compile(r"(?=.*[A-Za-z])[\w-]+", re.ASCII)  # what may be a node's: no dot, no colon, no port


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a TCP port."""

    host: str
    port: int = DEFAULT_PORT

    def __str__(self) -> str:
        """The form in which it is typed."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def is_ipv4(host: str) -> bool:
    """Whether these are the four numbers of an address."""
    try:
        IPv4Address(host)
    except ValueError:
        return False
    return True


def read_address(typed: str) -> Address:
    """Parse what a person typed, or copied from a browser; the port is 5000 without one. Raises :class:`BadInput`."""
    found = _TYPED.fullmatch(_PAGE.sub(r"\1", typed.strip())) if len(typed) < 300 else None
    if not found:
        raise BadInput(f"{shown(typed)} is not an address.", hint=_HINT)
    if _NUMBERS.search(found["host"] or "") and not is_ipv4(found["host"]):
        raise BadInput(f"{shown(typed)} is not an address: it takes four numbers from 0 to 255.", hint=_HINT)
    port = int(found["port"] or DEFAULT_PORT)
    if not 0 < port < 65_536:
        raise BadInput(f"{shown(typed)} has a port that does not exist: ports go from 1 to 65535.", hint=_HINT)
    return Address(found["six"] or found["host"], port)
