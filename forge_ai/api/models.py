"""`/v1/models`: what can be asked for here.

Does not know which of the models is awake.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from forge_ai.services import Services

router = APIRouter()


@router.get("/v1/models")
def list_models(request: Request) -> dict[str, Any]:
    """Every model of this node, the default one first."""
    services: Services = request.app.state.services
    return {"object": "list", "data": [_entry(services, name) for name in services.model_names()]}


@router.get("/v1/models/{name}")
def show_model(request: Request, name: str) -> dict[str, Any]:
    """One model of this node."""
    services: Services = request.app.state.services
    return _entry(services, services.resolve(name))


def _entry(services: Services, name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": services.name}
