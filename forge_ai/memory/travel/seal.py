"""Sealing bytes with a passphrase, in the `age` format, so that a lost stick tells nobody anything.

Does not know what is sealed. The format is public (age-encryption.org/v1): the `age` program opens such a file too.
"""

from __future__ import annotations

import re
from typing import Any, Final

from forge_ai.errors import BadInput, MissingPart, WrongPassphrase
from forge_ai.limits import MEMORY_SEAL_WORK, MEMORY_SEALED_BYTES, MIB

_START: Final = b"age-encryption.org/v1"
_WORK: Final = re.compile(re.escape(_START) + rb"\n-> scrypt \S+ ([0-9]{1,9})\n")
_AROUND_BYTES: Final = MIB  # what the format adds: a header, and 16 bytes for each 64 KiB


def is_sealed(start: bytes) -> bool:
    """Whether a file that begins like this is sealed."""
    return start.startswith(_START)


def sealed(data: bytes, passphrase: str) -> bytes:
    """The data, readable only with the passphrase. Takes about a second, so that guessing takes for ever.

    Raises :class:`BadInput` for more than could be opened again.
    """
    if len(data) > MEMORY_SEALED_BYTES - _AROUND_BYTES:
        raise BadInput(
            f"These are more memories than can be sealed ({MEMORY_SEALED_BYTES // MIB} MiB).",
            hint="Export them without a passphrase, onto a disk that is encrypted.",
        )
    return bytes(_age().passphrase.encrypt(data, passphrase))


def unsealed(data: bytes, passphrase: str) -> bytes:
    """The data again. Raises :class:`WrongPassphrase`, also for a sealed file that has been damaged.

    Raises :class:`BadInput` for a file that asks for more memory than sealing takes anywhere.
    """
    if not passphrase:
        raise WrongPassphrase("The memories in this file are sealed with a passphrase.")
    _check_work(data)
    age = _age()
    try:
        return bytes(age.passphrase.decrypt(data, passphrase))
    except age.DecryptError as error:
        raise WrongPassphrase("This passphrase does not open the file, or the file is damaged.") from error


def _check_work(data: bytes) -> None:
    """Whoever wrote the file chose how much memory it takes to try a passphrase, as a power of two in KiB."""
    found = _WORK.match(data)
    if found and int(found[1]) > MEMORY_SEAL_WORK:
        raise BadInput(
            f"This file takes more than {2**MEMORY_SEAL_WORK // MIB} GiB of memory to be opened.",
            hint="Seal the memories again: forge-ai memory export memories.json --passphrase",
        )


def _age() -> Any:
    try:
        import pyrage
    except ImportError as error:
        raise MissingPart(
            "Sealing with a passphrase needs the part `pyrage`.", hint="Install it: pip install pyrage"
        ) from error
    return pyrage
