"""The exchange's published test vectors are what the code does."""

from __future__ import annotations

import json
from pathlib import Path

from forge_ai.protocol.memory.frames import Batch, Closing, decode, encode
from forge_ai.protocol.memory.hybrid_clock import edit_stamp, next_stamp, witness
from forge_ai.protocol.memory.memory_file import Head, write_lines
from forge_ai.protocol.memory.record_columns import to_columns
from forge_ai.protocol.memory.records import Record, digest, winner
from forge_ai.protocol.memory.subscribers import Subscriber
from forge_ai.protocol.memory.version_vector import vector_from_json, vector_to_json

FILE = Path(__file__).parents[1] / "vectors" / "exchange-v1.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8"))


def record(value):
    return Record(
        bytes.fromhex(value["identity"]),
        value["kind"],
        value["state"],
        value["stamp"],
        bytes.fromhex(value["origin"]),
        value["sequence"],
        value["conversation"],
        value["text"],
        value["details"],
    )


def test_records_have_the_digests_of_the_vectors():
    assert [digest(record(case["record"])).hex() for case in VECTORS["digests"]] == [
        case["digest"] for case in VECTORS["digests"]
    ]


def test_the_winner_of_a_merge_is_the_vectors():
    for case in VECTORS["merges"]:
        one, other = record(case["one"]), record(case["other"])
        assert winner(one, other) == winner(other, one) == record(case["winner"]), case["why"]


def test_stamps_follow_each_other_as_the_vectors_say():
    for case in VECTORS["stamps"]:
        acts = {"next": next_stamp, "witness": witness, "edit": edit_stamp}
        assert acts[case["act"]](*case["given"]) == case["stamp"]


def test_frames_are_read_as_the_vectors_say():
    for case in VECTORS["frames"]:
        frame = decode(bytes.fromhex(case["bytes"]))
        assert decode(encode(frame)) == frame
        if isinstance(frame, Batch):
            assert json.loads(json.dumps(to_columns(frame.records))) == case["columns"]
            assert (frame.delta.hex(), frame.number) == (case["delta"], case["number"])
        else:
            assert isinstance(frame, Closing)
            assert (vector_to_json(frame.base), vector_to_json(frame.upto)) == (case["base"], case["upto"])


def test_a_device_that_waits_is_answered_with_what_the_vectors_call_news():
    for case in VECTORS["waits"]:
        vector, said, here = (vector_from_json(case[name]) for name in ("vector", "said", "here"))
        subscriber = Subscriber("my_pi", vector)
        assert subscriber.lacks(said, here) is case["is_news"], case["why"]
        assert vector_to_json(subscriber.has(said)) == case["base"], case["why"]


def test_a_memory_file_has_the_lines_of_the_vectors():
    for case in VECTORS["files"]:
        head = Head(case["device"], case["written"], vector_from_json(case["vector"]))
        assert list(write_lines(head, [record(value) for value in case["records"]])) == case["lines"]
