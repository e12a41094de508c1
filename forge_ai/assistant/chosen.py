"""What a name in a request stands for: a model, and perhaps one of its personalities.

Pure. Does not know how the name was looked up, nor what will be asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forge_ai.engines.engine import GenerationOptions
from forge_ai.protocol.conversations.personality import Personality


@dataclass(frozen=True, slots=True)
class Chosen:
    """The model that answers, the personality with which it does, and how much each adapter of the model counts then.

    Every request names all adapters: otherwise an engine reuses a prompt that it has read with others. ``own_prompt``
    is the model's system prompt, used when there is no personality; ``context`` is how many tokens the model was made
    to read, 0 where that is not known.
    """

    model: str
    personality: Personality | None = None
    scales: tuple[float, ...] = ()
    own_prompt: str = ""
    context: int = 0

    @property
    def name(self) -> str:
        """The name by which people ask for it."""
        return self.personality.name if self.personality else self.model

    @property
    def prompt(self) -> str:
        """The system prompt: the personality's, or the model's own."""
        if not self.personality:
            return self.own_prompt
        return self.personality.prompt or f"You are {self.personality.name}, a helpful assistant."

    def fields(self, asked: Mapping[str, Any], *, calm: bool = False) -> dict[str, Any]:
        """A request's fields, with the personality's sampling where the request does not say, and the adapters.

        ``calm``: where neither says a temperature, it is 0.
        """
        own = self.personality.sampling if self.personality else {}
        sampling = {**({"temperature": 0.0} if calm else {}), **own}
        lora = [{"id": number, "scale": scale} for number, scale in enumerate(self.scales)]
        return {**sampling, **asked, **({"lora": lora} if lora else {})}

    def options(self, asked: GenerationOptions) -> GenerationOptions:
        """The same for an engine on this device."""
        return GenerationOptions(more=self.fields(asked.to_json(), calm=asked.calm))
