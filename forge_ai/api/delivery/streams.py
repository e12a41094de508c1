"""`/api/v1/streams`: an answer that was begun goes on where its connection broke, or is stopped.

Does not know how answers begin: a chat with the header `X-ForgeAI-Stream` does that.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from forge_ai.api.border.failures import error_response
from forge_ai.api.border.parts import caller_of
from forge_ai.api.delivery.event_response import send_stream, unless_left
from forge_ai.api.delivery.live_streams import LiveStream, LiveStreams
from forge_ai.errors import BadInput, ForgeError
from forge_ai.protocol.answers.stream import STREAM_HEADER, check_stream_id

router = APIRouter()

PATH = "/api/v1/streams/{identity}"


@router.get(PATH)
async def go_on(request: Request, identity: str) -> Response:
    """The rest of an answer, from the byte `offset` on."""
    return _Rest(_find(request, identity), _read_offset(request.query_params.get("offset", "0")))


@router.delete(PATH)
async def stop(request: Request, identity: str) -> Response:
    """Stop an answer. Its compute ends at once."""
    streams: LiveStreams = request.app.state.streams
    await streams.end(_find(request, identity))
    return Response(status_code=204)


class _Rest(Response):
    """The response that follows a stream."""

    def __init__(self, live: LiveStream, offset: int) -> None:
        super().__init__()
        self._live = live
        self._offset = offset

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what there is and what comes, unless the client leaves: the answer itself goes on in any case."""
        await unless_left(self._follow(scope, receive, send), receive)

    async def _follow(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await send_stream(self._live.follow(self._offset), {STREAM_HEADER: self._live.identity}, send)
        except ForgeError as error:
            await error_response(error)(scope, receive, send)


def _find(request: Request, identity: str) -> LiveStream:
    streams: LiveStreams = request.app.state.streams
    return streams.find(caller_of(request.scope), check_stream_id(identity))


def _read_offset(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise BadInput("The offset must be a count of bytes.", hint="For example ?offset=1234.")
    return int(text)
