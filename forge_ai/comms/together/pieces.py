"""Puts a message of Flower's together from its pieces, within bounds of depth, number and unpacked size.

A stranger may have made them: each piece names those below it, and an array may name the same one again and again.
Does not know where the pieces come from, nor what the message means.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from flwr.app import Message
from flwr.supercore.constant import HEAD_BODY_DIVIDER
from flwr.supercore.inflatable.inflatable_object import get_object_head_values_from_object_content
from flwr.supercore.inflatable.inflatable_utils import inflate_object_from_contents

from forge_ai.limits import TEAM_PIECES

LEVELS: Final = 5  # message, records, record, array, piece of an array

Pieces = Mapping[str, bytes]
Read = Callable[[str], bytes]  # raises for a piece that there will never be; b"" for one that is on its way


def gather(identity: str, read: Read, most_bytes: int) -> dict[str, bytes] | None:
    """All pieces of the message ``identity`` by their ids, or None while one of them has not arrived.

    Raises :class:`ValueError` when they are nested too deep, are too many, or are larger than ``most_bytes`` together.
    """
    found: dict[str, bytes] = {}
    level = {identity}
    for _ in range(LEVELS):
        for each in level - found.keys():
            found[each] = read(each)
            if not found[each]:
                return None
            most_bytes -= len(found[each])
            if most_bytes < 0 or len(found) > TEAM_PIECES:
                raise ValueError("its message is larger than the model")
        level = {child for each in level for child in _children(found[each])}
        if not level:
            return found
    raise ValueError("its message is nested too deep")


def put_together(identity: str, pieces: Pieces, most_bytes: int) -> Message:
    """The message that is made of these pieces.

    Raises :class:`ValueError` when it would unpack to more than ``most_bytes``, and for pieces that make no message
    whatever Flower's parsers raise (:data:`~forge_ai.comms.together.messages.UNREADABLE`).
    """
    if _unpacked_bytes(pieces) > most_bytes:
        raise ValueError("its message unpacks to more than the model")
    whole = inflate_object_from_contents(identity, dict(pieces))
    if not isinstance(whole, Message):
        raise ValueError("what it sent is no message")
    return whole


def _unpacked_bytes(pieces: Pieces) -> int:
    """How large the arrays become when they are unpacked: all of them, or all that the records name, if that is more.

    The same piece may be named a million times.
    """
    arrays = {
        identity: sum(len(pieces[_children(piece)[place]]) for place in _body(piece)["arraychunk_ids"])
        for identity, piece in pieces.items()
        if _kind(piece) == "Array"
    }
    named = (
        arrays[each] for piece in pieces.values() if _kind(piece) == "ArrayRecord" for each in _body(piece).values()
    )
    return max(sum(arrays.values()), sum(named))


def _kind(piece: bytes) -> str:
    return str(get_object_head_values_from_object_content(piece)[0])


def _children(piece: bytes) -> list[str]:
    return list(get_object_head_values_from_object_content(piece)[1])


def _body(piece: bytes) -> Any:
    return json.loads(piece.partition(HEAD_BODY_DIVIDER)[2])
