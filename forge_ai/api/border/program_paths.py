"""The paths by which programs made for OpenAI's or for Ollama's API, or for MCP, are known.

Pure. Does not know what lies behind them.
"""

from __future__ import annotations

from typing import Final

OLLAMA_PATHS: Final = frozenset(
    f"/api/{name}" for name in ("chat", "generate", "tags", "show", "ps", "version", "embed", "embeddings")
)
OLLAMA_ABSENT: Final = frozenset(f"/api/{name}" for name in ("pull", "push", "create", "copy", "delete"))

# What programs ask for whose base address has a `/v1` too few or too many.
PROGRAM_PATHS: Final = OLLAMA_PATHS | {
    f"/v1/{name}"
    for name in (
        *("chat/completions", "completions", "embeddings", "models", "responses"),
        *("audio/transcriptions", "audio/speech"),
    )
}

MCP_PATH: Final = "/mcp"


def is_ollamas(path: str) -> bool:
    """Whether only programs made for Ollama ask for this, and read errors in its shape."""
    return path in OLLAMA_PATHS or path in OLLAMA_ABSENT or path.startswith("/api/blobs/")
