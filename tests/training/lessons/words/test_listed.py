from __future__ import annotations

from forge_ai.training.lessons.words.listed import in_a_sentence, listed, pairs_of, table_of


def test_a_list_is_read_from_running_text() -> None:
    assert listed("a red\n    hat, , bread") == ("a red hat", "bread")
    assert listed("no, never | yes", "|") == ("no, never", "yes")


def test_tables_are_read_from_plain_text() -> None:
    assert table_of("a | b\n\n c|d") == (("a", "b"), ("c", "d"))
    assert pairs_of("one\n  thing=b, c=d=e,") == (("one thing", "b"), ("c", "d", "e"))


def test_a_list_is_read_aloud_with_and_before_its_last_part() -> None:
    assert in_a_sentence(["a"]) == "a"
    assert in_a_sentence(["a", "b", "c"]) == "a, b and c"
