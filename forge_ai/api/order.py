"""What is asked of an engine, as the node passes it on.

Does not know who asks, nor which engine answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

VECTORS: Final = "embeddings"  # the path of orders that are no question


@dataclass(frozen=True, slots=True)
class Order:
    """The model, the path below `/v1`, the JSON, and whether the answer streams.

    ``memories`` names the remembered facts that stand in the prompt; ``hops`` counts the devices that handed it on.
    """

    model: str
    path: str
    fields: Mapping[str, Any]
    stream: bool
    memories: tuple[str, ...] = ()
    hops: int = 0

    @property
    def folds(self) -> bool:
        """Whether a stream of the engine is to become one whole answer; vectors have no streams."""
        return not self.stream and self.path != VECTORS
