"""What the value of a setting may be: numbers within bounds, switches, words, keys and folders, each read from text.

Each raises :class:`ValueError`, whose words go behind "is not possible: ". Does not know which setting is which.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

Number = TypeVar("Number", int, float)

_SWITCHES: Final = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}

_HOST_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,253}")


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A whole number within these bounds."""

    def read(text: str) -> int:
        number = _number(int, text)
        if number is None or not least <= number <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return number

    return read


def _number(kind: Callable[[str], Number], text: str) -> Number | None:
    with suppress(ValueError):
        return kind(text)
    return None


def read_seconds(text: str) -> float:
    """A time: more than none, a day at most."""
    number = _number(float, text)
    if number is None or not 0 < number <= 86_400:
        raise ValueError("must be a number of seconds, above 0 and at most 86400")
    return number


def read_switch(text: str) -> bool:
    """On or off, as people write it."""
    if text.lower() not in _SWITCHES:
        raise ValueError("must be 1 or 0")
    return _SWITCHES[text.lower()]


def one_of(*words: str) -> Callable[[str], str]:
    """One of these words."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return text

    return read


def read_key(text: str) -> str:
    """A key that travels in a header, where a line break would begin another one."""
    if not (text.isascii() and text.isprintable()):
        raise ValueError("a key has letters, digits and marks only; was it copied whole?")
    return text


def read_hosts(text: str) -> str:
    """Host names with commas between, as a browser sends them: without a scheme, a port or a path."""
    for host in filter(None, (part.strip() for part in text.split(","))):
        if not _HOST_NAME.fullmatch(host):
            raise ValueError(f"{host!r} is no host name, such as my-pc.example.org")
    return text


def read_folder(text: str) -> Path:
    """A folder, by its whole path or from a person's own folder on."""
    folder = expanded(text)
    if str(folder).startswith("~"):
        raise ValueError("there is nobody of that name here")
    try:
        return folder.absolute()
    except FileNotFoundError:
        raise ValueError("must be a whole path here, for the folder that you are in is gone") from None


def expanded(path: str | Path) -> Path:
    """The path with a person's own folder for ``~``; as it is where no folder belongs to who runs this (containers)."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - the method of the same name fails there
