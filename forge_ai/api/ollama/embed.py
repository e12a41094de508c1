"""`/api/embed` and `/api/embeddings`: texts go in, vectors come out, as Ollama's clients know it.

Does not know what the vectors are compared with. Thousands of them are read and written beside the event loop, one
after the other, so that everybody else gets a turn.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from forge_ai.api.border.body import read_object
from forge_ai.api.border.failures import ollama_failure
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.model_request import parse_prompt
from forge_ai.api.border.parts import services_of
from forge_ai.api.delivery.captured import Captured, captured
from forge_ai.api.delivery.relay import Relay
from forge_ai.api.ollama.cutting import cut_to_fit
from forge_ai.api.ollama.words import model_in
from forge_ai.api.openai.unoffered import check_vectors
from forge_ai.api.orders.order import VECTORS, Order
from forge_ai.errors import EngineFault

router = APIRouter()


@router.post("/api/embed")
async def embed(request: Request) -> Response:
    """One vector for each text."""
    services = services_of(request)
    fields, begun = await read_object(request), services.clock.steady()
    found = await _vectors(request, fields, "input")
    if refusal := _refusal(found):
        return refusal
    taken = round((services.clock.steady() - begun) * 1e9)
    told = {"model": fields.get("model"), "total_duration": taken, "load_duration": 0}
    return Response(await in_ollamas_words([one.body for one in found], told), media_type="application/json")


@router.post("/api/embeddings")
async def embed_one(request: Request) -> JSONResponse:
    """One vector for one text, as older clients ask."""
    fields = await read_object(request)
    found = await _vectors(request, fields, "prompt")
    if refusal := _refusal(found):
        return refusal
    read = [await in_thread(_read_vectors, one.body) for one in found]
    return JSONResponse({"embedding": read[0][0][0] if read else []})


def _refusal(found: Sequence[Captured]) -> JSONResponse | None:
    if not found or found[0].status == 200:
        return None
    return JSONResponse(ollama_failure(found[0].answer), found[0].status, found[0].headers)


async def _vectors(request: Request, fields: dict[str, Any], key: str) -> list[Captured]:
    """The engine's answers, none where nothing was asked; or nothing but its refusal."""
    services = services_of(request)
    name, texts = model_in(fields), fields.get(key)
    model = (await in_thread(services.offers.choose, name)).model
    await in_thread(check_vectors, services, model, fields)
    if texts in ("", [], None):
        return []
    parse_prompt({"model": name, key: texts}, key)

    async def ask(texts: object) -> Captured:
        order = Order(model, VECTORS, {"model": model, "input": texts}, stream=False)
        return await captured(Relay(services, order), request.scope, request.receive)

    listed = [texts] if isinstance(texts, str) else texts
    if fields.get("truncate") is False or not all(isinstance(text, str) for text in listed):
        return [await ask(texts)]
    return await cut_to_fit(ask, listed)


async def in_ollamas_words(bodies: Sequence[bytes], told: dict[str, Any]) -> bytes:
    """An engine's answers as one of Ollama's, with what else is ``told``. Raises :class:`EngineFault`."""
    found = [await in_thread(_rows_and_tokens, body) for body in bodies]
    rows, tokens = ",".join(rows for rows, _ in found), sum(tokens for _, tokens in found)
    return f'{json.dumps({**told, "prompt_eval_count": tokens})[:-1]}, "embeddings": [{rows}]}}'.encode()


def _rows_and_tokens(body: bytes) -> tuple[str, int]:
    vectors, tokens = _read_vectors(body)
    return ",".join(json.dumps(vector, separators=(",", ":")) for vector in vectors), tokens


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
