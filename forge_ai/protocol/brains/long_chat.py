"""What of a long conversation is put before a model that cannot read all of it: the newest exchanges, whole, and room.

Pure: does not know who reads it, nor how tokens are counted; counts come in. The rules:

- The system messages at the beginning and the newest message always stay. What is left out is left out from the oldest
  on, in whole exchanges: a message of the person with all that was answered to it.
- An eighth of the context is kept free for the answer. When the rest is full, so much is left out at once that a third
  of it is free again: engines keep what they have read, and read on from there only where the beginning is the same.
- A request holds so many messages and no more, however much the model can read; a third of them goes at once too.
- How many tokens a text has is known of what was answered, and guessed from its bytes for what was added since. A model
  that refuses has the last word: then more is left out, until only the newest message is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from forge_ai.limits import MESSAGES_PER_REQUEST
from forge_ai.protocol.values.chat import Message

ANSWER_SHARE: Final = 8
STEP: Final = 2 / 3
MOST_MESSAGES: Final = MESSAGES_PER_REQUEST - 10  # the node's introduction and the beginning of an answer come to them
FRAME_BYTES: Final = 12  # what a message costs beside its text
GUESSED: Final = 0.25  # tokens a byte, while nothing was counted
MOST_GUESSED: Final = 0.5  # a short text after a long introduction was mostly introduction


class LongChat:
    """One conversation before one model; a conversation that begins otherwise is another one."""

    def __init__(self) -> None:
        self._left_out: tuple[Message, ...] = ()
        self._context = 0
        self._crowded = False
        self._counted: tuple[Message, ...] = ()
        self._tokens = 0
        self._density = GUESSED
        self._told = False
        self._settle()

    def shown(self, messages: Sequence[Message], context: int) -> list[Message]:
        """What is put before the model, which reads ``context`` tokens; zero where that is not known."""
        opening, body = _parted(messages)
        if tuple(body[: len(self._left_out)]) != self._left_out:
            self._left_out, self._told, self._crowded = (), False, False
            self._settle()
        if context > self._context:  # another model of that name: it may read all again
            self._left_out = ()
        self._context = context
        kept = [*opening, *body[len(self._left_out) :]]
        fits = context - context // ANSWER_SHARE
        if context and (tokens := self._tokens_in(kept)) > fits:
            self._leave_out(body, tokens - fits * STEP)
        elif len(kept) > MOST_MESSAGES:
            self._crowded = True
            self._leave_out(body, self._guess(kept[: len(kept) - int(MOST_MESSAGES * STEP)]))
        return [*opening, *body[len(self._left_out) :]]

    def refused(self, messages: Sequence[Message]) -> bool:
        """The model could not read what was shown; False when nothing more can be left out, and then nothing is."""
        opening, body = _parted(messages)
        kept = [*opening, *body[len(self._left_out) :]]
        tokens = self._tokens_in(kept)
        if tokens < self._context:
            self._density = max(self._density, self._context / _weight(kept))
            self._counted, tokens = (), self._context
        fits = self._context - self._context // ANSWER_SHARE if self._context else tokens
        if self._leave_out(body, tokens - fits * STEP):
            return True
        self._left_out, self._counted, self._density = self._settled
        return False

    def accepted(self) -> str:
        """The model reads what was shown. A line for the person the first time that it does not see all, else empty."""
        self._settle()
        if self._told or not self._left_out:
            return ""
        self._told = True
        tokens = f"The model's {self._context} tokens are full" if self._context else "The model can read no more"
        full = "There are too many messages for the model" if self._crowded else tokens
        return f"{full}: it no longer sees the first {len(self._left_out)} messages."

    def answered(self, shown: Sequence[Message], answer: str, tokens: int) -> None:
        """The model has read what was shown and written ``answer``: ``tokens`` together, as the engine counted them."""
        self._counted, self._tokens = (*shown, Message("assistant", answer)), tokens
        self._density = min(tokens / _weight(self._counted), MOST_GUESSED)
        self._settle()

    def _settle(self) -> None:
        self._settled = self._left_out, self._counted, self._density

    def _leave_out(self, body: Sequence[Message], tokens: float) -> bool:
        """Leave out the oldest exchanges, so many tokens of them, but never the last; False when there is no other."""
        begun = len(self._left_out)
        ends = [at for at, message in enumerate(body) if message.role == "user" and at > begun]
        if not ends:
            return False
        end = next((at for at in ends if self._guess(body[begun:at]) >= tokens), ends[-1])
        self._left_out = tuple(body[:end])
        return True

    def _tokens_in(self, kept: Sequence[Message]) -> float:
        known = len(self._counted)
        if known and tuple(kept[:known]) == self._counted:
            return self._tokens + self._guess(kept[known:])
        return self._guess(kept)

    def _guess(self, messages: Sequence[Message]) -> float:
        return _weight(messages) * self._density


def _parted(messages: Sequence[Message]) -> tuple[list[Message], list[Message]]:
    """The system messages at the beginning, and what was said."""
    begins = next((at for at, message in enumerate(messages) if message.role != "system"), len(messages))
    return list(messages[:begins]), list(messages[begins:])


def _weight(messages: Sequence[Message]) -> int:
    return sum(len(message.content.encode()) + FRAME_BYTES for message in messages)
