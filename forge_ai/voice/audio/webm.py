"""The Opus sound of a WebM file as an OGG file: what browsers record, put into the pages that libraries read.

Imports nothing of ForgeAI, for it runs in the child process that reads foreign files. Packets go from one file to the
other unchanged; of each only its length in time is read (RFC 6716), which OGG's pages have to tell (RFC 7845). The
elements of WebM are those of Matroska (RFC 9559). Does not know how sound is decoded.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

SEGMENT, CLUSTER, TRACKS, TRACK, GROUP = 0x18538067, 0x1F43B675, 0x1654AE6B, 0xAE, 0xA0
BLOCKS = (0xA3, 0xA1)  # alone, and in a group
NUMBER, CODEC, HEAD, ENCODINGS = 0xD7, 0x86, 0x63A2, 0x6D80
INSIDE = (SEGMENT, CLUSTER, TRACKS, GROUP)  # what is looked into; many of them do not say how long they are
TRACK_BYTES = 65_536
PACKET_BYTES = 61_440  # the longest that a packet can be: 120 ms in 48 frames
PACKET_SAMPLES = 5_760
PAGE_PACKETS = 50  # a second of sound
LACED = 0x06
FIRST, LAST = 2, 4  # flags of a page
REVERSED = bytes(int(f"{number:08b}"[::-1], 2) for number in range(256))


@dataclass(frozen=True, slots=True)
class Element:
    """What is next in a file: its name, how long it is (None where that is not known), and where its content begins."""

    name: int
    size: int | None
    start: int


def write_ogg(source: BinaryIO, target: BinaryIO) -> None:
    """Put the sound of one file into the other. Raises :class:`ValueError` with what is wrong with the first."""
    pages = Pages(target)
    track = 0
    for element in elements(source):
        if element.name == TRACK and not track:
            track, head = opus_track(source.read(bounded(element, TRACK_BYTES)))
            if track:
                pages.begin(head)
        elif element.name in BLOCKS and track:
            packet = packet_of(source.read(bounded(element, PACKET_BYTES + 16)), track)
            if samples_of(packet):
                pages.add(packet, samples_of(packet))
    if not track:
        raise ValueError("it holds no Opus sound")
    pages.end()


def bounded(element: Element, most: int) -> int:
    """How many bytes of an element to read: all of it, or none when it is longer than ``most``."""
    return element.size if element.size is not None and element.size <= most else 0


# Elements


def elements(source: BinaryIO) -> Iterator[Element]:
    """Every element in the order of the file, containers before what is in them.

    ``source`` stands at the content of the element that was given last. Raises :class:`ValueError` for a broken file;
    one that was cut off just ends.
    """
    end = source.seek(0, 2)
    place = source.seek(0)
    while place < end:
        name, size = number_in(source, keep_mark=True), number_in(source, keep_mark=False)
        place = source.tell()
        if name is None or size is None:
            return  # the file was cut off
        known = None if size < 0 else size
        yield Element(name, known, place)
        if name not in INSIDE:
            if known is None:
                raise ValueError("a part of it has no end")
            place += known
        source.seek(min(place, end))


def number_in(source: BinaryIO, *, keep_mark: bool) -> int | None:
    """The next number, whose first bits say how long it is. None at the end, -1 where all bits are set."""
    first = source.read(1)
    if not first:
        return None
    length = 9 - first[0].bit_length()
    if length > (4 if keep_mark else 8):
        raise ValueError("it is broken")
    rest = source.read(length - 1)
    if len(rest) < length - 1:
        return None
    value = int.from_bytes(first + rest, "big")
    if keep_mark:
        return value
    value -= 1 << 7 * length
    return value if value != (1 << 7 * length) - 1 else -1


def opus_track(data: bytes) -> tuple[int, bytes]:
    """The number and the Opus header of a track, or 0 and nothing for a track with other sound."""
    found = dict(parts(data))
    head = found.get(HEAD, b"")
    if found.get(CODEC, b"").rstrip(b"\0") != b"A_OPUS" or not 19 <= len(head) <= 512 or head[:8] != b"OpusHead":
        return 0, b""
    if ENCODINGS in found:
        raise ValueError("its sound is packed once more, or encrypted")
    return int.from_bytes(found.get(NUMBER, b"")[:8], "big"), head


def parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The elements in the content of one."""
    source = io.BytesIO(data)
    while (name := number_in(source, keep_mark=True)) is not None:
        size = number_in(source, keep_mark=False)
        if size is None or size < 0:
            return
        yield name, source.read(size)


def packet_of(block: bytes, track: int) -> bytes:
    """The packet in a block; nothing where the block is another track's."""
    length = 9 - block[0].bit_length() if block else 9
    if length > 8 or int.from_bytes(block[:length], "big") - (1 << 7 * length) != track:
        return b""
    if len(block) > length + 2 and block[length + 2] & LACED:
        raise ValueError("its packets are laced")
    return block[length + 3 :]


def samples_of(packet: bytes) -> int:
    """How many samples a packet holds, at 48,000 a second; 0 when it is no Opus packet."""
    if not packet:
        return 0
    kind, count = packet[0] >> 3, (1, 2, 2, 0)[packet[0] & 3]
    if not count:
        count = packet[1] & 63 if len(packet) > 1 else 0
    if kind < 12:
        samples = (480, 960, 1_920, 2_880)[kind & 3]
    elif kind < 16:
        samples = (480, 960)[kind & 1]
    else:
        samples = (120, 240, 480, 960)[kind & 3]
    return count * samples if count * samples <= PACKET_SAMPLES else 0


# Pages


class Pages:
    """The pages of an OGG file with one stream."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._number = 0
        self._samples = 0
        self._packets: list[bytes] = []
        self._laces = 0

    def begin(self, head: bytes) -> None:
        """The two pages before the sound."""
        self._write([head], FIRST)
        self._write([b"OpusTags" + bytes(8)], 0)

    def add(self, packet: bytes, samples: int) -> None:
        """One more packet."""
        laces = len(packet) // 255 + 1
        if self._laces + laces > 255 or len(self._packets) == PAGE_PACKETS:
            self._flush(0)
        self._packets.append(packet)
        self._laces += laces
        self._samples += samples

    def end(self) -> None:
        """The last page."""
        self._flush(LAST)

    def _flush(self, flags: int) -> None:
        self._write(self._packets, flags)
        self._packets, self._laces = [], 0

    def _write(self, packets: list[bytes], flags: int) -> None:
        laces = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
        head = b"OggS\0" + bytes([flags]) + self._samples.to_bytes(8, "little") + b"\1\0\0\0"
        head += self._number.to_bytes(4, "little")
        body = bytes([len(laces)]) + laces + b"".join(packets)
        self._target.write(head + checksum(head + bytes(4) + body) + body)
        self._number += 1


def checksum(page: bytes) -> bytes:
    """OGG's CRC-32: zlib's polynomial, but with the bits of every byte and of the result reversed, and no inversion."""
    turned = zlib.crc32(page.translate(REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return turned.to_bytes(4, "big").translate(REVERSED)
