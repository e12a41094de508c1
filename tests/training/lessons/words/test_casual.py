from __future__ import annotations

from random import Random

from forge_ai.training.lessons.words.casual import american, hasty, slipped


def _typed(text: str) -> set[str]:
    return {hasty(text, Random(seed)) for seed in range(200)}


def test_in_haste_there_are_no_capitals_and_often_neither_mark_nor_apostrophe():
    typed = _typed("What's my cat's name?")
    assert {"what's my cat's name?", "whats my cats name"} <= typed
    assert all(text == text.lower() for text in typed)


def test_what_consists_of_marks_alone_is_left_as_it_is():
    assert _typed("???") == {"???"}


def test_some_words_slip_and_names_do_not():
    slips = {slipped("what is your name rex", Random(seed)) for seed in range(100)}
    assert {"what is your name rex", "wat is ur nmae rex"} <= slips
    assert all(text.endswith("rex") for text in slips)


def test_other_frequent_words_slip_too():
    slips = {slipped("i have a dog and my sister lives with me", Random(seed)) for seed in range(300)}
    assert {"hav", "hve", "n", "sis", "wiht"} <= {word for text in slips for word in text.split()}


def test_americans_spell_whole_words_in_their_own_way():
    assert american("My favourite colour is what my mum likes.") == "My favorite color is what my mom likes."
    assert american("Her name is Mumford.") == "Her name is Mumford."
