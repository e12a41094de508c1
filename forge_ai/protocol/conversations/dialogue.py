"""A conversation between AIs: whose turn it is, what each side sees, when it ends, and what is done when it circles.

Dialogue, version 1 (docs/specs/dialogue-v1.md). One side drives and asks, every other answers. Pure: does not know who
computes an answer or how it travels; time passed comes in as a number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from forge_ai.errors import BadInput
from forge_ai.limits import DIALOGUE_SPEAKERS, DIALOGUE_TURN_CHARACTERS, DIALOGUE_TURNS
from forge_ai.protocol.conversations.markers import defuse
from forge_ai.protocol.values.chat import Message, Role
from forge_ai.protocol.values.names import visible
from forge_ai.protocol.values.unicode_text import is_unicode

WINDOW_BYTES: Final = 2_400
SMALLEST_WINDOW: Final = 300
TURN_TOKENS: Final = 160
LOOKED_BACK: Final = 8
ALIKE: Final = 0.8
CIRCLES: Final = 3
ATTEMPTS: Final = 6
SILENCES: Final = 2
WARMER: Final = 0.4
PERSON: Final = "you"
SILENCE: Final = "..."
_FAREWELL: Final = re.compile(r"\b(good ?bye|bye|farewell|good night)\b", re.IGNORECASE)

Reason = Literal["turns", "tokens", "time", "stopped", "failed", "circling", "silence", "farewell"]
Because = Literal["", "failed", "circling", "too_long"]


@dataclass(frozen=True, slots=True)
class Plan:
    """Who converses, about what, and how long; zero tokens or seconds are no bound.

    ``window_bytes`` bounds what of the conversation a speaker is shown. A person's words carry the name ``person``.
    """

    speakers: tuple[str, ...]
    topic: str = ""
    turns: int = 10
    turn_tokens: int = TURN_TOKENS
    tokens: int = 0
    seconds: float = 0.0
    window_bytes: int = WINDOW_BYTES
    person: str = PERSON

    def check(self) -> None:
        """Raise :class:`BadInput` for a conversation that cannot be held."""
        names = {name.casefold() for name in self.speakers}
        if not 2 <= len(self.speakers) <= DIALOGUE_SPEAKERS:
            raise BadInput(f"A conversation needs 2 to {DIALOGUE_SPEAKERS} speakers.", hint="Such as: alice bob@my_pi")
        if len(names) < len(self.speakers) or self.person.casefold() in names:
            raise BadInput("Two speakers of a conversation have one name.", hint="Such as: alice@my_pc alice@my_pi")
        bounds = (self.turn_tokens, self.tokens + 1, self.seconds + 1)
        if not (1 <= self.turns <= DIALOGUE_TURNS and all(1 <= bound < math.inf for bound in bounds)):
            raise BadInput(f"A conversation has 1 to {DIALOGUE_TURNS} turns, and its bounds are numbers above zero.")
        if not is_unicode(self.topic):
            raise BadInput("There are bytes in the topic that are no text.", hint="Give it in UTF-8.")
        if len(self.topic) > DIALOGUE_TURN_CHARACTERS or self.window_bytes < SMALLEST_WINDOW:
            raise BadInput("The topic is too long, or the window too small.", hint="Give a topic in a few words.")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said in one go, how many tokens that were, and how many seconds it took to be written."""

    speaker: str
    text: str
    tokens: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.speaker}: {self.text}"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked next: of whom, with which messages, how many tokens at most, and how much more chance than usual.

    ``because`` says why the same turn is asked for once more; an attempt that is repeated replaces the one before.
    """

    speaker: str
    messages: tuple[Message, ...]
    max_tokens: int
    attempt: int = 1
    warmer: float = 0.0
    because: Because = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """Why the conversation is over: a word for programs, and a sentence for people."""

    reason: Reason
    words: str


class Dialogue:
    """One conversation while it is held. ``next`` says what to do; ``said``, ``failed`` or ``stop`` what came of it.

    ``turns`` are all turns so far, those of an earlier part included; budgets count from here on.
    """

    def __init__(self, plan: Plan, earlier: Iterable[Turn] = ()) -> None:
        plan.check()
        self.plan = plan
        self.turns: list[Turn] = [replace(turn, text=clean(turn.text)) for turn in earlier]
        self._begun = len(self.turns)
        self._windows = dict.fromkeys(plan.speakers, plan.window_bytes)
        self._passed = 0.0
        self._circles = self._silences = self._attempt = 0
        self._because: Because = ""
        self._ending: Ending | None = None

    def next(self) -> Ask | Ending:
        """The next thing to ask, or why there is none."""
        ending = self._ending or self._used_up()
        if ending:
            self._ending = ending
            return ending
        speaker = following(self.plan, self.turns)
        fresh = self._because == "circling"
        seen = view(self.plan, speaker, self.turns, self._windows[speaker], fresh=fresh)
        left = self.plan.tokens - self._tokens() if self.plan.tokens else self.plan.turn_tokens
        most = min(self.plan.turn_tokens, left)
        return Ask(speaker, seen, most, self._attempt + 1, WARMER if fresh else 0.0, self._because)

    def said(self, text: str, *, tokens: int = 0, seconds: float = 0.0, passed: float = 0.0) -> Turn | None:
        """The speaker has spoken; None when the turn is to be asked for again. ``passed`` counts from the beginning."""
        speaker = following(self.plan, self.turns)
        words = own_words(clean(text), speaker, self.plan)
        self._passed = max(self._passed, passed)
        circling = circles(words, self.turns)
        if circling and words and self._because != "circling" and self._attempt < ATTEMPTS - 1:
            self._again("circling")
            return None
        self._circles = self._circles + 1 if circling and words else 0
        self._silences = 0 if words else self._silences + 1
        self._attempt, self._because = 0, ""
        turn = Turn(speaker, words, tokens, seconds)
        self.turns.append(turn)
        self._judge()
        return turn

    def failed(self, reason: str, *, too_long: bool = False, passed: float = 0.0) -> None:
        """The speaker could not answer. A prompt that was too long is halved; anything else is tried once more."""
        speaker = following(self.plan, self.turns)
        self._passed = max(self._passed, passed)
        if self._attempt >= ATTEMPTS - 1:
            self._ending = Ending("failed", f"{speaker} could not answer: {clean(reason)}")
        elif too_long and self._windows[speaker] >= 2 * SMALLEST_WINDOW:
            self._windows[speaker] //= 2
            self._again("too_long")
        elif self._because != "failed":
            self._again("failed")
        else:
            self._ending = Ending("failed", f"{speaker} could not answer: {clean(reason)}")

    def hear(self, text: str) -> Turn | None:
        """A person puts in a word, which all hear; it is no turn of the budget. None for nothing."""
        words = clean(text)
        if not words:
            return None
        turn = Turn(self.plan.person, words)
        self.turns.append(turn)
        self._circles = self._silences = 0
        return turn

    def stop(self) -> None:
        """The person has had enough."""
        self._ending = self._ending or Ending("stopped", "It was stopped.")

    def _again(self, because: Because) -> None:
        self._attempt += 1
        self._because = because

    def _spoken(self) -> list[Turn]:
        return [turn for turn in self.turns[self._begun :] if turn.speaker != self.plan.person]

    def _tokens(self) -> int:
        return sum(turn.tokens for turn in self._spoken())

    def _used_up(self) -> Ending | None:
        plan = self.plan
        if len(self._spoken()) >= plan.turns:
            return Ending("turns", f"All {plan.turns} turns are used.")
        if plan.tokens and self._tokens() >= plan.tokens:
            return Ending("tokens", f"All {plan.tokens} tokens are used.")
        if plan.seconds and self._passed >= plan.seconds:
            return Ending("time", f"The {plan.seconds:g} seconds are over.")
        return None

    def _judge(self) -> None:
        spoken = self._spoken()
        last = spoken[-len(self.plan.speakers) :]
        if self._circles >= CIRCLES:
            self._ending = Ending("circling", "They only repeat themselves.")
        elif self._silences >= SILENCES:
            self._ending = Ending("silence", "Nobody has anything to say any more.")
        elif len(last) == len(self.plan.speakers) and all(_FAREWELL.search(turn.text) for turn in last):
            self._ending = Ending("farewell", "They have said goodbye.")


def following(plan: Plan, turns: Sequence[Turn]) -> str:
    """Whose turn it is: in order round the table, but a person's word that begins with a name asks that speaker."""
    if turns and turns[-1].speaker == plan.person:
        named = next((name for name in plan.speakers if _addresses(turns[-1].text, short_name(name, plan))), "")
        if named:
            return named
    last = next((turn.speaker for turn in reversed(turns) if turn.speaker in plan.speakers), plan.speakers[-1])
    return plan.speakers[(plan.speakers.index(last) + 1) % len(plan.speakers)]


