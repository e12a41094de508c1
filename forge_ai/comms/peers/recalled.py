"""What a peer would remember for a question, asked over its API.

Does not know how the peer chooses. Only for showing: a peer that does not say so leaves the list empty.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from forge_ai.comms.peers.client import NodeClient

_PATIENCE_SECONDS: Final = 5.0


def recalled_by(node: NodeClient, question: str) -> list[str]:
    """The dated lines; empty when the peer does not tell, for whatever reason."""
    import httpx2

    try:
        with node.http(_PATIENCE_SECONDS) as http:
            response = http.get("/api/v1/memory/recall", params={"question": question[:2000]})
            found = json.loads(response.content) if response.status_code == 200 else {}
            return [f"{fact['date']}: {fact['text']}" for fact in found.get("memories", [])]
    except (httpx2.TransportError, ValueError, KeyError, TypeError, AttributeError):
        return []
