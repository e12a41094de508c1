from __future__ import annotations

from random import Random

from forge_ai.training.exam import flows
from forge_ai.training.lessons.dialogues.dialogue import Walk, conversation
from forge_ai.training.lessons.dialogues.topics import ASPECTS, TOPICS


def test_there_are_two_dozen_topics_with_eight_aspects_each() -> None:
    assert len(TOPICS) >= 24
    assert len(ASPECTS) == 8 * len(TOPICS)
    assert len({aspect.noun for aspect in ASPECTS}) == len(ASPECTS)


def test_every_aspect_has_thoughts_a_question_and_answers() -> None:
    for aspect in ASPECTS:
        assert len(aspect.thoughts) == 2
        assert aspect.question.endswith("?")
        assert len(aspect.answers) == 2
        assert all(sentence[0].isupper() and sentence[-1] in ".?" for sentence in (*aspect.thoughts, *aspect.answers))


def test_no_dialogue_goes_in_circles() -> None:
    for seed in range(150):
        _, turns = conversation(Random(seed))
        assert flows([text for exchange in turns for text in exchange])


def test_a_reply_takes_up_what_was_asked() -> None:
    for seed in range(50):
        walk = Walk(Random(seed), seed, asked=True)
        answers = walk.here.answers
        reply = walk.reply()
        assert any(answer in reply for answer in answers)


def test_a_reply_names_the_aspect_when_nothing_was_asked() -> None:
    for seed in range(50):
        walk = Walk(Random(seed), seed)
        noun = walk.here.noun
        assert noun in walk.reply()


def test_the_walk_goes_round_when_it_reaches_the_last_topic() -> None:
    walk = Walk(Random(1), len(ASPECTS) - 1)
    walk.reply()
    assert walk.here.topic == TOPICS[0]


def test_both_sides_are_learnt_also_without_an_opening_by_a_person() -> None:
    openings = [conversation(Random(seed))[1][0][0] for seed in range(300)]
    thoughts = {thought for aspect in ASPECTS for thought in aspect.thoughts}
    fluent = sum(any(thought in opening for thought in thoughts) for opening in openings)
    assert 50 < fluent < 150
