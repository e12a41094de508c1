import pytest

from forge_ai.errors import BadData
from forge_ai.protocol.values.chat import Message
from forge_ai.training.texts.conversation import Conversation
from forge_ai.training.texts.reading import read_text


@pytest.mark.parametrize(
    "line",
    [
        '{"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}]}',
        '{"messages": [{"role": "user", "content": [{"text": "hi"}]}, {"role": "assistant", "content": "hello"}]}',
        '{"conversations": [{"from": "human", "value": "hi"}, {"from": "gpt", "value": "hello"}]}',
        '{"prompt": "hi", "completion": "hello"}',
        '{"instruction": "hi", "input": "", "output": "hello"}',
        '[{"question": "hi", "answer": "hello"}]',
        '{\n  "question": "hi",\n  "answer": "hello"\n}',
    ],
)
def test_every_common_shape_of_json_gives_the_same_conversation(line: str) -> None:
    assert read_text(line, "data.jsonl") == [Conversation((Message("user", "hi"), Message("assistant", "hello")), "")]


def test_a_text_entry_is_plain_text() -> None:
    assert read_text('{"text": "Once upon a time"}\n{"text": "The end"}\n', "x") == ["Once upon a time", "The end"]


GOOD = '{"prompt": "a", "completion": "b"}'


@pytest.mark.parametrize(
    "line",
    [
        '{"messages": [',
        '{"messages": []}',
        '{"messages": "hi"}',
        '{"messages": [1]}',
        '{"messages": [{"role": "user", "content": "hi"}]}',
        '{"messages": [{"role": "wizard", "content": "hi"}]}',
        '{"messages": [{"role": ["user"], "content": "hi"}]}',
        '{"messages": [{"role": "assistant", "content": null}]}',
        '{"messages": [{"role": "assistant", "content": "  "}]}',
        '{"messages": [{"role": "assistant", "content": [{"type": "image_url"}]}]}',
        '{"prompt": 1, "completion": "b"}',
        '{"other": 1}',
        "7",
        "null",
        '"words"',
        "[1, 2",
        "[" * 100_000,
        "1" * 10_000,
        "hello there",
    ],
)
def test_a_bad_line_is_named(line: str) -> None:
    with pytest.raises(BadData, match=r"'data\.jsonl', line 2"):
        read_text(f"{GOOD}\n{line}\n{GOOD}", "data.jsonl")
