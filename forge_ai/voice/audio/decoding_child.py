"""The program in the child process that reads a foreign sound file: stdin is the file, stdout gets it as a WAV file.

It imports nothing of ForgeAI but the file `webm.py` beside it, so that it starts fast and needs no import path. It
bounds its own memory and time, for a broken file may ask for any. Does not know who listens.

The library is libsndfile, as the package `soundfile` brings it or the system has it. It is asked without that package,
which loads numpy and seeks after every block.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import struct
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from ctypes.util import find_library
from pathlib import Path
from typing import Any, NoReturn

BLOCK = 8_192  # samples of each channel
FORMATS = (0x170000, 0x200000, 0x230000)  # FLAC, OGG, MP3
FORMAT_BITS = 0x0FFF0000
CHANNELS = range(1, 9)
RATES = range(4_000, 192_001)
UNKNOWN = 1 << 60  # what the library says where a file does not say how long it is
READ = 0x10
BROKEN, MISSING, TOO_LONG = 1, 3, 4


class Info(ctypes.Structure):
    """What the library tells of a file."""

    _fields_ = (
        ("frames", ctypes.c_int64),
        ("rate", ctypes.c_int),
        ("channels", ctypes.c_int),
        ("format", ctypes.c_int),
        ("sections", ctypes.c_int),
        ("seekable", ctypes.c_int),
    )


class TooLongError(Exception):
    """The sound is longer than it may be."""


def main(kind: str, seconds: float, samples: int, cpu_seconds: int, memory: int) -> None:
    """Read the file on stdin, a ``kind`` by the names of `kinds.SoundKind`; a bound of 0 is none."""
    words = os.dup(2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what the library prints about a broken file is a flood
    try:
        library = load()
    except OSError as error:
        leave(MISSING, words, str(error))
    bound(cpu_seconds, memory)
    try:
        os.lseek(0, 0, os.SEEK_SET)
        pour(library, ogg_in_webm() if kind == "WebM" else 0, seconds, samples)
    except TooLongError:
        leave(TOO_LONG, words, "")
    except (ValueError, OSError) as error:
        leave(BROKEN, words, str(error))
    leave(0, words, "")


def load() -> Any:
    """The library. Raises :class:`OSError` where there is none."""
    package = importlib.util.find_spec("_soundfile_data")
    folders = package.submodule_search_locations if package else None
    brought = [file for folder in folders or () for file in Path(folder).glob("libsndfile*")]
    name = str(brought[0]) if brought else find_library("sndfile")
    if not name:
        raise OSError("there is no libsndfile")
    library = ctypes.CDLL(name)
    library.sf_open_fd.restype = ctypes.c_void_p
    library.sf_readf_float.restype = ctypes.c_int64
    library.sf_readf_float.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)
    library.sf_strerror.restype = ctypes.c_char_p
    library.sf_strerror.argtypes = (ctypes.c_void_p,)
    return library


def bound(cpu_seconds: int, memory: int) -> None:
    """Limit this process to that much, where the system can do so, and let it leave no core dump."""
    import resource

    wished = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, cpu_seconds)]
    for what, most in wished:
        if most or what == resource.RLIMIT_CORE:
            with suppress(ValueError, OSError):
                resource.setrlimit(what, (most, most))


def ogg_in_webm() -> int:
    """The descriptor of an OGG file, which the library can read, with the sound of the WebM file on stdin."""
    spec: Any = importlib.util.spec_from_file_location("webm", Path(__file__).with_name("webm.py"))
    webm = importlib.util.module_from_spec(spec)
    sys.modules["webm"] = webm
    spec.loader.exec_module(webm)
    with os.fdopen(0, "rb", closefd=False) as source, tempfile.TemporaryFile() as made:
        webm.write_ogg(source, made)
        made.flush()
        file = os.dup(made.fileno())
    os.lseek(file, 0, os.SEEK_SET)
    return file


def pour(library: Any, file: int, seconds: float, samples: int) -> None:
    """Write all of the sound to stdout as a WAV file. What follows a broken place is lost.

    Raises :class:`ValueError` with what is wrong with the file, :class:`TooLongError` beyond ``seconds``.
    """
    info = Info()
    sound = library.sf_open_fd(file, READ, ctypes.byref(info), 0)
    if not sound:
        raise ValueError(library.sf_strerror(None).decode("utf-8", "replace"))
    if info.format & FORMAT_BITS not in FORMATS:
        raise ValueError("it is no sound of that kind")
    if info.channels not in CHANNELS or info.rate not in RATES:
        raise ValueError(f"it says {info.channels} channels with {info.rate} samples a second")
    if seconds and seconds * info.rate < info.frames < UNKNOWN:
        raise TooLongError
    with os.fdopen(1, "wb", closefd=False) as out:
        out.write(header(info.channels, info.rate))
        made = 0
        for block in blocks(library, sound, info.channels):
            made += len(block) // 4
            if samples and made > samples:
                raise ValueError(f"it unpacks to more than {samples} samples")
            out.write(block)
    if not made:
        raise ValueError("it holds no sound")


def blocks(library: Any, sound: int, channels: int) -> Iterator[memoryview]:
    """The samples as 32-bit floats: as 16-bit numbers, what is too loud would wrap around."""
    block = (ctypes.c_float * (BLOCK * channels))()
    while (count := library.sf_readf_float(sound, block, BLOCK)) > 0:
        yield memoryview(block).cast("B")[: 4 * channels * count]


def header(channels: int, rate: int) -> bytes:
    """The beginning of a WAV file whose length is not known yet."""
    size = channels * 4
    form = struct.pack("<HHIIHH", 3, channels, rate, rate * size, size, 32)
    return b"RIFF\xff\xff\xff\xffWAVEfmt " + struct.pack("<I", len(form)) + form + b"data\xff\xff\xff\xff"


def leave(status: int, words: int, text: str) -> NoReturn:
    """End at once with that status and a text on stderr; the library must not tidy up after a broken file."""
    os.write(words, text.encode("utf-8", "replace")[:500])
    os._exit(status)


if __name__ == "__main__":
    main(sys.argv[1], *(float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])))
