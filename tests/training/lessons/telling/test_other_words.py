from __future__ import annotations

import pytest

from forge_ai.training.lessons.facts.fact import BY_KEY
from forge_ai.training.lessons.facts.owners import ME, relative
from forge_ai.training.lessons.telling.other_words import OTHER_WORDS, fits_owner


@pytest.mark.parametrize("key", OTHER_WORDS)
def test_other_words_are_questions_for_a_known_kind_of_fact_that_no_other_table_has(key: str):
    relation = BY_KEY.get(key)
    for wording in OTHER_WORDS[key]:
        assert "{" not in wording.format(**relative("aunt").told)
        assert wording.format(**ME.told)[-1] in "?!"
        if relation:
            assert wording not in (*relation.ask, *relation.ask_held)


def test_a_wording_without_a_place_for_the_owner_is_for_the_person_alone():
    assert fits_owner("My dog's name?", "me")
    assert not fits_owner("My dog's name?", "relative")
    assert fits_owner("Where {do} {sub} live?", "relative")


def test_most_kinds_are_found():
    assert sum(key in BY_KEY for key in OTHER_WORDS) > 25
