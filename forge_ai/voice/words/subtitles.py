"""What was heard as subtitles: SubRip (`srt`) and WebVTT (`vtt`).

Pure. Does not know who recognised it. Source: https://www.w3.org/TR/webvtt1/
"""

from __future__ import annotations

from collections.abc import Sequence

from forge_ai.voice.words.transcribe import Segment


def as_srt(segments: Sequence[Segment]) -> str:
    """The segments as SubRip: numbered blocks, with a comma before the milliseconds."""
    blocks = (
        f"{number}\n{_time(one.start, ',')} --> {_time(one.end, ',')}\n{one.text}\n"
        for number, one in enumerate(segments, 1)
    )
    return "\n".join(blocks)


def as_vtt(segments: Sequence[Segment]) -> str:
    """The segments as WebVTT: blocks below a heading, with a point before the milliseconds."""
    blocks = (f"{_time(one.start, '.')} --> {_time(one.end, '.')}\n{one.text}\n" for one in segments)
    return "\n".join(("WEBVTT\n", *blocks))


def _time(seconds: float, point: str) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, rest = divmod(whole, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}{point}{thousandths:03}"
