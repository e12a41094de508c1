"""`forge-ai serve`: this device answers, until Ctrl-C.

Does not know how answers are computed.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Annotated

import typer

from forge_ai.cli import completion
from forge_ai.cli.devices.devices import warn_of_copy
from forge_ai.cli.devices.invitation import EVERYWHERE, own_addresses, show_code
from forge_ai.cli.say import end_echo, note, warn
from forge_ai.cli.waiting import sign_of_life
from forge_ai.comms.node.termination import termination_as_interrupt
from forge_ai.limits import CODE_SECONDS

if TYPE_CHECKING:
    from forge_ai.comms.network import EnigmaNode
    from forge_ai.services import Services

WYOMING_PORT = 10_700  # where Home Assistant expects a satellite
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    name: Annotated[
        str | None, typer.Option("--name", "-n", help="Name of this node, which other devices see.")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", "-p", min=0, max=65535, help="Port (default: 5000 or the next free one).")
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", "-m", help="Model that answers.", autocompletion=completion.speakers)
    ] = None,
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on.")] = None,
    upstream: Annotated[
        str | None, typer.Option("--upstream", help="URL of an OpenAI-compatible server that computes.")
    ] = None,
    open_network: Annotated[
        bool, typer.Option("--open", help="Let anybody on this network ask, without a key. Only where you trust all.")
    ] = False,
    wyoming: Annotated[
        int | None,
        typer.Option(
            "--wyoming",
            min=0,
            max=65535,
            help="Also serve voice devices that speak Wyoming, at this port (default: 10700).",
        ),
    ] = None,
    wyoming_host: Annotated[
        str,
        typer.Option("--wyoming-host", help="Address for Wyoming, which knows no keys (default: this computer alone)."),
    ] = "127.0.0.1",
) -> None:
    """Start a node on this device. Ctrl-C ends it."""
    from forge_ai.comms.network import EnigmaNode
    from forge_ai.settings import settings_of_this_process

    settings = settings_of_this_process(
        name=name, port=port, model=model, host=host, upstream=upstream, open=open_network or None
    )
    run_server(EnigmaNode(settings=settings), None if wyoming is None else (wyoming_host, wyoming))


def with_wyoming_port(words: list[str]) -> list[str]:
    """The words of the command with the usual port after a `--wyoming` that has none."""
    place = words.index("--wyoming") + 1 if "--wyoming" in words else 0
    if place and not "".join(words[place : place + 1]).isdigit():
        return [*words[:place], str(WYOMING_PORT), *words[place:]]
    return words


def run_server(node: EnigmaNode, wyoming: tuple[str, int] | None = None) -> None:
    """Start a node, say where it is, and return when Ctrl-C or a signal has stopped it.

    ``wyoming`` is the host and the port at which it also serves Wyoming, None for nowhere.
    """
    wished = node.settings.port
    with termination_as_interrupt(), node, suppress(KeyboardInterrupt):  # an end before the wait begins is as orderly
        note(f"Starting {node.name} with the model {node.settings.model} ...")
        with sign_of_life(f"Loading {node.settings.model} ..."):  # which takes minutes for a large one on a slow disk
            node.begin()
        if wished not in (0, node.port):
            warn(f"port {wished} is taken by {who_holds(wished, node.services)}; this node has {node.port}.")
        with _wyoming(node, wyoming):
            _greet(node)
            gc.freeze()  # what the node is made of stays: to search it for garbage again and again would delay answers
            node.wait()
    end_echo()
    note("Stopped.")


def who_holds(port: int, services: Services) -> str:
    """Who listens at a port of this computer, in words: a node of this person's, or another program."""
    from forge_ai.comms.brains.scout import Scout

    own = next((one for one in Scout(services).own_nodes() if one.access.address.port == port), None)
    return f"your node {own.name}" if own else "another program"


@contextmanager
def _wyoming(node: EnigmaNode, place: tuple[str, int] | None) -> Iterator[None]:
    """Serve Wyoming while the block lasts, at a host and port; nothing for None."""
    if place is None:
        yield
        return
    server = node.open_wyoming(*place)
    note(f"{node.name} hears, answers and speaks for Wyoming at {server.host}:{server.port}")
    if server.host not in LOOPBACK:
        warn("Wyoming has no keys: anybody who reaches that port may use this node. Your memories stay out of it.")
    try:
        yield
    finally:
        server.stop()


def _greet(node: EnigmaNode) -> None:
    """Print where the node is, who may use it, and how another device gets in."""
    addresses = own_addresses(node.settings.host, node.port)
    identity = node.services.identity
    warn_of_copy(identity)
    for address in addresses:
        note(f"{node.name} answers at https://{address}")
    if node.settings.host in (*EVERYWHERE, *LOOPBACK):
        note(f"  On this computer also http://127.0.0.1:{node.port}")
    note("  OpenAI-compatible below /v1; `forge-ai pair --app NAME` makes the API key")
    if node.settings.open:
        warn("OPEN: anybody who reaches this node may ask its models. Only --open on a network that you trust wholly.")
    node.services.pairing.on_let_in = lambda device: note(f"{device.name} ({device.short_id}) was let in.")
    show_code(node.show_code(), CODE_SECONDS, addresses, identity.device_id)
    note("  From a phone, or any browser: `forge-ai pair --browser my_phone` shows a link")
    note('  Ask it: forge-ai ask "What can you do?"      Stop it: Ctrl-C')
