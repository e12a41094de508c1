"""`forge-ai pair`: show a code on the node here, get into a node elsewhere, or give a program or a browser a key.

Does not know how pairing works.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forge_ai.cli.options import AsJson
from forge_ai.cli.say import end_echo, note, print_json, warn
from forge_ai.cli.waiting import in_peace, sign_of_life
from forge_ai.errors import PairingClosed

if TYPE_CHECKING:
    from forge_ai.cli.devices.own_node import OwnNode
    from forge_ai.services import Services

CODE_PATH = "/api/v1/pairing/code"
LOOK_SECONDS = 0.5


def pair(
    address: Annotated[
        str | None, typer.Argument(help="Address or name of the node to get into; without one, a code is shown here.")
    ] = None,
    code: Annotated[
        str | None, typer.Option("--code", help="The code that the other device shows; - reads it from a pipe.")
    ] = None,
    app: Annotated[
        str | None, typer.Option("--app", help="Make a key for a program of this name; shown only once.")
    ] = None,
    browser: Annotated[
        str | None,
        typer.Option("--browser", help="Let in a browser, as on a phone, under this name: a code to scan."),
    ] = None,
    node: Annotated[str | None, typer.Option("--node", help="Which node is meant, when several run here.")] = None,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Stay until the code is used or too old.")] = True,
    as_json: AsJson = False,
) -> None:
    """Let a device in here, or get this device in elsewhere. Once done, no code is needed again."""
    from forge_ai.services import Services
    from forge_ai.settings import settings_of_this_process

    services = Services(settings_of_this_process())
    if address:
        _enter(services, address, code)
    elif app:
        _give_key(services, app, as_json=as_json)
    elif browser:
        _give_link(services, browser, node, as_json=as_json)
    else:
        _invite(services, node, wait=wait, as_json=as_json)


def _enter(services: Services, address: str, code: str | None) -> None:
    """Get this device into the node at an address, or of a name."""
    from forge_ai.cli.devices.whereabouts import where_is
    from forge_ai.comms.peers.client import connect

    typed = sys.stdin.readline() if code == "-" else code
    where = where_is(services, address)
    with sign_of_life(f"Reaching {where} ...") as end_sign:
        peer = connect(services, where, code=typed, ask_code=in_peace(end_sign))
    paired = services.registry.by_certificate(peer.access.certificate.der)
    name = paired.name if paired else str(peer.address)
    note(f'This device is paired with {peer.name}. Ask it: forge-ai ask --on {name} "Who are you?"')


def _give_key(services: Services, name: str, *, as_json: bool) -> None:
    """Make a key for a program, and print it."""
    from forge_ai.identity.node_certificates import write_authority
    from forge_ai.protocol.trust.rights import FRESH, in_words

    authority = write_authority(services.identity, services.host_names)
    device, key = services.registry.add_program(name, FRESH)
    if as_json:
        print_json({"name": device.name, "key": key, "certificate": str(authority)})
        return
    may = f"{device.name} may {in_words(device.rights)}"
    note(f"{may} with this key, shown only now. `forge-ai unpair {device.name}` voids it.")
    _say_where(services)
    note(f"and the program trusts a copy of {authority} (SSL_CERT_FILE)")
    print(key)


def _say_where(services: Services) -> None:
    """Print the base URLs of the node of this data folder, or those that it would have if it ran."""
    from forge_ai.cli.devices.invitation import is_loopback, own_addresses, warn_if_out_of_reach
    from forge_ai.comms.finding.running import near
    from forge_ai.protocol.finding.address import Address

    host, port, runs = _listening(services)
    address, here = own_addresses(host, port)[0], Address(near(host), port)
    if not runs:
        warn("no node runs here now; one that is started with other settings may have another address.")
        note("hint: Start it: forge-ai serve")
    warn_if_out_of_reach(host, [address])
    if is_loopback(here.host):
        elsewhere = "" if is_loopback(address.host) else f" elsewhere https://{address}/v1,"
        note(f"On this computer the base URL is http://{here}/v1,{elsewhere}")
    else:
        note(f"The base URL is https://{address}/v1,")


def _listening(services: Services) -> tuple[str, int, bool]:
    """The address and port on which the node of this data folder listens, or would listen, and whether it runs."""
    from forge_ai.cli.devices.own_node import own_node
    from forge_ai.errors import UnknownPeer

    try:
        node = own_node(services)
    except UnknownPeer:
        return services.settings.host, services.settings.port, False
    return node.host, node.access.address.port, True


def _give_link(services: Services, name: str, node_name: str | None, *, as_json: bool) -> None:
    """Make a key for a browser, and print it as a link and a QR code."""
    from forge_ai.cli.devices.invitation import own_addresses, show_link, warn_if_out_of_reach
    from forge_ai.cli.devices.own_node import own_node
    from forge_ai.protocol.trust.rights import FRESH

    node = own_node(services, node_name)
    addresses = own_addresses(node.host, node.access.address.port)
    device, key = services.registry.add_program(name, FRESH)
    link = f"https://{addresses[0]}/chat#key={key}"
    if as_json:
        print_json({"name": device.name, "key": key, "link": link})
    else:
        show_link(device.name, node.name, link)
        print(link)
    warn_if_out_of_reach(node.host, addresses, f"forge-ai unpair {name}; forge-ai pair --browser {name}")


def _invite(services: Services, name: str | None, *, wait: bool, as_json: bool) -> None:
    """Let the running node show a code, and with ``wait`` stay until it is used."""
    from forge_ai.cli.devices.invitation import own_addresses, show_code, warn_if_out_of_reach
    from forge_ai.cli.devices.own_node import own_node

    node = own_node(services, name)
    shown = node.ask("POST", CODE_PATH)
    addresses = own_addresses(node.host, node.access.address.port)
    if as_json:
        print_json({"node": node.name, **shown})
        return
    show_code(str(shown["code"]), float(shown["seconds"]), addresses, services.identity.device_id)
    warn_if_out_of_reach(node.host, addresses, "forge-ai pair")
    if wait:
        _watch(services, node)


def _watch(services: Services, node: OwnNode) -> None:
    """Wait until the code is used or void, and say which; Ctrl-C takes it back."""
    try:
        while (view := node.ask("GET", CODE_PATH))["outcome"] == "open":
            services.clock.sleep(LOOK_SECONDS)
    except KeyboardInterrupt:
        end_echo()
        view = node.ask("DELETE", CODE_PATH)
    note(f"  {_in_words(view)}")
    if view["outcome"] not in ("used", "closed"):
        note("hint: Show a new code: forge-ai pair")
        raise typer.Exit(PairingClosed.exit_code)


def _in_words(view: Mapping[str, Any]) -> str:
    words = {
        "used": f"{view['let_in']} was let in.",
        "expired": "The code is too old now; nobody used it.",
        "guessed": "Too many wrong tries: the code is void. Somebody may be guessing.",
        "closed": "The code was taken back.",
    }
    return words.get(str(view["outcome"]), "The code is gone.")
