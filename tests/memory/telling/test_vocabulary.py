from __future__ import annotations

import re

from forge_ai.memory.telling import vocabulary
from forge_ai.memory.telling.patterns import any_of, any_word, words_of

TABLES = {name: table for name, table in vars(vocabulary).items() if isinstance(table, frozenset)}


def test_the_tables_hold_words_as_a_sentence_in_lower_case_has_them():
    assert len(TABLES) > 30
    assert [
        (name, word) for name, table in TABLES.items() for word in table if word != " ".join(word.lower().split())
    ] == []
    assert [
        (name, word) for name, table in TABLES.items() for word in table if not word or word.strip(",") != word
    ] == []


def test_a_table_of_words_may_be_broken_anywhere():
    assert words_of("dog, guinea\n    pig,\n    cat") == {"dog", "guinea pig", "cat"}


def test_a_table_of_phrases_matches_what_any_of_its_lines_does():
    pattern = re.compile(any_of("""
        was born (?:in|on)
        come from
    """))  # fmt: skip
    assert [text for text in ("was born on", "come from", "come", "was born") if pattern.fullmatch(text)] == [
        "was born on",
        "come from",
    ]


def test_the_longest_word_is_tried_first():
    assert re.match(any_word({"is", "is due", "a.b"}), "is due today")[0] == "is due"
    assert not re.match(any_word({"a.b"}), "axb")
