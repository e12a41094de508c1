"""The best brain in reach, as one brain: chosen anew for each question, and replaced by the next when it fails.

Does not know how nodes are found (:mod:`forge_ai.comms.brains.scout`), ranked
(:mod:`forge_ai.protocol.brains.brain_choice`), nor by which rules an answer goes on
(:mod:`forge_ai.protocol.brains.failover`); it joins them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from forge_ai.assistant.answer import Spoken
from forge_ai.comms.peers.telling import Tell, silent
from forge_ai.errors import (
    EngineBusy,
    ForgeError,
    ModelBroken,
    ModelWouldNotLoad,
    NoBrain,
    NotForgeNode,
    NotFound,
    NotTrusted,
    OurFault,
    PromptTooLong,
)
from forge_ai.protocol.brains.circling import Circling
from forge_ai.protocol.brains.failover import Ask, Failover, Failure
from forge_ai.protocol.brains.long_chat import LongChat
from forge_ai.protocol.values.chat import Message, check_words

if TYPE_CHECKING:
    from forge_ai.assistant.brain import Brain
    from forge_ai.clock import Clock
    from forge_ai.engines.engine import GenerationOptions, Piece

_ONE_EXCHANGE: Final = 2  # messages, with a system prompt: nothing that could be left out


class Contender(Protocol):
    """A brain that may be asked."""

    @property
    def name(self) -> str:
        """The name by which the person knows it."""

    @property
    def model(self) -> str:
        """Its model."""

    @property
    def context(self) -> int:
        """How many tokens the model can read; zero while that is not known."""

    def open(self, *, patient: bool = False, tell: Tell = silent) -> Brain:
        """The brain itself, ready to be asked. ``patient``: nobody else could go on with its answer."""


class BestBrain:
    """A brain that asks others. ``look`` lists those in reach, the best first; ``look_here`` those of this device.

    A conversation that has become too long for a brain goes on there without its oldest exchanges
    (:mod:`forge_ai.protocol.brains.long_chat`). Used by one thread at a time.
    """

    def __init__(
        self,
        look: Callable[[], Sequence[Contender]],
        clock: Clock,
        *,
        look_here: Callable[[], Sequence[Contender]] | None = None,
        may_go_on: bool = True,
        tell: Tell = silent,
    ) -> None:
        self._look = look
        self._look_here = look_here or look
        self._clock = clock
        self._may_go_on = may_go_on
        self._tell = tell
        self._seen: Sequence[Contender] = ()
        self._chats: defaultdict[tuple[str, str], LongChat] = defaultdict(LongChat)
        self.spoken: tuple[Spoken, ...] = ()
        self.unkept = ""

    @property
    def name(self) -> str:
        """The node that answered last, or would answer now."""
        return self.spoken[-1].name if self.spoken else self._best().name

    @property
    def model(self) -> str:
        """The model that answered last, or would answer now."""
        return self.spoken[-1].model if self.spoken else self._best().model

    def stay_here(self) -> None:
        """From now on, ask this device alone."""
        self._look, self._seen, self.spoken = self._look_here, (), ()

    def recalled(self, question: str) -> list[str]:
        """The remembered facts that a question brings up at the brain that would answer now."""
        self._seen = self._look()
        return self._seen[0].open().recalled(question)

    def stream(self, messages: Sequence[Message], options: GenerationOptions) -> Iterator[Piece]:
        """The answer, piece by piece; closing the iterator stops the compute.

        Raises the failure of the only brain, what refused the question, or :class:`NoBrain` when every one has failed.
        """
        check_words(messages)
        contenders, self._seen = self._seen or self._look(), ()
        self.spoken = ()
        failover = Failover(len(contenders), may_go_on=self._may_go_on)
        answer = _Answer(contenders, failover, self._chats, self._tell, self._clock)
        with closing(answer.pieces(messages, options)) as pieces:
            for piece in pieces:
                self.spoken, self.unkept = answer.spoken, answer.unkept
                yield piece

    def _best(self) -> Contender:
        self._seen = self._seen or self._look()
        return self._seen[0]


class _Answer:
    """One answer, to which one brain after the other may contribute."""

    def __init__(
        self,
        contenders: Sequence[Contender],
        failover: Failover,
        chats: defaultdict[tuple[str, str], LongChat],
        tell: Tell,
        clock: Clock,
    ) -> None:
        self.spoken: tuple[Spoken, ...] = ()
        self.unkept = ""
        self._contenders = contenders
        self._failover = failover
        self._chats = chats
        self._tell = tell
        self._clock = clock
        self._failures: list[tuple[Contender, ForgeError]] = []

    def pieces(self, messages: Sequence[Message], options: GenerationOptions) -> Generator[Piece]:
        step = self._failover.begin()
        while isinstance(step, Ask):
            contender = self._contenders[step.brain]
            self._announce(contender, step.wait_seconds)
            try:
                yield from self._asked(contender, _continued(messages, step.prefill), self._rest_of(options))
                return
            except ForgeError as error:
                self._failures.append((contender, error))
                wait = error.retry_after if isinstance(error, EngineBusy) else None
                step = self._failover.fail(failure_of(error), wait)
        raise self._last_word()

    def _asked(self, contender: Contender, messages: Sequence[Message], options: GenerationOptions) -> Iterator[Piece]:
        """One brain's answer to as much of the conversation as it can read."""
        chat = self._chats[contender.name, contender.model]
        brain, begun = contender.open(patient=self._failover.is_last, tell=self._tell), self._failover.said
        while True:
            shown = chat.shown(messages, contender.context if len(messages) > _ONE_EXCHANGE else 0)
            try:
                tokens = yield from self._heard(contender, chat, brain, brain.stream(shown, options))
            except PromptTooLong:
                if self._failover.said != begun or not chat.refused(messages):
                    raise
            else:
                if tokens and shown[-1].role == "user":
                    chat.answered(shown, self._failover.said, tokens)
                return

    def _heard(
        self, contender: Contender, chat: LongChat, brain: Brain, answer: Iterator[Piece]
    ) -> Generator[Piece, None, int]:
        """The pieces as they are passed on; returns how many tokens were read and written, where that was counted."""
        circling, tokens = Circling(), 0
        with closing(_closable(answer)) as pieces:
            for piece in pieces:
                self._note_speaker(contender)
                self.unkept = brain.unkept
                if line := chat.accepted():
                    self._tell(f"[{line}]")
                text = self._failover.hear(piece.text) + (self._failover.end() if piece.finish_reason else "")
                circles = circling.hear(text)
                tokens = piece.usage.prompt_tokens + piece.usage.completion_tokens if piece.usage else tokens
                yield replace(piece, text=text, finish_reason="circling" if circles else piece.finish_reason)
                if circles:
                    self._tell("[It only repeats itself: stopped.]")
                    break
        return tokens

    def _note_speaker(self, contender: Contender) -> None:
        at = len(self._failover.said)
        before = tuple(one for one in self.spoken if one.at < at)  # who said nothing has not spoken
        if not before or before[-1].name != contender.name:
            self.spoken = (*before, Spoken(contender.name, contender.model, at))

    def _rest_of(self, options: GenerationOptions) -> GenerationOptions:
        """What is left of the longest answer that was wished for; a piece is about a token."""
        if options.max_tokens is None:
            return options
        return replace(options, max_tokens=max(1, options.max_tokens - self._failover.parts))

    def _announce(self, contender: Contender, wait_seconds: float) -> None:
        if not self._failures:
            return
        last, error = self._failures[-1]
        if last is contender:
            self._tell(f"[{error.message} Asking again in {wait_seconds:.0f} s.]")
            self._clock.sleep(wait_seconds)
            return
        self._tell(f"[{error.message} {contender.name} {'goes on' if self._failover.said else 'answers'}.]")
        self._clock.sleep(wait_seconds)

    def _last_word(self) -> ForgeError:
        _, error = self._failures[-1]
        if failure_of(error) is Failure.REFUSED or len({one.name for one, _ in self._failures}) == 1:
            return error
        last = {one.name: fault.message for one, fault in self._failures}
        return NoBrain(" ".join(["No brain answers.", *(f"{name}: {message}" for name, message in last.items())]))


def failure_of(error: ForgeError) -> Failure:
    """What an error of a brain means for the answer."""
    if isinstance(error, EngineBusy):
        return Failure.BUSY
    if isinstance(error, NotTrusted | NotFound | NotForgeNode | ModelBroken | ModelWouldNotLoad):
        return Failure.UNSUITED
    return Failure.REFUSED if isinstance(error, OurFault) else Failure.BROKEN


def _continued(messages: Sequence[Message], prefill: str) -> Sequence[Message]:
    return [*messages, Message("assistant", prefill)] if prefill else messages


def _closable(pieces: Iterator[Piece]) -> Generator[Piece]:
    """The pieces as something that can be closed, and then closes them."""
    try:
        yield from pieces
    finally:
        close = getattr(pieces, "close", None)
        if close:
            close()
