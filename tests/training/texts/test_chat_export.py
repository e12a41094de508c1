import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import BadData
from forge_ai.training.texts.chat_export import LONGEST, exported
from forge_ai.training.texts.conversation import Conversation
from forge_ai.training.texts.reading import read_text
from forge_ai.training.texts.source import read_files

IPHONE = """\
[12/03/2024, 21:14:05] Wanda: \u200eMessages and calls are end-to-end encrypted.
[12/03/2024, 21:14:09] Wanda: Are you there?
[12/03/2024, 21:14:30] Me: Yes: on the way.
Ten minutes.
\u200e[12/03/2024, 21:15:00] Me: \u200eimage omitted
[13/03/2024, 8:00:00] Me: Good morning
[13/03/2024, 8:01:00] Wanda: Morning!
"""
ANDROID = """\
12.03.24, 21:13 - Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.
12.03.24, 21:14 - Wanda: Are you there?
12.03.24, 21:14 - Me: Yes: on the way.
Ten minutes.
12.03.24, 21:15 - Me: <Medien ausgeschlossen>
13.03.24, 08:00 - Me: Good morning
13.03.24, 08:01 - Wanda: Morning!
"""
AMERICAN = ANDROID.replace("12.03.24, 21:1", "3/12/24, 9:1").replace("13.03.24, 08:0", "3/13/24, 8:0").replace(
    " - ", "\u202fPM - "
)  # fmt: skip

HEADS = [
    ("12.3.2024 klo 21.14 - ", "13.3.2024 klo 8.00 - "),
    ("[12.3.2024 klo 21.14.05] ", "[13.3.2024 klo 8.00.00] "),
    ("12/03/24, 9:14\u202fp.\u00a0m. - ", "13/03/24, 8:00\u202fa.\u00a0m. - "),
    ("2024-03-12, 9:14 p.m. - ", "2024-03-13, 8:00 a.m. - "),
    ("2024. 3. 12. 오후 9:14 - ", "2024. 3. 13. 오전 8:00 - "),
    ("[2024/3/12 下午9:14:05] ", "[2024/3/13 上午8:00:00] "),
    ("12.03.2024 \u0433., 21:14 ч. - ", "13.03.2024 \u0433., 8:00 ч. - "),
    ("21:14, 12/3/2024 - ", "08:00, 13/3/2024 - "),
    ("\u200f12\u200f/3\u200f/2024، 9:14 م - ", "\u200f13\u200f/3\u200f/2024، 8:00 ص - "),
    ("12.03.24, 21:14 \u2013 ", "13.03.24, 08:00 \u2013 "),
]
LOCAL = [
    f"{first}Wanda: Are you there?\n{first}Me: Yes: on the way.\nTen minutes.\n"
    f"{second}Me: Good morning\n{second}Wanda: Morning!\n"
    for first, second in HEADS
]


def message(who: object, text: object, day: int = 12, kind: str = "message") -> dict[str, object]:
    return {"type": kind, "date": f"2024-03-{day}T21:14:05", "from": who, "from_id": f"user{who}", "text": text}


CHAT = [
    message("Wanda", "", kind="service"),
    message("Wanda", ["Are ", {"type": "bold", "text": "you"}, " there?"]),
    message("Me", "Yes: on the way.\nTen minutes."),
    message("Me", ""),
    message("Me", "Good morning", 13),
    message("Wanda", "Morning!", 13),
]
TELEGRAM = json.dumps({"name": "Wanda", "type": "personal_chat", "messages": CHAT}, indent=1)
ALL_OF_TELEGRAM = json.dumps({"about": "", "chats": {"list": [{"name": "Wanda", "messages": CHAT}, {"messages": []}]}})


def said(conversation: object) -> list[tuple[str, str]]:
    assert isinstance(conversation, Conversation)
    return [(one.role, one.content) for one in conversation.messages]


@pytest.mark.parametrize("text", [IPHONE, ANDROID, AMERICAN, TELEGRAM, ALL_OF_TELEGRAM, *LOCAL])
def test_a_messengers_export_is_learned_from_both_sides_a_day_at_a_time(text: str) -> None:
    assert [said(one) for one in read_text(text, "chat")] == [
        [("user", "Are you there?"), ("assistant", "Yes: on the way.\nTen minutes.")],
        [("user", "Good morning"), ("assistant", "Morning!")],
    ]


def test_each_side_answers_once_and_neither_begins_or_ends_with_what_nobody_answers() -> None:
    talk = [message("Me", "Hello there"), message("Wanda", "Hi"), message("Me", "Coming?"), message("Wanda", "No.")]
    assert [said(one) for one in read_text(json.dumps({"messages": talk}), "result.json")] == [
        [("user", "Hi"), ("assistant", "Coming?")],
        [("user", "Hello there"), ("assistant", "Hi"), ("user", "Coming?"), ("assistant", "No.")],
    ]


