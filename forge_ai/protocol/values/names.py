"""Names of nodes, models and personalities: what is allowed, and one error for the rest.

Does not know what a name is for beyond the word that the error uses.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from forge_ai.errors import BadName
from forge_ai.limits import NAME_LENGTH

_ALLOWED: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_THIS_COMPUTER: Final = ("localhost", "here")  # the latter in FORGE_AI_BRAINS
_NUMBERS: Final = re.compile(r"(?:0x[0-9a-f]+|[0-9]+)(?:\.(?:0x[0-9a-f]+|[0-9]+))*", re.IGNORECASE)
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # Windows opens devices by these


def check_name(name: str, kind: str = "name") -> str:
    """Return ``name`` when every file system, terminal and peer can carry it; raise :class:`BadName` otherwise."""
    reason = _objection(name)
    if reason:
        nearest = name_from(name, "")
        raise BadName(f"{shown(name)} cannot be a {kind}: {reason}.", hint=f"Such as: {nearest}" if nearest else None)
    return name


def is_name(name: str) -> bool:
    """Whether :func:`check_name` would return it."""
    return not _objection(name)


def _objection(name: str) -> str:
    if not name:
        return "it is empty"
    if len(name) > NAME_LENGTH:
        return f"it has {len(name)} characters, {NAME_LENGTH} at most"
    if not _ALLOWED.fullmatch(name):
        return "only letters from a to z, digits, dots, dashes and underscores, beginning with a letter or a digit"
    if name.endswith(".") or ".." in name:
        return "a dot stands at its end or beside another"
    if is_reserved(name):
        return "Windows keeps this word for a device"
    return ""


def check_offered_model(name: str) -> str:
    """Return the name of a model that another device offers, such as `llama3.2:70b` of another program.

    Raises :class:`BadName` when it has more than 64 characters or others than printable ASCII.
    """
    if not (0 < len(name) <= NAME_LENGTH and name.isascii() and name.isprintable() and name == name.strip()):
        raise BadName(f"{shown(name)} cannot be a model.")
    return name


def is_reserved(name: str) -> bool:
    """Whether Windows opens a device instead of a file of that name."""
    return _RESERVED.fullmatch(name) is not None


def reads_as_address(name: str) -> bool:
    """Whether who types this name means a place in the network: numbers with dots, or this computer itself."""
    return name.lower() in _THIS_COMPUTER or _NUMBERS.fullmatch(name) is not None


def name_from(text: str, otherwise: str) -> str:
    """The nearest allowed name to any text, such as a computer's own name; ``otherwise`` when nothing is left."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    cleaned = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-_")[:NAME_LENGTH]
    return otherwise if _objection(cleaned) else cleaned


def shown(text: str, most: int = 60) -> str:
    """A stranger's text, safe to print: quoted, escaped, cut."""
    return ascii(text if len(text) <= most else text[: most - 1] + "~")


def visible(text: str, kept: str = "\n\t") -> str:
    """A stranger's text without what a terminal obeys or a reader cannot see; rare spaces become plain ones."""
    if text.isascii() and text.isprintable():
        return text
    seen = (letter if letter.isprintable() or letter in kept else _space(letter) for letter in text)
    return "".join(seen)


def _space(letter: str) -> str:
    return " " if unicodedata.category(letter).startswith("Z") else ""
