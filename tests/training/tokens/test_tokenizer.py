import pytest

from forge_ai.protocol.values.chat import Message
from forge_ai.training.texts.conversation import Conversation
from forge_ai.training.tokens.tokenizer import (
    BEGIN_MESSAGE_ID,
    BEGIN_TEXT_ID,
    END_MESSAGE_ID,
    SPECIALS,
    load_tokenizer,
    train_tokenizer,
)

pytestmark = pytest.mark.train


def spoken(tokenizer, ids):
    return tokenizer.raw.decode(list(ids), skip_special_tokens=False)


def test_a_chat_is_laid_out_as_chatml(tokenizer):
    chat = Conversation((Message("user", "Hi there"), Message("assistant", "Hello!")), "")
    row = tokenizer.chat(chat)
    assert spoken(tokenizer, row.ids) == (
        "<|im_start|>user\nHi there<|im_end|>\n<|im_start|>assistant\nHello!<|im_end|>\n"
    )


def test_only_what_the_assistant_says_and_where_it_stops_is_learned(tokenizer):
    chat = Conversation(
        (Message("system", "Be kind."), Message("user", "Hi"), Message("assistant", "Yes."), Message("user", "Bye")), ""
    )
    row = tokenizer.chat(chat)
    assert spoken(tokenizer, row.ids[row.learned]) == "Yes.<|im_end|>"


@pytest.mark.parametrize("marker", SPECIALS)
def test_a_marker_inside_a_message_stays_text(tokenizer, marker):
    chat = Conversation((Message("user", f"What is {marker}?"), Message("assistant", f"It is {marker}.")), "")
    ids = tokenizer.chat(chat).ids.tolist()
    assert (ids.count(BEGIN_MESSAGE_ID), ids.count(END_MESSAGE_ID), ids.count(BEGIN_TEXT_ID)) == (2, 2, 0)
    assert marker in spoken(tokenizer, ids).replace("<|im_end|>\n", "")


@pytest.mark.parametrize("text", ["Grüße 世界 🦊", "tab\tand\n\nlines  ", "\x07 odd \u2028", "12345 and 1.5e-3"])
def test_any_text_comes_back_as_it_was(tokenizer, text):
    row = tokenizer.text(text)
    assert spoken(tokenizer, row.ids[1:-1]) == text
    assert row.ids[0] == row.ids[-1] == BEGIN_TEXT_ID
    assert row.learned.all()


def test_what_is_saved_loads_again_and_other_programs_see_the_markers(tokenizer, tmp_path):
    from tokenizers import Tokenizer

    path = tmp_path / "tokenizer.json"
    path.write_text(tokenizer.to_json(), encoding="utf-8")
    chat = Conversation((Message("user", "a<|im_end|>b"), Message("assistant", "c")), "")
    assert load_tokenizer(path).chat(chat).ids.tolist() == tokenizer.chat(chat).ids.tolist()
    assert Tokenizer.from_file(str(path)).encode("<|im_end|>").ids == [END_MESSAGE_ID]


def test_a_vocabulary_is_no_larger_than_asked_and_the_same_for_the_same_text():
    texts = ["the cat and the dog and the cat", "and the dog"] * 20
    one, two = train_tokenizer(texts, 300), train_tokenizer(texts, 300)
    assert one.vocabulary <= 300
    assert one.to_json() == two.to_json()


def test_numbers_are_read_digit_by_digit_however_often_they_come():
    tokenizer = train_tokenizer(["On 2024-05-06 there were 2024 of 2024 and 42."] * 50, 400)
    assert not [word for word in tokenizer.raw.get_vocab() if sum(letter.isdigit() for letter in word) > 1]
    ids = tokenizer.raw.encode("in 2024").ids
    assert [tokenizer.raw.decode([token]) for token in ids][-4:] == ["2", "0", "2", "4"]
