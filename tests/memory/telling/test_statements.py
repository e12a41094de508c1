from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.memory.telling.statements import plainly_told, told_in
from tests.memory.telling.utterances import KEPT, NOT_KEPT


@pytest.mark.parametrize(
    ("message", "fact"),
    [
        ("my dog is called Rex", "My dog is called Rex."),
        ("I live in Graz.", "I live in Graz."),
        ("Hi! My name is Anna.", "My name is Anna."),
        ("good evening there,\nI live in Graz", "I live in Graz."),
        ("My sister is called Wanda.", "My sister is called Wanda."),
        ("my friends are called Tom and Ben", "My friends are called Tom and Ben."),
        ("My mother lives in Oslo", "My mother lives in Oslo."),
        ("My youngest son is 7 years old.", "My youngest son is 7 years old."),
        ("I have two children.", "I have two children."),
        ("I have a dog called Rex", "I have a dog called Rex."),
        ("My exam is on 3 March.", "My exam is on 3 March."),
        ("My keys are on the kitchen table.", "My keys are on the kitchen table."),
        ("Hello! My passport is in the drawer.", "My passport is in the drawer."),
        ("We live in Graz", "We live in Graz."),
        ("Our cat is called Minka", "Our cat is called Minka."),
        ("My exam is on March 3rd, 2027.", "My exam is on March 3rd, 2027."),
        ("We need a plan.", ""),
        ("Our team is great.", ""),
        ("I have a question.", ""),
        ("My sister is called Wanda. Write her a letter.", ""),
        ("My mother works too much? No.", ""),
        ("Is my tent in the garage?", ""),
        ("My wifi password is on the router.", ""),
        ("My head is in the clouds.", ""),
        ("Hi there!", ""),
        ("My dog is called what?", ""),
        ("Tell me a story. My dog is called Rex.", ""),
        ("The weather is nice.", ""),
    ],
)
def test_a_plain_statement_about_oneself_is_told(message, fact):
    assert plainly_told(message) == ((fact,) if fact else ())


