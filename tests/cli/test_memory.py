"""`forge-ai memory` and the memory in `forge-ai chat`, as a person uses them."""

from __future__ import annotations

import json
import os
import pty
import subprocess

import pytest

from forge_ai.comms import OfflineSync
from tests.nodes import put_model, settings_for
from tests.programs import FORGE, ROOT, environment, program, run, running
from tests.terminals import at_a_terminal, read_until


def forge(home, *words, text="", **more):
    given = {"FORGE_AI_MODEL": "my_model", "FORGE_AI_NAME": "my_pc", "FORGE_AI_HOME": str(home)} | more
    return run((*FORGE, *words), home, text, **given)


def remembered(home):
    return [one["text"] for one in json.loads(forge(home, "memory", "list", "--json").stdout)]


def test_a_memory_from_being_told_to_being_forgotten(tmp_path):
    assert "Remembered: My dog is called Rex." in forge(tmp_path, "memory", "add", "my dog is called Rex").stderr
    assert "in place of: My dog is called Rex." in forge(tmp_path, "memory", "add", "My dog is called Max.").stderr
    (found,) = json.loads(forge(tmp_path, "memory", "search", "dog", "--json").stdout)
    assert (found["text"], found["state"], found["device"]) == ("My dog is called Max.", "active", "my_pc")
    forge(tmp_path, "memory", "edit", found["short_id"], "My dog is called Balu.")
    assert "Max" in forge(tmp_path, "memory", "history", found["short_id"]).stdout
    assert "Forgotten on this device." in forge(tmp_path, "memory", "forget", found["short_id"], "--yes").stderr
    assert remembered(tmp_path) == []
    assert json.loads(forge(tmp_path, "memory", "stats", "--check", "--json").stdout)["checked"] == 2


def test_what_has_no_word_is_no_fact(tmp_path):
    refused = forge(tmp_path, "memory", "add", "-", text="My dog is called Rex.")
    assert (refused.returncode, "memory import -" in refused.stderr) == (2, True)
    assert remembered(tmp_path) == []


def test_a_stick_carries_memories_and_says_what_it_did(tmp_path):
    one, other, file = tmp_path / "one", tmp_path / "other", str(tmp_path / "memories.json")
    forge(one, "memory", "add", "My dog is called Rex.")
    assert "safe to unplug" in forge(one, "memory", "export", file).stderr
    assert "1 of them new here" in forge(other, "memory", "import", file).stderr
    assert "0 of them new here" in forge(other, "memory", "import", file).stderr
    assert json.loads(forge(other, "memory", "import", file, "--json").stdout) == {"records": 1, "new": 0}
    assert remembered(other) == ["My dog is called Rex."]


@pytest.mark.parametrize("more", [(), ("--as", "markdown"), ("--as", "omi")])
def test_a_pipe_carries_memories_too(tmp_path, more):
    forge(tmp_path / "one", "memory", "add", "My dog is called Rex.")
    exported = forge(tmp_path / "one", "memory", "export", "-", *more)
    assert "My dog is called Rex." in exported.stdout
    assert "safe to unplug" not in exported.stderr
    assert not (ROOT / "-").exists()
    imported = forge(tmp_path / "other", "memory", "import", "-", text=exported.stdout)
    assert imported.returncode == 0, imported.stderr
    assert remembered(tmp_path / "other") == ["My dog is called Rex."]


def test_a_reader_that_leaves_is_no_fault_of_the_memory(tmp_path):
    for number in range(3):
        forge(tmp_path, "memory", "add", f"{number} is a number. {'x' * 9_000}")
    with running((*FORGE, "memory", "export", "-"), tmp_path) as exporting:
        exporting.stdout.close()
        assert "error" not in exporting.stderr.read()


def test_what_is_wrong_with_a_pipe_is_told_by_its_name(tmp_path):
    assert forge(tmp_path, "memory", "import", "-", text="").stderr.startswith("error: No facts were found in -.")


def test_where_there_is_nothing_to_show_it_is_said_of_what(tmp_path):
    assert forge(tmp_path, "memory", "list").stderr == "Nothing is remembered.\n"
    assert forge(tmp_path, "memory", "list", "--conversations").stderr == "No conversation is remembered.\n"
    assert forge(tmp_path, "converse", "list").stderr.startswith("No conversation between AIs is remembered.")
    forge(tmp_path, "memory", "add", "My dog is called Rex.")
    assert forge(tmp_path, "memory", "search", "zebra").stderr == "Nothing that is remembered has these words.\n"
    assert forge(tmp_path, "memory", "list", "--pending").stderr == "No memory waits for your yes.\n"


