from __future__ import annotations

import re
import shlex
from random import Random

import pytest

from forge_ai.cli.asking.session import COMMANDS as SLASH_COMMANDS
from forge_ai.training.lessons.exchanges.howto import (
    ASKING,
    ASKING_HELD,
    ASKING_WHAT,
    ASKING_WHAT_HELD,
    EXAMPLE,
    EXPLAINED,
    GUIDANCE,
    Guidance,
    exchange,
    explained,
    question,
)
from tests.repository.test_examples import resolved

COMMANDS = (
    *(
        "serve",
        "ask",
        "chat",
        "models",
        "train",
        "eval",
        "doctor",
        "pair",
        "devices",
        "unpair",
        "nodes",
        "converse",
        "talk",
        "personas",
    ),
    *("memory add", "memory search", "memory forget", "memory export", "memory import", "memory sync"),
    *("models export", "models import", "models copy", "models merge", "train together coordinate"),
)
FLAGS = ("--server", "--client", "--conversation", "--discover", "--export", "--import-model", "--turns", "--connect")


@pytest.mark.parametrize("guidance", GUIDANCE, ids=lambda guidance: guidance.names)
def test_an_answer_names_the_command_that_its_question_is_about(guidance: Guidance) -> None:
    assert guidance.names in guidance.answer


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_taught(command: str) -> None:
    assert any(f"`forge-ai {command}" in guidance.answer for guidance in GUIDANCE)


@pytest.mark.parametrize("flag", FLAGS)
def test_every_flag_of_the_guides_example_is_taught(flag: str) -> None:
    assert any(EXAMPLE in guidance.answer and flag in guidance.answer for guidance in GUIDANCE)


def test_no_wish_and_no_question_leads_to_two_answers() -> None:
    asked = [text for guidance in GUIDANCE for text in (*guidance.wishes, *guidance.questions)]
    assert len(asked) == len(set(asked))


def test_lessons_never_ask_in_the_exams_wording() -> None:
    held = tuple(frame.split("{")[0].casefold() for frame in ASKING_HELD)
    assert not set(ASKING) & set(ASKING_HELD)
    assert not any(exchange(Random(seed))[0].casefold().startswith(held) for seed in range(500))


def test_a_question_of_the_exam_is_in_the_exams_wording() -> None:
    serve = GUIDANCE[0]
    held = tuple(frame.split("{")[0].casefold() for frame in ASKING_HELD)
    assert all(question(Random(seed), serve, held_out=True).casefold().startswith(held) for seed in range(50))


def test_what_a_command_does_is_told_with_its_name() -> None:
    told = [explained(Random(seed)) for seed in range(300)]
    assert all(answer.startswith("`forge-ai ") and answer.endswith(".") for _, answer in told)
    assert {f"`forge-ai {command}` {does}." for command, does in EXPLAINED} == {answer for _, answer in told}


def test_the_exam_asks_what_a_command_does_in_words_of_its_own() -> None:
    assert not set(ASKING_WHAT) & set(ASKING_WHAT_HELD)


TAUGHT = sorted({text for guidance in GUIDANCE for text in re.findall(r"Run `forge-ai ([a-z][^`]*)`", guidance.answer)})


@pytest.mark.parametrize("words", TAUGHT)
def test_a_taught_command_is_understood_as_it_stands(words: str) -> None:
    command, rest, parent = resolved(shlex.split(words))
    with command.make_context(command.name, rest, parent=parent):
        pass


def test_a_taught_slash_command_is_one_of_the_chat() -> None:
    taught = {word for guidance in GUIDANCE for word in re.findall(r"Type (/[a-z]+)", guidance.answer)}
    assert len(taught) > 2
    assert taught <= set(SLASH_COMMANDS)


def test_a_personality_is_made_with_words_of_its_own() -> None:
    made = [guidance.answer for guidance in GUIDANCE if "personas new" in guidance.answer]
    assert made
    assert all("--system" in answer for answer in made)
