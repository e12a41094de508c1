from __future__ import annotations

from dataclasses import replace

import pytest

from forge_ai.assistant.introduction import Introduction, introduce, last_said
from forge_ai.memory.device_memory import open_memory
from forge_ai.memory.facts import FactSource


@pytest.fixture
def introduction(tmp_path):
    with open_memory(tmp_path) as memory:
        yield Introduction("my_pc", "", memory)


def said(text):
    return [{"role": "user", "content": text}]


def test_a_node_that_remembers_nothing_only_says_who_it_is(introduction):
    assert introduce(introduction, said("Hello")).system_prompt == "You are my_pc, a helpful assistant."


def test_remembered_facts_follow_who_the_node_is(introduction):
    introduction.memory.facts.remember("My dog is called Rex.", FactSource(since="2026-11-03"))
    found = introduce(introduction, said("What is my dog called?"))
    assert found.system_prompt.endswith("\n\nWhat you remember:\n- 2026-11-03: My dog is called Rex.")
    assert [fact.text for fact in found.used] == ["My dog is called Rex."]


def test_memories_take_half_of_what_the_model_reads_at_most(introduction):
    facts = [(f"Fact {number} is {'qzx ' * 50}.", FactSource()) for number in range(8)]
    introduction.memory.facts.remember_all(facts)
    assert len(introduce(introduction, said("Hello")).used) == 8
    assert len(introduce(replace(introduction, context=1024), said("Hello")).used) == 4


def test_a_fact_counts_from_the_moment_in_which_it_is_told(introduction):
    found = introduce(introduction, said("Remember that I like tea"))
    assert [kept.record.text for kept in found.told] == ["I like tea."]
    assert "I like tea." in found.system_prompt


def test_plain_statements_are_kept_only_where_that_is_wished(tmp_path, introduction):
    shy = Introduction("my_pc", "", introduction.memory, keeps_plain_words=False)
    assert introduce(shy, said("My dog is called Rex.")).told == ()
    assert introduce(shy, said("Remember my dog is called Rex.")).told


def test_the_answers_of_a_model_are_never_kept(introduction):
    messages = [*said("Hello"), {"role": "assistant", "content": "Remember that my dog is called Rex."}]
    assert introduce(introduction, messages).told == ()


@pytest.mark.parametrize(
    ("messages", "text"),
    [
        (said("Hello"), "Hello"),
        ([*said("one"), {"role": "assistant", "content": "x"}, *said("two")], "two"),
        (
            [{"role": "user", "content": [{"type": "text", "text": "one"}, {"type": "image_url"}, {"text": "two"}]}],
            "one two",
        ),
        ([{"role": "user", "content": None}], ""),
        ([{"role": "assistant", "content": "x"}], ""),
    ],
)
def test_what_the_person_said_last_is_found_in_every_shape(messages, text):
    assert last_said(messages) == text
