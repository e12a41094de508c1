"""Asks a peer over its API which of its memories a question brings up; only for showing them.

Does not know how the peer chooses. A peer that does not tell leaves the list empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forge_ai.comms.peers.first_look import read_json
from forge_ai.comms.peers.short_answer import short_answer
from forge_ai.errors import PeerFault
from forge_ai.limits import RECALLED_CHARACTERS, RECALLED_LINES

if TYPE_CHECKING:
    from forge_ai.comms.peers.client import NodeClient

PATH: Final = "/api/v1/memory/recall"
_PATIENCE_SECONDS: Final = 5.0


def recalled_by(node: NodeClient, question: str) -> list[str]:
    """Lines such as ``2026-01-31: My dog is called Rex.``; empty when the peer does not tell, for whatever reason."""
    import httpx2

    try:
        with node.http(_PATIENCE_SECONDS) as http:
            status, body = short_answer(
                http, "GET", PATH, seconds=_PATIENCE_SECONDS, params={"question": question[:2000]}
            )
    except (httpx2.TransportError, PeerFault):
        return []
    found = read_json(body) if status == 200 else None
    listed = found.get("memories") if isinstance(found, dict) else None
    facts = listed[:RECALLED_LINES] if isinstance(listed, list) else []
    return [f"{fact.get('date')}: {fact.get('text')}"[:RECALLED_CHARACTERS] for fact in facts if isinstance(fact, dict)]
