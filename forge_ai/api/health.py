"""`/health`: true only when the engine has made a token lately.

An open socket is no sign of health. When the last token is old, the engine is asked for one, with little patience.
"""

from __future__ import annotations

from typing import Any

import httpx2
from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from forge_ai.api.failures import error_object
from forge_ai.errors import EngineDied, ForgeError
from forge_ai.services import Services

router = APIRouter()

PATIENCE_SECONDS = 5.0


@router.get("/health")
async def tell_health(request: Request) -> JSONResponse:
    """200 and `"ok"` when the default model's engine works, 503 and the reason otherwise."""
    services: Services = request.app.state.services
    try:
        model = await run_in_threadpool(services.resolve, "")
        if _is_stale(services, model):
            await _make_a_token(services, request.app.state.client, model)
    except ForgeError as error:
        return JSONResponse({"status": "error", **error_object(error)}, 503)
    return JSONResponse(_report(services, model))


def _is_stale(services: Services, model: str) -> bool:
    age = services.vitals.of(model).token_age
    return age is None or age > services.settings.keep_warm_seconds


async def _make_a_token(services: Services, client: httpx2.AsyncClient, model: str) -> None:
    with services.engines.using(model) as engine:
        endpoint = await run_in_threadpool(engine.endpoint)
        order = {"model": model, "prompt": "Hello", "max_tokens": 1, "stream": False}
        try:
            url = f"{endpoint.base_url}/completions"
            response = await client.post(url, json=order, headers=endpoint.headers, timeout=PATIENCE_SECONDS)
        except httpx2.TransportError as error:
            raise EngineDied(f"{model} made no token within {PATIENCE_SECONDS:.0f} s.") from error
    if response.status_code != 200:
        raise EngineDied(f"{model} answers with status {response.status_code}.")
    services.vitals.token(model)


def _report(services: Services, model: str) -> dict[str, Any]:
    vital = services.vitals.of(model)
    return {
        "status": "ok",
        "node": services.name,
        "model": model,
        "seconds_since_token": round(vital.token_age or 0.0, 3),
        "running": vital.running,
        "finished": vital.finished,
        "awake": sorted(services.engines.awake()),
    }
