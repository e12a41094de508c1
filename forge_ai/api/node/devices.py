"""`/api/v1/devices`: the devices that were let in, for whoever may manage them.

Does not know where they are kept.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from forge_ai.api.border.body import read_object
from forge_ai.api.border.parts import services_of
from forge_ai.errors import BadInput
from forge_ai.identity.registry import Registry
from forge_ai.protocol.trust.rights import read_rights

router = APIRouter(prefix="/api/v1/devices")


@router.get("")
def list_devices(request: Request) -> dict[str, Any]:
    """Every device and program that was let in."""
    return {"devices": [device.told() for device in _registry(request).devices()]}


@router.patch("/{name}")
async def change_device(name: str, request: Request) -> dict[str, Any]:
    """Give a device another `name` here, or other `rights`."""
    registry, wish = _registry(request), await read_object(request)
    device = registry.find(name)
    rights, new_name = wish.get("rights"), wish.get("name")
    if (
        not set(wish) <= {"rights", "name"}
        or not isinstance(rights, list | None)
        or not isinstance(new_name, str | None)
    ):
        raise BadInput("A device has a name and rights.", hint='Send {"name": "kitchen"} or {"rights": ["ask"]}.')
    if rights is not None:
        device = registry.give_rights(device.device_id, read_rights(rights))
    return (registry.rename(device.device_id, new_name) if new_name is not None else device).told()


@router.delete("/{name}")
def let_go(name: str, request: Request) -> dict[str, Any]:
    """Unpair a device; its connections end within a second."""
    return _registry(request).remove(name).told()


def _registry(request: Request) -> Registry:
    registry: Registry = services_of(request).registry
    return registry
