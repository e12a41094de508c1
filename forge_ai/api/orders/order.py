"""What is asked of an engine, as the node passes it on.

Does not know who asks, nor which engine answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from forge_ai.errors import PromptTooLong
from forge_ai.limits import LETTERS_OF_A_TOKEN

CHAT: Final = "chat/completions"
VECTORS: Final = "embeddings"  # the path of orders that are no question


@dataclass(frozen=True, slots=True)
class Order:
    """The model, the path below `/v1`, the JSON, and whether the answer streams.

    ``memories`` names the remembered facts that stand in the prompt, ``unkept`` says why what was told could not become
    one; ``hops`` counts the devices that handed it on.
    """

    model: str
    path: str
    fields: Mapping[str, Any]
    stream: bool
    memories: tuple[str, ...] = ()
    hops: int = 0
    unkept: str = ""

    def check_length(self, context: int) -> None:
        """Raise :class:`PromptTooLong` when the text cannot fit into so many tokens, however it is cut into them."""
        chat = self.path == CHAT
        said = [one.get("content") for one in self.fields["messages"]] if chat else [self.fields.get("prompt")]
        letters = sum(map(_letters, said))
        if letters > context * LETTERS_OF_A_TOKEN:
            told = f"The prompt has {letters} letters, and {self.model} can read {context} tokens"
            raise PromptTooLong(f"{told}: {PromptTooLong.known_by}.")

    @property
    def folds(self) -> bool:
        """Whether a stream of the engine is to become one whole answer; vectors have no streams."""
        return not self.stream and self.path != VECTORS


def _letters(said: object) -> int:
    """How long a text is, or a list of texts and of a message's parts; tokens and pictures do not count."""
    parts = said if isinstance(said, list) else [said]
    texts = (part.get("text") if isinstance(part, Mapping) else part for part in parts)
    return sum(len(text) for text in texts if isinstance(text, str))
