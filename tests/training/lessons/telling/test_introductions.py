from __future__ import annotations

from random import Random

import pytest

from forge_ai.training.lessons.facts.fact import Fact, clashes
from forge_ai.training.lessons.facts.owners import ME
from forge_ai.training.lessons.facts.relation_table import SPECIAL
from forge_ai.training.lessons.facts.relations import called
from forge_ai.training.lessons.telling.clauses import CLAUSES, NAMES, really
from forge_ai.training.lessons.telling.introductions import introduction
from forge_ai.training.lessons.words.names import is_held_out

MESSAGES = [introduction(Random(seed), []) for seed in range(1500)]


def test_all_that_is_told_stands_in_the_message():
    for text, facts in MESSAGES:
        assert facts
        for fact in facts:
            assert fact.value in text, (text, fact.value)


def test_nothing_told_in_one_message_can_be_mistaken_for_another():
    for text, facts in MESSAGES:
        for number, fact in enumerate(facts):
            assert not clashes(fact, facts[:number]), text


def test_nothing_of_the_exam_is_told():
    assert not [fact for _, facts in MESSAGES for fact in facts if is_held_out(fact.value)]
    assert not [
        fact for _, facts in MESSAGES for fact in facts if fact.owner.kind == "named" and is_held_out(fact.owner.name)
    ]


def test_one_to_several_facts_are_told_in_one_sentence_or_in_several():
    assert {len(facts) for _, facts in MESSAGES} >= {1, 2, 3, 4}
    assert any(text.count(". ") > 1 for text, _ in MESSAGES)
    assert any(". " not in text and len(facts) > 2 for text, facts in MESSAGES)


def test_what_is_known_is_not_told_again():
    name = Fact(SPECIAL[0], ME, "Zax")
    told = [fact for seed in range(300) for fact in introduction(Random(seed), [name])[1]]
    assert not [fact for fact in told if fact.key == name.key]


@pytest.mark.parametrize("clause", sorted({*NAMES, *CLAUSES}, key=lambda clause: clause.__name__))
def test_every_clause_tells_its_facts_without_a_mark_at_its_end(clause):
    for seed in range(60):
        text, facts = clause(Random(seed))
        assert text[-1] not in ".?!"
        assert all(fact.value in text for fact in facts), text


def test_pets_often_have_the_names_of_pets():
    names = {really(Random(seed), Fact(called("dog"), ME, "Zax")).value for seed in range(60)}
    assert "Zax" in names
    assert len(names) > 10
