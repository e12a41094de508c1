"""`/api/v1/node`: the hello by which one device knows that the other is a ForgeAI node, and which.

Does not know who asks; it tells nothing that an announcement on the network would not tell.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

import forge_ai
from forge_ai.api.border.parts import services_of
from forge_ai.protocol.finding.hello import Hello

router = APIRouter()


@router.get("/api/v1/node")
def say_hello(request: Request) -> dict[str, Any]:
    """Name, version and default model of this node."""
    services = services_of(request)
    return Hello(services.name, forge_ai.__version__, services.offers.default).to_json()
