"""`/v1/audio/*` with the official OpenAI client: a real recogniser, a real voice."""

from __future__ import annotations

import asyncio
import http.client
import io
import re
import sys
import tempfile
import wave
from contextlib import closing

import httpx2
import openai
import pytest

from forge_ai.limits import SOUND_BODY_BYTES
from forge_ai.protocol.trust.rights import FRESH
from forge_ai.testing.scripted_engine import ScriptedEngine
from forge_ai.voice.audio.decoding import sound_frames
from forge_ai.voice.audio.encoding import FORMATS, encoded
from forge_ai.voice.audio.sound import Sound, frames_of
from forge_ai.voice.audio.wav import read_wav, write_wav
from forge_ai.voice.engines.node_voice import NodeListener, NodeSpeaker, engines_of
from tests.nodes import owner, serving
from tests.voice.sounds import needs_codecs, needs_espeak, needs_sphinx, noise, spoken_sound
from tests.voice.webm_files import webm_of

pytestmark = [needs_espeak, needs_sphinx]


@pytest.fixture(scope="module")
def node(tmp_path_factory):
    with (
        ScriptedEngine() as engine,
        serving(tmp_path_factory.mktemp("pc"), "my_pc", model="scripted", upstream=engine.url) as running,
    ):
        yield running


@pytest.fixture(scope="module")
def client(node):
    key = node.services.registry.add_program("notebook", FRESH)[1]
    with openai.OpenAI(base_url=f"http://127.0.0.1:{node.port}/v1", api_key=key, max_retries=0) as found:
        yield found


@pytest.fixture
def asking(node):
    with httpx2.Client(
        base_url=f"http://127.0.0.1:{node.port}", headers=owner(node), trust_env=False, timeout=60
    ) as found:
        yield found


@pytest.fixture(scope="module")
def question():
    said = spoken_sound("how are you today").at(16_000).samples
    return write_wav(Sound(16_000, noise(0.5, -70) + said + noise(1.0, -70)))


def test_a_recording_becomes_words(client, question):
    found = client.audio.transcriptions.create(model="whisper-1", file=("q.wav", question))
    assert found.text == "how are you today"


def test_words_may_come_as_plain_text(client, question):
    text = client.audio.transcriptions.create(model="whisper-1", file=("q.wav", question), response_format="text")
    assert text.strip() == "how are you today"


def test_words_may_come_with_their_times(client, question):
    two = read_wav(question).samples * 2
    found = client.audio.transcriptions.create(
        model="whisper-1", file=("q.wav", write_wav(Sound(16_000, two))), response_format="verbose_json"
    )
    assert found.duration == pytest.approx(len(two) / 32_000, abs=0.05)
    first, second = found.segments
    assert first.text == second.text == "how are you today"
    assert 0 < first.start < first.end < second.start < second.end


def test_words_may_come_as_subtitles(client, question):
    wish = {"model": "whisper-1", "file": ("q.wav", question)}
    number, times, text = client.audio.transcriptions.create(**wish, response_format="srt").splitlines()
    assert (number, text) == ("1", "how are you today")
    assert re.fullmatch(r"00:00:0\d,\d{3} --> 00:00:0\d,\d{3}", times)
    assert client.audio.transcriptions.create(**wish, response_format="vtt").startswith("WEBVTT\n\n00:00:0")


def test_words_may_come_as_a_stream(client, question):
    two = write_wav(Sound(16_000, read_wav(question).samples * 2))
    events = list(client.audio.transcriptions.create(model="gpt-4o-transcribe", file=("q.wav", two), stream=True))
    assert [event.type for event in events] == ["transcript.text.delta"] * 2 + ["transcript.text.done"]
    assert "".join(event.delta for event in events[:-1]) == "how are you today how are you today"
    assert events[-1].text == "how are you today how are you today"


def written_as(kind, wav):
    ogg = encoded(FORMATS[1], read_wav(wav))
    return {"webm": webm_of(ogg), "opus": ogg}.get(kind) or encoded(
        next(form for form in FORMATS if form.name == kind), read_wav(wav)
    )


@needs_codecs
@pytest.mark.parametrize(
    ("kind", "name", "says"),
    [
        ("mp3", "x.mp3", "audio/mpeg"),
        ("flac", "x.flac", "audio/flac"),
        ("opus", "voice-note", "application/octet-stream"),
        ("webm", "blob", "video/webm"),
        ("mp3", "x.wav", "audio/wav"),
        ("opus", "x.m4a", "audio/mp4"),
    ],
)
def test_a_recording_is_what_its_first_bytes_say(client, question, kind, name, says):
    file = (name, written_as(kind, question), says)
    found = client.audio.transcriptions.create(model="whisper-1", file=file, response_format="verbose_json")
    assert found.text == "how are you today"
    assert found.duration == pytest.approx(read_wav(question).seconds, abs=0.2)


