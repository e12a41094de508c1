"""The Wyoming port with the official client, and with strangers."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import select
import socket
import sys
import threading
from contextlib import ExitStack
from dataclasses import replace

import httpx2
import pytest
from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.handle import Handled, HandledChunk, HandledStart, HandledStop, NotHandled
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong
from wyoming.tts import Synthesize, SynthesizeChunk, SynthesizeStart, SynthesizeStop, SynthesizeStopped

from forge_ai.comms import EnigmaNode
from forge_ai.engines.upstream import UpstreamEngine
from forge_ai.errors import PortTaken
from forge_ai.limits import WYOMING_CONNECTIONS
from forge_ai.services import Services
from forge_ai.testing.script import Cut, Endless, Reply, Say, Wait
from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.nodes import owner, serving, settings_for
from tests.voice.sounds import needs_espeak, needs_sphinx, noise, spoken_sound


@pytest.fixture(scope="module")
def engine():
    with ScriptedEngine() as scripted:
        yield scripted


@pytest.fixture(scope="module")
def node(engine, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("pc"), model="scripted", upstream=engine.url) as running:
        yield running


@pytest.fixture(scope="module")
def server(node):
    running = node.open_wyoming("127.0.0.1", 0)
    yield running
    running.stop()


def talk(server, *events, until, seconds=60):
    """Send events by the official client and collect what comes until an event of that type."""

    async def exchange():
        found = []
        async with AsyncTcpClient("127.0.0.1", server.port) as client:
            for event in events:
                await client.write_event(event.event())
            while not found or not until.is_type(found[-1].type):
                event = await asyncio.wait_for(client.read_event(), seconds)
                assert event is not None, "the server hung up"
                found.append(event)
        return found

    return asyncio.run(exchange())


def spoken(text):
    samples = noise(0.4, -70) + spoken_sound(text).at(16_000).samples + noise(0.4, -70)
    chunks = [samples[start : start + 2_048] for start in range(0, len(samples), 2_048)]
    return [
        AudioStart(rate=16_000, width=2, channels=1),
        *(AudioChunk(rate=16_000, width=2, channels=1, audio=chunk) for chunk in chunks),
        AudioStop(),
    ]


def test_it_says_what_it_offers(server):
    info = Info.from_event(talk(server, Describe(), until=Info)[-1])
    assert [program.models[0].languages for program in info.asr] == [["en"]]
    assert info.handle[0].supports_handled_streaming
    assert info.tts[0].supports_synthesize_streaming
    assert info.tts[0].voices[0].installed


def test_it_answers_as_it_thinks(server):
    events = talk(server, Transcript("Hello", context={"conversation_id": "7"}), until=HandledStop)
    assert HandledStart.is_type(events[0].type)
    chunks = [HandledChunk.from_event(event).text for event in events if HandledChunk.is_type(event.type)]
    handled = Handled.from_event(events[-2])
    assert len(chunks) > 1
    assert handled.text == "".join(chunks)
    assert handled.context == {"conversation_id": "7"}


def test_a_conversation_that_is_named_goes_on(server, engine):
    """Home Assistant opens a connection for each sentence, and says to which conversation it belongs."""
    for text, conversation in (("I am Jo.", "kitchen"), ("Who am I?", "kitchen"), ("And I?", "garden"), ("I?", None)):
        talk(server, Transcript(text, context={"conversation_id": conversation}), until=HandledStop)
    asked = [[one["content"] for one in asked.fields["messages"] if one["role"] != "system"] for asked in engine.asked]
    assert asked[-4:] == [["I am Jo."], ["I am Jo.", "Hello there.", "Who am I?"], ["And I?"], ["I?"]]


def test_a_conversation_that_is_too_long_goes_on_with_its_newest_turns(server, engine):
    talk(server, Transcript("I am Jo.", context={"conversation_id": "long"}), until=HandledStop)
    too_long = {"error": {"message": "x", "type": "exceed_context_size_error", "n_prompt_tokens": 90, "n_ctx": 20}}
    engine.replies.append(Reply(status=400, body=too_long))
    events = talk(server, Transcript("Who am I?", context={"conversation_id": "long"}), until=HandledStop)
    assert Handled.from_event(events[-2]).text == "Hello there."


@pytest.mark.parametrize("identity", [5, None, ["x"], "x" * 10_000])
def test_a_strange_name_of_a_conversation_is_none(server, engine, identity):
    event = Transcript("Hello", context={"conversation_id": identity})
    for _ in range(2):
        assert Handled.from_event(talk(server, event, until=HandledStop)[-2]).text == "Hello there."
    assert engine.asked[-1].fields["messages"][-1]["content"] == "Hello"
    assert len([one for one in engine.asked[-1].fields["messages"] if one["role"] == "user"]) == 1


def test_it_does_not_answer_nothing(server):
    assert NotHandled.from_event(talk(server, Transcript("  "), until=NotHandled)[-1]).text


@needs_espeak
@needs_sphinx
def test_it_recognises(server):
    events = talk(server, Transcribe(language="en"), *spoken("how are you today"), until=Transcript)
    assert Transcript.from_event(events[-1]).text == "how are you today"


@needs_espeak
def test_it_speaks(server):
    events = talk(server, Synthesize("Good morning."), until=AudioStop)
    assert AudioStart.is_type(events[0].type)
    chunks = [AudioChunk.from_event(event) for event in events if AudioChunk.is_type(event.type)]
    assert sum(chunk.seconds for chunk in chunks) > 0.4


@needs_espeak
def test_it_speaks_what_is_still_being_written(server):
    async def exchange():
        async with AsyncTcpClient("127.0.0.1", server.port) as client:
            await client.write_event(SynthesizeStart().event())
            await client.write_event(SynthesizeChunk("The first sentence. And the sec").event())
            first = await asyncio.wait_for(client.read_event(), 20)  # before the text has ended
            await client.write_event(SynthesizeChunk("ond.").event())
            await client.write_event(Synthesize("The first sentence. And the second.").event())
            await client.write_event(SynthesizeStop().event())
            kinds = [first.type]
            while kinds[-1] != "synthesize-stopped":
                kinds.append((await asyncio.wait_for(client.read_event(), 20)).type)
            return kinds

    kinds = asyncio.run(exchange())
    assert AudioStart.is_type(kinds[0])
    assert AudioStop.is_type(kinds[-2])
    assert SynthesizeStopped.is_type(kinds[-1])
    assert kinds.count("audio-stop") == kinds.count("audio-start") == 1


def test_a_ping_is_answered_and_unknown_events_are_not(server):
    assert Pong.is_type(talk(server, Ping(text="x"), until=Pong)[-1].type)


@needs_espeak
def test_a_voice_that_there_is_not_is_an_error_event_and_the_connection_stays(server):
    from wyoming.tts import SynthesizeVoice

    wrong = Synthesize("Hi", voice=SynthesizeVoice(name="nowhere"))
    events = talk(server, wrong, Ping(), until=Pong)
    assert "no voice" in Error.from_event(events[0]).text


def test_an_engine_that_fails_is_not_handled(server, engine):
    engine.replies.append(Reply(status=500, body={"error": {"message": "broken"}}))
    assert NotHandled.from_event(talk(server, Transcript("Hello"), until=NotHandled)[-1]).text


def test_an_engine_that_dies_in_the_middle_says_so_at_the_end(server, engine):
    engine.replies.append(Reply((Say("Well, "), Cut())))
    events = talk(server, Transcript("Hello"), until=HandledStop)
    assert "Well, " in Handled.from_event(events[-2]).text
    assert "ended" in Handled.from_event(events[-2]).text


@pytest.mark.parametrize(
    "junk",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"x" * 100_000,
        b'{"type": "describe", "data_length": 99999999}\n',
        b'{"type": "audio-chunk", "payload_length": -5}\n',
        b'{"type": 5}\n',
        b"[1]\n",
        b"\xff\xfe\n",
        b'{"type": "audio-chunk", "data_length": 2}\n[]',
    ],
)
def test_who_speaks_nonsense_is_let_go_and_others_are_served(server, junk):
    with socket.create_connection(("127.0.0.1", server.port), 10) as stranger:
        stranger.sendall(junk)
        stranger.settimeout(10)
        try:
            assert stranger.recv(100) == b""
        except ConnectionResetError:
            pass
    assert talk(server, Describe(), until=Info)


def test_a_stranger_cannot_take_every_place_for_ever(server, eventually):
    eventually(lambda: not server.visitors)
    held = [socket.create_connection(("127.0.0.1", server.port), 10) for _ in range(WYOMING_CONNECTIONS + 4)]
    try:
        held[-1].settimeout(10)
        assert held[-1].recv(10) == b""
    finally:
        for connection in held:
            connection.close()
    eventually(lambda: not server.visitors)
    assert talk(server, Describe(), until=Info)


@pytest.mark.skipif(sys.platform != "linux", reason="127.0.0.2 is Linux's")
def test_a_crowd_from_one_address_shuts_out_nobody_from_elsewhere(server):
    with ExitStack() as crowd:
        for _ in range(WYOMING_CONNECTIONS + 4):
            one = socket.create_connection(("127.0.0.1", server.port), 10, ("127.0.0.2", 0))
            crowd.enter_context(one).sendall(b"{")
        assert talk(server, Describe(), until=Info)
        assert talk(server, Describe(), until=Info)


def test_a_taken_port_is_one_clear_error(node, server):
    with pytest.raises(PortTaken, match="Wyoming cannot listen"):
        node.open_wyoming("127.0.0.1", server.port)


def test_a_moment_without_free_file_descriptors_does_not_end_the_port(server):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    held = []
    with socket.socket() as first, socket.socket() as second:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (200, hard))
            with pytest.raises(OSError, match="Too many"):
                while True:
                    held.append(os.dup(0))
            for visitor in (first, second):
                visitor.settimeout(10)
                visitor.connect(("127.0.0.1", server.port))
                visitor.sendall(b'{"type": "ping"}\n')
                select.select([first], [], [], 1)  # the place for the first one was taken before there was none
        finally:
            for descriptor in held:
                os.close(descriptor)
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        assert b"pong" in second.recv(100)


class TwoSlots(UpstreamEngine):
    """Another server of which it is known how much it does at a time."""

    def describe(self):
        return replace(super().describe(), slots=2)


class FewSlots(Services):
    def _make_engine(self, model):
        return TwoSlots(self.settings.upstream, "", model)


def saying_to(running, text):
    connection = socket.create_connection(("127.0.0.1", running.port), 20)
    data = json.dumps({"text": text}).encode()
    connection.sendall(b'{"type": "transcript", "data_length": %d}\n' % len(data) + data)
    return connection


def test_visitors_stand_in_the_same_queue_as_everybody(tmp_path, eventually):
    """With two slots one visitor alone never has both, and a device finds one free at once."""
    over = threading.Event()
    with ScriptedEngine() as engine:
        engine.replies += [Reply((Say("Well"), Wait(over)))] * 5
        node = EnigmaNode(settings=settings_for(tmp_path, model="scripted", upstream=engine.url))
        node._services = FewSlots(node.settings)  # noqa: SLF001 - no setting says how much another server does at a time
        with node:
            node.start_server()
            running = node.open_wyoming("127.0.0.1", 0)
            held = [saying_to(running, "Hello") for _ in range(4)]
            try:
                eventually(lambda: node.services.vitals.of("scripted").waiting == 3 and engine.asked)
                assert len(engine.asked) == 1
                url = f"http://127.0.0.1:{node.port}/v1/chat/completions"
                order = {"messages": [{"role": "user", "content": "Hi"}], "stream": True}
                with httpx2.stream("POST", url, json=order, headers=owner(node), trust_env=False) as answer:
                    assert "Well" in next(line for line in answer.iter_lines() if "Well" in line)
                    held.pop().close()
            finally:
                over.set()
                for connection in held:
                    connection.close()
                running.stop()


def test_the_port_closes_at_once_though_an_answer_is_still_waited_for(tmp_path):
    over = threading.Event()
    with (
        ScriptedEngine([Reply((Say("Well"), Wait(over)))]) as engine,
        serving(tmp_path, model="scripted", upstream=engine.url) as node,
    ):
        running = node.open_wyoming("127.0.0.1", 0)
        with saying_to(running, "Hello") as visitor:
            assert b"handled-start" in visitor.recv(1 << 16)
            closing = threading.Thread(target=running.stop)
            closing.start()
            closing.join(30)
            late = closing.is_alive()
            over.set()
            closing.join()
        assert not late


def test_a_node_that_ends_in_the_middle_of_an_answer_lets_its_visitors_go(tmp_path):
    with ScriptedEngine() as engine, serving(tmp_path, model="scripted", upstream=engine.url) as node:
        engine.replies.append(Reply((Say("Well, "), Endless())))
        running = node.open_wyoming("127.0.0.1", 0)
        with saying_to(running, "Hello") as visitor:
            assert b"handled-start" in visitor.recv(1 << 16)
            node.stop()
            running.stop()
            heard = b""
            while block := visitor.recv(1 << 16):
                heard += block
        assert b"handled-stop" in heard or b"handled-chunk" in heard
