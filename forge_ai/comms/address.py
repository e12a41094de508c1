"""Addresses as people type them: ``192.168.1.100:5000``, ``my-pc.local``, ``[fd00::2]:5000``.

Does not look anything up.
"""

from __future__ import annotations

from forge_ai.errors import BadInput
from forge_ai.protocol.names import shown

NODE_PORT = 5000


def split_address(text: str, port: int = NODE_PORT) -> tuple[str, int]:
    """Host and port of a typed address; ``port`` when it names none. Raises :class:`BadInput`."""
    bare = text.strip().removeprefix("http://").removeprefix("https://").rstrip("/")
    host, has_port, digits = _parted(bare)
    if not host or any(letter.isspace() or letter in "/@?#" for letter in host):
        raise BadInput(f"{shown(text)} is not an address.", hint="Give host:port, such as 192.168.1.100:5000.")
    if not has_port:
        return host, port
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 5 and 1 <= int(digits) <= 65_535):
        raise BadInput(f"{shown(text)} names a port that does not exist.", hint="Ports go from 1 to 65535.")
    return host, int(digits)


def join_address(host: str, port: int) -> str:
    """The other way round."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _parted(bare: str) -> tuple[str, bool, str]:
    if bare.startswith("["):
        host, bracket, rest = bare[1:].partition("]")
        return (host if bracket and (not rest or rest.startswith(":")) else ""), bool(rest), rest[1:]
    if bare.count(":") > 1:
        return bare, False, ""
    host, colon, digits = bare.partition(":")
    return host, bool(colon), digits
