"""Kinds of sound files, told by their first bytes; names and content types are often wrong.

Does not know how they are read. All but WAV need a library that not every device has.
"""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec
from typing import Final

from forge_ai.errors import BadSound, MissingPart

BEGINNING_BYTES: Final = 16


class SoundKind(StrEnum):
    """A kind of file that can be read here; its value is the name that a person knows."""

    WAV = "WAV"
    MP3 = "MP3"
    FLAC = "FLAC"
    OGG = "OGG"
    WEBM = "WebM"


_BEGINNINGS: Final = (
    (b"RIFF", SoundKind.WAV),
    (b"RF64", SoundKind.WAV),
    (b"ID3", SoundKind.MP3),
    (b"fLaC", SoundKind.FLAC),
    (b"OggS", SoundKind.OGG),
    (b"\x1aE\xdf\xa3", SoundKind.WEBM),
)
_NAMED: Final = f"{', '.join(list(SoundKind)[:-1])} or {list(SoundKind)[-1]}"


def kind_of(beginning: bytes) -> SoundKind:
    """The kind of a file that begins with these bytes. Raises :class:`BadSound` for a kind that cannot be read."""
    for magic, kind in _BEGINNINGS:
        if beginning.startswith(magic):
            return kind
    marks = int.from_bytes(beginning[:2].ljust(2, b"\0"), "big")  # of a frame: eleven bits, the version, the layer
    is_frame, layer = marks >> 5 == 0x7FF, marks >> 1 & 3
    if is_frame and layer:
        return SoundKind.MP3
    if is_frame or beginning[4:8] == b"ftyp":
        raise BadSound(
            "This is AAC sound (M4A, MP4, 3GP), which is not read here.",
            hint="Make an MP3 file of it: ffmpeg -i FILE sound.mp3",
        )
    raise BadSound(f"This is not a {_NAMED} file.", hint="Save it as one of these.")


def has_codecs() -> bool:
    """Whether the library for all kinds but WAV is installed. Does not load it."""
    return find_spec("soundfile") is not None


def require_codecs(what: str) -> None:
    """Raise :class:`MissingPart` when that library is not installed. ``what`` names the kind for the person."""
    if not has_codecs():
        raise MissingPart(f"{what} needs a library: pip install 'forge-ai[voice]'", hint="WAV needs none.")
