"""An OpenAI-compatible server that answers from a script, on a loopback port: real HTTP without a model.

Does not know what is being tested.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from http.server import ThreadingHTTPServer
from typing import Any, Self

from forge_ai.testing.script import Asked, Cut, Endless, Raw, Reply, Say, Wait, refuse, say
from forge_ai.testing.scripted_answers import ScriptedAnswers

__all__ = ["Asked", "Cut", "Endless", "Raw", "Reply", "Say", "ScriptedEngine", "Wait", "refuse", "say"]


class ScriptedEngine:
    """The server; a context manager. `replies` are used up in order, then `otherwise` answers everything.

    `left` is set when a client goes away in the middle of an answer, and `busy` counts the answers being written.
    """

    def __init__(
        self,
        replies: Iterable[Reply] = (),
        *,
        otherwise: Reply | Callable[[Asked], Reply] | None = None,
        models: tuple[str, ...] = ("scripted",),
        api_key: str = "",
        vector: tuple[float, ...] = (0.6, 0.8),
    ) -> None:
        self.models = models
        self.api_key = api_key
        self.vector = vector
        self.asked: list[Asked] = []
        self.left = threading.Event()
        self.busy = 0
        self.replies = deque(replies)
        self._otherwise = otherwise or say("Hello", " there", ".")
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        answers = type("Answers", (ScriptedAnswers,), {"script": self, "stopping": self._stopping})
        self._server = _Server(("127.0.0.1", 0), answers)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="scripted-engine")

    @property
    def url(self) -> str:
        """The address to give to whoever shall ask this server; it ends with `/v1`."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the server and every answer that is still being written."""
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def next_reply(self, asked: Asked) -> Reply:
        """The reply to this request; called by the server's threads."""
        with self._lock:
            self.asked.append(asked)
            if self.replies:
                return self.replies.popleft()
        return self._otherwise if isinstance(self._otherwise, Reply) else self._otherwise(asked)

    def count(self, change: int) -> None:
        """An answer begins or ends; called by the server's threads."""
        with self._lock:
            self.busy += change


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves is part of many a test, and no news."""