def view(
    plan: Plan, speaker: str, turns: Sequence[Turn], window_bytes: int, *, fresh: bool = False, opened: bool = True
) -> tuple[Message, ...]:
    """The conversation as one speaker sees it: itself as the assistant, everybody else as the user.

    The opening stands first unless it is not ``opened`` by one, then as many of the last turns as fit; with ``fresh``
    only the last one. Where more than one voice is the user's, each of its lines begins with a name, and no text can
    begin such a line itself.
    """
    shown = turns[-1:] if fresh else _fitting(turns, window_bytes)
    voices = {turn.speaker for turn in shown} - {speaker}
    messages = [Message("user", _cut(opening(plan.topic), window_bytes))] if opened else []
    for turn in shown:
        role: Role = "assistant" if turn.speaker == speaker else "user"
        text = _cut(turn.text, window_bytes) or SILENCE
        if role == "user" and len(voices) > 1:
            text = f"{short_name(turn.speaker, plan)}: {' '.join(text.split())}"
        if messages or role == "user":
            _add(messages, Message(role, defuse(text)))
    return tuple(messages)


def opening(topic: str) -> str:
    """The words with which a conversation begins."""
    words = defuse(clean(topic))
    if not words:
        return "Let us talk about something."
    return words if words.endswith((".", "!", "?", "…")) else f"Let us talk about {words}."


