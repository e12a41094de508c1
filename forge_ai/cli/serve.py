"""`forge-ai serve`: this device answers, until Ctrl-C.

Does not know how answers are computed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from forge_ai.cli.say import note, warn

if TYPE_CHECKING:
    from forge_ai.comms.network import EnigmaNode

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    name: Annotated[str | None, typer.Option("--name", "-n", help="What other devices see.")] = None,
    port: Annotated[
        int | None, typer.Option("--port", "-p", min=0, max=65535, help="Port (default: 5000 or the next free one).")
    ] = None,
    model: Annotated[str | None, typer.Option("--model", "-m", help="Model that answers.")] = None,
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on.")] = None,
    upstream: Annotated[str | None, typer.Option("--upstream", help="OpenAI-compatible URL that computes.")] = None,
) -> None:
    """Start a node on this device. Ctrl-C ends it."""
    from forge_ai.comms.network import EnigmaNode
    from forge_ai.settings import settings_of_this_process

    settings = settings_of_this_process(name=name, port=port, model=model, host=host, upstream=upstream)
    run_server(EnigmaNode(settings=settings))


def run_server(node: EnigmaNode) -> None:
    """Start a node, say where it is, and return when it has been stopped."""
    wished = node.settings.port
    note(f"Starting {node.name} with the model {node.settings.model} ...")
    with node:
        node.start_server()
        if wished not in (0, node.port):
            warn(f"port {wished} is taken by another program; this node has {node.port}.")
        if node.settings.host not in LOOPBACK:
            warn(f"listening on {node.settings.host}: whoever reaches this address can ask this node, without a key.")
        note(f"{node.name} answers at http://{_shown_host(node.settings.host)}:{node.port}")
        note(f"  OpenAI-compatible: base URL http://{_shown_host(node.settings.host)}:{node.port}/v1, any API key")
        note('  Ask it: forge-ai ask "What can you do?"      Stop it: Ctrl-C')
        node.wait()
    note("Stopped.")


def _shown_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host
