from __future__ import annotations

from random import Random

from forge_ai.training.lessons.dialogues import chains
from forge_ai.training.lessons.exchanges.jokes import JOKES
from tests.training.lessons.wordings import kept_for_the_exam, marked_wrong, plainly

TEXTS = [value for value in vars(chains).values() if isinstance(value, tuple)]


def test_chains_have_one_to_six_turns_and_leave_no_place_open():
    for seed in range(1000):
        chain = chains.chain(Random(seed))
        assert 1 <= len(chain) <= 8
        assert not [text for pair in chain for text in pair if "{" in text]


def test_another_joke_is_another_joke():
    for seed in range(200):
        told = [answer for _, answer in chains.jokes(Random(seed)) if answer in JOKES]
        assert len(told) == len(set(told)) >= 1


def test_it_has_no_favourite_and_keeps_that_of_the_person():
    for seed in range(100):
        chain, fact = chains.favourite(Random(seed))
        assert chain[0][1] == f"I have no {fact.relation.key}: I'm a program."
        assert fact.value in chain[1][0]
        assert fact.clause in chain[1][1]


def test_what_is_offered_is_taken_or_not():
    ends = {chain[1][1] for chain in (chains.offers(Random(seed)) for seed in range(300))}
    assert ends & set(chains.DECLINED)
    assert ends & set(JOKES)
    assert "I'm listening. What happened?" in ends


def test_no_wording_of_the_exam_is_said():
    said = {plainly(text) for seed in range(3000) for text, _ in chains.chain(Random(seed))}
    assert not said & kept_for_the_exam()


def test_what_the_exam_says_as_well_is_answered_as_it_wants():
    firsts = {chains.chain(Random(seed))[0] for seed in range(3000)}
    assert not [pair for said, answer in firsts for pair in marked_wrong((said,), (answer,))]


def test_what_it_prefers_and_believes_is_left_to_the_person():
    asked = [chain for seed in range(300) for chain in (chains.preferences(Random(seed)), chains.beliefs(Random(seed)))]
    assert all("program" in chain[0][1] for chain in asked)
    assert any(len(chain) == 2 for chain in asked)


def test_a_knock_is_answered_and_what_stands_outside_is_asked_for():
    for seed in range(100):
        first, *more = chains.knocking(Random(seed))
        assert first[1] == "Who's there?"
        assert all(answer.casefold() == f"{said} who?".casefold() for said, answer in more[:1])


def test_who_asks_for_an_example_after_its_skills_hears_what_to_say():
    assert all(
        chain[1][1].startswith(("Tell me", "Try this")) for chain in (chains.abilities(Random(n)) for n in range(50))
    )


def test_a_joke_about_something_is_about_it_or_said_to_be_another():
    told = [chains.jokes_about(Random(seed))[0] for seed in range(400)]
    about = [(said, answer) for said, answer in told if answer in JOKES]
    assert all("one about" in answer.casefold() for said, answer in told if answer not in JOKES)
    assert {answer for said, answer in about if "cats" in said} <= {joke for joke in JOKES if "cat" in joke}
    assert len({answer for _, answer in about}) > 15
