"""Bytes that come in blocks put together, up to a bound: whoever sends without end is refused.

Does not know where the blocks come from, nor what they mean.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable

from forge_ai.errors import ForgeError


def whole(blocks: Iterable[bytes], most: int, endless: ForgeError) -> bytes:
    """All bytes. Raises ``endless`` as soon as there are more than ``most``; the rest is not read."""
    body = bytearray()
    for block in blocks:
        body += block
        if len(body) > most:
            raise endless
    return bytes(body)


async def whole_of(blocks: AsyncIterable[bytes], most: int, endless: ForgeError) -> bytes:
    """The same, of blocks that are waited for."""
    body = bytearray()
    async for block in blocks:
        body += block
        if len(body) > most:
            raise endless
    return bytes(body)
