"""Our listener and speaker against a real Wyoming service, made with the official package."""

from __future__ import annotations

import asyncio
import socket
import threading

import pytest
from wyoming.asr import Transcribe, Transcript, TranscriptChunk, TranscriptStart
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.server import AsyncEventHandler, AsyncTcpServer
from wyoming.tts import Synthesize

from forge_ai.errors import BadSettings, ForgeError, PeerFault, Unreachable, VoiceFailed
from forge_ai.settings import read_settings
from forge_ai.testing.stranger import free_port
from forge_ai.voice.choice import listener_quality, open_listener, open_speaker
from tests.voice.sounds import tone


class Service(AsyncEventHandler):
    """Says how much it heard; speaks a tone; hangs up on `die`, complains about `fail`."""

    heard = 0

    async def handle_event(self, event):
        if Transcribe.is_type(event.type):
            self.heard = 0
            await self.write_event(TranscriptStart().event())
        elif AudioChunk.is_type(event.type):
            if not self.heard:
                await self.write_event(TranscriptChunk("so far ").event())
            self.heard += len(AudioChunk.from_event(event).audio)
        elif AudioStop.is_type(event.type):
            await self.write_event(Transcript(f"{self.heard} bytes").event())
        elif Synthesize.is_type(event.type):
            return await self._speak(Synthesize.from_event(event))
        return True

    async def _speak(self, asked):
        if asked.text == "die":
            return False
        if asked.text == "fail":
            await self.write_event(Error("The voice is hoarse.").event())
            return True
        await self.write_event(AudioStart(22_050, 2, 1).event())
        for _ in range(3):
            await self.write_event(AudioChunk(22_050, 2, 1, tone(0.1, -20)).event())
        await self.write_event(AudioStop().event())
        return True


@pytest.fixture(scope="module")
def service():
    ready, stop = threading.Event(), {}

    async def serve():
        stop["port"] = free_port()
        server = AsyncTcpServer("127.0.0.1", stop["port"])
        await server.start(Service)
        stop["loop"], stop["event"] = asyncio.get_running_loop(), asyncio.Event()
        ready.set()
        await stop["event"].wait()
        await server.stop()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    assert ready.wait(10)
    yield f"wyoming://127.0.0.1:{stop['port']}"
    stop["loop"].call_soon_threadsafe(stop["event"].set)
    thread.join()


def engines(home, address):
    settings = read_settings({"FORGE_AI_HOME": str(home), "FORGE_AI_LISTENER": address, "FORGE_AI_SPEAKER": address})
    assert listener_quality(settings) == 2
    return open_listener(settings), open_speaker(settings)


def test_it_hears_for_us_and_shows_what_it_has(home, service, eventually):
    listener, _ = engines(home, service)
    hearing, sent = listener.begin(), []

    def send():
        sent.append(bytes(640))
        return hearing.hear(sent[-1])

    assert eventually(send) == "so far "
    assert hearing.finish() == f"{len(b''.join(sent))} bytes"


def test_it_speaks_for_us(home, service):
    _, speaker = engines(home, service)
    sounds = list(speaker.say("Hello."))
    assert {sound.rate for sound in sounds} == {22_050}
    assert sum(sound.seconds for sound in sounds) == pytest.approx(3 * 0.1 * 16_000 / 22_050, rel=0.01)


def test_what_it_complains_about_is_told(home, service):
    _, speaker = engines(home, service)
    with pytest.raises(VoiceFailed, match="hoarse"):
        list(speaker.say("fail"))


def test_a_service_that_hangs_up_is_told(home, service):
    _, speaker = engines(home, service)
    with pytest.raises(VoiceFailed, match="hung up"):
        list(speaker.say("die"))


def test_a_dropped_utterance_hangs_up(home, service):
    listener, _ = engines(home, service)
    hearing = listener.begin()
    hearing.drop()
    with pytest.raises(ForgeError):
        hearing.hear(bytes(640))


def test_nobody_there_is_one_clear_error(home):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    listener, _ = engines(home, f"wyoming://127.0.0.1:{port}")
    with pytest.raises(Unreachable, match="No Wyoming service answers"):
        listener.begin()


def test_another_program_there_is_one_clear_error(home):
    def answer(server):
        connection, _ = server.accept()
        with connection:
            connection.sendall(b"SSH-2.0-OpenSSH\r\n")
            connection.recv(100_000)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=answer, args=(server,))
        thread.start()
        _, speaker = engines(home, f"wyoming://127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(PeerFault, match="does not speak Wyoming"):
            list(speaker.say("Hello"))
        thread.join()


@pytest.mark.parametrize("address", ["wyoming://", "wyoming://host", "wyoming://host:99999", "vosk"])
def test_an_address_that_is_none_is_one_clear_error(home, address):
    with pytest.raises(BadSettings):
        open_listener(read_settings({"FORGE_AI_HOME": str(home), "FORGE_AI_LISTENER": address}))
