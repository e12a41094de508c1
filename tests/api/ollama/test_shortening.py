from __future__ import annotations

import pytest

from forge_ai.api.ollama.shortening import Shortening

SYSTEM = {"role": "system", "content": "Be kind."}
CALL = {"role": "assistant", "content": "", "tool_calls": [{"id": "call_1"}]}


def exchange(number):
    return [{"role": "user", "content": f"{number} " * 50}, {"role": "assistant", "content": "yes " * 50}]


def every_step(shortening):
    steps = []
    while (shorter := shortening.shorter()) is not None:
        steps.append(shorter)
    return steps


def test_the_system_prompt_and_the_newest_message_stay_to_the_last():
    messages = [SYSTEM, *(one for number in range(8) for one in exchange(number)), {"role": "user", "content": "Well?"}]
    steps = every_step(Shortening(messages))
    assert steps[-1] == [SYSTEM, messages[-1]]
    lengths = [len(messages), *map(len, steps)]
    assert lengths == sorted(set(lengths), reverse=True)
    assert all(step[0] == SYSTEM and step[1]["role"] == "user" for step in steps)


def test_the_answer_of_a_tool_goes_with_the_question_that_it_was_called_for():
    tool = {"role": "tool", "content": "21 degrees", "tool_call_id": "call_1"}
    messages = [*exchange(1)[:1], CALL, tool, exchange(1)[1], {"role": "user", "content": "And tomorrow?"}]
    assert every_step(Shortening(messages)) == [messages[-1:]]


@pytest.mark.parametrize(
    "content", [None, 7, "caf\udce9", [{"type": "image_url"}], [{"type": "text", "text": "Look"}, 3]]
)
def test_whatever_a_message_holds_is_weighed(content):
    messages = [{"role": "user", "content": content}, {"role": "user", "content": "Well?"}]
    assert every_step(Shortening(messages)) == [messages[-1:]]


def test_nothing_goes_where_that_is_declined():
    assert Shortening([*exchange(1), *exchange(2)], truncate=False).shorter() is None
