from __future__ import annotations

import json

import pytest

from forge_ai.memory.dialogues import Dialogues
from forge_ai.protocol.conversations.dialogue import Turn

HELLO = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi."}]
CHATS = "/api/v1/memory/conversations"


def test_conversations_can_be_read(client):
    assert client.get(CHATS).json() == {"conversations": []}
    assert client.get(f"{CHATS}/abcd").status_code == 404


def test_a_conversation_is_begun_gone_on_with_and_forgotten(client):
    begun = client.post(CHATS, json={"messages": HELLO}).json()["id"]
    more = [{"role": "user", "content": "And now?"}]
    assert client.post(CHATS, json={"messages": more, "id": begun}).json() == {"id": begun}
    assert client.get(f"{CHATS}/{begun}").json()["messages"] == HELLO + more
    assert client.delete(f"{CHATS}/{begun}").json() == {"forgotten": begun, "messages": 3}
    assert client.get(CHATS).json()["conversations"] == []


def test_a_message_says_which_brain_it_is_from(node, client):
    signed = [HELLO[0], {**HELLO[1], "brain": "starter"}]
    begun = client.post(CHATS, json={"messages": signed}).json()["id"]
    assert client.get(f"{CHATS}/{begun}").json()["messages"] == signed
    assert [message.to_json() for message in node.services.memory.conversations.messages(begun)] == HELLO


@pytest.mark.parametrize(("most", "listed"), [("2", 2), ("1000", 3), ("5000", 3)])
def test_as_many_conversations_are_listed_as_are_asked_for(client, most, listed):
    for _ in range(3):
        client.post(CHATS, json={"messages": HELLO})
    assert len(client.get(CHATS, params={"most": most}).json()["conversations"]) == listed


def test_a_conversation_between_ais_says_who_speaks(node, client):
    dialogues = Dialogues(node.services.memory.conversations, "my_pc")
    identity = dialogues.begin(("alice", "bob"), "the sea")
    dialogues.keep(identity, Turn("alice", "The tide turns."))
    (listed,) = client.get(CHATS).json()["conversations"]
    assert (listed["speakers"], listed["title"]) == (["alice", "bob"], "the sea")
    told = client.get(f"{CHATS}/{identity}").json()
    assert [message["role"] for message in told["messages"]] == ["user", "assistant"]
    assert [(turn["speaker"], turn["text"]) for turn in told["transcript"]["turns"]] == [("alice", "The tide turns.")]


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({}, 400),
        ({"messages": []}, 400),
        ({"messages": "Hello"}, 400),
        ({"messages": [{"role": "tool", "content": "x"}]}, 400),
        ({"messages": [{"role": "user", "content": ["x"]}]}, 400),
        ({"messages": HELLO, "id": 7}, 400),
        ({"messages": [{**HELLO[1], "brain": 7}]}, 400),
        ({"messages": [{**HELLO[1], "brain": "x" * 201}]}, 400),
        ({"messages": [{**HELLO[1], "brain": "\ud800"}]}, 400),
        ({"messages": HELLO, "id": "no such conversation"}, 404),
    ],
)
def test_what_is_no_part_of_a_conversation_is_not_kept(client, wish, status):
    assert client.post(CHATS, content=json.dumps(wish)).status_code == status
    assert client.get(CHATS).json()["conversations"] == []
