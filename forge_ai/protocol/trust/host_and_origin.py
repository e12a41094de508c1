"""Which Host and Origin headers a node accepts: what stands between it and web pages in the same browser.

A page that got hold of an address by rebinding its own name still sends that name as the Host; a page of another site
says so in Origin or Sec-Fetch-Site. Does not know who is logged in, nor what is asked for.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from forge_ai.limits import HOST_HEADER_CHARACTERS

_HOST: Final = re.compile(
    r"(?P<name>\[[0-9A-Fa-f:.]+(?:%[\w.%-]+)?\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?", re.ASCII
)
_ORIGIN: Final = re.compile(r"(?P<scheme>https?)://(?P<host>[^/?#@\s]+)")
_CARRIER_SHARED: Final = ipaddress.ip_network("100.64.0.0/10")  # private networks over the internet use it
_PORTS: Final = {"http": 80, "https": 443}

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Host:
    """A Host header: the name or address in lower case without brackets and zone, and the port if one was given."""

    name: str
    port: int | None

    @property
    def literal(self) -> IPAddress | None:
        """The address, when the host is one and not a name."""
        return read_literal(self.name)


@lru_cache(maxsize=256)  # every request names the same few hosts
def read_host(text: str) -> Host | None:
    """Parse a Host header; None for anything that is not one."""
    found = _HOST.fullmatch(text) if len(text) <= HOST_HEADER_CHARACTERS else None
    if found is None:
        return None
    name, port = found["name"].partition("%")[0].strip("[]"), found["port"]
    if found["name"].startswith("[") and read_literal(name) is None:
        return None
    if port is not None and not 0 < int(port) <= 65_535:
        return None
    name = name.lower().rstrip(".")
    return Host(name, int(port) if port else None) if name else None


@lru_cache(maxsize=256)
def read_literal(text: str) -> IPAddress | None:
    """The address that the text is, an IPv4 address in IPv6 clothes as the IPv4 address; None for a name."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


@lru_cache(maxsize=256)
def is_private(address: IPAddress) -> bool:
    """Whether an address belongs to this machine or to somebody's own network."""
    shared = address.version == 4 and address in _CARRIER_SHARED
    return not address.is_unspecified and (address.is_private or address.is_loopback or address.is_link_local or shared)


def host_is_ours(text: str, own_names: Iterable[str], reached_at: str) -> bool:
    """Whether a Host header can only mean this node.

    It does when it is a private address (an attacker's name cannot be one), the address of the socket itself
    (``reached_at``), `localhost`, or one of ``own_names`` (also with `.local` and `.lan`).
    """
    host = read_host(text)
    if host is None:
        return False
    if host.literal is not None:
        return is_private(host.literal) or host.literal == read_literal(reached_at)
    return host.name in names_of_node(own_names)


def names_of_node(own_names: Iterable[str]) -> set[str]:
    """Every host name that means this node."""
    found = {"localhost"}
    for name in own_names:
        plain = name.lower().rstrip(".")
        found |= {plain, f"{plain}.local", f"{plain}.lan"} if "." not in plain else {plain}
    return found


def comes_from_another_site(headers: Mapping[str, str], scheme: str) -> bool:
    """Whether a browser says that another site's page made this request.

    A page that is merely opened through a link (a navigation that only reads) does not count. ``headers`` have
    lower-case names.
    """
    origin = headers.get("origin")
    if origin is not None:
        return not _same_origin(origin, headers.get("host", ""), scheme)
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return False
    return headers.get("sec-fetch-mode") != "navigate" or headers.get("sec-fetch-dest") != "document"


def _same_origin(origin: str, host: str, scheme: str) -> bool:
    found = _ORIGIN.fullmatch(origin)
    if found is None or found["scheme"] != scheme:
        return False
    theirs, ours = read_host(found["host"]), read_host(host)
    if theirs is None or ours is None:
        return False
    port = _PORTS[scheme]
    return (theirs.name, theirs.port or port) == (ours.name, ours.port or port)
