from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import BadMemoryFile
from forge_ai.protocol.memory.memory_file import Head, read_batches, read_head, write_lines
from tests.protocol.memory.memories import records, told, vectors

HEAD = Head("my_pi", "2026-11-03T12:00:00Z", {})


def read(lines):
    rest = iter(lines)
    head, hashed = read_head(rest)
    return head, [record for batch in read_batches(rest, hashed) for record in batch]


@given(vectors, st.lists(records(), max_size=5))
def test_a_file_comes_back_as_it_was_and_is_json(vector, some):
    head = Head("my_pi", "2026-11-03T12:00:00Z", vector)
    lines = list(write_lines(head, some))
    assert read(lines) == (head, some)
    assert len(json.loads("".join(lines))["records"]) == len(some)


def test_a_person_can_read_it():
    text = "".join(write_lines(HEAD, [told(1, "Mein Hund heißt Rex.")]))
    assert '"text": "Mein Hund heißt Rex.", "kind": "fact", "state": "active"' in text


def test_a_file_cut_off_anywhere_is_recognised():
    text = "".join(write_lines(HEAD, [told(1), told(2)]))
    for length in range(len(text)):
        with pytest.raises(BadMemoryFile):
            read(text[:length].splitlines(keepends=True))


def test_a_changed_word_is_recognised():
    text = "".join(write_lines(HEAD, [told(1)])).replace("Rex", "Max")
    with pytest.raises(BadMemoryFile, match="not whole"):
        read(text.splitlines(keepends=True))


def test_a_second_file_glued_to_the_end_is_recognised():
    lines = list(write_lines(HEAD, [told(1)]))
    with pytest.raises(BadMemoryFile):
        read([*lines, *lines])
