"""`/api/v1/packages`: whole models for the person's other devices, from any byte on.

Does not know who may have them; the right to a path is checked before. A file is named by a manifest of the store, so
nothing else on this disk can be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from forge_ai.api.border.parts import services_of
from forge_ai.errors import Damaged, NotFound
from forge_ai.limits import KIB
from forge_ai.models.manifest import ModelFile
from forge_ai.models.store import StoredModel
from forge_ai.paths import storage_faults
from forge_ai.protocol.values.names import shown

router = APIRouter()

_FROM: Final = re.compile(r"bytes=(\d{1,19})-")
_BLOCK: Final = 512 * KIB  # what one connection may hold up the others for


@router.get("/api/v1/packages/{name}")
def show_manifest(request: Request, name: str) -> Response:
    """The manifest of a model, as its file has it."""
    model = _find(request, name)
    with storage_faults(model.manifest_path):
        return Response(model.manifest_path.read_bytes(), media_type="application/json")


@router.get("/api/v1/packages/{name}/files/{path:path}")
def send_file(request: Request, name: str, path: str) -> Response:
    """One file of a model. `Range: bytes=N-` gives the rest of it from byte N on."""
    model = _find(request, name)
    file = next((file for file in model.manifest.files if file.path == path), None)
    if file is None:
        raise NotFound(f"The model {model.name} has no file {shown(path)}.")
    place = model.folder / file.path
    with storage_faults(place):
        if place.stat().st_size != file.size:
            raise Damaged(f"{file.path} of {model.name} has another size than its manifest says.")
    start = _start(request.headers.get("Range", ""), file.size)
    headers = _headers(file, start)
    status = 206 if "Content-Range" in headers else 200
    return StreamingResponse(_blocks(place, start), status, headers, media_type="application/octet-stream")


def _find(request: Request, name: str) -> StoredModel:
    return services_of(request).store.find(name)


def _start(wanted: str, size: int) -> int:
    """The first byte that is wanted; anything but "from N on" means the whole file, as HTTP allows."""
    found = _FROM.fullmatch(wanted)
    start = int(found[1]) if found else 0
    return start if start < size else 0


def _headers(file: ModelFile, start: int) -> dict[str, str]:
    headers = {"ETag": f'"{file.sha256}"', "Accept-Ranges": "bytes", "Content-Length": str(file.size - start)}
    if start:
        headers["Content-Range"] = f"bytes {start}-{file.size - 1}/{file.size}"
    return headers


def _blocks(path: Path, start: int) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        file.seek(start)
        while block := file.read(_BLOCK):
            yield block