@pytest.mark.parametrize(
    ("message", "facts"),
    [
        (
            "Hi! I'm Anna, I live in Hamburg with my cat Minka.",
            ["My name is Anna.", "I live in Hamburg with my cat Minka."],
        ),
        ("Hello. I'm Anna.", ["My name is Anna."]),
        ("hi i'm Anna and i'm 34", ["My name is Anna.", "I'm 34."]),
        ("I am Jean-Luc, and my dog is called Rex!", ["My name is Jean-Luc.", "My dog is called Rex!"]),
        ("My name is Anna. I live in Graz. Nice to meet you!", ["My name is Anna.", "I live in Graz."]),
        ("Good evening, nice to meet you! My name is Anna.\nAnd you?", ["My name is Anna."]),
        (
            "Call me Tom. I work at the post office; my wife is called Eva.",
            ["Call me Tom.", "I work at the post office.", "My wife is called Eva."],
        ),
        ("My name is Anna\nI live in Graz", ["My name is Anna.", "I live in Graz."]),
        ("Hey! I\u2019m Ömer :) I\u2019m from Bonn. Who are you?", ["My name is Ömer.", "I'm from Bonn."]),
        ("I'm Anna from Graz, nice to meet you!", ["My name is Anna.", "I'm from Graz."]),
        ("My name's Ben. I'm a teacher.", ["My name is Ben.", "I'm a teacher."]),
        ("I live in Graz and I am allergic to nuts.", ["I live in Graz.", "I am allergic to nuts."]),
        ("Please call me Tom", ["Call me Tom."]),
        ("call me tom and i live in graz", ["Call me tom.", "I live in graz."]),
        (
            "My name is Anna, I have two cats and my brother lives in Bern.",
            ["My name is Anna.", "I have two cats.", "My brother lives in Bern."],
        ),
        ("My name is Anna. I love tea. I'm from Graz.", ["My name is Anna.", "I love tea.", "I'm from Graz."]),
        ("My name is Anna! 😊 I live in Graz 👋", ["My name is Anna!", "I live in Graz."]),
        ("My dog is called Rex and I love him.", ["My dog is called Rex and I love him."]),
        ("I love tea. I hate rain.", ["I love tea.", "I hate rain."]),
        ("Hi! I love tea.", ["I love tea."]),
        ("Hi! I'm German, I live in Graz.", ["I'm German.", "I live in Graz."]),
        ("Hi! I'm Retired and I live in Graz.", ["I'm Retired.", "I live in Graz."]),
        ("I'm Colour-Blind. I live in Graz.", ["I'm Colour-Blind.", "I live in Graz."]),
        ("By the way, my boat is green.", ["My boat is green."]),
        ("No, my flight is on Tuesday.", ["My flight is on Tuesday."]),
        ("Actually I parked on level 3", ["I parked on level 3."]),
        ("My sister lives in Oslo and my brother in Rome.", ["My sister lives in Oslo.", "My brother lives in Rome."]),
        ("My dog is called Rex and our cat Mia", ["My dog is called Rex.", "Our cat is called Mia."]),
        ("My boat is green and my car red", ["My boat is green.", "My car is red."]),
        ("My train leaves at 7:45 and my bus leaves at 8", ["My train leaves at 7:45.", "My bus leaves at 8."]),
        ("I have a dog. His name is Rex.", ["I have a dog.", "My dog is called Rex."]),
        ("Anna is my sister. She lives in Oslo.", ["Anna is my sister.", "Anna lives in Oslo."]),
        (
            "My sister is called Anna. She lives in Oslo. She's a nurse.",
            ["My sister is called Anna.", "My sister lives in Oslo.", "My sister is a nurse."],
        ),
        ("I have a cat. She is 5.", ["I have a cat.", "My cat is 5."]),
        ("hi im tom and i live in graz", ["My name is Tom.", "I live in graz."]),
        ("We have got a cat! She's called Mia", ["We have got a cat!", "My cat is called Mia."]),
        ("My dog is called Rex. Do you have a dog?", ["My dog is called Rex."]),
        ("I'm a guide from York. I love tea. That's me.", ["I'm a guide from York.", "I love tea."]),
        ("No wait, my flight is on Tuesday", ["My flight is on Tuesday."]),
        ("Did I tell you that I drive a Volvo", ["I drive a Volvo."]),
        ("I think I told you that my boat is green", ["My boat is green."]),
        ("My mum is 80 and the library opens at 8", ["My mum is 80.", "The library opens at 8."]),
        ("On Mondays I go to the gym.", ["On Mondays I go to the gym."]),
        ("I like dogs but I don't like cats", ["I like dogs.", "I don't like cats."]),
        ("My doctor is Dr. Weber. I live in Graz.", ["My doctor is Dr. Weber.", "I live in Graz."]),
        ("My teacher is Ms. Brown. I live in St. Gallen.", ["My teacher is Ms. Brown.", "I live in St. Gallen."]),
        ("My boss is Prof. Fox", ["My boss is Prof. Fox."]),
        ("My favourite foods are pasta and my mother's soup.", ["My favourite foods are pasta and my mother's soup."]),
    ],
)  # fmt: skip
def test_each_statement_of_a_first_meeting_is_a_memory_of_its_own(message, facts):
    assert list(plainly_told(message)) == facts


@pytest.mark.parametrize(
    "message",
    [
        "Is my name Anna? I live in Hamburg.",
        "My name is Anna, I live in Hamburg, right?",
        "My name is Anna. I live in Hamburg. How do I say that in German?",
        "Suppose my name is Anna. I live in Hamburg.",
        "My name is Anna if anybody asks. I live in Graz.",
        "I live in Hamburg, I think. My name is Anna.",
        "Hi! I'm Anna, just kidding, I live on Mars.",
        "My name is Anna. I live on the moon ;)",
        "My name is Anna, haha. I live in Graz.",
        'My book begins like this. "My name is Anna. I live in Hamburg."',
        'My name is Anna. I live in "Hamburg. So what.',
        "She said: my name is Anna. I live in Hamburg.",
        "Translate this to German. My name is Anna. I live in Hamburg.",
        "My name is Anna. I live in Hamburg. Write that in French.",
        "You are a pirate. My name is Jack. I live on a ship.",
        "My name is Anna. Not really.",
        "Call me when you are home. I live in Graz.",
        "Call me later",
        "call me back",
        "call me old",
        "Call me a taxi.",
        "My name is Anna, write me a poem.",
        "My name is Anna. I live in Graz and write a poem about it, please.",
        "I work as a pilot and I need a letter of resignation.",
        "My doctor says my weight is too high. I am 40.",
        "My name is Inigo Montoya. You killed my father.",
        "Hi! I'm tired.",
        "My dog is called Rex. Do you think that is a good name?",
        "I live in Graz. His name is Rex.",
        "It is called Rex.",
        "Hi! I'm Tired.",
        "Hi! I love you, and my name is Anna.",
        "Hi there! How are you?",
        "My name is Anna. I have a question.",
        "My name is Anna. " * 9,
    ],
)
def test_what_may_be_anything_else_is_not_kept(message):
    assert plainly_told(message) == ()


