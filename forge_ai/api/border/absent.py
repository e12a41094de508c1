"""What a path that is not there was meant to be: the same one below `/v1`, or something that this node does not offer.

Pure. Does not know who asked.
"""

from __future__ import annotations

from typing import Final

from forge_ai.api.border.program_paths import PROGRAM_PATHS, is_ollamas
from forge_ai.errors import NotFound

SHOWN_CHARACTERS: Final = 200


def nothing_at(method: str, path: str) -> NotFound:
    """The error for a path that is not there. What to do stands in the message, for many programs show that alone."""
    there = path.rstrip("/")
    told = f"There is no {method} {path[:SHOWN_CHARACTERS]} here"
    if f"/v1{there}" in PROGRAM_PATHS:
        return NotFound(f"{told}, but /v1{there}.", hint="The base URL of OpenAI's clients ends in /v1.")
    if there.removeprefix("/v1") in PROGRAM_PATHS:
        return NotFound(f"{told}, but {there.removeprefix('/v1')}.", hint="Leave one /v1 out of the base URL.")
    if there.startswith("/v1/responses/"):
        return NotFound(f"{told}: nothing of a response is kept.", hint="Send the whole conversation each time.")
    if is_ollamas(there):
        return NotFound(f"{told}: models come and go as packages, by `forge-ai models` on the node itself.")
    return NotFound(f"{told}.", hint="See /openapi.json for what there is.")
