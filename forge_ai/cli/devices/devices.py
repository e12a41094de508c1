"""`forge-ai devices` and `forge-ai unpair`: who was let in, under which name, with which rights; and out again.

Does not need a running node: a running one sees every change at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from forge_ai.cli import completion
from forge_ai.cli.families import KnowsOtherWords, lists_by_itself
from forge_ai.cli.options import AsJson
from forge_ai.cli.say import note, print_json, warn
from forge_ai.cli.tables import table

if TYPE_CHECKING:
    from forge_ai.identity.device import Device
    from forge_ai.identity.device_key import Identity
    from forge_ai.services import Services

app = typer.Typer(
    cls=KnowsOtherWords, help="The devices that were let in: list, rename, rights.", rich_markup_mode=None
)

Name = Annotated[
    str, typer.Argument(help="Name or id, as `forge-ai devices` shows it.", autocompletion=completion.let_in)
]


def list_devices(as_json: AsJson = False) -> None:
    """List the devices that were let in."""
    from forge_ai.protocol.trust.device_certificate import short_id

    services = _services()
    devices = services.registry.devices()
    if as_json:
        print_json({"this_device": services.identity.device_id, "devices": [device.told() for device in devices]})
        return
    note(f"This device is {short_id(services.identity.device_id)}.")
    warn_of_copy(services.identity)
    table(["name", "id", "rights", "last seen", "address"], [_row(device) for device in devices])
    if not devices:
        note("Nobody has been let in. `forge-ai pair` shows a code on a running node.")


lists_by_itself(app, list_devices)


def warn_of_copy(identity: Identity) -> None:
    """Warn that other devices do not know this one, when its data folder was copied from another device."""
    from forge_ai.protocol.trust.device_certificate import short_id

    if came_from := identity.copied_from or identity.origin:
        warn(
            f"this folder was copied from the device {short_id(came_from)}: this is a new device now, "
            "and others must let it in again."
        )


@app.command("rename")
def rename(name: Name, new_name: Annotated[str, typer.Argument(help="What it is called here from now on.")]) -> None:
    """Give a device another name on this one."""
    note(f"{name} is called {_services().registry.rename(name, new_name).name} now.")


@app.command("rights")
def give_rights(
    name: Name,
    rights: Annotated[list[str], typer.Argument(help="All it may do: ask, sync, train, manage; or none.")],
) -> None:
    """Say what a device may do here."""
    from forge_ai.protocol.trust.rights import in_words, read_rights

    wished = read_rights([] if rights == ["none"] else rights)
    device = _services().registry.give_rights(name, wished)
    note(f"The rights of {device.name}: {in_words(device.rights)}.")


@app.command("unpair", hidden=True)
def unpair(name: Name) -> None:
    """Let a device go: its key is void within a second."""
    device = _services().registry.remove(name)
    there = "" if device.is_program else " It may still have this device on its own list: unpair it there too."
    note(f"{device.name} is not let in any more.{there}")


def _services() -> Services:
    from forge_ai.services import Services
    from forge_ai.settings import settings_of_this_process

    return Services(settings_of_this_process())


def _row(device: Device) -> list[str]:
    from forge_ai.protocol.trust.rights import in_words

    seen = device.last_seen[:16].replace("T", " ")
    return [
        device.name,
        "a program" if device.is_program else device.short_id,
        in_words(device.rights),
        seen,
        device.address,
    ]
