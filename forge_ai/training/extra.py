"""The optional part that training needs, and one clear error where it is missing.

Does not know what is trained.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from forge_ai.errors import MissingPart

NEEDED: Final = ("torch", "transformers", "tokenizers", "safetensors", "gguf", "matplotlib", "peft")


def require_training(needed: tuple[str, ...] = NEEDED) -> None:
    """Return when every library that training needs is installed; raise :class:`MissingPart` otherwise."""
    if any(find_spec(name) is None for name in needed):
        raise MissingPart(
            "Training needs PyTorch: pip install 'forge-ai[train]'",
            hint="A device that only asks and answers does not need it; train on the strongest one.",
        )
