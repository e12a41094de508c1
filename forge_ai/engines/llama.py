"""llama.cpp in a child process: the engine that runs a GGUF file on this device.

Knows how to start, watch and restart the child; does not know what is asked of it. A model that kills the engine
ends the child and nothing else: the answer that was being written ends with :class:`EngineDied`, and the next
question finds a new child.
"""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from forge_ai.clock import Clock, SystemClock
from forge_ai.engines.engine import Endpoint, Engine, EngineDescription, EngineState, GenerationOptions, Piece
from forge_ai.engines.openai_client import OpenAIClient
from forge_ai.engines.process.child import Child
from forge_ai.engines.process.cores import computing_threads, processors
from forge_ai.engines.process.llama_plan import LlamaOptions, LoadPlan, plan_load, plan_vectors
from forge_ai.engines.process.load_reason import what_helps, why_not
from forge_ai.engines.process.process_work import seconds_of_work
from forge_ai.engines.process.restart_limit import RestartLimit
from forge_ai.errors import EngineDied, ModelBroken, ModelWouldNotLoad, Unreachable
from forge_ai.models.gguf.header import GgufHeader, read_header
from forge_ai.protocol.values.chat import Message

__all__ = ["LlamaEngine", "LlamaOptions"]

FROZEN: Final = "the engine took questions and said nothing"
PROGRESS: Final = {"return_progress": True}  # so that a long prompt is no silence, and a client that left is noticed


