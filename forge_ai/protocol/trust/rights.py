"""The rights of a device: ask, sync, train, manage.

Does not know which request needs which right, nor who has any.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from forge_ai.errors import BadInput
from forge_ai.protocol.values.names import shown


class Right(StrEnum):
    """What a device may do here."""

    ASK = "ask"  # put questions to the model, and read which models there are
    SYNC = "sync"  # exchange memories, conversations and model packages
    TRAIN = "train"  # take part in a training that is coordinated here
    MANAGE = "manage"  # say who is let in; and whatever no other right covers


FRESH: Final = frozenset({Right.ASK, Right.SYNC})  # what a newly paired device gets
GUEST: Final = frozenset({Right.ASK})  # what anybody gets on a node that was opened to its network
ALL: Final = frozenset(Right)


def read_rights(words: Iterable[object]) -> frozenset[Right]:
    """The rights that the words name. Raises :class:`BadInput` for any other word."""
    return frozenset(_right(word) for word in words)


def in_words(rights: Iterable[Right]) -> str:
    """The rights for a person, in their usual order."""
    held = set(rights)
    return ", ".join(right for right in Right if right in held) or "none"


def _right(word: object) -> Right:
    try:
        return Right(str(word))
    except ValueError as error:
        raise BadInput(f"{shown(str(word))} is not a right.", hint=f"The rights are: {in_words(ALL)}.") from error
