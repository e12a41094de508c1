"""A personality: a name, a system prompt, a manner of choosing words, perhaps an adapter and a voice, as a small file.

Does not know where the file lies, nor which model speaks with it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from forge_ai.errors import BadInput, ForgeError
from forge_ai.limits import PERSONALITY_FILE_BYTES, PERSONALITY_PROMPT_CHARACTERS, PERSONALITY_TEXT_CHARACTERS
from forge_ai.protocol.values.names import check_name
from forge_ai.protocol.values.whole_number import is_version

FORMAT: Final = 1
SAMPLING: Final[Mapping[str, tuple[float, float]]] = {
    "temperature": (0.0, 5.0),
    "top_p": (0.0, 1.0),
    "top_k": (0, 1000),
    "min_p": (0.0, 1.0),
    "repeat_penalty": (0.0, 4.0),
    "max_tokens": (1, 100_000),
}
WHOLE: Final = frozenset({"top_k", "max_tokens"})
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Personality:
    """Who speaks, and how. ``sampling`` has keys of :data:`SAMPLING` only.

    ``adapter`` is a file's name beside this one, made for the weights with the checksum ``base_sha256``.
    """

    name: str
    system_prompt: str = ""
    description: str = ""
    sampling: Mapping[str, float] = field(default_factory=dict)
    adapter: str = ""
    base_sha256: str = ""
    voice: str = ""
    format: int = FORMAT

    @property
    def prompt(self) -> str:
        """The system prompt with the personality's own name in it; empty when there is none."""
        return self.system_prompt.replace("{name}", self.name)

    def to_bytes(self) -> bytes:
        """The file's content."""
        return (json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n").encode()


def check_personality(personality: Personality) -> Personality:
    """Return it when every field is possible. Raises :class:`BadInput` or :class:`BadName` with the first reason."""
    if not all(isinstance(text, str) for text in (personality.name, personality.adapter, personality.voice)):
        raise BadInput("Name, adapter and voice of a personality must be text.")
    check_name(personality.name, "personality")
    if not is_version(personality.format, FORMAT):
        raise BadInput(f"The personality has format {personality.format!r:.20}, and {FORMAT} can be read here.")
    _check_text("system prompt", personality.system_prompt, PERSONALITY_PROMPT_CHARACTERS)
    _check_text("description", personality.description, PERSONALITY_TEXT_CHARACTERS)
    if not isinstance(personality.sampling, Mapping):
        raise BadInput("The sampling of a personality must be an object.")
    for key, value in personality.sampling.items():
        _check_sampling(key, value)
    if personality.voice:
        check_name(personality.voice, "voice")
    _check_adapter(personality)
    return personality


def parse_personality(data: bytes) -> Personality:
    """The personality in a file's bytes. Raises :class:`BadInput` for everything that is not one."""
    if len(data) > PERSONALITY_FILE_BYTES:
        raise BadInput(f"A personality's file has at most {PERSONALITY_FILE_BYTES} bytes.")
    try:
        fields: dict[str, Any] = json.loads(data, parse_constant=_no_constant)
        return check_personality(Personality(**fields))
    except ForgeError:
        raise
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise BadInput(f"This is not a personality: {ascii(str(error))[1:120]}.") from error


def _check_text(what: str, text: object, most: int) -> None:
    """Text that a terminal can show: no control characters, no half characters."""
    if not isinstance(text, str) or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BadInput(f"The {what} of a personality must be text.")
    if len(text) > most:
        raise BadInput(f"The {what} of a personality has {len(text)} characters, {most} at most.", hint="Shorten it.")
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in text):
        raise BadInput(f"The {what} of a personality has control characters.", hint="Write plain text.")


def _check_sampling(key: object, value: object) -> None:
    least, most = SAMPLING.get(key, (0.0, 0.0)) if isinstance(key, str) else (0.0, 0.0)
    if key not in SAMPLING:
        raise BadInput(f"{ascii(key)[:60]} is no way to sample.", hint=f"Possible are {', '.join(SAMPLING)}.")
    kinds = int if key in WHOLE else int | float
    if isinstance(value, bool) or not isinstance(value, kinds):
        raise BadInput(f"{key} must be a {'whole ' if key in WHOLE else ''}number.", hint="Such as 0.7.")
    if not least <= value <= most:
        raise BadInput(
            f"{key} is {value!r:.20}, and must be from {least:g} to {most:g}.", hint="Choose a value in between."
        )


def _check_adapter(personality: Personality) -> None:
    if not personality.adapter and personality.base_sha256 == "":
        return
    check_name(personality.adapter, "adapter's file")
    if not isinstance(personality.base_sha256, str) or not _SHA256.fullmatch(personality.base_sha256):
        raise BadInput("A personality with an adapter must name the SHA-256 of the weights that it was made for.")


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is not JSON")
