"""What a model can do, in Ollama's words: its programs offer a person only what is listed here.

Pure. Does not know where a model lies. Source: Ollama's `docs/api.md`, "Show Model Information".
"""

from __future__ import annotations

from typing import Final

from forge_ai.models.gguf.header import GgufHeader

# What is asked of another server is handed on, tools too; nobody can look into its models.
OF_AN_UPSTREAM: Final = ("completion", "tools")
_TOLD_BY_TEMPLATE: Final = (("tools", "tools"), ("enable_thinking", "thinking"))


def abilities(header: GgufHeader) -> list[str]:
    """Vectors alone, or words and what the chat template knows besides."""
    if header.pools:
        return ["embedding"]
    return ["completion", *(name for word, name in _TOLD_BY_TEMPLATE if word in header.chat_template)]
