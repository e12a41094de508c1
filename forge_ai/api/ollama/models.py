"""`/api/tags`, `/api/show`, `/api/ps` and `/api/version`: the models of this node, as Ollama's clients list them.

Does not know how a model answers. Pulling, copying and deleting are not offered here: models travel as packages.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from fastapi import APIRouter, Request

import forge_ai
from forge_ai.api.border.body import read_object
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.parts import services_of
from forge_ai.api.ollama.abilities import OF_AN_UPSTREAM, abilities
from forge_ai.api.ollama.words import model_in
from forge_ai.models.gguf.header import read_header
from forge_ai.models.manifest import WEIGHTS_FILE
from forge_ai.models.modelfile import modelfile
from forge_ai.models.personalities import OwnedPersonality
from forge_ai.models.store import StoredModel
from forge_ai.services import Services

router = APIRouter()

SPOKEN: Final = "0.12.0"  # clients look here for what they may ask: the version of Ollama whose requests are understood
_FOREVER: Final = timedelta(days=36_525)  # the node decides itself how long a model stays awake
UNITS: Final = ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K"))


@router.head("/api/version", include_in_schema=False)
@router.get("/api/version")
def version() -> dict[str, str]:
    """The version of Ollama's API that is spoken here, and ours."""
    return {"version": SPOKEN, "forge_ai": forge_ai.__version__}


@router.head("/api/tags", include_in_schema=False)
@router.get("/api/tags")
def tags(request: Request) -> dict[str, Any]:
    """Every model of this node, the default one first, and then the personalities."""
    services = services_of(request)
    models = [_entry(services, name) for name in services.offers.names()]
    return {"models": models + [_speaker(one) for one in services.offers.personalities()]}


@router.get("/api/ps")
def running(request: Request) -> dict[str, Any]:
    """The models that are loaded."""
    services = services_of(request)
    awake = services.engines.awake()
    return {"models": [_awake(services, name, engine.describe().context_length) for name, engine in awake.items()]}


@router.post("/api/show")
async def show(request: Request) -> dict[str, Any]:
    """All that is known of one model."""
    return await in_thread(_show, services_of(request), model_in(await read_object(request)))


def _show(services: Services, name: str) -> dict[str, Any]:
    chosen = services.offers.choose(name)
    model = services.offers.stored(chosen.model)
    if model is None:
        return {"details": _details(None), "model_info": {}, "capabilities": list(OF_AN_UPSTREAM)}
    header = read_header(model.weights)
    kind = header.architecture
    return {
        "modelfile": modelfile(model.manifest, header.chat_template).decode(),
        "parameters": "",
        "template": header.chat_template,
        "license": model.manifest.licence,
        "system": chosen.prompt,
        "details": _details(model),
        "model_info": {
            "general.architecture": kind,
            "general.parameter_count": header.parameter_count,
            f"{kind}.context_length": header.context_length,
            f"{kind}.embedding_length": header.embedding_length,
            f"{kind}.block_count": header.layers,
        },
        "capabilities": abilities(header),
        "modified_at": _modified(model),
    }


def _entry(services: Services, name: str) -> dict[str, Any]:
    model = services.offers.stored(name)
    if model is None:
        digest = hashlib.sha256(f"{services.settings.upstream} {name}".encode()).hexdigest()
        return {**_named(name, digest), "details": _details(None), "size": 0, "modified_at": None}
    return _stored(name, model, model.manifest.system_prompt.encode())


def _speaker(one: OwnedPersonality) -> dict[str, Any]:
    """A personality, which is a model of its own to programs."""
    return _stored(one.name, one.model, one.personality.to_bytes(), parent=one.model.name)


def _stored(name: str, model: StoredModel, words: bytes, *, parent: str = "") -> dict[str, Any]:
    told = {"details": _details(model, parent), "size": model.manifest.size, "modified_at": _modified(model)}
    return {**_named(name, _digest(model, words)), **told}


def _named(name: str, digest: str) -> dict[str, Any]:
    """Programs keep what they heard of a digest, also from another node, and take two names with one for one model."""
    return {"name": name, "model": name, "digest": digest}


def _awake(services: Services, name: str, context: int) -> dict[str, Any]:
    entry = _entry(services, name)
    never = (services.clock.now() + _FOREVER).isoformat()  # clients take a moment that is missing for one that is over
    return {**entry, "expires_at": never, "size_vram": 0, "context_length": context}


def _details(model: StoredModel | None, parent: str = "") -> dict[str, Any]:
    if model is None:
        return {"parent_model": parent, "format": "", "family": "", "families": [], "parameter_size": ""}
    manifest = model.manifest
    return {
        "parent_model": parent,
        "format": "gguf",
        "family": manifest.architecture,
        "families": [manifest.architecture],
        "parameter_size": _in_short(manifest.parameters),
        "quantization_level": manifest.quantisation,
    }


def _in_short(count: int) -> str:
    for unit, letter in UNITS:
        if count >= unit:
            return f"{count / unit:.1f}{letter}"
    return str(count)


def _digest(model: StoredModel, words: bytes) -> str:
    """The checksum of the weights and, where such are put before them, of the words by which they know who they are."""
    weights = next((file.sha256 for file in model.manifest.files if file.path == WEIGHTS_FILE), "")
    return hashlib.sha256(weights.encode() + words).hexdigest() if words else weights


def _modified(model: StoredModel) -> str:
    return datetime.fromtimestamp(model.manifest_path.stat().st_mtime, UTC).isoformat()
