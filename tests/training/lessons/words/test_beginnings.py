from __future__ import annotations

import pytest

from forge_ai.training.lessons.words.beginnings import article, capitalised, small


def test_only_the_first_letter_becomes_a_capital_or_a_small_one() -> None:
    assert capitalised("my dog is Rex") == "My dog is Rex"
    assert small("My dog is Rex") == "my dog is Rex"


@pytest.mark.parametrize(
    ("noun", "with_article"),
    [
        ("dog", "a dog"),
        ("apple", "an apple"),
        ("Old friend", "an Old friend"),
        ("hour", "an hour"),
        ("house", "a house"),
    ],
)
def test_the_article_goes_by_the_first_sound(noun: str, with_article: str) -> None:
    assert article(noun) == with_article
