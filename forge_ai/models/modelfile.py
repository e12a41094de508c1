"""The `Modelfile` of a package: what Ollama needs to run the same weights with the same words around them.

Does not know Ollama itself, nor packages. Format: Ollama's Modelfile reference (FROM, TEMPLATE, SYSTEM, PARAMETER).
"""

from __future__ import annotations

from typing import Final

from forge_ai.models.manifest import WEIGHTS_FILE, Manifest

_CHATML_MARK: Final = "<|im_start|>"
_CHATML: Final = """\
TEMPLATE \"\"\"{{- range .Messages }}<|im_start|>{{ .Role }}
{{ .Content }}<|im_end|>
{{ end }}<|im_start|>assistant
\"\"\"
PARAMETER stop "<|im_end|>"
PARAMETER stop "<|im_start|>"
"""


def modelfile(manifest: Manifest, chat_template: str = "") -> bytes:
    """The text of the file. A chat format that is not ChatML is left to Ollama, which reads it from the weights."""
    lines = [f"FROM ./{WEIGHTS_FILE}\n"]
    if _CHATML_MARK in chat_template:
        lines.append(_CHATML)
    if manifest.context_length:
        lines.append(f"PARAMETER num_ctx {min(manifest.context_length, 8192)}\n")
    if manifest.system_prompt:
        lines.append(f'SYSTEM """{_quotable(manifest.system_prompt.replace("{name}", manifest.name))}"""\n')
    return "".join(lines).encode()


def _quotable(text: str) -> str:
    """Text that cannot end its own quotation."""
    calm = text.replace('"""', "'''")
    return calm + " " if calm.endswith('"') else calm
