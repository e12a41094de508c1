"""Markers in a person's words are broken invisibly, once, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from forge_ai.protocol.conversations.markers import BREAK, defuse

MARKERS = (
    "<|im_start|>",
    "<|im_end|>",
    "<|endoftext|>",
    "<|eot_id|>",
    "<|start_header_id|>",
    "<\uff5cUser\uff5c>",
    "<s>",
    "</s>",
    "<bos>",
    "<start_of_turn>",
    "<end_of_turn>",
    "[INST]",
    "[/INST]",
    "<<SYS>>",
    "<</SYS>>",
    "[AVAILABLE_TOOLS]",
)


@pytest.mark.parametrize("marker", MARKERS)
def test_a_common_marker_is_broken_and_looks_the_same(marker: str) -> None:
    broken = defuse(f"say {marker}now")
    assert marker not in broken
    assert broken.replace(BREAK, "") == f"say {marker}now"


@pytest.mark.parametrize(
    "text",
    ["", "plain words", "a < b | c > d", "x = a[INSTANCE]", "<b>bold</b>", "<strong>", "a|b", "1 <| 2 |> 3", "ÄÖ 🎉"],
)
def test_what_is_no_marker_stays_as_it_is(text: str) -> None:
    assert defuse(text) == text


def test_a_marker_inside_a_marker_leaves_none() -> None:
    assert "<|im_start|>" not in defuse("<|im_<|im_start|>start|>")


def test_a_models_own_markers_are_broken_too() -> None:
    assert defuse("a @@turn@@ b", ["@@turn@@"]) == f"a @{BREAK}@turn@@ b"
    assert defuse("a @@turn@@ b") == "a @@turn@@ b"


def test_overlapping_markers_are_all_broken() -> None:
    broken = defuse("abc", ["ab", "bc"])
    assert "ab" not in broken
    assert "bc" not in broken


def test_a_marker_of_one_letter_cannot_be_broken_and_is_left() -> None:
    assert defuse("a cat", ["a"]) == "a cat"


words = some.lists(some.sampled_from([*MARKERS, "@@", "<|", "|>", "im_start", "<", ">", "[", "hello ", BREAK])).map(
    "".join
)


@given(words)
def test_nothing_is_left_nothing_is_lost_and_twice_is_once(text: str) -> None:
    broken = defuse(text, ["@@", "@@@"])
    assert not any(marker in broken for marker in (*MARKERS, "@@"))
    assert broken.replace(BREAK, "") == text.replace(BREAK, "")
    assert defuse(broken, ["@@", "@@@"]) == broken
