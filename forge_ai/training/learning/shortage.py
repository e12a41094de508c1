"""Too little memory, told from every other failure of the libraries that learn.

They say it in several ways; a person must hear it as what it is. Does not know what the memory was wanted for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from forge_ai.errors import OutOfMemory

_WORDS: Final = (
    "can't allocate memory", "cannot allocate memory", "out of memory", "not enough memory",
    "failed to map segment",  # of a library that is being loaded
)  # fmt: skip


def is_shortage(error: BaseException) -> bool:
    """Whether the error, or what it comes from, says that there was no more memory."""
    if isinstance(error, MemoryError):
        return True
    if isinstance(error, RuntimeError | OSError | ImportError) and any(words in str(error).lower() for words in _WORDS):
        return True
    return error.__cause__ is not None and is_shortage(error.__cause__)


@contextmanager
def told_as_shortage(message: str) -> Iterator[None]:
    """What fails inside for want of memory becomes :class:`OutOfMemory` with this message; the rest flies."""
    try:
        yield
    except (MemoryError, RuntimeError, OSError, ImportError) as error:
        if not is_shortage(error):
            raise
        raise OutOfMemory(message) from error
