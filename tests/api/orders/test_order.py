from __future__ import annotations

import pytest

from forge_ai.api.orders.order import Order
from forge_ai.errors import PromptTooLong
from forge_ai.limits import LETTERS_OF_A_TOKEN

MOST = 10 * LETTERS_OF_A_TOKEN
PICTURE = {"type": "image_url", "image_url": {"url": "data:" + "x" * 2 * MOST}}


def chat(*contents):
    return {"messages": [{"role": "user", "content": content} for content in contents]}


def check(fields):
    path = "chat/completions" if "prompt" not in fields else "completions"
    Order("tiny", path, fields, stream=True).check_length(10)


@pytest.mark.parametrize(
    "fields",
    [
        chat("a" * MOST),
        chat("a" * (MOST // 2), None, "b" * (MOST // 2)),
        chat([PICTURE, {"type": "text", "text": "a"}]),
        {"prompt": "a" * MOST},
        {"prompt": [1, 2, 3], "messages": None},
    ],
)
def test_what_might_fit_is_left_to_the_engine(fields):
    check(fields)


@pytest.mark.parametrize(
    "fields",
    [
        chat("a" * MOST, "b"),
        chat("a" * MOST, [{"type": "text", "text": "b"}]),
        {"prompt": "a" * (MOST + 1)},
        {"prompt": ["a" * MOST, "b"]},
    ],
)
def test_what_can_never_fit_is_refused_before_it_costs_the_engine_anything(fields):
    with pytest.raises(PromptTooLong, match=f"has {MOST + 1} letters, and tiny can read 10 tokens: it exceeds"):
        check(fields)
