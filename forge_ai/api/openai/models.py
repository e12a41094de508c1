"""`/v1/models`: what can be asked for here, models and their personalities.

Does not know which of the models is awake.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from forge_ai.api.border.parts import services_of
from forge_ai.services import Services

router = APIRouter()


@router.head("/v1/models", include_in_schema=False)
@router.get("/v1/models/", include_in_schema=False)
@router.get("/v1/models")
def list_models(request: Request) -> dict[str, Any]:
    """Every model of this node, the default one first, and then the personalities."""
    services = services_of(request)
    models = [_entry(services, name) for name in services.offers.names()]
    speakers = [_entry(services, one.name, one.model.name) for one in services.offers.personalities()]
    return {"object": "list", "data": models + speakers}


@router.get("/v1/models/{name:path}")
def show_model(request: Request, name: str) -> dict[str, Any]:
    """One model or personality of this node."""
    services = services_of(request)
    chosen = services.offers.choose(name)
    return _entry(services, chosen.name, chosen.model if chosen.personality else "")


def _entry(services: Services, name: str, parent: str = "") -> dict[str, Any]:
    entry = {"id": name, "object": "model", "created": _created(services, parent or name), "owned_by": services.name}
    return entry | ({"parent": parent} if parent else {})


def _created(services: Services, model: str) -> int:
    """Since when the model is on this device, in seconds since 1970; of an upstream's nothing is known."""
    stored = services.offers.stored(model)
    return int(stored.manifest_path.stat().st_mtime) if stored else 0