@pytest.mark.parametrize("command", ["export", "import"])
def test_a_stick_alone_is_no_file_of_memories(tmp_path, command):
    refused = forge(tmp_path, "memory", command, f"{tmp_path}/")
    assert (refused.returncode, refused.stderr) == (
        7,
        f"error: {tmp_path}: a folder stands where a file is needed.\nhint: Name the file in it, too.\n",
    )


def test_a_list_of_facts_is_imported_and_may_wait_for_a_yes(tmp_path):
    (tmp_path / "facts.md").write_text("# About me\n- I like tea.\n- I like rain.\n")
    assert "2 facts taken" in forge(tmp_path, "memory", "import", str(tmp_path / "facts.md"), "--review").stderr
    assert remembered(tmp_path) == []
    waiting = json.loads(forge(tmp_path, "memory", "list", "--pending", "--json").stdout)
    forge(tmp_path, "memory", "accept", waiting[0]["short_id"])
    assert remembered(tmp_path) == ["I like tea."]
    again = forge(tmp_path, "memory", "import", str(tmp_path / "facts.md"), "--json")
    assert json.loads(again.stdout) == {"records": 2, "new": 0}
    assert again.stderr == ""


@pytest.mark.parametrize(("typed", "taken"), [(b"n\n", []), (b"y\n", ["root:x:0:0"])])
def test_a_person_is_asked_before_any_text_becomes_facts(tmp_path, typed, taken):
    (tmp_path / "wrong.txt").write_text("root:x:0:0\n")
    screen = at_a_terminal(tmp_path, "memory", "import", str(tmp_path / "wrong.txt"), typed=typed)
    assert "Take 1 fact from" in screen
    assert 'the first one "root:x:0:0"?' in screen
    assert remembered(tmp_path) == taken


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("forget", "ffffffff", "--yes"), 3),
        (("sync", "127.0.0.1:1"), 4),
        (("import", "/nowhere/memories.json"), 7),
        (("export", "/nowhere/memories.json"), 7),
        (("export", "x", "--as", "scroll"), 2),
        (("add", " "), 2),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(tmp_path, words, code):
    done = forge(tmp_path, "memory", *words)
    assert done.returncode == code
    assert done.stderr.startswith("error: ")


def test_a_person_at_a_terminal_is_asked_for_the_passphrase_of_a_sealed_file(tmp_path):
    forge(tmp_path / "one", "memory", "add", "My dog is called Rex.")
    OfflineSync.export_to_file(tmp_path / "sealed.json", "secret", settings_for(tmp_path / "one"))
    ours, theirs = pty.openpty()
    command = (*FORGE, "memory", "import", str(tmp_path / "sealed.json"))
    process = subprocess.Popen(command, env=environment(tmp_path / "two"), cwd=ROOT, stdin=theirs, stderr=theirs)
    os.close(theirs)
    try:
        assert "Passphrase" in read_until(ours, "Passphrase")
        os.write(ours, b"secret\n")
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    assert remembered(tmp_path / "two") == ["My dog is called Rex."]


def test_a_memory_is_forgotten_by_words_that_only_one_has(tmp_path):
    for fact in ("My dog is called Rex.", "My cat is called Minka."):
        forge(tmp_path, "memory", "add", fact)
    several = forge(tmp_path, "memory", "forget", "called", "--yes")
    assert several.returncode == 3
    assert "2 memories have these words." in several.stderr
    assert "Minka" in several.stdout
    assert "Forgotten on this device." in forge(tmp_path, "memory", "forget", "my", "dog", "--yes").stderr
    assert remembered(tmp_path) == ["My cat is called Minka."]


def test_who_forgets_by_words_that_none_has_is_told_how_to_find_the_id(tmp_path):
    told = forge(tmp_path, "memory", "forget", "cat").stderr
    assert "'cat' is neither the id of one memory nor words of any." in told
    assert "forge-ai memory search WORDS" in told


