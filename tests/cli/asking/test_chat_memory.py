from __future__ import annotations

from forge_ai.cli.asking.chat_memory import ChatMemory
from forge_ai.cli.asking.session import Session
from forge_ai.comms import EnigmaNode
from forge_ai.engines.engine import GenerationOptions
from forge_ai.memory.device_memory import open_memory
from forge_ai.memory.dialogues import Dialogues
from forge_ai.protocol.values.chat import Message
from forge_ai.settings import read_settings
from tests.disks import disk_of, fill
from tests.nodes import let_in, put_model, serving, settings_for
from tests.programs import FORGE, run

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


def test_what_is_told_by_the_way_on_a_full_disk_is_answered_and_said_to_be_lost(tmp_path):
    with disk_of(tmp_path / "disk", 2**20) as disk:
        open_memory(disk / "home" / "memory").close()
        fill(disk)
        home, told = disk / "home", "My boat is called Molly."
        asked = run((*FORGE, "ask", "--here", told), home, FORGE_AI_MODEL="starter")
        assert (asked.returncode, bool(asked.stdout.strip())) == (0, True), asked.stderr
        assert "what you told was not remembered" in asked.stderr
        chat = run((*FORGE, "chat", "--here"), home, f"{told}\n", FORGE_AI_MODEL="starter")
        assert "> " in chat.stdout
        assert "(remembered" not in chat.stderr
        refused = run((*FORGE, "ask", "--here", f"Remember that {told}"), home, FORGE_AI_MODEL="starter")
        assert (refused.returncode, "the disk is full" in refused.stderr) == (7, True)


def test_a_node_on_a_full_disk_answers_and_its_asker_is_told(tmp_path):
    with disk_of(tmp_path / "full", 2**21) as disk:
        put_model(disk)
        with serving(disk) as pc, EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi")) as pi:
            let_in(pi, pc)
            fill(disk)
            brain = pi.brain(on="my_pc")
            assert list(brain.stream([Message("user", "My boat is called Molly.")], GenerationOptions(max_tokens=2)))
            assert "the disk is full" in brain.unkept


def test_a_chat_without_an_earlier_one_begins_anew(home):
    with ChatMemory(read_settings({}, home=home)) as chat:
        chat.go_on("last")
        chat.go_on("")
        assert chat.said() == []
