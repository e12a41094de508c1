"""A brain: whatever answers, here or on another device.

Does not know how to choose between brains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from forge_ai.assistant.chosen import Chosen
from forge_ai.assistant.introduction import Introduction, introduce
from forge_ai.assistant.messages import ask_to_go_on, prepare
from forge_ai.engines.engine import GenerationOptions, Piece
from forge_ai.engines.pool import EnginePool
from forge_ai.protocol.values.chat import Message, is_role


class Brain(Protocol):
    """Something that answers. ``name`` is the node's, ``model`` the model's."""

    @property
    def name(self) -> str:
        """The node that answers."""

    @property
    def model(self) -> str:
        """The model that answers."""

    @property
    def unkept(self) -> str:
        """Why what was told with the last question could not be kept; empty where it was."""

    def stream(self, messages: Sequence[Message], options: GenerationOptions) -> Iterator[Piece]:
        """The answer, piece by piece. Closing the iterator stops the compute."""

    def recalled(self, question: str) -> list[str]:
        """The remembered facts that a question brings up, as dated lines."""


class OwnBrain:
    """A model or personality on this device. Without ``remembers`` it neither reads nor keeps memories."""

    def __init__(
        self, name: str, chosen: Chosen, engines: EnginePool, introduction: Introduction, *, remembers: bool = True
    ) -> None:
        self.name = name
        self.model = chosen.name
        self._chosen = chosen
        self._remembers = remembers
        self._engines = engines
        self._introduction = introduction
        self.unkept = ""

    def recalled(self, question: str) -> list[str]:
        """The remembered facts that a question brings up."""
        return [fact.line for fact in self._introduction.memory.recall.lines(question)]

    def stream(self, messages: Sequence[Message], options: GenerationOptions) -> Iterator[Piece]:
        """The answer of this device's own engine."""
        entries = [message.to_json() for message in messages]
        introduction = self._introduction
        introduced = introduce(introduction, entries) if self._remembers else introduction.without_memory()
        self.unkept = introduced.unkept
        ready = prepare(entries, introduced.system_prompt)
        with self._engines.using(self._chosen.model) as engine:
            ready = ready if engine.describe().continues else ask_to_go_on(ready)
            whole = [Message(entry["role"], entry["content"]) for entry in ready if is_role(entry["role"])]
            yield from engine.stream(whole, self._chosen.options(options))
