"""A node's A2A card: what it tells any agent about itself, in the words of both versions.

Pure: does not know who asks.
"""

from __future__ import annotations

from typing import Any, Final

from forge_ai.protocol.agents.a2a import NEW, OLD, PATH

CARD_PATH: Final = "/.well-known/agent-card.json"


def card(name: str, version: str, address: str) -> dict[str, Any]:
    """The card: nothing in it that a stranger may not know."""
    url = f"{address}{PATH}"
    skill = {
        "id": "converse",
        "name": "Converse",
        "description": "Answers in plain text and remembers what was said in the same context.",
        "tags": ["conversation"],
        "examples": ["Let us talk about the sea."],
    }
    key = {"scheme": "bearer", "description": "A key of this node: forge-ai pair --app NAME makes one."}
    return {
        "name": name,
        "description": "A personal AI on somebody's own device. It answers those who were let in.",
        "version": version,
        "supportedInterfaces": [
            {"url": url, "protocolBinding": "JSONRPC", "protocolVersion": NEW},
            {"url": url, "protocolBinding": "JSONRPC", "protocolVersion": OLD},
        ],
        "capabilities": {"streaming": True, "pushNotifications": False},
        "defaultInputModes": ["text/plain"],
        "defaultOutputModes": ["text/plain"],
        "skills": [skill],
        "securitySchemes": {"key": {"httpAuthSecurityScheme": key, "type": "http", **key}},
        "securityRequirements": [{"schemes": {"key": {"list": []}}}],
        "url": url,
        "preferredTransport": "JSONRPC",
        "protocolVersion": "0.3.0",
        "security": [{"key": []}],
    }
