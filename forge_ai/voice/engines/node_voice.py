"""The ears and the mouth of a paired node, over its `/v1/audio/*`: the heavy half runs there.

Does not know how the node was found, nor how it is trusted; it gets a client that is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from forge_ai.errors import PeerFault, PeerRefused, VoiceFailed
from forge_ai.limits import ANSWER_BODY_BYTES
from forge_ai.protocol.values.bounded import whole
from forge_ai.protocol.values.json_object import json_object
from forge_ai.protocol.values.whole_number import is_whole
from forge_ai.voice.audio.sound import RATE, Sound
from forge_ai.voice.audio.wav import read_wav, write_wav

if TYPE_CHECKING:
    import httpx2

_PLAIN = {"Accept-Encoding": "identity"}
OpenHttp = Callable[[], "httpx2.Client"]
ENGINES_PATH: Final = "/v1/audio/engines"


class NodeListener:
    """Recognises on a node. The sound is sent when the utterance is over, so nothing is understood before."""

    def __init__(self, node: str, open_http: OpenHttp) -> None:
        self.name = f"the recogniser of {node}"
        self._open_http = open_http

    def begin(self) -> NodeHearing:
        """Begin to hear an utterance."""
        return NodeHearing(self._open_http)

    def close(self) -> None:
        """Nothing is kept between two utterances."""


class NodeHearing:
    """One utterance for a node."""

    def __init__(self, open_http: OpenHttp) -> None:
        self._open_http = open_http
        self._heard = bytearray()

    def hear(self, samples: bytes) -> str:
        """Keep the sound."""
        self._heard += samples
        return ""

    def finish(self) -> str:
        """Send the sound, and wait for the words. Raises what the node refuses with, or :class:`VoiceFailed`."""
        file = ("utterance.wav", write_wav(Sound(RATE, bytes(self._heard))), "audio/wav")
        body = _asked(self._open_http, "/v1/audio/transcriptions", files={"file": file}, data={"model": "default"})
        return " ".join(str(_object(body).get("text", "")).split())

    def drop(self) -> None:
        """Forget it."""
        self._heard.clear()


class NodeSpeaker:
    """Speaks with the voice of a node."""

    def __init__(self, node: str, open_http: OpenHttp) -> None:
        self.name = f"the voice of {node}"
        self._open_http = open_http

    def say(self, text: str, voice: str = "") -> Iterator[Sound]:
        """The sound of a text, in one part."""
        order = {"model": "default", "input": text, "voice": voice, "response_format": "wav"}
        yield read_wav(_asked(self._open_http, "/v1/audio/speech", json=order))

    def close(self) -> None:
        """Nothing is kept between two sentences."""


def engines_of(open_http: OpenHttp) -> tuple[int, int]:
    """How good the node's recogniser and voice are, 0 to 2 as in :mod:`forge_ai.voice.choice`; 0 when unknown."""
    try:
        found = _object(_asked(open_http, ENGINES_PATH, method="GET"))
    except PeerRefused:
        return 0, 0  # an older node
    return _quality(found.get("listener")), _quality(found.get("speaker"))


def _quality(told: object) -> int:
    quality = told.get("quality") if isinstance(told, dict) else None
    return quality if is_whole(quality) else 0


def _asked(open_http: OpenHttp, path: str, method: str = "POST", **content: Any) -> bytes:
    import httpx2

    try:
        with open_http() as client, client.stream(method, path, headers=_PLAIN, **content) as response:
            body = whole(response.iter_raw(), ANSWER_BODY_BYTES, PeerFault("The node's answer does not end."))
    except httpx2.TransportError as error:
        raise VoiceFailed(f"The node's voice does not answer: {type(error).__name__}.") from error
    if response.status_code != 200:
        raise PeerRefused(_reason(body) or f"The node answered {response.status_code} for {path}.")
    return body


def _object(body: bytes) -> dict[str, Any]:
    try:
        return json_object(body)
    except ValueError as error:
        raise PeerFault(f"The node sent {error}.") from error


def _reason(body: bytes) -> str:
    try:
        error = _object(body).get("error")
    except PeerFault:
        return ""
    return str(error.get("message", ""))[:300] if isinstance(error, dict) else ""