def test_a_conversation_is_kept_and_goes_on(tmp_path):
    put_model(tmp_path)
    first = forge(tmp_path, "chat", text="My dog is called Rex.\n/remember I like tea\n/memories\n")
    assert "(remembered: My dog is called Rex.)" in first.stderr
    assert "Remembered: I like tea." in first.stderr
    saving = f"What is my dog called?\n/forget dog\n/save {tmp_path}/talk\n"
    second = forge(tmp_path, "chat", "--continue", "last", text=saving)
    assert "My dog is called Rex." in (tmp_path / "talk").read_text()
    assert "(memory: " in second.stderr
    assert "Forgotten: My dog is called Rex." in second.stderr
    assert remembered(tmp_path) == ["I like tea."]
    (outline,) = json.loads(forge(tmp_path, "memory", "list", "--conversations", "--json").stdout)
    assert (outline["title"], outline["messages"]) == ("My dog is called Rex.", 4)


def test_a_private_chat_leaves_no_trace_and_brings_nothing_up(tmp_path):
    put_model(tmp_path)
    forge(tmp_path, "memory", "add", "My cat is called Tom.")
    text = "My dog is called Rex.\nWhat is my cat called?\nRemember that I like tea.\n"
    told = forge(tmp_path, "chat", "--private", text=text).stderr
    assert "(remembered: " not in told
    assert "(memory: " not in told
    assert told.count("(not remembered: this conversation is private)") == 1
    assert remembered(tmp_path) == ["My cat is called Tom."]
    assert json.loads(forge(tmp_path, "memory", "list", "--conversations", "--json").stdout) == []


def test_a_chat_shows_each_memory_once(tmp_path):
    put_model(tmp_path)
    forge(tmp_path, "memory", "add", "My cat is called Minka.")
    told = forge(tmp_path, "chat", text="My dog is called Rex.\nWhat is my dog called?\nAnd my cat?\n").stderr
    assert (told.count("My cat is called Minka."), told.count("My dog is called Rex.")) == (1, 1)
    again = forge(tmp_path, "chat", text="What is my dog called?\n/new\nWhat is my dog called?\n").stderr
    assert again.count("(memory: ") == 4


MEETING = "Hi! I'm Anna, I live in Hamburg with my cat Minka.\n"


def test_each_statement_of_a_first_meeting_is_kept_and_can_be_forgotten_by_itself(tmp_path):
    put_model(tmp_path)
    met = forge(tmp_path, "chat", text=MEETING + "/forget Hamburg\n")
    assert "(remembered: My name is Anna.)" in met.stderr
    assert "(remembered: I live in Hamburg with my cat Minka.)" in met.stderr
    assert remembered(tmp_path) == ["My name is Anna."]


def test_what_is_not_kept_is_not_said_to_be(tmp_path):
    put_model(tmp_path)
    met = forge(tmp_path, "chat", text=MEETING + "My dog is called Rex.\n", FORGE_AI_REMEMBER="asked")
    assert "(remembered: " not in met.stderr
    assert met.stderr.count('(not remembered: FORGE_AI_REMEMBER is "asked"') == 1
    assert remembered(tmp_path) == []


def test_two_devices_sync_by_command(tmp_path):
    pc, pi = tmp_path / "pc", tmp_path / "pi"
    put_model(pc)
    forge(pi, "memory", "add", "My dog is called Rex.", FORGE_AI_NAME="my_pi")
    with program((*FORGE, "serve", "--name", "my_pc", "--port", "0", "--model", "my_model"), pc) as (node, address):
        done = forge(pi, "memory", "sync", address, FORGE_AI_NAME="my_pi", FORGE_AI_CODE=node.code)
        again = forge(pi, "memory", "sync", "my_pc", FORGE_AI_NAME="my_pi")
    assert "1 went there (1 new there)" in done.stderr
    assert "already had the same memories" in again.stderr
    assert remembered(pc) == ["My dog is called Rex."]


def test_a_long_memory_leaves_the_others_on_the_screen_and_is_shown_whole_by_its_id(tmp_path):
    forge(tmp_path, "memory", "import", "-", text=f"A letter: {'very ' * 10_000}long\nMy dog is called Rex.\n")
    listed = forge(tmp_path, "memory", "list")
    assert len(listed.stdout) < 2_000
    assert "(50,014 letters)" in listed.stdout
    assert "forge-ai memory history ID" in listed.stderr
    assert len(forge(tmp_path, "chat", "--here", text="/memories\n/quit\n").stderr) < 2_000
    (letter, _) = json.loads(forge(tmp_path, "memory", "list", "--json").stdout)
    assert forge(tmp_path, "memory", "history", letter["short_id"]).stdout.count("very") == 10_000
