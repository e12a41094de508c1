"""One visitor on the Wyoming port: sound is recognised, words are answered and spoken, each as it streams in.

Does not know sockets. Visitors are strangers: nothing is looked up in the memories for them, and nothing is kept but,
for a while, what was said in a conversation that they name.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

import forge_ai
from forge_ai.api.border.model_request import parse_chat
from forge_ai.api.openai.chat import chat_order
from forge_ai.api.orders.thread_bridge import ThreadBridge
from forge_ai.api.sound.wyoming_sound import HeldSound
from forge_ai.assistant.contexts import Contexts, Visit
from forge_ai.engines.answers.event_stream import EventReader
from forge_ai.engines.answers.pieces import DONE, read_piece
from forge_ai.errors import BadSound, ForgeError, PromptTooLong
from forge_ai.limits import SPOKEN_CHARACTERS, VISITOR_ID_CHARACTERS, WYOMING_SILENCE_SECONDS
from forge_ai.services import Services
from forge_ai.voice.audio.sound import RATE
from forge_ai.voice.words.sentences import Sentences
from forge_ai.voice.wyoming.events import (
    SOUND_STOP,
    Arriving,
    WyomingEvent,
    sound_chunks,
    sound_of,
    sound_start,
)
from forge_ai.voice.wyoming.link import Link

_ATTRIBUTION: Final = {"name": "ForgeAI", "url": ""}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who speaks, as far as fairness and conversations go."""

    name: str
    contexts: Contexts

    def says(self, conversation: str, text: str) -> Visit:
        """One message of a conversation, which may have no id."""
        return Visit(self.contexts, self.name, conversation, text)


