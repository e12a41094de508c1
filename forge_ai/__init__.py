"""ForgeAI: your own AI on all your devices, with or without a network."""

from __future__ import annotations

from typing import Final

__version__: Final = "0.1.0"
