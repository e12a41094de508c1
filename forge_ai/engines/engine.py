"""What every engine is: an OpenAI-compatible endpoint with a life cycle, and the values that pass through it.

Does not know how a particular engine is started.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from math import isfinite
from typing import Protocol

from forge_ai.errors import BadInput
from forge_ai.protocol.values.chat import Message


class EngineState(Enum):
    """Whether an engine runs. A cold one starts when it is asked; a broken one has a reason why it cannot."""

    COLD = "cold"
    LOADING = "loading"
    READY = "ready"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class EngineDescription:
    """What is known about an engine without asking its model anything; zero and "" mean unknown."""

    model: str
    state: EngineState
    reason: str = ""
    context_length: int = 0
    slots: int = 0
    parameter_count: int = 0
    continues: bool = False  # whether an assistant's message at the end is taken for the beginning of the answer


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the engine answers: `base_url` ends with `/v1`, and every request carries `headers`.

    `stream_fields` belong into the JSON of every request that streams. `socket` names a Unix domain socket on which the
    same server answers, in Linux's abstract names and without their first byte; "" where there is none.
    """

    base_url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    stream_fields: Mapping[str, object] = field(default_factory=dict)
    socket: str = ""


@dataclass(frozen=True, slots=True)
class GenerationOptions:
    """How an answer is to be written; None leaves the choice to the engine.

    ``calm``: where neither these options nor a personality give a temperature, it is 0, so that the same question gets
    the same answer. ``schema``: a JSON schema that the answer must fit. ``more``: further fields of the request, for
    engines that know them, such as "lora".
    """

    max_tokens: int | None = None
    temperature: float | None = None
    top_p: float | None = None
    seed: int | None = None
    stop: tuple[str, ...] = ()
    schema: Mapping[str, object] | None = None
    more: Mapping[str, object] = field(default_factory=dict)
    calm: bool = False

    def __post_init__(self) -> None:
        """Raises :class:`BadInput` for a temperature or top_p that is not a finite number, which JSON cannot hold."""
        for name, chance in (("temperature", self.temperature), ("top_p", self.top_p)):
            if chance is not None and not (isinstance(chance, int | float) and isfinite(chance)):
                raise BadInput(f"The {name} must be a number.", hint="Such as 0.7.")

    def to_json(self) -> dict[str, object]:
        """The options in the shape of the OpenAI chat API."""
        fields: dict[str, object] = {
            "max_tokens": self.max_tokens,
            "temperature": self.temperature,
            "top_p": self.top_p,
            "seed": self.seed,
            "stop": list(self.stop) or None,
            "response_format": self.schema and _held_to(self.schema),
        }
        return {**self.more, **{name: value for name, value in fields.items() if value is not None}}


def _held_to(schema: Mapping[str, object]) -> dict[str, object]:
    return {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": dict(schema)}}


@dataclass(frozen=True, slots=True)
class Usage:
    """How many tokens went in and came out, as the engine counted them."""

    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an answer. The last pieces carry the finish reason and, where the engine counts, the usage."""

    text: str = ""
    finish_reason: str | None = None
    usage: Usage | None = None


class Engine(Protocol):
    """One model, ready to be asked. Safe to use from several threads."""

    def describe(self) -> EngineDescription:
        """What is known about the engine now; returns at once and starts nothing."""

    def endpoint(self) -> Endpoint:
        """Where the engine answers. Starts it if need be, and blocks until it can answer.

        Raises :class:`ModelBroken` or :class:`ModelWouldNotLoad` with the reason.
        """

    def ready(self) -> Endpoint | None:
        """Where the engine answers, or None when it does not answer yet. Never blocks."""

    def stream(self, messages: Sequence[Message], options: GenerationOptions) -> Iterator[Piece]:
        """The answer, piece by piece; closing the iterator stops the compute.

        Ends with a finish reason or raises: :class:`EngineDied`, :class:`PromptTooLong`, :class:`BadInput`.
        """

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector for each text, in order."""

    def lives(self) -> bool:
        """Whether the engine answers a small request now; one that computes does. Blocks for some seconds at most."""

    def work(self) -> float | None:
        """How many seconds the engine has computed so far; None where that is not known. Never blocks."""

    def give_up(self, endpoint: Endpoint) -> None:
        """End what answers at ``endpoint``, because it is frozen; the next question starts another. Never blocks."""

    def for_vectors(self) -> Engine:
        """The engine that makes vectors with the same model, which may be this one. It is closed with this one."""

    def close(self) -> None:
        """End the engine and what it holds; a closed engine stays closed."""
