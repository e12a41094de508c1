from __future__ import annotations

from forge_ai.cli.chat_memory import ChatMemory
from forge_ai.memory.device_memory import open_memory
from forge_ai.memory.dialogues import Dialogues
from forge_ai.protocol.chat import Message
from forge_ai.settings import read_settings

TALK = [Message("user", "My boat is called Molly."), Message("assistant", "What a name.")]


def test_a_chat_goes_on_with_the_persons_own_last_conversation_not_with_that_of_ais(home):
    settings = read_settings({}, home=home)
    with open_memory(settings.folders.memory) as memory:
        memory.conversations.say(memory.conversations.begin(), TALK)
        Dialogues(memory.conversations, "my_pc").begin(("alice", "bob"), "the sea")
    with ChatMemory(settings) as chat:
        chat.go_on("last")
        assert chat.said() == TALK


def test_a_chat_without_an_earlier_one_begins_anew(home):
    with ChatMemory(read_settings({}, home=home)) as chat:
        chat.go_on("last")
        chat.go_on("")
        assert chat.said() == []
