"""The asking side of the OpenAI API over blocking HTTP: chats streamed, texts embedded.

Does not know what answers, nor how to start it. Proxy variables are ignored and redirects are not followed: a
prompt goes where the address says, or nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from forge_ai.engines.answers.event_stream import read_events
from forge_ai.engines.answers.folding import STREAM_ORDER
from forge_ai.engines.answers.json_answers import parse_object
from forge_ai.engines.answers.pieces import DONE, read_piece
from forge_ai.engines.answers.refusals import refusal
from forge_ai.engines.connections.time_limit import time_limit
from forge_ai.engines.engine import Endpoint, GenerationOptions, Piece
from forge_ai.errors import EngineDied, EngineFault, ForgeError, PeerFault, Unreachable
from forge_ai.limits import ANSWER_BODY_BYTES, ANSWER_BODY_SECONDS
from forge_ai.protocol.values.bounded import whole
from forge_ai.protocol.values.chat import Message

if TYPE_CHECKING:
    import ssl

    import httpx2

CONNECT_SECONDS: Final = 5.0
LIFE_SECONDS: Final = 5.0  # a server lists its models beside its work, also on a busy machine


class OpenAIClient:
    """One model behind one endpoint; ``secure`` says which certificates to trust. Safe to use from several threads.

    An answer that is not a stream must be complete within ``whole_seconds`` of its beginning.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        model: str,
        *,
        stall_seconds: float = 60.0,
        whole_seconds: float = ANSWER_BODY_SECONDS,
        secure: ssl.SSLContext | None = None,
    ) -> None:
        import httpx2

        patience = httpx2.Timeout(stall_seconds, connect=CONNECT_SECONDS)
        limits = httpx2.Limits(max_connections=None, max_keepalive_connections=0)
        self.endpoint = endpoint
        self._model = model
        self._stall_seconds = stall_seconds
        self._whole_seconds = whole_seconds
        headers = {**endpoint.headers, "Accept-Encoding": "identity"}  # events are read as they come
        self._http = httpx2.Client(
            headers=headers,
            timeout=patience,
            limits=limits,
            verify=secure or True,
            trust_env=False,
            follow_redirects=False,
        )

    def stream(self, messages: Sequence[Message], options: GenerationOptions) -> Iterator[Piece]:
        """The answer, piece by piece; closing the iterator closes the connection, and that stops the compute.

        Raises :class:`Unreachable` when nobody answers, :class:`EngineDied` when the answer stops without a reason,
        and what :func:`refusal` makes of a refused request.
        """
        order = {
            "model": self._model,
            "messages": [message.to_json() for message in messages],
            **STREAM_ORDER,
            **self.endpoint.stream_fields,
            **options.to_json(),
        }
        with self._sent("POST", "chat/completions", order) as response:
            yield from self._pieces(read_events(response.iter_raw()))

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector for each text, in order."""
        if not texts:
            return []
        order = {"model": self._model, "input": list(texts)}
        body = self._whole("POST", "embeddings", order, self._stall_seconds + self._whole_seconds)
        vectors = _vectors(parse_object(body, values=len(body)))
        if len(vectors) != len(texts):
            raise PeerFault(f"{self._model} gave {len(vectors)} vectors for {len(texts)} texts.")
        return vectors

    def models(self) -> tuple[str, ...]:
        """The names of the models that the endpoint offers."""
        listed = parse_object(self._whole("GET", "models", None, self._whole_seconds)).get("data")
        if not isinstance(listed, list):
            raise PeerFault(f"What answers at {self.endpoint.base_url} does not list its models.")
        return tuple(str(entry["id"]) for entry in listed if isinstance(entry, dict) and "id" in entry)

    def lives(self) -> bool:
        """Whether the endpoint is there and says anything at all within some seconds."""
        import httpx2

        url = f"{self.endpoint.base_url}/models"
        try:
            with (
                time_limit(min(LIFE_SECONDS, self._whole_seconds)) as note,
                self._http.stream("GET", url, timeout=LIFE_SECONDS, extensions={"trace": note}),
            ):
                return True
        except (httpx2.ConnectError, httpx2.TimeoutException):
            return False
        except httpx2.TransportError:
            return True  # it hung up: that is no silence, and whoever waits there learns it

    def close(self) -> None:
        """End the connections."""
        self._http.close()

    def _pieces(self, events: Iterator[bytes]) -> Iterator[Piece]:
        finished = False
        for event in events:
            if event == DONE:
                break
            piece = read_piece(event, self._model)
            finished = finished or piece.finish_reason is not None
            yield piece
        if not finished:
            raise EngineDied(f"{self._model} ended in the middle of its answer.")

    def _whole(self, method: str, path: str, order: Mapping[str, Any] | None, seconds: float) -> bytes:
        """The body of an answer that does not stream, all of it within so many seconds."""
        with time_limit(seconds) as note, self._sent(method, path, order, {"trace": note}) as response:
            return _read_all(response)

    @contextmanager
    def _sent(
        self, method: str, path: str, order: Mapping[str, Any] | None, more: Mapping[str, Any] | None = None
    ) -> Iterator[httpx2.Response]:
        """The response to a request that was accepted; everything that goes wrong has become an error of ours."""
        import httpx2

        begun = False
        try:
            url = f"{self.endpoint.base_url}/{path}"
            with self._http.stream(method, url, json=order, extensions=dict(more or {})) as response:
                begun = True
                if response.status_code != 200:
                    raise refusal(self._model, response.status_code, _read_all(response))
                yield response
        except httpx2.TransportError as error:
            raise self._lost(error, begun=begun) from error
        except httpx2.InvalidURL as error:
            raise Unreachable(f"{self.endpoint.base_url} is not an address.") from error

    def _lost(self, error: httpx2.TransportError, *, begun: bool) -> ForgeError:
        import httpx2

        if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.UnsupportedProtocol):
            return Unreachable(f"Nobody answers at {self.endpoint.base_url}.")
        if isinstance(error, httpx2.TimeoutException):
            return EngineDied(f"{self._model} has been silent for {self._stall_seconds:g} s.")
        return EngineDied(f"{self._model} ended {'in the middle of its answer' if begun else 'before it answered'}.")


def _vectors(fields: Mapping[str, Any]) -> list[list[float]]:
    try:
        rows = sorted(fields["data"], key=lambda row: int(row["index"]))
        return [[float(number) for number in row["embedding"]] for row in rows]
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise PeerFault("What answers sent something else than vectors.") from error


def _read_all(response: httpx2.Response) -> bytes:
    endless = EngineFault("The answer is too large.", hint="Ask for fewer tokens.")
    return whole(response.iter_raw(), ANSWER_BODY_BYTES, endless)
