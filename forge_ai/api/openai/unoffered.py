"""Refuses what OpenAI's API allows and a model of this device cannot do, because engines would silently ignore it.

Does not know of servers behind `--upstream`, which may well be able to: what is asked of them is handed on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forge_ai.errors import BadInput
from forge_ai.models.gguf.header import read_header
from forge_ai.services import Services


def check_completion(services: Services, fields: Mapping[str, Any]) -> None:
    """What a continued text may ask for. Raises :class:`BadInput`."""
    if services.settings.upstream:
        return
    for name in ("suffix", "echo"):
        if fields.get(name):
            raise BadInput(f'"{name}" is not understood here.', hint="Leave it out: the text is continued at its end.")
    if fields.get("best_of") not in (None, 1, fields.get("n")):
        raise BadInput('"best_of" is not understood here.', hint='Ask for several answers with "n", and choose.')


def check_vectors(services: Services, model: str, fields: Mapping[str, Any]) -> None:
    """Vectors have as many numbers as the model makes. Raises :class:`BadInput` where other ones are wished for."""
    wished = fields.get("dimensions")
    if wished is None or (stored := services.offers.stored(model)) is None:
        return
    length = read_header(stored.weights).embedding_length
    if wished != length:
        raise BadInput(f"{model} makes vectors of {length} numbers.", hint='Leave "dimensions" out.')


def demands_tool(fields: Mapping[str, Any]) -> bool:
    """Whether an answer in words would not do: the model must call a tool."""
    choice = fields.get("tool_choice")
    return bool(fields.get("tools")) and (choice == "required" or isinstance(choice, Mapping))


def check_tools(services: Services, model: str, fields: Mapping[str, Any]) -> None:
    """A template tells a model of tools. Raises :class:`BadInput` where one must be called and it knows none."""
    if not demands_tool(fields) or (stored := services.offers.stored(model)) is None:
        return
    if "tools" not in read_header(stored.weights).chat_template:
        raise BadInput(
            f"{model} cannot be made to call a tool: its chat template knows none.",
            hint='Ask for the same with "response_format" and a JSON schema, or ask another model.',
        )
