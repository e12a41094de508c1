from __future__ import annotations

import pytest

from forge_ai.errors import BadInput
from forge_ai.voice.words.wake import check_wake_word, says, without_wake


def test_a_wake_word_is_small_letters():
    assert check_wake_word(" Hey  Computer! ") == "hey computer"


@pytest.mark.parametrize("text", ["", "   ", "hi", "!?", "r2 d2", "one two three four five six"])
def test_what_would_be_heard_everywhere_or_never_is_refused(text):
    with pytest.raises(BadInput, match="wake word"):
        check_wake_word(text)


def test_it_is_found_in_a_sentence_whatever_the_marks():
    assert says("Just say: Hey, computer - and wait.", "hey computer")
    assert not says("Hey, my computer is slow", "hey computer")


@pytest.mark.parametrize(
    ("heard", "left"),
    [
        ("hey computer what time is it", "what time is it"),
        ("computer what time is it", "what time is it"),
        ("what time is it computer", "what time is it computer"),
        ("hey computer", ""),
        ("", ""),
    ],
)
def test_the_rest_of_the_wake_word_is_no_part_of_the_question(heard, left):
    assert without_wake(heard, "hey computer") == left
