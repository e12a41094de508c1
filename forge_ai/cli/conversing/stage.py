"""A conversation on the terminal: each speaker in a colour of its own; Ctrl-C ends it, and a typed line is heard.

Does not know who speaks or why.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from forge_ai.cli.say import complain, flow_on, harmless, note
from forge_ai.cli.wrapping import columns_of, wrapped
from forge_ai.comms.conversations.holding import Conversation, Wishes
from forge_ai.errors import ForgeError
from forge_ai.protocol.conversations.dialogue import PERSON, Ask, Turn

if TYPE_CHECKING:
    from rich.console import Console

    from forge_ai.comms.network import EnigmaNode

COLOURS: Final = ("cyan", "yellow", "green", "magenta", "blue", "red", "bright_cyan", "bright_yellow")
LOOK_SECONDS: Final = 0.2
_LINE_BYTES: Final = 4_096


class Stage:
    """An audience that prints turns as they are spoken; ``person`` is the name under which the person speaks.

    There are no colours where `NO_COLOR` is set or stdout is no terminal.
    """

    def __init__(self, person: str) -> None:
        from rich.console import Console

        self._console: Console = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
        self._person = person
        self._colours: dict[str, str] = {}
        self._style = ""
        self._flow = flow_on(sys.stdout)
        self._open = False

    def begins(self, ask: Ask) -> None:
        """Print the name of the speaker who was asked, and before it why it is asked again, if it is."""
        if ask.because == "circling":
            self._close()
            note("  (said before: asked for something else)")
        elif ask.because == "failed":
            note("  (asked once more)")
        self._style = self._colours.setdefault(ask.speaker, COLOURS[len(self._colours) % len(COLOURS)])
        self._flow = flow_on(sys.stdout)
        name = self._flow.name(f"{harmless(ask.speaker)}> ")
        self._console.print(name, style=f"bold {self._style}", end="")
        self._open = True

    def piece(self, text: str) -> None:
        """Print more words of the turn."""
        self._console.print(self._flow.take(harmless(text)), style=self._style, end="")
        self._console.file.flush()

    def turn(self, turn: Turn) -> None:
        """End the line of a speaker's turn; a person's turn is printed whole."""
        if turn.speaker == self._person:
            said = f"{harmless(turn.speaker)}> {harmless(turn.text)}"
            self._console.print(wrapped(said, columns_of(sys.stdout)), style="bold")
            return
        self._close()

    def failed(self, speaker: str, error: ForgeError) -> None:
        """Print that a speaker could not answer, and why."""
        self._close()
        note(f"  ({harmless(speaker)} could not answer)")
        complain(error)

    def end(self) -> None:
        """Leave the terminal on a line of its own."""
        self._close()

    def _close(self) -> None:
        if self._open:
            self._console.print()
        self._open = False


def watch_conversation(node: EnigmaNode, peer: str, turns: int, topic: str) -> Conversation:
    """Let the AIs of a node and of a connected peer converse, so that the person can watch, take part, and stop it."""
    wishes, stage = Wishes(), Stage(PERSON)
    with stop_button(wishes), listening(wishes):
        said = node.start_ai_conversation(peer, num_turns=turns, topic=topic, audience=stage, wishes=wishes)
    stage.end()
    note(said.ended.words)
    return said


@contextmanager
def stop_button(wishes: Wishes) -> Iterator[None]:
    """Ctrl-C ends the conversation after the sentence; a second one at once."""

    def pressed(_number: int, _frame: object) -> None:
        if wishes.after_sentence:
            wishes.at_once = True
            if wishes.speaking:
                raise KeyboardInterrupt
            return
        wishes.after_sentence = True
        note("\n(ending after this sentence; Ctrl-C once more ends at once)")

    old = signal.signal(signal.SIGINT, pressed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, old)


@contextmanager
def listening(wishes: Wishes) -> Iterator[None]:
    """While the block lasts, lines that are typed at the terminal become the person's words in the conversation."""
    if not sys.stdin or not sys.stdin.isatty():
        yield
        return
    note("(type a line to put in a word; Ctrl-C stops)")
    over = threading.Event()
    ear = threading.Thread(target=_listen, args=(wishes, over), name="person", daemon=True)
    ear.start()
    try:
        yield
    finally:
        over.set()
        ear.join(2 * LOOK_SECONDS + 1)


def _listen(wishes: Wishes, over: threading.Event) -> None:
    descriptor, pending = sys.stdin.fileno(), b""
    while not over.is_set():
        ready, _, _ = select.select([descriptor], [], [], LOOK_SECONDS)
        if not ready:
            continue
        block = os.read(descriptor, _LINE_BYTES)
        if not block:
            return
        *lines, pending = (pending + block)[-64 * _LINE_BYTES :].split(b"\n")
        wishes.words.extend(line.decode("utf-8", "replace") for line in lines if line.strip())