def test_messages_in_a_row_are_one_turn_and_everybody_else_speaks_to_the_two_who_say_most() -> None:
    talk = [
        message(who, text) for who, text in [("A", "one"), ("A", "two"), ("C", "hm"), ("B", "three"), ("B", "four")]
    ]
    assert [said(one) for one in read_text(json.dumps({"messages": talk}), "result.json")] == [
        [("user", "one\ntwo\nhm"), ("assistant", "three\nfour")],
    ]


def test_a_long_day_is_several_conversations_so_that_none_loses_its_end() -> None:
    talk = [message("A" if number % 2 else "B", f"{number} " + 100 * "x") for number in range(60)]
    found = read_text(json.dumps({"messages": talk}), "result.json")
    assert all(sum(len(text) for _, text in said(one)) < LONGEST + 300 for one in found)
    words = {text.split()[0] for one in found for role, text in said(one) if role == "assistant"}
    assert len(words) > 50


@pytest.mark.parametrize(
    "text",
    [
        "12.03.24, 21:14 - Slept well.\nThen coffee.",
        "Dear diary,\n[12/03/2024, 21:14:05] Wanda: hello\n[12/03/2024, 21:14:05] Me: hi",
        "12.03.24, 21:14 - Wanda: alone\n12.03.24, 21:15 - Wanda: again",
        '{"messages": [{"role": "user", "content": "from_id"}]}',
        '{"messages": [{"from_id": "u", "text": "nobody"}]}',
        '{"from_id": ',
        '[{"from_id": 1}]',
    ],
)
def test_what_is_no_chat_of_two_is_left_to_the_other_readers(text: str) -> None:
    assert exported(text, "chat") is None


@pytest.mark.parametrize("text", [IPHONE, ANDROID, TELEGRAM, ALL_OF_TELEGRAM])
@pytest.mark.parametrize("name", ["Wanda", "wand"])
def test_it_is_learned_from_the_side_of_whoever_is_named(text: str, name: str) -> None:
    found = exported(text, "chat", name)
    assert found is not None
    assert [said(one) for one in found] == [[("user", "Good morning"), ("assistant", "Morning!")]]


@pytest.mark.parametrize("text", [IPHONE, TELEGRAM])
@pytest.mark.parametrize("name", ["Jörg", "Wandas"])
def test_who_is_not_there_is_told_who_is(text: str, name: str) -> None:
    with pytest.raises(BadData, match=rf"chat.txt.*nobody is called '{name}'") as raised:
        exported(text, "chat.txt", name)
    assert raised.value.hint == "Who writes there: Wanda, Me."


def test_a_name_that_two_begin_with_is_not_guessed_at() -> None:
    talk = json.dumps({"messages": [message("Anna", "one"), message("Anton", "two")]})
    with pytest.raises(BadData, match="2 people are called 'an'"):
        exported(talk, "result.json", "an")


@pytest.mark.parametrize("days", [(12, 12), (12, 13)])
def test_telegrams_export_in_which_nobody_answers_says_so(days: tuple[int, int]) -> None:
    others = ["Wanda", "Wanda"] if days[0] == days[1] else ["Wanda", "Me"]
    talk = json.dumps({"messages": [message(who, "Hello", day) for who, day in zip(others, days, strict=True)]})
    with pytest.raises(BadData, match=r"nobody answers anybody\. Who writes there: Wanda"):
        read_text(talk, "result.json")


def test_notes_beside_a_chat_are_no_obstacle_and_notes_alone_are_told_that_nobody_speaks(tmp_path: Path) -> None:
    notes, chat = tmp_path / "notes.txt", tmp_path / "chat.txt"
    notes.write_text("Dear diary")
    chat.write_text(ANDROID)
    assert len(read_files([notes, chat], "Wanda").documents) == 2
    with pytest.raises(BadData, match="no chat in which somebody is called 'Wanda'"):
        read_files([notes], "Wanda")


NAMES = st.sampled_from(["messages", "message", "from_id", "text", "type", "date", "chats", "list"])
ANYTHING = st.recursive(
    st.none() | st.integers() | NAMES | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=30,
)


@given(ANYTHING)
def test_any_json_is_read_left_or_refused(value: object) -> None:
    with suppress(BadData):
        exported(json.dumps({"from_id": 1, "messages": value, "chats": value}), "chat")


@given(st.text(alphabet="[]12./,: -AaPM\u200e\u202f\n<>x", max_size=80))
def test_any_text_is_read_or_left(text: str) -> None:
    exported(f"12.03.24, 21:14 - Wanda: hi\n12.03.24, 21:14 - Me: ho\n{text}", "chat")
