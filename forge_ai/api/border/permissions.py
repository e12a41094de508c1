"""Who may do what: the routes that anybody may use, and the right that every other one needs. The one place for both.

A path that is not listed here needs the highest right, so that a forgotten line shuts out and never lets in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from forge_ai.api.border.program_paths import MCP_PATH, OLLAMA_PATHS
from forge_ai.protocol.trust.rights import Right

# What a stranger may use: who we are, how to be let in, and the words of this API.
OPEN: Final = frozenset(
    {
        ("GET", "/"),
        ("GET", "/chat"),
        ("GET", "/.well-known/agent-card.json"),
        ("GET", "/api/v1/node"),
        ("POST", "/api/v1/pairing/hello"),
        ("POST", "/api/v1/pairing/confirm"),
        ("GET", "/openapi.json"),
    }
)

# The longest matching beginning counts; a beginning ends where a part of the path ends.
NEEDS: Final[dict[str, Right]] = {
    "/v1": Right.ASK,
    "/a2a/v1": Right.ASK,
    "/health": Right.ASK,
    MCP_PATH: Right.ASK,
    **dict.fromkeys(OLLAMA_PATHS, Right.ASK),
    "/api/v1/load": Right.ASK,
    "/api/v1/streams": Right.ASK,
    "/api/v1/memory": Right.SYNC,
    "/api/v1/packages": Right.SYNC,
    "/api/v1/training": Right.TRAIN,
    "/api/v1/pairing/code": Right.MANAGE,
    "/api/v1/devices": Right.MANAGE,
}


def is_open(method: str, path: str) -> bool:
    """Whether anybody may use this route."""
    return ("GET" if method == "HEAD" else method, path) in OPEN


def needed_right(path: str) -> Right:
    """The right that a path needs."""
    return next((NEEDS[beginning] for beginning in _beginnings(path) if beginning in NEEDS), Right.MANAGE)


def is_listed(path: str) -> bool:
    """Whether this path, or a beginning of it, is listed here. One that does not exist is not."""
    return any(beginning in NEEDS for beginning in _beginnings(path))


def is_page(method: str, path: str) -> bool:
    """Whether this is a page for a person's browser, rather than something for a program."""
    first = path.split("/")[1] if path.startswith("/") else ""
    return method in ("GET", "HEAD") and first not in ("v1", "api", "a2a", ".well-known")


def _beginnings(path: str) -> Iterator[str]:
    """The path and what it begins with, the longest first; each ends where a part of the path ends."""
    parts = path.split("/")
    return ("/".join(parts[:length]) for length in range(len(parts), 1, -1))
