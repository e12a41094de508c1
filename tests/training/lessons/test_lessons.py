from __future__ import annotations

import math
import re
from collections import Counter
from itertools import islice
from random import Random

import pytest

from forge_ai.training.exam import write_exam
from forge_ai.training.lessons import SKILLS, write_lessons
from forge_ai.training.lessons.basics.countries import COUNTRIES
from forge_ai.training.lessons.mixture import LESSONS
from forge_ai.training.lessons.words.names import COMMON_NAMES
from forge_ai.training.texts.conversation import Conversation

CAPITALS = {country.capital for country in COUNTRIES}


@pytest.fixture(scope="module")
def lessons() -> list[Conversation]:
    return list(write_lessons(11, 5000))


def test_the_same_seed_gives_the_same_lessons_and_another_seed_gives_others() -> None:
    first, again, other = (list(write_lessons(seed, 50)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_lessons_are_written_as_they_are_taken() -> None:
    assert len(list(islice(write_lessons(3, 10**12), 5))) == 5


def test_after_the_system_prompt_user_and_assistant_take_turns_and_the_assistant_has_the_last_word(
    lessons: list[Conversation],
) -> None:
    for lesson in lessons:
        roles = [message.role for message in lesson.messages]
        spoken = roles[1:] if roles[0] == "system" else roles
        assert spoken == ["user", "assistant"] * (len(spoken) // 2)
        assert spoken


def test_nobody_ever_says_nothing_and_no_place_holder_is_left(lessons: list[Conversation]) -> None:
    for message in (message for lesson in lessons for message in lesson.messages):
        assert message.content.strip()
        text = re.sub(r"\n +", "\n", message.content)  # lines of code are indented
        assert not re.search(r"\{[a-z_]*\}|  |[a-z]\.\.$|<\|", text), message.content


def test_every_skill_is_taught_about_as_often_as_its_weight_says(lessons: list[Conversation]) -> None:
    counted = Counter(lesson.skill for lesson in lessons)
    total = sum(weight for weight, _ in LESSONS.values())
    for skill in SKILLS:
        expected = LESSONS[skill][0] / total * len(lessons)
        assert abs(counted[skill] - expected) < 4 * math.sqrt(expected), skill


def test_conversations_fit_into_the_context_of_the_model(lessons: list[Conversation]) -> None:
    assert max(sum(len(message.content) for message in lesson.messages) for lesson in lessons) < 3600


def test_names_and_codes_of_the_exam_never_stand_in_a_lesson(lessons: list[Conversation]) -> None:
    kept_back = {
        value
        for question in write_exam(5, 600)
        if question.skill == "facts"
        for value in question.must_contain
        if re.fullmatch(r"[A-Z0-9][\w-]{6,}", value)
    } - {*COMMON_NAMES, *CAPITALS}  # which may be the first half of a full name, or are known of the world
    texts = [message.content for lesson in lessons for message in lesson.messages]
    words = {word for text in texts for word in re.findall(r"[\w-]+", text)}
    assert len(kept_back) > 60
    assert not kept_back & words


def test_values_hardly_ever_come_twice() -> None:
    names = [
        match
        for lesson in write_lessons(4, 5000)
        if lesson.skill == "facts"
        for message in lesson.messages
        if message.role == "system"
        for match in set(re.findall(r"is called (\w{6,})", message.content))
    ]
    assert len(set(names)) > 0.9 * len(names) > 100


def test_a_question_of_the_exam_in_its_own_wording_is_in_no_lesson(lessons: list[Conversation]) -> None:
    said = {message.content for lesson in lessons for message in lesson.messages if message.role == "user"}
    assert not {text for text in said if re.match(r"(?i)please remind me of ", text)}
    assert not {text for text in said if re.match(r"(?i)(what should i run to|please show me how to) ", text)}


def test_a_lesson_of_any_length_can_be_written_from_any_seed() -> None:
    for seed in Random(0).sample(range(10**9), 20):
        assert len(list(write_lessons(seed, 40))) == 40
