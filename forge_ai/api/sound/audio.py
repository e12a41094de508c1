"""`/v1/audio/*`: a recording goes in and words come out, words go in and sound comes out, in the shape of OpenAI's API.

Does not know which engines recognise and speak.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any, BinaryIO, Final

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from forge_ai.api.border.body import read_object
from forge_ai.api.border.in_thread import in_thread
from forge_ai.api.border.parts import caller_of, services_of
from forge_ai.api.sound.form import received_form
from forge_ai.api.sound.uploads import Uploads
from forge_ai.errors import BadInput, EmptyPrompt
from forge_ai.protocol.answers.stream import written
from forge_ai.protocol.values.optional_fields import text_in
from forge_ai.services import Services
from forge_ai.voice.audio.decoding import sound_frames
from forge_ai.voice.audio.encoding import FORMATS, encoded
from forge_ai.voice.audio.kinds import has_codecs, require_codecs
from forge_ai.voice.audio.sound import FRAME_SECONDS, Sound
from forge_ai.voice.audio.wav import write_wav
from forge_ai.voice.choice import listener_quality, speaker_quality
from forge_ai.voice.words.subtitles import as_srt, as_vtt
from forge_ai.voice.words.transcribe import Segment

router = APIRouter()

_WRITTEN: Final = ("json", "text", "srt", "verbose_json", "vtt")
_FORMATS: Final = {form.name: form for form in FORMATS}
_SOUNDS: Final = (*_FORMATS, "wav", "pcm")
PCM_RATE: Final = 24_000  # of OpenAI's raw sound
# The names of OpenAI's voices mean the voice of this node: programs send one because theirs must.
_ANYBODY: Final = frozenset(
    (
        *("", "default", "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable"),
        *("marin", "nova", "onyx", "sage", "shimmer", "verse"),
    )
)


@router.get("/v1/audio/engines")
async def engines(request: Request) -> JSONResponse:
    """How well this node hears and speaks: 0 not at all, 1 with the small defaults, 2 better."""
    settings = services_of(request).settings
    listener, speaker = await in_thread(lambda: (listener_quality(settings), speaker_quality(settings)))
    return JSONResponse({"listener": {"quality": listener}, "speaker": {"quality": speaker}})


@router.post("/v1/audio/transcriptions")
async def transcribe(request: Request) -> Response:
    """Turn a recording into words."""
    services = services_of(request)
    uploads: Uploads = request.app.state.uploads
    caller = caller_of(request.scope)
    with uploads.place(caller.owner):
        async with received_form(request) as form:
            wished = form.fields.get("response_format") or "json"
            if wished not in _WRITTEN:
                there = f"There is {', '.join(_WRITTEN)}."
                raise BadInput(f"There is no response_format {wished[:40]!a} here.", hint=there)
            segments, seconds = await in_thread(_heard, services, form.file)
            streams = form.fields.get("stream") == "true"
    return _streamed(segments) if streams else _written(wished, segments, seconds)


def _heard(services: Services, file: BinaryIO) -> tuple[list[Segment], float]:
    """What is said in a recording, and how long it lasts."""
    count = 0

    def counted() -> Iterator[bytes]:
        nonlocal count
        for frame in frames:
            count += 1
            yield frame

    with closing(sound_frames(file, bounded=True)) as frames:
        segments = services.voice.hear(counted())
    return segments, round(count * FRAME_SECONDS, 2)


def _written(wished: str, segments: list[Segment], seconds: float) -> Response:
    text = " ".join(segment.text for segment in segments)
    if wished == "text":
        return PlainTextResponse(f"{text}\n")
    if wished == "srt":
        return PlainTextResponse(as_srt(segments))
    if wished == "vtt":
        return PlainTextResponse(as_vtt(segments), media_type="text/vtt")
    if wished == "json":
        return JSONResponse({"text": text})
    listed = [
        {"id": number, "start": segment.start, "end": segment.end, "text": segment.text}
        for number, segment in enumerate(segments)
    ]
    whole = {"task": "transcribe", "language": "english", "duration": seconds, "text": text, "segments": listed}
    return JSONResponse(whole)


def _streamed(segments: list[Segment]) -> Response:
    """The same as events, all at once: programs that ask for a stream read nothing else."""
    texts = [segment.text for segment in segments]
    parts = [text if number == 0 else f" {text}" for number, text in enumerate(texts)]
    events = [written({"type": "transcript.text.delta", "delta": part}) for part in parts]
    done = written({"type": "transcript.text.done", "text": "".join(parts)})
    return Response(b"".join((*events, done)), media_type="text/event-stream")


@router.post("/v1/audio/speech")
async def speak(request: Request) -> Response:
    """Say a text."""
    services = services_of(request)
    asked = _parse_speech(await read_object(request))
    sounds = await in_thread(lambda: list(services.voice.say(asked["input"], asked["voice"])))
    return await in_thread(_sounding, sounds, asked["response_format"])


def _sounding(sounds: list[Sound], wished: str) -> Response:
    if wished == "pcm":
        return Response(_joined(sounds, PCM_RATE).samples, media_type=f"audio/L16; rate={PCM_RATE}; channels=1")
    joined = _joined(sounds, sounds[0].rate if sounds else PCM_RATE)
    if wished == "wav":
        return Response(write_wav(joined), media_type="audio/wav")
    form = _FORMATS[wished]
    return Response(encoded(form, joined), media_type=form.media_type)


def _parse_speech(fields: dict[str, Any]) -> dict[str, str]:
    found = {name: text_in(fields, name) for name in ("input", "voice", "response_format")}
    if not found["input"].strip():
        raise EmptyPrompt("There is nothing to say.", hint='Send "input": "some text".')
    found["response_format"] = found["response_format"] or _usual()
    if found["response_format"] not in _SOUNDS:
        shown = found["response_format"][:40]
        there = f"{', '.join(_SOUNDS[:-1])} or {_SOUNDS[-1]}"
        raise BadInput(f"Sound comes as {there} here, not as {shown!a}.", hint=f'Send "{_usual()}".')
    if found["response_format"] in _FORMATS:
        require_codecs(found["response_format"].upper())  # before anything is said
    if fields.get("stream_format") not in (None, "audio"):
        raise BadInput("Sound comes as sound here, not as events.", hint='Leave "stream_format" out.')
    if fields.get("speed") not in (None, 1, 1.0):
        raise BadInput("The voice has one speed here.", hint='Leave "speed" out.')
    found["voice"] = "" if found["voice"].casefold() in _ANYBODY else found["voice"]
    return found


def _usual() -> str:
    """What programs get that do not say what they want: OpenAI's clients keep it in a file called `speech.mp3`."""
    return "mp3" if has_codecs() else "wav"


def _joined(sounds: list[Sound], rate: int) -> Sound:
    """Sounds one after the other; a change of rate among them is evened out."""
    from forge_ai.voice.audio.samples import Resampler

    made, resampler, old = bytearray(), None, rate
    for sound in sounds:
        if sound.rate != old:
            made += resampler.finish() if resampler else b""
            old, resampler = sound.rate, Resampler(sound.rate, rate) if sound.rate != rate else None
        made += resampler.feed(sound.samples) if resampler else sound.samples
    made += resampler.finish() if resampler else b""
    return Sound(rate, bytes(made))
