"""The messages of a chat, as every part of ForgeAI passes them on.

Does not know where a message comes from, which model will read it or how it travels.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeGuard, get_args

from forge_ai.errors import BadInput
from forge_ai.protocol.values.unicode_text import is_unicode

Role = Literal["system", "user", "assistant"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Message:
    """One message: who spoke, and what was said."""

    role: Role
    content: str

    def to_json(self) -> dict[str, str]:
        """The message in the shape of the OpenAI chat API."""
        return {"role": self.role, "content": self.content}


def check_words(messages: Iterable[Message]) -> None:
    """Raises :class:`BadInput` for words that cannot be sent to anybody."""
    if not all(is_unicode(message.content) for message in messages):
        raise BadInput("There are bytes in the words that are no text.", hint="Type or paste them in UTF-8.")


def is_role(word: object) -> TypeGuard[Role]:
    """Whether a stranger's word is one of the roles that ForgeAI writes itself."""
    return word in ROLES
