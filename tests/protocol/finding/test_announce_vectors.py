"""The vectors of docs/specs/announce-v1.md, and the numbers that the document names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forge_ai import limits
from forge_ai.errors import BadAnnouncement
from forge_ai.protocol.finding import sightings
from forge_ai.protocol.finding.announce import (
    Answer,
    Card,
    Goodbye,
    HelloPacket,
    OtherVersion,
    Packet,
    Query,
    read_packet,
)

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "announce-v1.json").read_text(encoding="utf-8"))
DOCUMENT = (Path(__file__).parents[3] / "docs" / "specs" / "announce-v1.md").read_text(encoding="utf-8")


def told(packet: Packet) -> dict[str, object]:
    match packet:
        case Query():
            return {"kind": "query", "nonce": packet.nonce.hex(), "asker": packet.asker.hex()}
        case Answer():
            return {"kind": "answer", "nonce": packet.nonce.hex(), "card": card(packet.card)}
        case HelloPacket():
            return {"kind": "hello", "card": card(packet.card)}
        case Goodbye():
            return {"kind": "goodbye", "secret": packet.secret.hex(), "instance": packet.instance.hex()}
        case OtherVersion():
            return {"kind": "other version", "version": packet.version, "nonce": packet.nonce.hex()}


def card(found: Card) -> dict[str, object]:
    return {
        "device_id": found.device_id,
        "instance": found.instance.hex(),
        "name": found.name,
        "port": found.port,
        "model": found.model,
        "software": found.software,
        "abilities": list(found.abilities),
        "addresses": list(found.addresses),
    }


@pytest.mark.parametrize("vector", VECTORS["good"], ids=lambda vector: vector["what"])
def test_a_good_packet_is_read_as_the_vector_says(vector):
    assert told(read_packet(bytes.fromhex(vector["packet"]))) == vector["is"]


@pytest.mark.parametrize("vector", VECTORS["bad"], ids=lambda vector: vector["what"])
def test_a_bad_packet_is_refused(vector):
    with pytest.raises(BadAnnouncement):
        read_packet(bytes.fromhex(vector["packet"]))


@pytest.mark.parametrize(
    "sentence",
    [
        f"22 to {limits.ANNOUNCEMENT_BYTES} bytes",
        f"at most {limits.ANSWERS_PER_SECOND_TO_ONE} in a second to one address and {limits.ANSWERS_PER_SECOND} in all",
        f"end at {limits.SEEN_NODES} in all and {limits.SEEN_NODES_FROM_ONE_ADDRESS} from one address",
        f"after {sightings.SILENT_SECONDS:g} s the node is asked, every {sightings.ASK_AGAIN_SECONDS:g} s",
        f"after {sightings.DOUBTED_SECONDS:g} s a request over HTTP is tried",
        f"after {sightings.GONE_SECONDS:g} s it is off the list",
    ],
)
def test_the_document_names_the_numbers_of_the_code(sentence):
    assert sentence in DOCUMENT
