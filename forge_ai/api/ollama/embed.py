"""`/api/embed` and `/api/embeddings`: texts go in, vectors come out, as Ollama's clients know it.

Does not know what the vectors are compared with. Thousands of them are read and written beside the event loop, one
after the other, so that everybody else gets a turn.
"""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from forge_ai.api.border.body import parse_prompt, read_object
from forge_ai.api.border.failures import ollama_failure
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.delivery.captured import captured_bytes
from forge_ai.api.delivery.relay import Order, Relay
from forge_ai.api.ollama.words import model_in
from forge_ai.api.openai.unoffered import check_vectors
from forge_ai.api.orders.order import VECTORS
from forge_ai.errors import EngineFault
from forge_ai.services import Services

router = APIRouter()


@router.post("/api/embed")
async def embed(request: Request) -> Response:
    """One vector for each text."""
    services: Services = request.app.state.services
    fields, begun = await read_object(request), services.clock.steady()
    status, body = await _vectors(request, fields, "input")
    if status != 200:
        return JSONResponse(ollama_failure(json.loads(body)), status)
    taken = round((services.clock.steady() - begun) * 1e9)
    told = {"model": fields.get("model"), "total_duration": taken, "load_duration": 0}
    return Response(await in_ollamas_words(body, told), media_type="application/json")


@router.post("/api/embeddings")
async def embed_one(request: Request) -> JSONResponse:
    """One vector for one text, as older clients ask."""
    fields = await read_object(request)
    status, body = await _vectors(request, fields, "prompt")
    if status != 200:
        return JSONResponse(ollama_failure(json.loads(body)), status)
    vectors, _ = await in_thread(_read_vectors, body)
    return JSONResponse({"embedding": vectors[0]})


async def _vectors(request: Request, fields: dict[str, Any], key: str) -> tuple[int, bytes]:
    services: Services = request.app.state.services
    asked = parse_prompt({"model": model_in(fields), key: fields.get(key)}, key)
    model = (await in_thread(services.offers.choose, asked.model)).model
    await in_thread(check_vectors, services, model, fields)
    order = Order(model, VECTORS, {"model": model, "input": asked.fields[key]}, stream=False)
    return await captured_bytes(Relay(services, order), request.scope, request.receive)


async def in_ollamas_words(body: bytes, told: dict[str, Any]) -> bytes:
    """An engine's answer as Ollama's, with what else is ``told``. Raises :class:`EngineFault`."""
    return await in_thread(_in_ollamas_words, body, told)


def _in_ollamas_words(body: bytes, told: dict[str, Any]) -> bytes:
    vectors, tokens = _read_vectors(body)
    rows = ",".join(json.dumps(vector, separators=(",", ":")) for vector in vectors)
    return f'{json.dumps({**told, "prompt_eval_count": tokens})[:-1]}, "embeddings": [{rows}]}}'.encode()


def _read_vectors(body: bytes) -> tuple[list[Any], int]:
    """The vectors in the order of their texts, and how many tokens those had."""
    try:
        answer = json.loads(body, object_hook=_as_it_is)
        rows = sorted(answer["data"], key=lambda row: int(row["index"]))
        tokens = (answer.get("usage") or {}).get("prompt_tokens", 0)
        return [rows[0]["embedding"], *(row["embedding"] for row in rows[1:])], tokens
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise EngineFault("The engine sent something else than vectors.") from error


def _as_it_is(fields: dict[str, Any]) -> dict[str, Any]:
    """Called for each vector: a step at which Python lets other threads go on, which it does not within its parser."""
    return fields
