"""One conversation in the terminal: its answers, and its slash commands. Ctrl-C stops the answer, not the program.

Does not know where its lines come from, nor which brain answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

from forge_ai.cli.say import Prose, complain, counted, note, warn
from forge_ai.cli.waiting import SOON, THINKING, sign_of_life
from forge_ai.errors import ForgeError, StorageFault
from forge_ai.paths import written_whole

if TYPE_CHECKING:
    from forge_ai.cli.asking.chat_memory import ChatMemory
    from forge_ai.comms.brains.best_brain import BestBrain
    from forge_ai.engines.engine import GenerationOptions
    from forge_ai.protocol.values.chat import Message


@dataclass
class Session:
    """One conversation: what was said so far, and the slash commands that change it."""

    brain: BestBrain
    options: GenerationOptions
    memory: ChatMemory
    system: str = ""
    messages: list[Message] = field(default_factory=list)
    over: bool = False

    def take(self, typed: str) -> None:
        """Carry out a line that was typed: a slash command, or a message that is answered.

        The words with which other programs are left, alone in a line, leave this one, too.
        """
        if typed.casefold() in ("exit", "quit"):
            typed = "/quit"
        if not typed.startswith("/"):
            self._say(typed)
            return
        word, _, rest = typed.partition(" ")
        command = COMMANDS.get(OTHER_WORDS.get(word.casefold(), word.casefold()))
        if not command:
            note(f"There is no {word}. {_guess(word.casefold())}/help lists the commands.")
            return
        try:
            command.act(self, rest.strip())
        except ForgeError as error:
            complain(error)

    @property
    def _introduced(self) -> bool:
        """Whether the brain is shown memories, and keeps facts."""
        return self.memory.keeps and not self.system

    def _say(self, text: str) -> None:
        """Put a message to the brain and print the answer; both are kept when there is one."""
        from forge_ai.protocol.values.chat import Message

        self.messages.append(Message("user", text))
        try:
            with sign_of_life(THINKING, SOON) as end_sign:
                used = self.brain.recalled(text) if self._introduced else []
                answer = self._answer(end_sign)
        except ForgeError as error:
            print()
            complain(error)
            self.messages.pop()
            return
        if not answer.strip():  # stopped before its first word: the chat goes on as if nothing had been asked
            self.messages.pop()
            return
        self.messages.append(Message("assistant", answer))
        self.memory.keep(text, answer, used, self.brain, introduced=self._introduced)

    def _answer(self, begun: Callable[[], None]) -> str:
        """Print the answer to the messages so far as it comes, until its end or Ctrl-C; returns its text."""
        from forge_ai.cli.asking.brains import EMPTY_ANSWER
        from forge_ai.protocol.values.chat import Message

        opening = [Message("system", self.system)] if self.system else []
        pieces = self.brain.stream([*opening, *self.messages], self.options)
        said: list[str] = []
        prose = Prose()
        try:
            for piece in pieces:
                begun()
                if not said:
                    prose.name(f"{self.brain.name}> ")
                said.append(piece.text)
                prose.write(piece.text)
        except KeyboardInterrupt:
            close = getattr(pieces, "close", None)
            if close:
                close()  # ends the compute now, not when the garbage is collected
            begun()
            prose.write(" [stopped]")
            print(flush=True)
            return "".join(said)
        print(flush=True)
        answer = "".join(said)
        if not answer.strip():
            warn(EMPTY_ANSWER)
        return answer

    def show_help(self, _rest: str) -> None:
        """List the commands."""
        for word, command in COMMANDS.items():
            note(f"  {word:<14}{command.help}")

    def start_again(self, _rest: str) -> None:
        """Forget this conversation and begin anew."""
        self.messages.clear()
        self.memory.begin()
        note("A new conversation.")

    def remember(self, rest: str) -> None:
        """Keep a fact."""
        self.memory.remember(rest)

    def forget(self, rest: str) -> None:
        """Purge a fact."""
        self.memory.forget(rest)

    def show_memories(self, rest: str) -> None:
        """List facts."""
        self.memory.show(rest)

    def set_system(self, rest: str) -> None:
        """Say who the model shall be."""
        self.system = rest
        note(f"System prompt: {rest or '(the model decides)'}")

    def set_temperature(self, rest: str) -> None:
        """How much chance there is in answers."""
        try:
            value = float(rest)
        except ValueError:
            value = -1.0
        if not 0 <= value <= 5:
            note("Give a number from 0 to 5, such as /temperature 0.7")
            return
        self.options = replace(self.options, temperature=value)
        note(f"Temperature: {value:g}")

    def stay_here(self, _rest: str) -> None:
        """Send nothing more to another device."""
        self.brain.stay_here()
        note(f"From here on {self.brain.name} ({self.brain.model}) answers, and nothing is sent to another device.")

    def retry(self, _rest: str) -> None:
        """Answer the last message once more."""
        while self.messages and self.messages[-1].role == "assistant":
            self.messages.pop()
        if not self.messages:
            note("Nothing has been said yet.")
            return
        self._say(self.messages.pop().content)

    def save(self, rest: str) -> None:
        """Write the conversation to a file."""
        if not rest:
            note("Give a file: /save talk.md")
            return
        text = "\n\n".join(f"**{message.role}:** {message.content}" for message in self.messages)
        try:
            with written_whole(Path(rest).expanduser(), mode=0o644) as file:
                file.write(f"{text}\n".encode())
        except StorageFault as fault:
            note(f"Not saved: {fault.message}")
            return
        note(f"Saved {counted(len(self.messages), 'message')} to {rest}.")

    def leave(self, _rest: str) -> None:
        """Leave the chat."""
        self.over = True


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A slash command: the method that is called with the rest of the line, and the line that /help shows."""

    act: Callable[[Session, str], None]
    help: str


COMMANDS: dict[str, SlashCommand] = {
    "/help": SlashCommand(Session.show_help, "list the commands"),
    "/new": SlashCommand(Session.start_again, "forget this conversation and begin anew"),
    "/retry": SlashCommand(Session.retry, "answer the last message once more"),
    "/remember": SlashCommand(Session.remember, "keep a fact: /remember My dog is called Rex."),
    "/forget": SlashCommand(Session.forget, "purge a fact, by its id or its words: /forget my dog"),
    "/memories": SlashCommand(Session.show_memories, "list what is remembered, or what has these words: /memories dog"),
    "/system": SlashCommand(Session.set_system, "say who the model shall be: /system You are Ada, a pirate."),
    "/temperature": SlashCommand(Session.set_temperature, "how much chance there is in answers: /temperature 0.7"),
    "/here": SlashCommand(Session.stay_here, "never send this conversation to another device from here on"),
    "/save": SlashCommand(Session.save, "write the conversation to a file: /save talk.md"),
    "/quit": SlashCommand(Session.leave, "leave the chat"),
}
# What people type who know another program, and which command it means here.
OTHER_WORDS: Final = {"/exit": "/quit", "/bye": "/quit", "/?": "/help", "/clear": "/new"}


def _guess(word: str) -> str:
    """`Did you mean /memories? ` when a command is near to the word; one with its first letter comes first."""
    near = get_close_matches(word, COMMANDS)
    meant = min(near, key=lambda one: one[:2] != word[:2], default="")
    return f"Did you mean {meant}? " if meant else ""
