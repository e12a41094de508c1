from __future__ import annotations

import json
import tracemalloc

import pytest

from forge_ai.errors import BadInput
from forge_ai.limits import MEMORY_IMPORT_BYTES, MEMORY_IMPORT_FACTS, MEMORY_IMPORT_VALUES, MIB
from forge_ai.memory.travel.other_formats import parse_facts, read_facts, write_facts

REX, TEA = ("My dog is called Rex.", ""), ("I like tea.", "")


@pytest.mark.parametrize(
    "text",
    [
        "My dog is called Rex.\nI like tea.\n",
        "# About me\n\n- My dog is called Rex.\n* I like tea.\n",
        "1. My dog is called Rex.\n2) I like tea.",
        '["My dog is called Rex.", "I like tea."]',
        '[{"memory": "My dog is called Rex."}, {"text": "I like tea."}]',
        '{"memories": [{"content": "My dog is called Rex."}, {"content": "I like tea."}]}',
        '{"results": [{"id": 1, "memory": "My dog is called Rex."}, {"memory": "I like tea."}]}',
        '{"text": "My dog is called Rex."}\n{"text": "I like tea."}\n',
    ],
)
def test_lists_of_facts_are_read_in_whatever_shape_they_come(text):
    assert parse_facts(text) == [REX, TEA]


def test_dates_are_kept():
    assert parse_facts("- [2025-01-31] - I like tea.\n2024-02-03: I live in Graz.") == [
        ("I like tea.", "2025-01-31"),
        ("I live in Graz.", "2024-02-03"),
    ]
    assert parse_facts('[{"content": "I like tea.", "created": "2025-01-31T10:00:00Z"}]') == [
        ("I like tea.", "2025-01-31")
    ]


def test_facts_as_windows_saves_them_are_read_or_refused_with_a_way_out(tmp_path):
    (tmp_path / "facts").write_bytes("Ich heiße Jörg.".encode("utf-16"))
    assert read_facts(tmp_path / "facts") == [("Ich heiße Jörg.", "")]
    (tmp_path / "facts").write_bytes("Ich heiße Jörg.".encode("cp1252"))
    with pytest.raises(BadInput) as raised:
        read_facts(tmp_path / "facts")
    assert "iconv -f WINDOWS-1252 -t UTF-8" in raised.value.hint


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xff\xfe\x00", b'{"a": 1', b"[[[[[[[1]]]]]]]"])
def test_a_file_without_facts_is_one_error(tmp_path, data):
    (tmp_path / "facts").write_bytes(data)
    with pytest.raises(BadInput):
        read_facts(tmp_path / "facts")


def test_a_file_that_is_larger_than_any_list_of_facts_is_refused(tmp_path):
    with (tmp_path / "facts").open("wb") as file:
        file.truncate(MEMORY_IMPORT_BYTES + 1)
    with pytest.raises(BadInput, match="no list of facts"):
        read_facts(tmp_path / "facts")


@pytest.mark.parametrize(
    "text",
    [
        "a\n" * (MEMORY_IMPORT_FACTS + 1),
        "a\u2028" * (MEMORY_IMPORT_FACTS + 1),
        "[" + "[]," * MEMORY_IMPORT_VALUES + "0]",
        '[{"":{}}' + ',{"":{}}' * (MEMORY_IMPORT_VALUES // 3) + "]",
        '{"text": "a"}\n' * (MEMORY_IMPORT_FACTS + 1),
    ],
    ids=["lines", "separators", "lists", "objects", "lines of JSON"],
)
def test_a_list_of_more_facts_than_anybody_has_is_refused_before_it_fills_the_memory(text):
    tracemalloc.start()
    with pytest.raises(BadInput, match="more than"):
        parse_facts(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 200 * MIB


@pytest.mark.parametrize("form", ["markdown", "omi"])
def test_what_is_written_for_others_is_read_again(device, tmp_path, form):
    device.tell("My dog is called Rex.")
    device.tell("I like tea.")
    with (tmp_path / "facts").open("wb") as file:
        assert write_facts(file, form, device.memory.facts.listed(), device.clock) == 2
    assert read_facts(tmp_path / "facts") == [(text, "2026-11-03") for text in ("My dog is called Rex.", "I like tea.")]


@pytest.mark.parametrize("form", ["markdown", "omi"])
def test_what_another_device_wrote_stays_one_fact_that_no_terminal_obeys(device, tmp_path, form):
    device.tell("My dog is\n# called\n- 1999-01-01: Rex\x1b[2J\x9b31m \u202eoh\x07.")
    with (tmp_path / "facts").open("wb") as file:
        write_facts(file, form, device.memory.facts.listed(), device.clock)
    assert read_facts(tmp_path / "facts") == [("My dog is # called - 1999-01-01: Rex[2J31m \u202eoh.", "2026-11-03")]


def test_open_memory_interchange_has_its_envelope_and_its_floor(device, tmp_path):
    device.tell("My dog is called Rex.")
    with (tmp_path / "facts").open("wb") as file:
        write_facts(file, "omi", device.memory.facts.listed(), device.clock)
    envelope, record = (json.loads(line) for line in (tmp_path / "facts").read_text().splitlines())
    assert (envelope["format"], envelope["version"], envelope["serialization"]) == (
        "open-memory-interchange",
        "0.1",
        "jsonl",
    )
    assert {"id", "content", "created", "type"} <= set(record)