@needs_codecs
def test_a_large_recording_lies_on_the_disk_and_is_heard_too(client, question):
    """The parser of forms keeps small files in memory."""
    long = read_wav(question).samples + noise(120, -70)
    flac = encoded(FORMATS[2], Sound(16_000, long))
    assert len(flac) > 1_100_000
    assert client.audio.transcriptions.create(model="whisper-1", file=("q", flac)).text == "how are you today"


def sound_in(data):
    """The sound of an answer, as the node itself would hear it."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        return Sound(16_000, b"".join(sound_frames(file, bounded=True)))


@needs_codecs
@pytest.mark.parametrize(
    ("wish", "magic", "media_type"),
    [
        ({}, b"\xff\xf3", "audio/mpeg"),
        ({"response_format": "mp3"}, b"\xff\xf3", "audio/mpeg"),
        ({"response_format": "opus"}, b"OggS", "audio/ogg"),
        ({"response_format": "flac"}, b"fLaC", "audio/flac"),
        ({"response_format": "wav"}, b"RIFF", "audio/wav"),
    ],
)
def test_speech_comes_as_it_is_wished_and_as_mp3_where_nothing_is(client, tmp_path, wish, magic, media_type):
    order = {"model": "tts-1", "voice": "alloy", "input": "Good morning."} | wish
    sound = client.audio.speech.create(**order)
    assert sound.response.headers["content-type"] == media_type
    assert sound.content.startswith(magic)
    assert 0.4 < sound_in(sound.content).seconds < 3
    with client.audio.speech.with_streaming_response.create(**order) as streaming:
        streaming.stream_to_file(tmp_path / "speech.mp3")
    assert (tmp_path / "speech.mp3").read_bytes().startswith(magic)


@needs_codecs
def test_the_asynchronous_client_speaks_and_hears(node, client, tmp_path):
    async def converse():
        async with openai.AsyncOpenAI(base_url=client.base_url, api_key=client.api_key, max_retries=0) as asynchronous:
            order = {"model": "tts-1", "voice": "alloy", "input": "How are you today?"}
            async with asynchronous.audio.speech.with_streaming_response.create(**order) as streaming:
                await streaming.stream_to_file(tmp_path / "speech.mp3")
            with (tmp_path / "speech.mp3").open("rb") as file:
                return await asynchronous.audio.transcriptions.create(model="whisper-1", file=file)

    assert "you today" in asyncio.run(converse()).text


def test_without_the_library_speech_is_wav_and_the_rest_is_told_what_to_install(asking, monkeypatch):
    monkeypatch.setitem(sys.modules, "soundfile", None)
    usual = asking.post("/v1/audio/speech", json={"input": "Hi"})
    assert usual.content.startswith(b"RIFF")
    for answer in (
        asking.post("/v1/audio/speech", json={"input": "Hi", "response_format": "mp3"}),
        asking.post("/v1/audio/transcriptions", files={"file": ("a.mp3", b"ID3\x04 music")}),
    ):
        assert answer.status_code == 501
        assert answer.json()["error"]["message"] == "MP3 needs a library: pip install 'forge-ai[voice]'"
        assert "WAV needs none" in answer.json()["error"]["hint"]


@needs_codecs
def test_a_broken_recording_is_refused_and_the_next_one_is_heard(asking, question):
    mp3 = written_as("mp3", question)
    for broken in (b"ID3\x04 music", b"OggS" + mp3, b"fLaC" + bytes(5_000)):
        answer = asking.post("/v1/audio/transcriptions", files={"file": ("a.mp3", broken)})
        assert answer.status_code == 400
        assert "cannot be read" in answer.json()["error"]["message"]
    assert asking.post("/v1/audio/transcriptions", files={"file": ("a.mp3", mp3)}).json()["text"] == "how are you today"


@pytest.mark.parametrize("voice", ["alloy", "cedar", "marin", "verse"])
def test_the_names_of_openais_voices_mean_the_voice_of_the_node(client, voice):
    sound = client.audio.speech.create(model="gpt-4o-mini-tts", voice=voice, input="Hi.", response_format="wav")
    assert sound.content.startswith(b"RIFF")


def test_silence_has_no_words(client):
    silent = write_wav(Sound(16_000, noise(2, -60)))
    assert client.audio.transcriptions.create(model="whisper-1", file=("q.wav", silent)).text == ""


def test_words_become_sound(client):
    sound = client.audio.speech.create(model="tts-1", voice="alloy", input="Good morning.", response_format="wav")
    with wave.open(io.BytesIO(sound.content)) as reader:
        assert 0.4 < reader.getnframes() / reader.getframerate() < 3
    raw = client.audio.speech.create(model="tts-1", voice="alloy", input="Good morning.", response_format="pcm")
    assert 0.4 < len(raw.content) / 48_000 < 3


@pytest.mark.parametrize(
    ("order", "status", "says"),
    [
        ({"input": "Hi", "response_format": "aac"}, 400, "mp3, opus, flac, wav or pcm here, not as 'aac'"),
        ({"input": "  "}, 400, "nothing to say"),
        ({"input": "Hi", "speed": 2}, 400, "one speed"),
        ({"input": "Hi", "stream_format": "sse"}, 400, "not as events"),
        ({"input": "Hi", "voice": "nowhere"}, 400, "no voice 'nowhere'"),
        ({"input": 5}, 400, "must be text"),
        ({"input": "x" * 5_000}, 400, "4096 at most"),
    ],
)
def test_what_cannot_be_said_is_one_clear_line(asking, order, status, says):
    answer = asking.post("/v1/audio/speech", json=order)
    assert answer.status_code == status
    assert says in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"json": {"file": "x"}}, "not a form"),
        ({"files": {"other": ("a.wav", b"x")}}, "no file"),
        ({"files": {"file": ("a.mp3", b"no music")}}, "not a WAV, MP3, FLAC, OGG or WebM file"),
        ({"files": {"file": ("a.m4a", b"\0\0\0\x20ftypM4A ")}}, "AAC"),
        ({"files": {"file": ("a.wav", b"")}}, "not a WAV"),
        ({"files": {"file": ("a.wav", b"x")}, "data": {"response_format": "doc"}}, "no response_format 'doc'"),
        ({"files": {"file": ("a.wav", b"x"), "more": ("b.wav", b"x")}}, "Too many files"),
        ({"files": {"file": ("a.wav", b"x")}, "data": {str(number): "x" for number in range(40)}}, "Too many fields"),
        ({"content": b"--x\r\n", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, "no file"),
        ({"content": b"--x\r\n", "headers": {"Content-Type": "multipart/form-data"}}, "boundary"),
        ({"content": b"{}", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, "cannot be read"),
    ],
)
def test_a_form_that_is_none_is_one_clear_line_and_none_on_the_terminal(asking, content, says, caplog):
    answer = asking.post("/v1/audio/transcriptions", **content)
    assert answer.status_code == 400
    assert says in answer.json()["error"]["message"]
    assert caplog.messages == []


def test_a_recording_that_is_too_large_is_not_read(asking):
    def endless():
        for _ in range(SOUND_BODY_BYTES // 65_536 + 10):
            yield b"\0" * 65_536

    form = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = asking.post("/v1/audio/transcriptions", content=endless(), headers=form)
    assert answer.status_code == 400


def test_a_recording_that_announces_too_much_is_refused_before_it_comes(node):
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=20)
    with closing(connection):
        connection.putrequest("POST", "/v1/audio/transcriptions")
        form = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": "99999999"}
        for name, value in (owner(node) | form).items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        assert answer.status == 400
        assert b"larger than 25 MiB" in answer.read()


def test_a_recording_that_is_too_long_is_refused(asking):
    eight_bits = b"\x80" * (8_000 * 901)
    body = b"fmt " + b"\x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0"
    data = b"data" + len(eight_bits).to_bytes(4, "little") + eight_bits
    wav = b"RIFF" + (4 + len(body) + len(data)).to_bytes(4, "little") + b"WAVE" + body + data
    answer = asking.post("/v1/audio/transcriptions", files={"file": ("a.wav", wav)})
    assert answer.status_code == 400
    assert "longer than 15 minutes" in answer.json()["error"]["message"]


def test_strangers_hear_and_say_nothing(node):
    with httpx2.Client(base_url=f"http://127.0.0.1:{node.port}", trust_env=False) as stranger:
        assert stranger.post("/v1/audio/speech", json={"input": "Hi"}).status_code == 401
        assert stranger.post("/v1/audio/transcriptions", files={"file": ("a.wav", b"x")}).status_code == 401
        assert stranger.get("/v1/audio/engines").status_code == 401


def test_another_device_listens_and_speaks_through_the_node(node, question):
    def open_http():
        return httpx2.Client(base_url=f"http://127.0.0.1:{node.port}", headers=owner(node), trust_env=False, timeout=60)

    assert engines_of(open_http) == (1, 1)
    hearing = NodeListener("my_pc", open_http).begin()
    for frame in frames_of(read_wav(question).samples):
        hearing.hear(frame)
    assert hearing.finish() == "how are you today"
    (sound,) = NodeSpeaker("my_pc", open_http).say("Good morning.")
    assert sound.seconds > 0.4
