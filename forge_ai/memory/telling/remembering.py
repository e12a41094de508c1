"""Reads from a person's message what they ask to be remembered, without any model.

Does not know where facts are kept. Only the person's own words count, never an answer.
"""

from __future__ import annotations

import re
from typing import Final

from forge_ai.memory.telling.patterns import straight

_ASKED: Final = re.compile(
    r"^\s*(?:please[, ]+|can you |could you |hey[, ]+)*(?:remember|note|keep in mind|don'?t forget)"
    r"(?:\s+(?:this|please|down))*\s*(?:[:,]\s*|\s+that\s+|\s+)(?P<fact>\S.*?)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_NOT_A_FACT: Final = re.compile(
    r"^(?:to|when|how|what|who|where|why|if|me|us|our|the|last|everything|anything|all)\b.*\?$|^(?:me|to)\b",
    re.IGNORECASE,
)


def asked_to_remember(message: str) -> str:
    """The fact in "Remember that my dog is called Rex", as a sentence; empty when nothing is to be remembered."""
    match = _ASKED.match(straight(message))
    if not match or _NOT_A_FACT.match(match["fact"]) or match["fact"].endswith("?"):
        return ""
    return as_sentence(match["fact"])


def as_sentence(text: str) -> str:
    """The words on one line, beginning with a capital letter and ending with a full stop; otherwise as they are."""
    line = " ".join(text.split())
    line = line[:1].upper() + line[1:]
    return line if line[-1:] in ".!?…\"')" else f"{line}."
