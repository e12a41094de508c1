"""The control tokens of a GGUF model: the words that mean something to its chat template.

Does not know what is done with them. They are read only when asked for, because vocabularies are large.
"""

from __future__ import annotations

import struct
from itertools import islice
from pathlib import Path
from typing import Final

from forge_ai.models.gguf_cursor import Cursor
from forge_ai.models.gguf_fields import TEXT, ArrayPlace
from forge_ai.models.gguf_header import opened, read_start

_INT32: Final = 5
_CONTROL: Final = 3
_MOST_TOKENS: Final = 4_096
_MOST_BYTES: Final = 256
_LENGTH: Final = struct.Struct("<Q")


def read_control_tokens(path: Path) -> tuple[str, ...]:
    """The control tokens in order; none when the file does not mark them. Raises :class:`ModelBroken`."""
    with opened(path) as cursor:
        _, _, fields = read_start(cursor)
        words, kinds = fields.get("tokenizer.ggml.tokens"), fields.get("tokenizer.ggml.token_type")
        if not isinstance(words, ArrayPlace) or not isinstance(kinds, ArrayPlace):
            return ()
        if words.kind != TEXT or kinds.kind != _INT32 or words.count != kinds.count:
            raise cursor.broken("has a vocabulary that contradicts itself")
        return _read_words(cursor, words.position, _control_places(cursor, kinds))


def _control_places(cursor: Cursor, kinds: ArrayPlace) -> list[int]:
    cursor.jump(kinds.position)
    packed = cursor.take(4 * kinds.count)
    places = (place for place, (kind,) in enumerate(struct.iter_unpack("<i", packed)) if kind == _CONTROL)
    return list(islice(places, _MOST_TOKENS))


def _read_words(cursor: Cursor, position: int, places: list[int]) -> tuple[str, ...]:
    cursor.jump(position)
    words, following = [], 0
    for place in places:
        cursor.skip_texts(place - following)
        length = cursor.number(_LENGTH)
        if length <= _MOST_BYTES:
            words.append(cursor.take(length).decode("utf-8", "replace"))
        else:
            cursor.skip(length)
        following = place + 1
    return tuple(words)
