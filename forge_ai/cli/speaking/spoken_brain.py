"""The brain of a spoken conversation: opened when first asked, and again after it was lost.

A brain that cannot be reached is an error whose message can be said aloud. Does not know how words are heard or said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING, Final, Self

from forge_ai.errors import ForgeError
from forge_ai.protocol.values.chat import Message

if TYPE_CHECKING:
    from forge_ai.assistant.brain import Brain
    from forge_ai.cli.asking.chat_memory import ChatMemory
    from forge_ai.engines.engine import GenerationOptions

MESSAGES_KEPT: Final = 200  # of a conversation without an end; the brain knows how many of them its model can read
_FORGET: Final = re.compile(
    r"^\s*(?:please[, ]+)?forget\s+(?:about\s+|that\s+)?(?P<what>\S.*?)[.!?]*\s*$", re.IGNORECASE
)

OpenBrain = Callable[[], AbstractContextManager["Brain"]]


class SpokenBrain:
    """Answers what is said, one question at a time, and forgets what it is told to forget. A context manager.

    ``open_brain`` gives the brain; ``memory`` keeps the conversation.
    """

    def __init__(self, open_brain: OpenBrain, options: GenerationOptions, memory: ChatMemory) -> None:
        self._open_brain = open_brain
        self._options = options
        self._memory = memory
        self._held = ExitStack()
        self._brain: Brain | None = None
        self.messages: list[Message] = []

    def ask(self, text: str) -> Iterator[str]:
        """The answer in parts as it is written. Raises our errors when no brain can be reached, or it is lost."""
        wish = _FORGET.match(text)
        if wish:
            yield self._memory.forgotten(wish["what"])
            return
        said: list[str] = []
        asked = Message("user", text)
        try:
            for part in self._parts([*self.messages, asked]):
                said.append(part)
                yield part
        except ForgeError:
            self._let_go()
            raise
        finally:
            if said:
                self._keep(asked, "".join(said))

    def close(self) -> None:
        """Let the brain go."""
        self._let_go()

    def _parts(self, messages: list[Message]) -> Iterator[str]:
        brain = self._brain or self._held.enter_context(self._open_brain())
        self._brain = brain
        yield from (piece.text for piece in brain.stream(messages, self._options) if piece.text)

    def _keep(self, asked: Message, answer: str) -> None:
        self.messages += [asked, Message("assistant", answer)]
        if len(self.messages) > 2 * MESSAGES_KEPT:
            del self.messages[:-MESSAGES_KEPT]
        self._memory.keep(asked.content, answer, [], self._brain, introduced=self._memory.keeps)

    def _let_go(self) -> None:
        self._brain = None
        self._held.close()
        self._held = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