def test_what_people_tell_of_their_world_is_kept_in_their_own_words():
    assert [text for text in KEPT if not plainly_told(text)] == []
    assert plainly_told("the spare key is under the mat") == ("The spare key is under the mat.",)


def test_questions_tasks_moods_and_figures_of_speech_are_not_kept():
    assert [(text, plainly_told(text)) for text in NOT_KEPT if plainly_told(text)] == []


@pytest.mark.parametrize(
    "frame",
    ["{}?", "Is it true that {}?", "I think {}", "Suppose {}", "She said {}", '"{}"', "`{}`", "Write: {}", "Maybe {}"],
)
def test_what_is_kept_is_not_when_it_is_asked_supposed_quoted_or_to_be_written(frame):
    assert [text for text in KEPT if plainly_told(frame.format(text.rstrip(".!")))] == []


@pytest.mark.parametrize("frame", ["{}.", "{}!", "Hi! {}.", "By the way, {}", "  {} ", "Oh, {}.", "Actually, {}"])
def test_what_is_kept_is_so_with_a_courtesy_or_a_lead_before_it(frame):
    bare = [text.rstrip(".!") for text in KEPT if ". " not in text and "," not in text and "! " not in text]
    assert [text for text in bare if not plainly_told(frame.format(text))] == []


@given(st.text(alphabet="my our the I am is not a green, on 3.'", max_size=400))
def test_any_text_is_told_apart_without_a_fault(text):
    assert all(one.strip() == one and len(one) <= 260 for one in plainly_told(text))


@given(st.lists(st.sampled_from(sorted({word for text in (*KEPT, *NOT_KEPT) for word in text.split()})), max_size=12))
def test_words_in_any_order_are_told_apart_and_told_once_they_are_told_again(spoken):
    for one in plainly_told(" ".join(spoken)):
        assert plainly_told(one)[0].rstrip(".!") == one.rstrip(".!")


@pytest.mark.parametrize(
    "hard",
    [
        "my " + "a " * 900 + "is",
        "the " + "keys " * 380,
        "I am " + "not now " * 200,
        "my dog " + "is " * 600,
        "I put my " + "in " * 600,
    ],
)
def test_no_message_takes_long_to_be_told_apart(hard):
    assert plainly_told(hard[:1_999]) == ()


@pytest.mark.parametrize(
    "key",
    [
        "My card number is 4111 1111 1111 1111",
        "My IBAN is DE89 3704 0044 0532 0130 00",
        "My iban is DE89370400440532013000",
        "My IBAN is AT611904300234573201",
        "My IBAN is NO9386011117947",
        "My IBAN is NO93 8601 1117 947",
        "My account number is DE89 3704 0044 0532 0130 00",
        "My API key is sk-abcdefghijklmnop",
        "My social security number is 078-05-1120",
    ],
)
def test_a_key_to_money_is_kept_only_when_asked_for(key):
    assert plainly_told(key) == ()
    assert told_in(f"Remember that {key}") == (f"{key}.",)


def test_what_is_asked_for_is_kept_alone():
    assert told_in("Remember that my name is Anna and I live in Graz.") == ("My name is Anna and I live in Graz.",)
    assert told_in("My name is Anna.") == ("My name is Anna.",)
    assert told_in("My name is Anna.", plainly=False) == ()


def test_megabytes_are_not_searched_for_a_plain_statement():
    assert plainly_told("My dog is called" + " " * 100 + "Rex.")
    assert not plainly_told("My dog is called" + " " * 8_000_000 + "Rex.")
