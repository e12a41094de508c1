from __future__ import annotations

from forge_ai.cli.asking.chat_memory import ChatMemory
from forge_ai.cli.asking.session import Session
from forge_ai.engines.engine import GenerationOptions
from forge_ai.memory.device_memory import open_memory
from forge_ai.memory.dialogues import Dialogues
from forge_ai.protocol.values.chat import Message
from forge_ai.settings import read_settings
from tests.disks import disk_of, fill

TALK = [Message("user", "My boat is called Molly."), Message("assistant", "What a name.")]


def test_a_chat_goes_on_with_the_persons_own_last_conversation_not_with_that_of_ais(home):
    settings = read_settings({}, home=home)
    with open_memory(settings.folders.memory) as memory:
        memory.conversations.say(memory.conversations.begin(), TALK)
        Dialogues(memory.conversations, "my_pc").begin(("alice", "bob"), "the sea")
    with ChatMemory(settings) as chat:
        chat.go_on("last")
        assert chat.said() == TALK


def test_a_chat_on_a_full_disk_goes_on_and_says_what_is_not_kept(tmp_path, capsys):
    with disk_of(tmp_path / "disk", 2**20) as disk:
        settings = read_settings({}, home=disk / "home")
        open_memory(settings.folders.memory).close()
        fill(disk)
        with ChatMemory(settings) as chat:
            chat.keep("My boat is called Molly.", "What a name.", [], introduced=False)
            assert "not kept" in capsys.readouterr().err
            session = Session(None, GenerationOptions(), memory=chat)
            session.take("/remember My boat is called Molly.")
            session.take("/quit")
        assert "the disk is full" in capsys.readouterr().err
        assert session.over


def test_a_chat_without_an_earlier_one_begins_anew(home):
    with ChatMemory(read_settings({}, home=home)) as chat:
        chat.go_on("last")
        chat.go_on("")
        assert chat.said() == []
