"""Holding a conversation between AIs: each speaker is asked in turn, and what it says is told as it comes.

Does not know the rules (`protocol/conversations/dialogue.py`), how a speaker is reached (`seats.py`), or who listens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from forge_ai.errors import ForgeError, PromptTooLong, StorageFault
from forge_ai.limits import DIALOGUE_TURN_CHARACTERS
from forge_ai.protocol.conversations.dialogue import Ask, Dialogue, Ending, Turn
from forge_ai.protocol.values.chat import Message

if TYPE_CHECKING:
    from forge_ai.clock import Clock
    from forge_ai.engines.engine import GenerationOptions, Piece

SENTENCE_ENDS: Final = (".", "!", "?", "…", "\n")
_WARMED: Final = 1.1


class Conversation(list[Turn]):
    """The turns of a conversation that was held, in order; ``ended`` says why it is over."""

    def __init__(self, turns: Sequence[Turn], ended: Ending) -> None:
        super().__init__(turns)
        self.ended = ended

    def __str__(self) -> str:
        """A turn a line, for a person."""
        return "\n".join(map(str, self))


class Speaker(Protocol):
    """Somebody at the table."""

    def stream(self, messages: Sequence[Message], options: GenerationOptions) -> Iterator[Piece]:
        """The next words, piece by piece; closing the iterator stops the compute."""


class Audience(Protocol):
    """Whoever listens while a conversation is held."""

    def begins(self, ask: Ask) -> None:
        """A speaker has been asked; with ``because`` what it said before in this turn does not count."""

    def piece(self, text: str) -> None:
        """Some more words of the turn."""

    def turn(self, turn: Turn) -> None:
        """A turn is complete: a speaker's, or a person's word."""

    def failed(self, speaker: str, error: ForgeError) -> None:
        """A speaker could not answer."""


class Silent:
    """An audience that does not care."""

    def begins(self, ask: Ask) -> None:
        """Nothing."""

    def piece(self, text: str) -> None:
        """Nothing."""

    def turn(self, turn: Turn) -> None:
        """Nothing."""

    def failed(self, speaker: str, error: ForgeError) -> None:
        """Nothing."""


@dataclass
class Wishes:
    """What a person wants while the others talk: words to be put in, and how soon it shall be over.

    ``speaking`` tells whether somebody speaks, and can be interrupted, at the moment.
    """

    words: list[str] = field(default_factory=list)
    after_sentence: bool = False
    at_once: bool = False
    speaking: bool = False

    def take(self) -> list[str]:
        """The words since the last time."""
        taken, self.words = self.words, []
        return taken


def hold(
    dialogue: Dialogue,
    speakers: Mapping[str, Speaker],
    clock: Clock,
    audience: Audience | None = None,
    wishes: Wishes | None = None,
) -> Ending:
    """Let them talk until the conversation is over; every turn is in ``dialogue.turns``, whatever happens.

    It ends also where the audience, which may keep it, has no room for a turn.
    """
    holding = _Holding(dialogue, speakers, clock, audience or Silent(), wishes or Wishes())
    try:
        while True:
            step = holding.step()
            if isinstance(step, Ending):
                return step
    except StorageFault as fault:
        return Ending("failed", f"The last turn was not kept: {fault.message} {fault.hint}".rstrip())


class _Holding:
    """The moving parts of one conversation."""

    def __init__(
        self,
        dialogue: Dialogue,
        speakers: Mapping[str, Speaker],
        clock: Clock,
        audience: Audience,
        wishes: Wishes,
    ) -> None:
        self._dialogue = dialogue
        self._speakers = speakers
        self._clock = clock
        self._audience = audience
        self._wishes = wishes
        self._begun = clock.steady()

    def step(self) -> Ending | None:
        """Ask the next speaker, and say what came of it."""
        self._hear_person()
        step = self._dialogue.next()
        if isinstance(step, Ending):
            return step
        self._audience.begins(step)
        turn = None
        try:
            turn = self._speak(step)
        except ForgeError as error:
            self._audience.failed(step.speaker, error)
            self._dialogue.failed(error.message, too_long=isinstance(error, PromptTooLong), passed=self._passed())
        if turn:  # that the audience cannot take it is not its speaker's failure
            self._audience.turn(turn)
        return None

    def _speak(self, ask: Ask) -> Turn | None:
        begun, words = self._clock.steady(), _Words(self._audience.piece, self._wishes)
        self._wishes.speaking = True
        try:
            words.take(self._speakers[ask.speaker].stream(ask.messages, _options(ask)))
        except KeyboardInterrupt:
            self._wishes.at_once = True
        finally:
            self._wishes.speaking = False
        if self._wishes.at_once or self._wishes.after_sentence:
            self._dialogue.stop()
        if self._wishes.at_once and not words.text.strip():
            return None
        seconds = self._clock.steady() - begun
        return self._dialogue.said(words.text, tokens=words.tokens, seconds=round(seconds, 3), passed=self._passed())

    def _hear_person(self) -> None:
        for line in self._wishes.take():
            turn = self._dialogue.hear(line)
            if turn:
                self._audience.turn(turn)
        if self._wishes.at_once or self._wishes.after_sentence:
            self._dialogue.stop()

    def _passed(self) -> float:
        return self._clock.steady() - self._begun


class _Words:
    """What is being said, until it is enough."""

    def __init__(self, tell: Callable[[str], None], wishes: Wishes) -> None:
        self.text = ""
        self.tokens = 0
        self._tell = tell
        self._wishes = wishes

    def take(self, pieces: Iterator[Piece]) -> None:
        """Take the pieces; the stream is closed when there is enough, and that ends the compute."""
        try:
            for piece in pieces:
                self._add(piece)
                if self._enough():
                    return
        finally:
            close = getattr(pieces, "close", None)
            if close:
                close()

    def _add(self, piece: Piece) -> None:
        self.tokens = piece.usage.completion_tokens if piece.usage else self.tokens + bool(piece.text)
        if piece.text:
            self.text += piece.text
            self._tell(piece.text)

    def _enough(self) -> bool:
        if self._wishes.at_once or len(self.text) > 2 * DIALOGUE_TURN_CHARACTERS:
            return True
        return self._wishes.after_sentence and self.text.rstrip(" ").endswith(SENTENCE_ENDS)


def _options(ask: Ask) -> GenerationOptions:
    """A personality samples as it likes, unless it went in circles."""
    from forge_ai.engines.engine import GenerationOptions

    return GenerationOptions(max_tokens=ask.max_tokens, temperature=_WARMED if ask.warmer else None)