class WyomingConnection:
    """What one connection wants, event after event."""

    def __init__(
        self, services: Services, bridge: ThreadBridge, link: Link, sound: HeldSound, visitor: Visitor
    ) -> None:
        self._services = services
        self._bridge = bridge
        self._link = link
        self._sound = sound
        self._visitor = visitor
        self._arriving = Arriving()
        self._sentences: Sentences | None = None  # of a text that is streamed to be spoken
        self._streamed = 0
        self._voice = ""
        self._speaking_rate = 0

    def serve(self) -> None:
        """Until the visitor hangs up or falls silent. Raises our errors for both."""
        while True:
            event = self._link.receive(WYOMING_SILENCE_SECONDS)
            act = self._ACTS.get(event.kind)
            if act is None:
                continue  # other domains of the protocol, and newer ones
            try:
                act(self, event)
            except ForgeError as error:
                self._link.send(WyomingEvent("error", {"text": error.message, "code": error.code}))

    def _say(self, kind: str, **data: Any) -> None:
        self._link.send(WyomingEvent(kind, data))

    # What there is

    def _describe(self, _event: WyomingEvent) -> None:
        services = self._services
        name, model, voice = services.name, _part(services.offers.default, ["en"]), _part("default", ["en"])
        info = {  # a person who has several nodes tells them apart by their names, so all parts have the node's
            "asr": [_program(name, "Speech to text", models=[_part("default", ["en"])])],
            "handle": [_program(name, "Answers", models=[model], supports_handled_streaming=True)],
            "tts": [_program(name, "Text to speech", voices=[voice], supports_synthesize_streaming=True)],
        }
        self._say("info", **info)

    # Sound to words

    def _begin_sound(self, _event: WyomingEvent) -> None:
        self._arriving = Arriving()
        self._sound.clear()

    def _take_sound(self, event: WyomingEvent) -> None:
        self._sound.add(self._arriving.take(sound_of(event)))

    def _recognise(self, _event: WyomingEvent) -> None:
        try:
            segments = self._services.voice.hear(self._sound.frames())
        finally:
            self._sound.clear()
        self._say("transcript", text=" ".join(segment.text for segment in segments), language="en")

    # Words to an answer

    def _handle(self, event: WyomingEvent) -> None:
        text = event.text().strip()
        context = {"context": event.data["context"]} if isinstance(event.data.get("context"), dict) else {}
        if not text:
            self._say("not-handled", text="There is nothing to answer.", **context)
            return
        said: list[str] = []
        visit = self._visitor.says(_conversation_in(context), text)
        try:
            with closing(self._answer(visit)) as words:
                for word in words:
                    if not said:
                        self._say("handled-start", **context)
                    said.append(word)
                    self._say("handled-chunk", text=word)
            visit.keep("".join(said))
        except ForgeError as error:
            if not said:
                self._say("not-handled", text=error.message, **context)
                return
            said.append(f" {error.message}")
            self._say("handled-chunk", text=said[-1])
        self._say("handled", text="".join(said), **context)
        self._say("handled-stop")

    def _answer(self, visit: Visit) -> Generator[str]:
        """The answer as it is written; a conversation that is too long is asked of without its oldest turns."""
        while True:
            try:
                yield from self._written(visit)
            except PromptTooLong:  # it comes before the first word
                if not visit.narrow():
                    raise
            else:
                return

    def _written(self, visit: Visit) -> Generator[str]:
        """The same, in the same queue as everybody's."""
        engine = self._services.engines.awake().get(self._services.offers.default)
        messages = visit.messages(engine.describe().context_length if engine else 0)
        asked = parse_chat({"messages": messages, "stream": True})
        order = chat_order(self._services, asked, remembers=False, calm=True)
        reader = EventReader()
        for block in self._bridge.events(order, self._visitor.name):
            for event in reader.feed(block):
                word = "" if event == DONE else read_piece(event, order.model).text
                if word:
                    yield word

    # Words to sound

    def _synthesize(self, event: WyomingEvent) -> None:
        if self._sentences is None:  # who streams sends the whole once more, for older services
            self._speak(event.text(), _voice_of(event))
            self._end_sound()

    def _begin_text(self, event: WyomingEvent) -> None:
        self._sentences, self._streamed, self._voice = Sentences(), 0, _voice_of(event)

    def _take_text(self, event: WyomingEvent) -> None:
        if self._sentences is None:
            return
        self._streamed += len(event.text())
        if self._streamed > SPOKEN_CHARACTERS:
            self._sentences = None
            raise BadSound(f"The text has more than {SPOKEN_CHARACTERS} characters.", hint="Send it in parts.")
        for piece in self._sentences.feed(event.text()):
            self._speak(piece, self._voice)

    def _end_text(self, _event: WyomingEvent) -> None:
        if self._sentences is not None:
            for piece in self._sentences.finish():
                self._speak(piece, self._voice)
            self._end_sound()
        self._sentences = None
        self._say("synthesize-stopped")

    def _speak(self, text: str, voice: str) -> None:
        for sound in self._services.voice.say(text, voice):
            if not self._speaking_rate:
                self._speaking_rate = sound.rate
                self._link.send(sound_start(sound.rate))
            self._link.send(*sound_chunks(sound.at(self._speaking_rate)))

    def _end_sound(self) -> None:
        if not self._speaking_rate:
            self._link.send(sound_start(RATE))
        self._speaking_rate = 0
        self._link.send(SOUND_STOP)

    def _ping(self, event: WyomingEvent) -> None:
        self._say("pong", **({"text": event.text()} if event.text() else {}))

    _ACTS: Final[dict[str, Callable[[WyomingConnection, WyomingEvent], None]]] = {
        "describe": _describe,
        "transcribe": _begin_sound,
        "audio-start": _begin_sound,
        "audio-chunk": _take_sound,
        "audio-stop": _recognise,
        "transcript": _handle,
        "synthesize": _synthesize,
        "synthesize-start": _begin_text,
        "synthesize-chunk": _take_text,
        "synthesize-stop": _end_text,
        "ping": _ping,
    }


def _conversation_in(context: Mapping[str, Any]) -> str:
    """The id by which a visitor goes on with a conversation; empty for none that could be kept."""
    identity = context.get("context", {}).get("conversation_id")
    return identity if isinstance(identity, str) and len(identity) <= VISITOR_ID_CHARACTERS else ""


def _part(name: str, languages: list[str]) -> dict[str, Any]:
    return {**_artifact(name, ""), "languages": languages}


def _program(name: str, description: str, **more: Any) -> dict[str, Any]:
    return {**_artifact(name, description), **more}


def _artifact(name: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "attribution": _ATTRIBUTION,
        "installed": True,
        "description": description or name,
        "version": forge_ai.__version__,
    }


def _voice_of(event: WyomingEvent) -> str:
    """The voice by its name; ours is called `default`."""
    voice = event.data.get("voice")
    name = voice.get("name") if isinstance(voice, dict) else None
    return name if isinstance(name, str) and name != "default" else ""
