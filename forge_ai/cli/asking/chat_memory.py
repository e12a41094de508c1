"""The memory in a chat at the terminal: keeps the conversation, and tells, shows and purges facts.

Does not know which brain answers; that brain keeps by itself what the person asks it to remember.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from forge_ai.cli.say import complain, in_short, note, one_line, warn
from forge_ai.errors import ForgeError, StorageFault

if TYPE_CHECKING:
    from forge_ai.assistant.brain import Brain
    from forge_ai.protocol.values.chat import Message
    from forge_ai.settings import Settings

LAST = "last"


class ChatMemory:
    """The memory of this device for one chat. With ``keeps`` false nothing that is said is kept. A context manager."""

    def __init__(self, settings: Settings, *, keeps: bool = True) -> None:
        from forge_ai.services import Services

        self._services = Services(settings)
        self._memory = self._services.memory
        self.keeps = keeps
        self._conversation = self._memory.conversations.begin()
        self._seen: set[str] = set()  # facts that the person saw in this conversation
        self._keeps_only_what_is_asked = keeps and settings.remember == "asked"  # until the person has been told so

    def go_on(self, ending: str) -> None:
        """Go on with the conversation whose id ends so, or with the newest for "last"; with none for "".

        Raises :class:`UnknownMemory`.
        """
        from forge_ai.memory.dialogues import TABLE

        if ending == LAST:  # of the person's own: what AIs said among themselves is for `converse --resume`
            newest = self._memory.conversations.newest(1, lacking=TABLE)
            self._conversation = newest[0] if newest else self._conversation
        elif ending:
            self._conversation = self._memory.conversations.find(ending)

    def begin(self) -> None:
        """Begin a new conversation."""
        self._conversation = self._memory.conversations.begin()
        self._seen.clear()

    def said(self) -> list[Message]:
        """What was said in this conversation so far."""
        return self._memory.conversations.messages(self._conversation)

    def keep(self, said: str, answer: str, used: list[str], brain: Brain | None = None, *, introduced: bool) -> None:
        """Keep one exchange, and print which facts were remembered and which memories the answer used.

        Each is printed once in a conversation. ``used`` are the dated lines of the memories. ``brain`` answered, unless
        it is lost by now. ``introduced``: it was shown memories, and keeps facts.
        """
        from forge_ai.memory.conversations import Answered
        from forge_ai.memory.telling.statements import told_in
        from forge_ai.protocol.values.chat import Message

        self._say_what_is_not_kept(said)
        if self.keeps:
            signed = f"{brain.name} ({brain.model})" if brain else ""
            self._keep([Message("user", said), Answered("assistant", answer, signed)])
        unkept = brain.unkept if brain else ""
        plainly = self._services.settings.remember != "asked"
        if unkept:
            warn(f"what you told was not remembered: {one_line(unkept)}")
        for fact in told_in(said, plainly=plainly) if introduced and not unkept else ():
            note(f"  (remembered: {one_line(fact)})")
            self._seen.add(fact)
        for line in used:
            fact = line.partition(": ")[2]  # the date stands before it
            if fact not in self._seen:
                note(f"  (memory: {one_line(line)})")
                self._seen.add(fact)

    def _say_what_is_not_kept(self, said: str) -> None:
        """A model says "I'll remember" all the same. What the settings leave out is told once."""
        from forge_ai.memory.telling.remembering import asked_to_remember
        from forge_ai.memory.telling.statements import plainly_told

        if asked_to_remember(said):
            if not self.keeps:
                note("  (not remembered: this conversation is private)")
        elif self._keeps_only_what_is_asked and plainly_told(said):
            note('  (not remembered: FORGE_AI_REMEMBER is "asked"; say "Remember that ...", or /remember)')
            self._keeps_only_what_is_asked = False

    def _keep(self, exchange: list[Message]) -> None:
        try:
            self._memory.conversations.say(self._conversation, exchange, self._services.name)
        except StorageFault as fault:
            warn(f"this conversation was not kept: {one_line(fault.message)}")

    def look_back(self, brain: Brain) -> None:
        """Let the brain find facts in the conversation that has ended, where the settings say so, and print them."""
        from forge_ai.assistant.extraction import find_facts
        from forge_ai.memory.facts import FactSource
        from forge_ai.memory.telling.candidates import Verdict

        if not self.keeps or self._services.settings.remember != "found":
            return
        told = FactSource(by="found", device=self._services.name, conversation=self._conversation)
        for found in find_facts(brain, self.said(), self._memory.facts, told):
            if found.verdict in (Verdict.KEEP, Verdict.REVIEW):
                waits = (
                    " - waits for your yes: forge-ai memory list --pending" if found.verdict == Verdict.REVIEW else ""
                )
                note(f"  (found: {one_line(found.text)}{waits})")

    def remember(self, text: str) -> None:
        """Remember a fact: what `/remember` does."""
        from forge_ai.memory.facts import FactSource
        from forge_ai.memory.telling.remembering import as_sentence

        if not text:
            note("Say what: /remember My dog is called Rex.")
            return
        told = FactSource(device=self._services.name, conversation=self._conversation if self.keeps else "")
        kept = self._memory.facts.remember(as_sentence(text), told)
        note(f"{'Known already' if kept.known else 'Remembered'}: {in_short(kept.record.text)}")
        for old in kept.replaced:
            note(f"  in place of: {in_short(old.text)}")

    def forget(self, wish: str) -> None:
        """Purge the one memory with that id or those words, or print those that may be meant: `/forget`."""
        found = self._meant(wish)
        if len(found) == 1:
            identity, text = found[0]
            self._memory.facts.forget(identity)
            note(f"Forgotten: {in_short(text)}")
            return
        note(
            "Which one? Give its id." if found else f"Nothing is remembered about {wish}." if wish else "Say which one."
        )
        self._list(found)

    def forgotten(self, wish: str) -> str:
        """As :meth:`forget`, but returns a sentence that can be said aloud, in place of printing."""
        found = self._meant(wish)
        if len(found) == 1:
            identity, text = found[0]
            self._memory.facts.forget(identity)
            return f"Forgotten: {text}"
        if not found:
            return f"I remember nothing about {wish}."
        return f"I remember {len(found)} things about that. Say which one: {' '.join(text for _, text in found[:3])}"

    def show(self, words: str) -> None:
        """Print the newest facts, or those with these words: `/memories`."""
        from forge_ai.memory.device_memory import MOST_MEANT

        memory = self._memory
        found = memory.words.holding(words, MOST_MEANT) if words else memory.facts.listed()[-MOST_MEANT:]
        if not found:
            note("Nothing is remembered.")
        self._list([(record.identity, record.text) for record in found])

    def close(self) -> None:
        """Close the memory and whatever else was opened for it."""
        self._services.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _meant(self, wish: str) -> list[tuple[bytes, str]]:
        try:
            return [(record.identity, record.text) for record in self._memory.meant(wish)]
        except ForgeError as error:
            if len(wish.split()) == 1 and wish.isdigit():
                complain(error)
            return []

    def _list(self, found: list[tuple[bytes, str]]) -> None:
        from forge_ai.memory.facts import short

        for identity, text in found:
            note(f"  {short(identity)}  {in_short(text)}")
