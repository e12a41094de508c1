from __future__ import annotations

import pytest

from forge_ai.memory.telling.aspects import aspect_of, bared, is_code, is_money


@pytest.mark.parametrize(
    ("words", "aspect"),
    [
        ("green", "colour"),
        ("dark green", "colour"),
        ("black and white", "colour"),
        ("blue now", "colour"),
        ("blue now, not green", "colour"),
        ("not green any more", "colour"),
        ("12 years old", "age"),
        ("seven weeks old", "age"),
        ("900 euros", "price"),
        ("$40", "price"),
        ("3 metres long", "size"),
        ("178 cm", "size"),
        ("made of oak", "material"),
        ("from rome", "origin"),
        ("a poodle", "kind"),
        ("on monday at ten", "day"),
        ("next week", "day"),
        ("broken", ""),
        ("greenish", ""),
        ("called rex", ""),
        ("on the table", ""),
    ],
)
def test_what_is_said_of_a_thing_has_an_aspect(words, aspect):
    assert aspect_of(words) == aspect


def test_what_only_marks_a_change_is_left_out():
    assert bared("now blue, not green") == "blue"
    assert bared("no longer green") == "green"
    assert bared("now") == "now"


def test_a_code_can_be_typed_and_is_no_place_and_no_judgement():
    assert [
        word for word in ("hunter2", "4711", "on the router", "too short", "the same as yours") if is_code(word)
    ] == [
        "hunter2",
        "4711",
    ]


def test_sums_of_money_are_known_in_figures_and_in_words():
    assert all(is_money(text) for text in ("400 euros", "£18,000", "twenty dollars", "18,000 pounds", "3 million yen"))
    assert not any(is_money(text) for text in ("400", "euros", "a lot"))
