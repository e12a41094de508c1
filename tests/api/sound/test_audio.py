"""`/v1/audio/*` with the official OpenAI client: a real recogniser, a real voice."""

from __future__ import annotations

import http.client
import io
import re
import wave
from contextlib import closing

import httpx2
import openai
import pytest

from forge_ai.limits import SOUND_BODY_BYTES
from forge_ai.protocol.trust.rights import FRESH
from forge_ai.testing.scripted_engine import ScriptedEngine
from forge_ai.voice.audio.sound import Sound, frames_of
from forge_ai.voice.audio.wav import read_wav, write_wav
from forge_ai.voice.engines.node_voice import NodeListener, NodeSpeaker, engines_of
from tests.nodes import owner, serving
from tests.voice.sounds import needs_espeak, needs_sphinx, noise, spoken_sound

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
        ({"input": "Hi", "response_format": "mp3"}, 400, "not as 'mp3'"),
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
        ({"files": {"file": ("a.mp3", b"ID3 music")}}, "not a WAV"),
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
