"""`/api/embed` and `/api/embeddings`: texts go in, vectors come out, as Ollama's clients know it.

Does not know what the vectors are compared with.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from forge_ai.api.body import parse_prompt, read_object
from forge_ai.api.captured import captured
from forge_ai.api.ollama_words import model_in, ollama_failure
from forge_ai.api.relay import Order, Relay
from forge_ai.services import Services

router = APIRouter()


@router.post("/api/embed")
async def embed(request: Request) -> JSONResponse:
    """One vector for each text."""
    services: Services = request.app.state.services
    fields, begun = await read_object(request), services.clock.steady()
    status, answer = await _vectors(request, fields, "input")
    if status != 200:
        return JSONResponse(ollama_failure(answer), status)
    told = {
        "model": fields.get("model"),
        "embeddings": [entry["embedding"] for entry in answer["data"]],
        "total_duration": round((services.clock.steady() - begun) * 1e9),
        "load_duration": 0,
        "prompt_eval_count": (answer.get("usage") or {}).get("prompt_tokens", 0),
    }
    return JSONResponse(told)


@router.post("/api/embeddings")
async def embed_one(request: Request) -> JSONResponse:
    """One vector for one text, as older clients ask."""
    fields = await read_object(request)
    status, answer = await _vectors(request, fields, "prompt")
    if status != 200:
        return JSONResponse(ollama_failure(answer), status)
    return JSONResponse({"embedding": answer["data"][0]["embedding"]})


async def _vectors(request: Request, fields: dict[str, Any], key: str) -> tuple[int, Any]:
    services: Services = request.app.state.services
    asked = parse_prompt({"model": model_in(fields), key: fields.get(key)}, key)
    model = await run_in_threadpool(services.resolve, asked.model)
    order = Order(model, "embeddings", {"model": model, "input": asked.fields[key]}, stream=False)
    return await captured(Relay(services, order), request.scope, request.receive)
