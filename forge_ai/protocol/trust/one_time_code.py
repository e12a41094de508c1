"""The one-time code that a person carries from one screen to another, and the join key of a fleet.

Does not know how long a code is good for, nor how often it may be tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from forge_ai.errors import BadInput
from forge_ai.limits import CODE_DIGITS, JOIN_KEY_CHARACTERS
from forge_ai.protocol.values.unicode_text import is_unicode

SAME_JOIN_KEY: Final = "Both devices need the same join key."
_NEW_KEY: Final = "Make one with: openssl rand -base64 32"
Chance = Callable[[int], bytes]  # that many random bytes: os.urandom, or a test's


class Method(StrEnum):
    """What the two devices have in common before they trust each other."""

    CODE = "code"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class SharedWord:
    """What both sides know: how they know it, and the word itself, which is never printed with the value."""

    method: Method
    text: str = field(repr=False)

    @property
    def password(self) -> bytes:
        """The input of SPAKE2; a code and a join key of the same digits differ."""
        return f"{self.method}:{self.text}".encode()


def new_code(chance: Chance) -> str:
    """A code of :data:`CODE_DIGITS` digits, every one equally likely."""
    size = 10**CODE_DIGITS
    most = 256**8 - 256**8 % size
    while (number := int.from_bytes(chance(8), "big")) >= most:
        continue
    return f"{number % size:0{CODE_DIGITS}}"


def code_for_people(code: str) -> str:
    """The code in two halves: ``1234-5678``."""
    half = CODE_DIGITS // 2
    return f"{code[:half]}-{code[half:]}"


def code_word(typed: str) -> SharedWord:
    """What a person typed, as a code: blanks and dashes do not matter. Raises :class:`BadInput`, never showing it."""
    digits = re.sub(r"[\s\-\u2010-\u2015.]", "", typed)
    if not re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", digits):
        raise BadInput(f"A code has {CODE_DIGITS} digits.", hint="Type it as the other device shows it: 1234-5678.")
    return SharedWord(Method.CODE, digits)


def join_word(key: str) -> SharedWord:
    """A fleet's join key. Raises :class:`BadInput`, never showing it, when it is no text or too short to be safe."""
    text = key.strip()
    if not is_unicode(text):
        raise BadInput("The join key is not text.", hint=_NEW_KEY)
    if len(text) < JOIN_KEY_CHARACTERS:
        raise BadInput(
            f"The join key has {len(text)} characters, {JOIN_KEY_CHARACTERS} at least.",
            hint=_NEW_KEY,
        )
    return SharedWord(Method.JOIN, text)
