"""A model that is trained in seconds, and data that it can learn."""

from __future__ import annotations

import json
import random

import pytest

from forge_ai.clock import SystemClock
from forge_ai.protocol.values.chat import Message
from forge_ai.training.texts.conversation import Conversation

THINGS = ("dog", "cat", "boat", "car", "street", "friend")
NAMES = ("Rex", "Molly", "Kiwi", "Ada", "Bolt", "Juno", "Otto", "Pia")


def small_conversations(seed, count):
    """Questions about names that are given just before: a writer as the starter's lessons are."""
    chance = random.Random(seed)
    for _ in range(count):
        thing, name = chance.choice(THINGS), chance.choice(NAMES)
        yield Conversation(
            (
                Message("system", f"My {thing} is called {name}."),
                Message("user", f"What is my {thing} called?"),
                Message("assistant", f"Your {thing} is called {name}."),
            ),
            "facts",
        )


class Notes:
    """An observer that keeps every report."""

    def __init__(self):
        self.reports = []

    def hear(self, report):
        self.reports.append(report)


@pytest.fixture(autouse=True)
def calm_libraries(request):
    """One thread, for a busy machine makes two slower than one; no progress bars, for they leave a thread behind."""
    if request.node.get_closest_marker("train"):
        request.getfixturevalue("calm")


@pytest.fixture(scope="session")
def calm():
    import torch
    from transformers.utils import logging

    torch.set_num_threads(1)
    logging.disable_progress_bar()


@pytest.fixture
def writer():
    return small_conversations


@pytest.fixture
def notes():
    return Notes()


@pytest.fixture
def clock():
    return SystemClock()


@pytest.fixture
def chats(tmp_path):
    """A file of a person's chats."""
    path = tmp_path / "chats.jsonl"
    lines = [{"messages": [message.to_json() for message in chat.messages]} for chat in small_conversations(1, 200)]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def tokenizer():
    from forge_ai.training.tokens.tokenizer import train_tokenizer

    texts = (message.content for chat in small_conversations(2, 200) for message in chat.messages)
    return train_tokenizer(texts, 400)


@pytest.fixture(scope="session")
def trained(tmp_path_factory):
    """The folder of a model that was trained for a few seconds from chats in a file."""
    from forge_ai.training.learning.loop import Recipe
    from forge_ai.training.learning.schedule import Budget
    from forge_ai.training.train import TrainingPlan, train

    folder = tmp_path_factory.mktemp("trained")
    data = folder / "chats.jsonl"
    lines = [{"messages": [message.to_json() for message in chat.messages]} for chat in small_conversations(1, 200)]
    data.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    recipe = Recipe(Budget(steps=60), batch_tokens=1024, workers=1)
    plan = TrainingPlan("rex", (data,), folder / "rex", size="300k", licence="MIT", precision="F32", recipe=recipe)
    train(plan, Notes(), SystemClock(), lambda: False)
    return folder / "rex"
