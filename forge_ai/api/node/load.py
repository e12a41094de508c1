"""`/api/v1/load`: which models are awake here, how free and how fast they are, for whoever chooses between brains.

Does not choose. What it tells of the default model comes from tokens that were made: when the last one is old,
another is asked for, and a report that must not wait for it says how old the last one is.
"""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request

from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.parts import services_of
from forge_ai.api.orders.own_load import report_load
from forge_ai.api.orders.proof import Proofs
from forge_ai.errors import ForgeError

router = APIRouter()

PATIENCE_SECONDS: Final = 0.1  # whoever chooses a brain is about to ask a question


@router.get("/api/v1/load")
async def tell_load(request: Request) -> dict[str, Any]:
    """The models of this node, the default one first."""
    services = services_of(request)
    proofs: Proofs = request.app.state.proofs
    try:
        model = (await in_thread(services.offers.choose, "")).model
        if model in services.engines.awake():
            await proofs.demand(model, PATIENCE_SECONDS)
    except ForgeError:
        pass  # the report says it
    report = await in_thread(report_load, services)
    return report.to_json()
