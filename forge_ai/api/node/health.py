"""`/health`: 200 only when the engine has made a token lately.

An open socket is no sign of health. When the last token is old, the engine is asked for one, with little patience.
"""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

from forge_ai.api.border.failures import error_object
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.parts import services_of
from forge_ai.api.orders.own_load import model_load
from forge_ai.api.orders.proof import Proofs
from forge_ai.errors import ForgeError
from forge_ai.services import Services

router = APIRouter()

COUNTED: Final = ("parameters", "slots", "free", "queued", "tokens_per_second")


@router.head("/health", include_in_schema=False)  # watchers of many services ask like this
@router.get("/health")
async def tell_health(request: Request) -> JSONResponse:
    """200 and `"ok"` when the default model's engine works, 503 and the reason otherwise."""
    services = services_of(request)
    proofs: Proofs = request.app.state.proofs
    try:
        model = (await in_thread(services.offers.choose, "")).model
        await proofs.demand(model)
        report = await in_thread(_report, services, model)
    except ForgeError as error:
        return JSONResponse({"status": "error", **error_object(error)}, 503)
    return JSONResponse(report)


def _report(services: Services, model: str) -> dict[str, Any]:
    vital, load = services.vitals.of(model), model_load(services, model).to_json()
    counted: dict[str, Any] = {name: load[name] for name in COUNTED if name in load}
    return {
        "status": "ok",
        "node": services.name,
        "model": model,
        "seconds_since_token": round(vital.token_age or 0.0, 3),
        "running": vital.running,
        "finished": vital.finished,
        "awake": sorted(services.engines.awake()),
        **counted,
    }
