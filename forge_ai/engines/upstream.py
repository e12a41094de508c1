"""Any server that speaks the OpenAI API, used as an engine: this device relays, another one computes.

Does not know what runs over there. The server is looked at before the first question, so that a wrong address, key or
model name is a clear error and not a strange answer.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from forge_ai.clock import Clock, SystemClock
from forge_ai.engines.engine import Endpoint, Engine, EngineDescription, EngineState, GenerationOptions, Piece
from forge_ai.engines.openai_client import OpenAIClient
from forge_ai.errors import (
    BadSettings,
    EngineDied,
    EngineFault,
    ForgeError,
    NotTrusted,
    PeerFault,
    UnknownModel,
    Unreachable,
)
from forge_ai.protocol.values.chat import Message

CHECK_AGAIN_SECONDS: Final = 60.0
_MOST_SHOWN: Final = 5
_HINT: Final = "Check FORGE_AI_UPSTREAM, and that the server runs."
_STUCK: Final = "Check FORGE_AI_UPSTREAM. If that is right, the server is stuck: look at it, or start it again."
_KEY_HINT: Final = "Set FORGE_AI_UPSTREAM_KEY to a key that the server accepts."


class UpstreamEngine:
    """One model of another server. `api_key` may be empty."""

    def __init__(
        self, url: str, api_key: str, model: str, *, clock: Clock | None = None, stall_seconds: float = 60.0
    ) -> None:
        headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._model = model
        self._client = OpenAIClient(Endpoint(read_base_url(url), headers), model, stall_seconds=stall_seconds)
        self._clock = clock or SystemClock()
        self._checking = threading.Lock()
        self._checked_at: float | None = None
        self._reason = ""
        self._closed = False

    def describe(self) -> EngineDescription:
        """What is known without asking the server: its model's size and context are not."""
        return EngineDescription(self._model, self._state(), self._reason)

    def endpoint(self) -> Endpoint:
        """Where the server answers, looked at first unless that was done a moment ago.

        Raises :class:`Unreachable`, :class:`NotTrusted` for a wrong key, :class:`UnknownModel`, or :class:`PeerFault`
        when what answers does not speak the OpenAI API.
        """
        if self._closed:
            raise EngineFault(f"The engine of {self._model} has been closed.")
        with self._checking:
            if self._is_stale():
                self._check()
        return self._client.endpoint

    def ready(self) -> Endpoint | None:
        """Where the server answers, when it was looked at a moment ago."""
        return None if self._closed or self._is_stale() else self._client.endpoint

    def stream(self, messages: Sequence[Message], options: GenerationOptions) -> Iterator[Piece]:
        """The answer, piece by piece; closing the iterator closes the connection."""
        self.endpoint()
        yield from self._client.stream(messages, options)

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector for each text, in order."""
        self.endpoint()
        return self._client.embed(texts)

    def lives(self) -> bool:
        """Whether the server is heard."""
        return self._client.lives()

    def work(self) -> float | None:
        """Unknown: the server may be another machine's."""
        return None

    def give_up(self, endpoint: Endpoint) -> None:  # noqa: ARG002 - there is one server only
        """Look at the server before the next question."""
        self._checked_at = None

    def for_vectors(self) -> Engine:
        """Itself: the server does both."""
        return self

    def close(self) -> None:
        """End the connections."""
        self._closed = True
        self._client.close()

    def _state(self) -> EngineState:
        if self._closed or self._reason:
            return EngineState.BROKEN
        return EngineState.COLD if self._checked_at is None else EngineState.READY

    def _is_stale(self) -> bool:
        return self._checked_at is None or self._clock.steady() - self._checked_at > CHECK_AGAIN_SECONDS

    def _check(self) -> None:
        self._checked_at = None
        try:
            offered = self._offered()
        except ForgeError as error:
            self._reason = error.message
            raise
        self._checked_at, self._reason = self._clock.steady(), ""
        if offered and self._model not in offered:
            self._checked_at, self._reason = None, f"there is no model {self._model!a}"
            raise UnknownModel(
                f"The upstream server has no model {self._model!a}.",
                hint=f"It offers: {_listed(offered)}. Choose one with --model or FORGE_AI_MODEL.",
            )

    def _offered(self) -> tuple[str, ...]:
        where = self._client.endpoint.base_url
        try:
            return self._client.models()
        except Unreachable as error:
            raise Unreachable(f"The upstream server at {where} does not answer.", hint=_HINT) from error
        except NotTrusted as error:
            raise NotTrusted(f"The upstream server at {where} does not accept the key.", hint=_KEY_HINT) from error
        except EngineDied as error:
            raise PeerFault(f"The upstream server at {where} was reached, and gave no answer.", hint=_STUCK) from error
        except ForgeError as error:
            raise PeerFault(f"What answers at {where} does not speak the OpenAI API.", hint=_HINT) from error


def read_base_url(text: str) -> str:
    """The address of an OpenAI API as people write it: a missing scheme or `/v1` is added.

    Raises :class:`BadSettings` when it is no address.
    """
    url = text.strip()
    url = (url if "://" in url else f"http://{url}").rstrip("/")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadSettings(f"{text!a} is not an address: {error}.", hint=_HINT) from error
    plain = parts.hostname and not parts.username and not parts.query and not parts.fragment and port != 0
    if parts.scheme not in ("http", "https") or not plain:
        raise BadSettings(
            f"{text!a} is not the address of an OpenAI API.", hint="Write it like http://192.168.1.100:8000."
        )
    return url if re.search(r"/v\d+$", parts.path) else f"{url}/v1"


def _listed(names: tuple[str, ...]) -> str:
    more = len(names) - _MOST_SHOWN
    return ", ".join(names[:_MOST_SHOWN]) + (f" and {more} more" if more > 0 else "")
