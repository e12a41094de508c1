from __future__ import annotations

from forge_ai.assistant.prompt import build_system_prompt


def test_a_node_without_a_persona_is_a_helpful_assistant_of_its_name():
    assert build_system_prompt("my_pc") == "You are my_pc, a helpful assistant."


def test_a_persona_takes_the_nodes_name():
    assert build_system_prompt("my_pi", "You are {name}, a pirate.") == "You are my_pi, a pirate."


def test_remembered_lines_stand_in_a_block_of_their_own():
    prompt = build_system_prompt("my_pc", "", ["2026-11-03: My dog is called Rex.", "I live in\nOslo."])
    assert prompt.splitlines() == [
        "You are my_pc, a helpful assistant.",
        "",
        "What you remember:",
        "- 2026-11-03: My dog is called Rex.",
        "- I live in Oslo.",
    ]


def test_at_most_eight_lines_are_remembered():
    assert build_system_prompt("x", "", [f"fact {number}" for number in range(20)]).count("\n- ") == 8
