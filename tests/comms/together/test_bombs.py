"""What a device of a training sends that unpacks to more than it weighs, or never ends: one line, and nothing worse."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import tracemalloc

import numpy as np
import pytest

from tests.comms.together.room import BASE, change, lead, learned, left_out, working

pytest.importorskip("flwr")
from flwr.app import Message
from flwr.proto.message_pb2 import ObjectTree
from flwr.supercore.constant import HEAD_BODY_DIVIDER, HEAD_VALUE_DIVIDER

from forge_ai.comms.together.flower import require_together
from forge_ai.comms.together.link import TeamLink
from forge_ai.comms.together.messages import ARRAYS, result
from forge_ai.comms.together.pieces import gather
from forge_ai.limits import MIB
from tests.extras import skip_without

skip_without(require_together)


def piece(kind, children, body):
    """One object of Flower's: its id and its bytes."""
    head = f"{kind}{HEAD_VALUE_DIVIDER}{','.join(children)}{HEAD_VALUE_DIVIDER}{len(body)}".encode()
    content = head + HEAD_BODY_DIVIDER + body
    return hashlib.sha256(content).hexdigest(), content


def tree(identity, *children):
    return ObjectTree(object_id=identity, children=children)


def array(data, times=1, shape=(1,)):
    """An array whose one piece is named so many times."""
    chunk, chunk_content = piece("ArrayChunk", [], data)
    words = {"dtype": "float16", "shape": shape, "stype": "numpy.ndarray", "arraychunk_ids": [0] * times}
    whole, content = piece("Array", [chunk], json.dumps(words).encode())
    return whole, {chunk: chunk_content, whole: content}, tree(whole, tree(chunk))


def record(names):
    """An array record in which one array goes by all those names."""

    def made(arrays):
        whole, contents, below = arrays
        identity, content = piece("ArrayRecord", [whole], json.dumps(dict.fromkeys(names, whole)).encode())
        return identity, contents | {identity: content}, tree(identity, below)

    return made


def npy(values):
    file = io.BytesIO()
    np.save(file, values)
    return file.getvalue()


def push(link, message, made):
    """Reply to a message with a record of arrays that no honest device makes."""
    arrays, contents, below = made
    reply = Message(result(learned(change()), BASE), reply_to=message)
    others = {name: each for name, each in reply.content.items() if name != ARRAYS}
    names = {ARRAYS: arrays} | {name: each.object_id for name, each in others.items()}
    words, words_content = piece("RecordDict", list(names.values()), json.dumps(names).encode())
    body = reply.deflate().partition(HEAD_BODY_DIVIDER)[2]
    identity, content = piece("Message", [words], body)
    contents = contents | {each.object_id: each.deflate() for each in others.values()}
    contents |= {words: words_content, identity: content}
    leaves = [tree(each.object_id) for each in others.values()]
    send(link, reply, tree(identity, tree(words, below, *leaves)), contents)


def send(link, reply, shape, contents):
    link.push(reply, shape, lambda identity: contents.get(identity, b""))


def bombed(room, act, timeout=10):
    """One round in which a device does that; how much memory it took beside what was there."""
    room.superlink.message_bytes = 4 * MIB
    with TeamLink(room.accesses["lap"]) as lap:
        lap.enter()

        def answer(message):
            act(lap, message)

        tracemalloc.start()
        try:
            with working(lap, answer):
                lead(room, timeout=timeout)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_one_piece_named_a_thousand_times_is_not_put_together(room):
    memory = bombed(room, lambda lap, message: push(lap, message, record("w")(array(bytes(MIB), 200))))
    assert memory < 60 * MIB
    assert "cannot be understood" in left_out(room)[0][2]


def test_one_array_under_thousands_of_names_is_not_unpacked(room):
    names = [f"w{number}" for number in range(500)]
    memory = bombed(room, lambda lap, message: push(lap, message, record(names)(array(npy(np.zeros(200_000, "<f2"))))))
    assert memory < 60 * MIB
    assert left_out(room)


def test_nested_json_in_an_array_is_one_reason(room):
    chunk, chunk_content = piece("ArrayChunk", [], b"x")
    deep = b'{"arraychunk_ids":' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    whole, content = piece("Array", [chunk], deep)
    made = whole, {chunk: chunk_content, whole: content}, tree(whole, tree(chunk))
    bombed(room, lambda lap, message: push(lap, message, record("w")(made)))
    assert "cannot be understood" in left_out(room)[0][2]


def test_records_within_records_within_records_are_refused():
    last, content = piece("ConfigRecord", [], b"")
    contents = {last: content}
    for number in range(2000):
        last, content = piece("RecordDict", [last], json.dumps({"a": last, "b": number}).encode())
        contents[last] = content
    with pytest.raises(ValueError, match="nested too deep"):
        gather(last, contents.__getitem__, MIB)


def test_pieces_that_are_promised_again_and_again_below_one_another_cost_nothing(room):
    ids = [hashlib.sha256(f"{number}".encode()).hexdigest() for number in range(40)]
    nodes = [tree(ids[0])] + [tree(own, tree(below), tree(below)) for below, own in itertools.pairwise(ids)]

    def act(lap, message):
        reply = Message(result(learned(change()), BASE), reply_to=message)
        send(lap, reply, tree(hashlib.sha256(b"root").hexdigest(), *nodes), {})

    bombed(room, act, 5)
    assert left_out(room)
    assert len(room.superlink.state.object_store) == 0
