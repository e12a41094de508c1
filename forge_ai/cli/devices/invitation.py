"""What a person needs to bring another device or browser here: addresses, the device id, a one-time code, a QR code.

Does not know what happens when the code is used.
"""

from __future__ import annotations

import io
import sys
from typing import Final

from forge_ai.cli.say import note, warn
from forge_ai.cli.wrapping import columns_of
from forge_ai.protocol.finding.address import Address
from forge_ai.protocol.trust.host_and_origin import read_literal
from forge_ai.settings import terminal_obeys

# White on black, also where the terminal is light, for many cameras read no negative; and back to normal.
_INK: Final = ("\x1b[97;40m", "\x1b[0m")
EVERYWHERE: Final = ("0.0.0.0", "::")  # noqa: S104 - recognised here, not bound


def own_addresses(host: str, port: int) -> list[Address]:
    """Where other devices reach a node that listens on ``host``; loopback when there is no network."""
    if host not in EVERYWHERE:
        return [Address(host, port)]
    from forge_ai.comms.lan.interfaces import announced_addresses, interfaces_of_settings

    ipv4 = [address for address in announced_addresses(interfaces_of_settings()()) if ":" not in address]
    return [Address(address, port) for address in ipv4 or ["127.0.0.1"]]


def warn_if_out_of_reach(host: str, addresses: list[Address], again: str = "") -> None:
    """Warn when no other device can use these addresses, and say what to do; ``again`` is the command to repeat then.

    ``host`` is the address on which the node listens.
    """
    if not is_loopback(addresses[0].host):
        return
    then = f", then: {again}" if again else "."
    if host in EVERYWHERE:
        warn("this computer is on no network now: no other device reaches that address.")
        note(f"hint: Connect it to the network of the other device{then}")
    else:
        warn(f"this node listens on {host}, for this computer alone: no other device reaches that address.")
        note(f"hint: Start it without that --host (or FORGE_AI_HOST){then}")


def is_loopback(host: str) -> bool:
    """Whether an address is only for programs on the same computer."""
    literal = read_literal(host)
    return host == "localhost" or (literal is not None and literal.is_loopback)


def show_code(code: str, seconds: float, addresses: list[Address], device_id: str) -> None:
    """Say how another device gets in, with the code."""
    from forge_ai.protocol.trust.device_certificate import short_id

    note(f"  To let a device in, within {seconds / 60:.0f} minutes: give it the code  {code}")
    note(f"      forge-ai pair {addresses[0]}      (device id {short_id(device_id)})")
    show_qr(f"https://{addresses[0]}/#{short_id(device_id)}", "      ")  # which holds nothing secret


def show_link(name: str, node: str, link: str) -> None:
    """Say how a browser gets in, with the link that carries its key."""
    note(f"{name} may ask and sync with this link, shown only now. `forge-ai unpair {name}` voids it.")
    note(f"Scan it, or open it there. The browser warns once, because {node} made its certificate itself.")
    show_qr(link, "  ")


def show_qr(text: str, margin: str) -> None:
    """Print a QR code on stderr, behind ``margin`` where the terminal has room for it.

    Where it is too narrow for the code itself, say how wide it must be.
    """
    lines, columns = qr_lines(text), columns_of(sys.stderr)
    if columns and lines and len(lines[0]) > columns:
        note(f"(A terminal of {len(lines[0])} columns shows a QR code here.)")
        return
    if columns and lines and len(margin + lines[0]) > columns:
        margin = ""
    light, end = _INK if columns and terminal_obeys() else ("", "")
    for line in lines:
        print(f"{margin}{light}{line}{end}", file=sys.stderr, flush=True)


def qr_lines(text: str) -> list[str]:
    """A QR code as lines of half blocks; none when the terminal's alphabet lacks them."""
    import segno

    drawn = io.StringIO()
    segno.make(text, micro=False, error="l").terminal(drawn, compact=True, border=2)
    try:
        drawn.getvalue().encode(getattr(sys.stderr, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return []
    return drawn.getvalue().rstrip("\n").split("\n")