class LlamaEngine:
    """One GGUF file, served. Started by the first question, or by :meth:`endpoint`.

    ``adapters`` are LoRA adapters that are loaded with it and do nothing until a request gives one of them weight, by
    its number: ``"lora": [{"id": 0, "scale": 1.0}]``. Texts become vectors in a child of their own (``vectors``):
    that one must read a text in one go, while a prompt is read in small parts, so that a stop ends it soon.
    """

    def __init__(
        self,
        path: Path,
        name: str,
        options: LlamaOptions | None = None,
        *,
        adapters: tuple[Path, ...] = (),
        clock: Clock | None = None,
        stall_seconds: float = 60.0,
        show_slots: bool = False,
        vectors: bool = False,
    ) -> None:
        self.adapters = adapters
        self._path = path
        self._name = name
        self._options = options or LlamaOptions()
        self._stall_seconds = stall_seconds
        self._show_slots = show_slots
        self._plan = plan_vectors if vectors else plan_load
        self._vectors: LlamaEngine | None = self if vectors else None
        self._clock = clock or SystemClock()
        self._limit = RestartLimit(self._clock)
        self._making = threading.Lock()
        self._starting = threading.Lock()
        self._planned: tuple[GgufHeader, LoadPlan] | None = None
        self._child: Child | None = None
        self._client: OpenAIClient | None = None
        self._given_up: Child | None = None
        self._reason = ""
        self._remedy: str | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The number of the child process, when there is one."""
        child = self._child
        return child.pid if child else None

    def describe(self) -> EngineDescription:
        """What is known about the engine now; reads the file's header when that has not been done."""
        try:
            header, plan = self._plan_load()
        except ModelBroken as error:
            return EngineDescription(self._name, EngineState.BROKEN, error.message)
        return EngineDescription(
            model=self._name,
            state=self._state(),
            reason=self._reason,
            context_length=plan.context,
            slots=plan.slots,
            parameter_count=header.parameter_count,
            continues=True,
        )

    def endpoint(self) -> Endpoint:
        """Where the child answers; starts it when there is none or the last one died.

        Raises :class:`ModelBroken` when the file is not a whole GGUF model, :class:`ModelWouldNotLoad` with the reason.
        """
        return self._ready().endpoint

    def ready(self) -> Endpoint | None:
        """Where the child answers, when there is one."""
        client, child = self._client, self._child
        return client.endpoint if client and child and child.alive else None

    def stream(self, messages: Sequence[Message], options: GenerationOptions) -> Iterator[Piece]:
        """The answer, piece by piece; closing the iterator frees the slot, also while the prompt is being read."""
        try:
            yield from self._ready().stream(messages, options)
        except (EngineDied, Unreachable) as error:
            raise self._told(error) from error

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector for each text: the mean over its tokens, unless the model was made to pool in its own way."""
        if self._vectors is not self:
            return self.for_vectors().embed(texts)
        try:
            return self._ready().embed(texts)
        except (EngineDied, Unreachable) as error:
            raise self._told(error) from error

    def lives(self) -> bool:
        """Whether the child answers: one that computes does, one that is frozen does not."""
        client = self._client
        return client is not None and client.lives()

    def work(self) -> float | None:
        """Seconds of processor time that the child has used, as the system counts them."""
        child = self._child
        return seconds_of_work(child.pid) if child else None

    def give_up(self, endpoint: Endpoint) -> None:
        """End the child that answers there; the next question starts another."""
        client, child = self._client, self._child
        if client and child and client.endpoint.base_url == endpoint.base_url:
            self._given_up = child
            child.kill()

    def for_vectors(self) -> Engine:
        """The engine that makes vectors with this model: another child, started when it is first asked."""
        with self._making:
            if self._vectors is None:
                self._vectors = LlamaEngine(
                    self._path,
                    self._name,
                    self._options,
                    clock=self._clock,
                    stall_seconds=self._stall_seconds,
                    vectors=True,
                )
                if self._closed:
                    self._vectors.close()
            return self._vectors

    def close(self) -> None:
        """End the child, also one that is still loading. A closed engine stays closed."""
        self._closed = True
        with self._making:
            vectors = self._vectors
        if vectors and vectors is not self:
            vectors.close()
        child = self._child
        if child:
            child.kill()
        with self._starting:
            self._drop()

    def _state(self) -> EngineState:
        if self._starting.locked():
            return EngineState.LOADING
        if self.ready():
            return EngineState.READY
        return EngineState.BROKEN if self._limit.seconds_to_wait() or self._closed else EngineState.COLD

    def _ready(self) -> OpenAIClient:
        with self._starting:
            if self._client and self._child and self._child.alive:
                return self._client
            self._bury()
            self._check_allowed()
            return self._start()

    def _bury(self) -> None:
        """Note why the last child died, and release what it held."""
        if self._child and self._client:
            words = self._child.last_words()
            self._reason = FROZEN if self._child is self._given_up else why_not(*words)
            self._limit.note_death()
        self._drop()

    def _check_allowed(self) -> None:
        if self._closed:
            raise ModelWouldNotLoad(f"The engine of {self._name} has been closed.")
        wait = self._limit.seconds_to_wait()
        if wait:
            raise ModelWouldNotLoad(
                f"{self._name} keeps failing: {self._reason}.",
                hint=self._remedy or f"It is tried again in {wait:.0f} s; or try another model.",
            )

    def _start(self) -> OpenAIClient:
        self._planned = None  # the file may be another one by now
        header, plan = self._plan_load()
        key = secrets.token_urlsafe(32)
        self._child = self._spawn(self._orders(header, plan, key))
        found = None if self._closed else self._child.wait_for_address(self._stall_seconds)
        if not found:
            raise self._failed(self._child)
        endpoint = Endpoint(f"{found.address}/v1", {"Authorization": f"Bearer {key}"}, PROGRESS, found.socket)
        self._client = OpenAIClient(endpoint, self._name, stall_seconds=self._stall_seconds)
        self._reason, self._remedy = "", None
        return self._client

    def _plan_load(self) -> tuple[GgufHeader, LoadPlan]:
        if self._planned is None:
            header = read_header(self._path)
            wished = replace(self._options, threads=min(self._options.threads, processors()))
            self._planned = header, self._plan(header, wished, computing_threads())
        return self._planned

    def _spawn(self, orders: dict[str, object]) -> Child:
        try:
            return Child(orders)
        except OSError as error:
            raise ModelWouldNotLoad(f"The engine of {self._name} cannot be started: {error.strerror}.") from error

    def _orders(self, header: GgufHeader, plan: LoadPlan, key: str) -> dict[str, object]:
        own = {"path": str(self._path), "name": self._name, "key": key, "pools": header.pools}
        own |= {"adapters": [str(adapter) for adapter in self.adapters]}
        return {**asdict(plan), **own, "vectors": self._vectors is self, "show_slots": self._show_slots}

    def _failed(self, child: Child) -> ModelWouldNotLoad:
        if self._closed:
            child.kill()
        log, exit_code = child.last_words()
        self._drop()
        if self._closed:
            return ModelWouldNotLoad(f"The engine of {self._name} has been closed.")
        idle = f"its engine did nothing for {self._stall_seconds:g} s"
        self._reason = idle if child.frozen else why_not(log, exit_code)
        self._remedy = what_helps(log)
        self._limit.note_death()
        return ModelWouldNotLoad(f"{self._name} would not load: {self._reason}.", hint=self._remedy)

    def _told(self, error: EngineDied | Unreachable) -> EngineDied:
        """The error with the reason added, when the child really died or is frozen, or nothing reaches it."""
        if not _loopback_is_up():
            told = "This computer does not reach itself: its loopback interface is down."
            return EngineDied(told, hint="As root: ip link set lo up")
        with self._starting:
            if self._child and self._client and (self._child.is_dying() or not self._client.lives()):
                if self._child.alive:
                    self.give_up(self._client.endpoint)
                self._bury()
                return EngineDied(f"{error.message.removesuffix('.')}: {self._reason}.")
        return error if isinstance(error, EngineDied) else EngineDied(error.message)

    def _drop(self) -> None:
        if self._client:
            self._client.close()
        if self._child:
            self._child.end()
        self._client = self._child = self._given_up = None


def _loopback_is_up() -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        return line.connect_ex(("127.0.0.1", 1)) == 0  # nothing is sent: the system looks for a way
