"""The messages of a chat, as every part of ForgeAI passes them on.

Does not know where a message comes from, which model will read it or how it travels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeGuard, get_args

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


def is_role(word: object) -> TypeGuard[Role]:
    """Whether a stranger's word is one of the roles that ForgeAI writes itself."""
    return word in ROLES
