"""A chat of a client of Ollama that is longer than its model reads: the oldest exchanges are left out, as Ollama does.

Pure: does not know who refuses the rest, nor who answers. What stays and how much goes at once is
:mod:`forge_ai.protocol.brains.long_chat`'s to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from forge_ai.protocol.brains.long_chat import LongChat
from forge_ai.protocol.values.chat import Message, Role

_ROLES: Final[dict[object, Role]] = {"system": "system", "user": "user"}


class Shortening:
    """The messages of one request, in OpenAI's shape. With ``truncate`` false, as clients may wish, nothing goes."""

    def __init__(self, messages: Sequence[Mapping[str, Any]], truncate: object = True) -> None:
        self._messages = messages
        self._may = truncate is not False
        self._said = [Message(_ROLES.get(one.get("role"), "assistant"), _words(one.get("content"))) for one in messages]
        self._chat = LongChat()

    def shorter(self) -> list[Mapping[str, Any]] | None:
        """Fewer messages than were refused now; None when nothing can be left out any more."""
        if not self._may or not self._chat.refused(self._said):
            return None
        left_out = len(self._said) - len(self._chat.shown(self._said, 0))
        opening = next((at for at, one in enumerate(self._said) if one.role != "system"), 0)
        return [*self._messages[:opening], *self._messages[opening + left_out :]]


def _words(content: object) -> str:
    """What of a message is text; pictures are not weighed, and half a character is as heavy as a mark."""
    parts = content if isinstance(content, list) else [{"text": content}]
    texts = (part.get("text") for part in parts if isinstance(part, Mapping))
    return "".join(text for text in texts if isinstance(text, str)).encode("utf-8", "replace").decode()
