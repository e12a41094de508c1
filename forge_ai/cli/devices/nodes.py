"""`forge-ai nodes`: which nodes are on the network, and why none are.

Does not know how they are found.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from forge_ai.cli.say import note, one_line, print_json
from forge_ai.cli.tables import table
from forge_ai.cli.waiting import sign_of_life
from forge_ai.errors import BadInput

if TYPE_CHECKING:
    from forge_ai.comms.finding.diagnosis import Reason
    from forge_ai.comms.finding.found import FoundNode, NodeInfo

SEARCH_SECONDS = 2.0  # the usual search
SCAN_SECONDS = 6.0  # the shortest one that also tries every address around this device
FOREVER_SECONDS = 1e9
NO_NAMES: Mapping[str, str] = MappingProxyType({})


def nodes(
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Go on, and tell who comes and goes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON; with --watch, one object a line.")] = False,
    scan: Annotated[bool, typer.Option("--scan", help="Also try every address around this device.")] = False,
    seconds: Annotated[
        float | None, typer.Option("--seconds", "-s", min=0.1, help="Longest search, or how long to watch.")
    ] = None,
) -> None:
    """Find the nodes on this network."""
    if seconds is not None and not math.isfinite(seconds):
        raise BadInput(f"--seconds is a number, not {seconds}.", hint="To watch until Ctrl-C, leave it out.")
    if watch:
        watch_nodes(seconds or FOREVER_SECONDS, as_json=as_json)
    else:
        show_nodes(seconds or SEARCH_SECONDS, as_json=as_json, scan=scan)


def show_nodes(seconds: float = SEARCH_SECONDS, *, as_json: bool = False, scan: bool = False) -> None:
    """Search once and print what was found; when that is nothing, say why on stderr."""
    from forge_ai.comms.finding.finder import search_once
    from forge_ai.comms.finding.found import by_name
    from forge_ai.protocol.finding.address import DEFAULT_PORT

    with sign_of_life("Looking for nodes ..."):
        finder = search_once(max(seconds, SCAN_SECONDS), scan_port=DEFAULT_PORT) if scan else search_once(seconds)
    found = by_name(finder.nodes())
    if as_json:
        print_json(found)
    elif found:
        known = _names_of_devices()
        table(["node", "address", "model", "paired", "found by"], [row(*one, known) for one in found.items()])
        if hint := way_in(finder.nodes(), known):
            note(hint)
    if not found:
        explain(finder.reasons())


def _names_of_devices() -> dict[str, str]:
    """What the person calls the devices that were let in, by their ids."""
    from forge_ai.clock import SystemClock
    from forge_ai.comms.finding.own_devices import own_devices_of
    from forge_ai.settings import settings_of_this_process

    registry = own_devices_of(settings_of_this_process().folders, SystemClock()).registry
    return {device.device_id: device.name for device in registry.devices()}


def way_in(nodes: tuple[FoundNode, ...], known: Mapping[str, str] = NO_NAMES) -> str:
    """A hint how to pair with the first node on another computer that is not paired yet; "" where there is none.

    ``known`` are the names of the paired devices on this one, by their ids.
    """
    from forge_ai.comms.finding.found import is_loopback
    from forge_ai.protocol.finding.address import Address

    stranger = next((node for node in nodes if not (node.paired or is_loopback(node.ip))), None)
    if stranger is None:
        return ""
    place = Address(stranger.ip, stranger.port)
    if stranger.name not in known.values():
        return f"hint: To let this device into {stranger.name}: forge-ai pair {place}"
    return (
        f"hint: {stranger.name} at {place} is another device than the {stranger.name} that this one is paired with. "
        f"If you set that one up anew: forge-ai unpair {stranger.name}, then: forge-ai pair {place}"
    )


def explain(reasons: tuple[Reason, ...]) -> None:
    """Print why nothing was found, and what to do."""
    note("No node was found.")
    for reason in reasons:
        note(f"  {reason.what}")
        note(f"  hint: {reason.hint}")


def row(name: str, info: NodeInfo, known: Mapping[str, str] = NO_NAMES) -> list[str]:
    """The row of a node in the table; ``known`` are the names of paired devices on this one, by their ids."""
    here = known.get(info["device_id"], name) if info["paired"] else name
    shown = name if here == name else f"{name}, here {here}"
    return [shown, info["url"], info["model"], "yes" if info["paired"] else "no", ", ".join(info["found_by"])]


def watch_nodes(seconds: float, *, as_json: bool = False) -> None:
    """Print a line for every node that comes, changes or goes, until Ctrl-C; those of this device are told, too."""
    from forge_ai.comms.discovery import DeviceDiscovery

    before: dict[tuple[str, str, int], FoundNode] = {}
    with DeviceDiscovery("watcher", device_id="watcher-only", announces=False) as discovery:
        for found in discovery.watch(seconds):
            now = {(node.device_id, node.name, node.port): node for node in found}
            for key in before.keys() - now.keys():
                _tell("gone", before[key], as_json=as_json)
            for key, node in now.items():
                if key not in before or before[key].ip != node.ip:
                    _tell("here", node, as_json=as_json)
            before = now


def _tell(event: str, node: FoundNode, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"event": event, **node.to_json()}), flush=True)
    else:
        print(one_line(f"{event}  {node.name}  {node.url}  {node.model}"), flush=True)
