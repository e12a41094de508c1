from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.voice.audio.webm import samples_of, write_ogg
from tests.voice.webm_files import block, element, packets_of, track, webm

HEAD = b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0"
PACKETS = [b"\xfc" + bytes([number]) * (number * 7 % 400) for number in range(120)]  # 20 ms each
GOOD = webm([track(HEAD)], [block(packet) for packet in PACKETS])


def ogg_of(data):
    made = io.BytesIO()
    write_ogg(io.BytesIO(data), made)
    return made.getvalue()


def pages_of(ogg):
    return ogg.split(b"OggS")[1:]


def test_every_packet_is_in_the_ogg_file_in_its_order():
    head, tags, *packets = packets_of(ogg_of(GOOD))
    assert head == HEAD
    assert tags.startswith(b"OpusTags")
    assert packets == PACKETS


def test_pages_tell_how_much_sound_there_is_by_then_and_which_is_the_last():
    pages = pages_of(ogg_of(GOOD))
    assert [int.from_bytes(page[2:10], "little") for page in pages] == [0, 0, 50 * 960, 100 * 960, 120 * 960]
    assert [page[1] for page in pages] == [2, 0, 0, 0, 4]


def test_other_tracks_are_left_out():
    tracks = [track(b"video", b"V_VP8", 1), track(HEAD, number=2)]
    blocks = [part for packet in PACKETS for part in (block(b"\xfcpicture" * 9_000, 1), block(packet, 2))]
    assert packets_of(ogg_of(webm(tracks, blocks)))[2:] == PACKETS


def test_packets_in_groups_are_found():
    groups = [element(b"\xa0", b"\xa1" + block(packet)[1:]) for packet in PACKETS]
    assert packets_of(ogg_of(webm([track(HEAD)], groups)))[2:] == PACKETS


def test_a_long_packet_has_a_page_with_room_for_it():
    long = [b"\xfc" + bytes(40_000), b"\xfc" + bytes(40_000), b"\xfcx"]
    assert packets_of(ogg_of(webm([track(HEAD)], [block(packet) for packet in long])))[2:] == long


def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes():
    packets = packets_of(ogg_of(GOOD[:-500]))[2:]
    assert packets[:90] == PACKETS[:90]


@pytest.mark.parametrize(
    ("packet", "milliseconds"),
    [
        (b"\x00", 10),
        (b"\x18", 60),
        (b"\x60", 10),
        (b"\x68", 20),
        (b"\x80", 2.5),
        (b"\xfc", 20),
        (b"\xfd", 40),
        (b"\xff\x03", 60),
        (b"\xff\x07", 0),  # longer than a packet may be
        (b"\xff", 0),
        (b"\xff\x00", 0),
        (b"", 0),
    ],
)
def test_a_packet_says_how_long_it_lasts(packet, milliseconds):
    assert samples_of(packet) == milliseconds * 48


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no Opus"),
        (b"\x1a\x45\xdf\xa3\x80", "no Opus"),
        (webm([track(HEAD, b"A_VORBIS")], []), "no Opus"),
        (webm([track(b"OpusHead")], []), "no Opus"),
        (webm([track(HEAD, more=element(b"\x6d\x80", b"x"))], []), "packed once more"),
        (webm([track(HEAD)], [block(b"\xfcx", flags=0x84)]), "laced"),
        (GOOD[:18] + b"\x00" + GOOD[19:], "broken"),
        (b"\xec\x01" + b"\xff" * 7, "no end"),
        (b"\xec\x08" + b"\x7f" * 7, "no Opus"),
    ],
)
def test_what_holds_no_opus_is_one_clear_error(data, says):
    with pytest.raises(ValueError, match=says):
        ogg_of(data)


@given(st.binary(max_size=200), st.integers(0, len(GOOD)))
def test_any_bytes_are_packets_or_the_named_error(junk, place):
    for data in (junk, GOOD[:place] + junk, GOOD[:place] + junk + GOOD[place + len(junk) :]):
        try:
            assert ogg_of(data).startswith(b"OggS")
        except ValueError:
            pass
