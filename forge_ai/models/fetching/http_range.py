"""A file over HTTP from any byte on, even from a server without range requests; broken connections can be retried.

Does not know whose server it is, nor which refusals it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from forge_ai.errors import PeerFault
from forge_ai.models.fetching.patience import Interrupted

if TYPE_CHECKING:
    import httpx2

_NUMBER: Final = re.compile(r"^\[Errno -?\d+\] ")  # of an error of the system, which says nothing to a person
_RANGE: Final = re.compile(r"bytes (\d+)-\d+/(?:\d+|\*)")


def range_from(start: int) -> dict[str, str]:
    """The header that asks for everything from ``start`` on."""
    return {"Range": f"bytes={start}-"} if start else {}


def blocks_from(response: httpx2.Response, start: int) -> Iterator[bytes]:
    """The bytes of an answer from ``start`` on. Raises :class:`PeerFault` for an answer that begins elsewhere."""
    skip = _missing_before(response.status_code, response.headers.get("Content-Range", ""), start)
    for block in response.iter_raw():
        if len(block) > skip:
            yield block[skip:]
        skip = max(0, skip - len(block))


@contextmanager
def cuts_mended() -> Iterator[None]:
    """While inside, a connection that breaks is :class:`Interrupted`: worth another try."""
    import httpx2

    try:
        yield
    except httpx2.TransportError as error:
        raise Interrupted(_NUMBER.sub("", str(error)) or type(error).__name__) from error


def _missing_before(status: int, content_range: str, start: int) -> int:
    """How many bytes of the answer lie before what was asked for: all, where a server knows no ranges."""
    if status == 200:
        return start
    found = _RANGE.fullmatch(content_range)
    if not found or int(found[1]) != start:
        raise PeerFault("Another part of the file came than was asked for.", hint="Do the same again later.")
    return 0