def short_name(name: str, plan: Plan) -> str:
    """What speakers call each other: the name without the device, unless two have it."""
    short = name.partition("@")[0]
    namesakes = [one for one in (*plan.speakers, plan.person) if one.partition("@")[0].casefold() == short.casefold()]
    return short if len(namesakes) < 2 else name


def clean(text: str) -> str:
    """Words from anywhere, bounded, without anything that a terminal would obey or a reader could not see."""
    return visible(text[: 4 * DIALOGUE_TURN_CHARACTERS]).strip()[:DIALOGUE_TURN_CHARACTERS].rstrip()


def own_words(text: str, speaker: str, plan: Plan) -> str:
    """What the speaker said for itself: without its own name before it, and cut where it begins to speak for others."""
    own = short_name(speaker, plan)
    text = re.sub(rf"^(?:{re.escape(own)}|{re.escape(speaker)})\s*:\s*", "", text, flags=re.IGNORECASE)
    others = [short_name(name, plan) for name in (*plan.speakers, plan.person) if name != speaker]
    pattern = "|".join(re.escape(name) for name in others)
    found = re.search(rf"^(?:{pattern})\s*:", text, flags=re.IGNORECASE | re.MULTILINE)
    return text[: found.start()].strip() if found else text


def circles(text: str, turns: Sequence[Turn]) -> bool:
    """Whether a text says hardly anything that one of the last turns has not said."""
    words = _words(text)
    runs = _runs(words)
    for turn in turns[-LOOKED_BACK:]:
        before = _words(turn.text)
        if words == before or (len(runs) > 1 and len(runs & _runs(before)) >= ALIKE * len(runs)):
            return True
    return False


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _addresses(text: str, name: str) -> bool:
    return re.match(rf"\W*{re.escape(name)}\b", text, flags=re.IGNORECASE) is not None


def _fitting(turns: Sequence[Turn], window_bytes: int) -> list[Turn]:
    """The last turns that fit, at least one."""
    shown: list[Turn] = []
    used = 0
    for turn in reversed(turns):
        used += len(turn.text.encode()) + len(turn.speaker.encode()) + 8
        if shown and used > window_bytes:
            break
        shown.insert(0, turn)
    return shown


def _cut(text: str, most_bytes: int) -> str:
    """The end of a text that is too long: the last words are those to which one replies."""
    data = text.encode()
    return text if len(data) <= most_bytes else data[-most_bytes:].decode("utf-8", "ignore")


def _add(messages: list[Message], message: Message) -> None:
    """Add a message; two in a row from one side become one."""
    if messages and messages[-1].role == message.role:
        messages[-1] = Message(message.role, f"{messages[-1].content}\n{message.content}")
    else:
        messages.append(message)
