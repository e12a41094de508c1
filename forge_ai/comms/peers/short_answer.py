"""A peer's short answer, read whole: limited in bytes and in time, so that nobody waits for an endless one.

Does not know what is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from forge_ai.clock import SystemClock
from forge_ai.engines.connections.time_limit import CLOSING, time_limit
from forge_ai.errors import PeerFault
from forge_ai.limits import EVENT_BYTES

if TYPE_CHECKING:
    import httpx2

    from forge_ai.clock import Clock

WHOLE_SECONDS: Final = 60.0


def short_answer(
    http: httpx2.Client,
    method: str,
    path: str,
    most: int = EVENT_BYTES,
    seconds: float = WHOLE_SECONDS,
    clock: Clock | None = None,
    **content: Any,
) -> tuple[int, bytes]:
    """Send one request and return status and body.

    The answer may have ``most`` bytes and take ``seconds``, counted from when the request has been sent (which may be
    large). Raises :class:`PeerFault` for one that is larger or slower, and whatever the transport raises.
    """
    watch = clock or SystemClock()
    body = bytearray()
    headers = {"Accept-Encoding": "identity", **CLOSING}
    with (
        time_limit(seconds) as note,
        http.stream(method, path, headers=headers, extensions={"trace": note}, **content) as response,
    ):
        ends = watch.steady() + seconds
        for block in response.iter_raw():
            body += block
            if len(body) > most or watch.steady() > ends:
                raise PeerFault(f"The answer of {http.base_url} to {path} does not end.")
    return response.status_code, bytes(body)
