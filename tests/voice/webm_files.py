"""WebM files as browsers record them, made of the Opus packets of an OGG file."""

from __future__ import annotations

SEGMENT, CLUSTER = b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75"
ENDLESS = b"\x01" + b"\xff" * 7


def element(name, content):
    return name + (len(content) | 1 << 28).to_bytes(4, "big") + content


def packets_of(ogg):
    """The packets of an OGG file whose packets end with their pages."""
    place, found = 0, []
    while place < len(ogg):
        laces = ogg[place + 27 : place + 27 + ogg[place + 26]]
        place += 27 + len(laces)
        packet = b""
        for lace in laces:
            packet += ogg[place : place + lace]
            place += lace
            if lace < 255:
                found.append(packet)
                packet = b""
    return found


def track(head, codec=b"A_OPUS", number=1, more=b""):
    parts = element(b"\xd7", bytes([number])) + element(b"\x83", b"\x02") + element(b"\x86", codec)
    return element(b"\xae", parts + element(b"\x63\xa2", head) + more)


def block(packet, number=1, flags=0x80):
    return element(b"\xa3", bytes([0x80 | number, 0, 0, flags]) + packet)


def webm(tracks, blocks):
    """A file whose parts do not say how long they are, for its writer did not know."""
    head = element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", b"webm"))
    clusters = b"".join(
        CLUSTER + ENDLESS + element(b"\xe7", b"\0") + b"".join(blocks[start : start + 40])
        for start in range(0, len(blocks), 40)
    )
    return head + SEGMENT + ENDLESS + element(b"\x16\x54\xae\x6b", b"".join(tracks)) + clusters


def webm_of(ogg):
    head, _tags, *packets = packets_of(ogg)
    return webm([track(head)], [block(packet) for packet in packets])
