import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import BadData
from forge_ai.protocol.values.chat import Message
from forge_ai.training.texts.conversation import Conversation
from forge_ai.training.texts.reading import Document, read_text


def roles(conversation: object) -> list[str]:
    assert isinstance(conversation, Conversation)
    return [message.role for message in conversation.messages]


def test_each_question_begins_a_conversation() -> None:
    found = read_text("Q: Who are you?\nA: I am Ada.\nQ: And your dog?\nA: Rex.\n", "pairs.txt")
    assert found == [
        Conversation((Message("user", "Who are you?"), Message("assistant", "I am Ada.")), ""),
        Conversation((Message("user", "And your dog?"), Message("assistant", "Rex.")), ""),
    ]


def test_a_dialogue_keeps_its_turns_together_until_an_empty_line_and_a_new_user() -> None:
    text = "User: hi\nAI: hello\nUser: how are you?\nAI: fine\n\nUser: bye\nAI: see you"
    assert [roles(found) for found in read_text(text, "chat.txt")] == [
        ["user", "assistant", "user", "assistant"],
        ["user", "assistant"],
    ]


def test_an_answer_may_have_several_lines_and_paragraphs() -> None:
    found = read_text("User: a poem\nAI: one\ntwo\n\nthree\n\nUser: thanks\nAI: welcome", "chat.txt")
    assert isinstance(found[0], Conversation)
    assert found[0].messages[1].content == "one\ntwo\n\nthree"
    assert len(found) == 2


def test_a_system_line_belongs_to_what_follows() -> None:
    found = read_text("System: You are Ada.\nUser: hi\nAI: hello", "chat.txt")
    assert [roles(conversation) for conversation in found] == [["system", "user", "assistant"]]


def test_plain_text_stays_text_even_with_a_colon_in_it() -> None:
    text = "A: first point of a list.\nNothing else here."
    assert read_text(text, "notes.txt") == [text]
    assert read_text("Dear diary,\nUser: was here.", "notes.txt") == ["Dear diary,\nUser: was here."]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff".strip("\ufeff")])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(BadData, match="is empty"):
        read_text(text, "notes.txt")


def test_a_text_with_zero_bytes_is_no_text() -> None:
    with pytest.raises(BadData, match="zero bytes"):
        read_text("abc\x00def", "notes.txt")


def test_a_question_without_an_answer_is_named_by_its_line() -> None:
    with pytest.raises(BadData, match="before line 3"):
        read_text("Q: one?\nQ: two?\nA: yes", "pairs.txt")


def test_a_turn_without_words_is_named_by_its_line() -> None:
    with pytest.raises(BadData, match="line 2: nothing is said"):
        read_text("Q: one?\nA:\nQ: two?\nA: yes", "pairs.txt")


PIECES = st.sampled_from(
    ["Q: ", "A: ", "User:", "AI:", "System: x", "\n", "\n\n", "---", "{", '{"messages"', "[", "x", "\x00", "\u2028"]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join), st.sampled_from(["a.txt", "a.jsonl"]))
def test_any_text_is_read_or_refused_by_name(text: str, name: str) -> None:
    found, refusal = read_or_refuse(text, name)
    assert bool(found) != bool(refusal)
    assert not refusal or name in refusal


def read_or_refuse(text: str, name: str) -> tuple[list[Document], str]:
    try:
        return read_text(text, name), ""
    except BadData as refused:
        return [], refused.message
