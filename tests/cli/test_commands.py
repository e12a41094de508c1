"""The `forge-ai` command as a person uses it."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from forge_ai.cli.commands import LazyCommands
from forge_ai.cli.families import OTHER_WORDS
from forge_ai.models.files.folder_lock import alone
from tests.nodes import put_model
from tests.programs import FORGE, ROOT, environment, program, run


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    put_model(folder)
    return folder


def forge(home, *words, text="", **more):
    return run((*FORGE, *words), home, text, FORGE_AI_MODEL="my_model", FORGE_AI_NAME="my_pc", **more)


def test_a_question_is_answered_without_a_node(home):
    done = forge(home, "ask", "Hello", "--max-tokens", "5", "--json")
    report = json.loads(done.stdout)
    assert (report["node"], report["model"], report["tokens"]) == ("my_pc", "my_model", 5)
    assert report["answer"]


@pytest.mark.parametrize("alphabet", ["ascii", "latin-1"])
def test_a_terminal_that_lacks_a_letter_shows_the_others(home, alphabet):
    forge(home, "memory", "add", "Мой кот Anton")
    done = forge(home, "memory", "list", PYTHONIOENCODING=alphabet)
    assert (done.returncode, "??? ??? Anton" in done.stdout) == (0, True), done.stderr
    listed = json.loads(forge(home, "memory", "list", "--json", PYTHONIOENCODING=alphabet).stdout)
    assert "Мой кот Anton." in [one["text"] for one in listed]


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "b\udcffd"),
        ("ask", "--system", "b\udcffd", "Hello"),
        ("memory", "add", "b\udcffd"),
        ("converse", "--topic", "b\udcffd", "alice", "bob"),
    ],
)
def test_words_that_are_no_text_are_refused_in_one_line(home, words):
    done = forge(home, *words)
    assert (done.returncode, done.stderr) == (
        2,
        "error: These words are not text.\nhint: Type or pipe them in UTF-8.\n",
    )


def test_utf8_is_read_where_the_terminal_knows_no_letters(home):
    forge(home, "memory", "add", "Müller kommt", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert "Müller kommt." in forge(home, "memory", "list").stdout


def test_a_line_of_a_chat_that_is_no_text_is_refused_and_the_chat_goes_on(home):
    command = [*FORGE, "chat", "--private"]
    more = {"FORGE_AI_MODEL": "my_model", "PYTHONIOENCODING": "utf-8:strict"}
    chat = subprocess.run(
        command,
        input=b"Gr\xfc\xdfe\n/help\n/quit\n",
        env=environment(home, **more),
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    told = chat.stderr.decode()
    assert (chat.returncode, "error: These words are not text." in told) == (0, True), told
    assert told.index("/remember") > told.index("not text")
    assert told.endswith("Goodbye.\n")


@pytest.mark.parametrize("command", [(), ("ask",), ("memory", "list"), ("train", "together", "join")])
def test_help_has_a_short_name(home, command):
    short, long = (forge(home, *command, option) for option in ("-h", "--help"))
    assert (short.returncode, short.stdout) == (0, long.stdout)


@pytest.mark.parametrize("command", [(), ("ask",), ("memory", "list"), ("converse",), ("train", "together", "join")])
def test_help_is_a_word_too(home, command):
    asked, told = forge(home, "help", *command), forge(home, *command, "--help")
    assert (asked.returncode, asked.stdout) == (0, told.stdout)


def test_help_for_what_is_no_command_says_so(home):
    done = forge(home, "help", "nonsense")
    assert (done.returncode, "No such command 'nonsense'" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (("serve", "--port", "five"), "'five' is not a whole number."),
        (("nodes", "--seconds", "soon"), "'soon' is not a number."),
        (("train", "mine", "--data", "x", "--steps", "1.5"), "'1.5' is not a whole number."),
        (("memory", "search", "tea", "--most", "all"), "'all' is not a whole number."),
    ],
)
def test_what_is_no_number_is_called_that(home, words, wrong):
    done = forge(home, *words)
    assert (done.returncode, done.stderr.strip().endswith(wrong)) == (2, True), done.stderr


def test_voice_alone_shows_the_voice_as_models_lists_the_models(home):
    for more in ((), ("--json",)):
        alone, shown = forge(home, "voice", *more), forge(home, "voice", "setup", "--no-test", *more)
        assert (alone.returncode, alone.stdout) == (0, shown.stdout)


@pytest.mark.parametrize(("words", "near"), [(("doktor",), "doctor"), (("models", "lisst"), "list")])
def test_a_command_that_is_nearly_right_is_suggested_once(home, words, near):
    done = forge(home, *words)
    assert (done.returncode, done.stderr.count("Did you mean")) == (2, 1)
    assert f"Did you mean '{near}'?" in done.stderr


@pytest.mark.parametrize("words", [("train", "mine"), ("train", "together", "join", "my_pc")])
def test_files_to_learn_from_need_no_option_and_none_at_all_is_told(home, words):
    assert "hint: Name text or chat files, or folders: --data notes.txt" in forge(home, *words).stderr
    assert "nowhere.txt" in forge(home, "train", "mine", "nowhere.txt").stderr


def test_a_question_that_begins_with_a_dash_is_told_where_it_goes(home):
    done = forge(home, "ask", "-5 + 3")
    assert (done.returncode, "dash go behind a -- of their own." in done.stderr) == (2, True), done.stderr
    assert forge(home, "ask", "--max-tokens", "3", "--", "-5 + 3").returncode == 0
    assert "dash" not in forge(home, "ask", "--nonsense", "Hello there").stderr


def test_version_is_told_to_whoever_asks_for_it_in_a_word(home):
    assert forge(home, "version").stdout == forge(home, "--version").stdout != ""


@pytest.mark.parametrize(
    ("family", "word", "meant"),
    [
        ("memory", "remember", "add"),
        ("memory", "find", "search"),
        ("memory", "delete", "forget"),
        ("models", "rm", "remove"),
        ("models", "ls", "list"),
        ("models", "add", "import"),
        ("models", "download", "pull"),
        ("personas", "create", "new"),
        ("personas", "delete", "remove"),
        ("devices", "remove", "unpair"),
    ],
)
def test_another_word_for_a_command_is_told_what_it_is_called_here(home, family, word, meant):
    done = forge(home, family, word, "my dog")
    assert (done.returncode, f"Did you mean '{meant}'?" in done.stderr) == (2, True), done.stderr


def test_every_other_word_means_at_most_one_command_of_a_family():
    for family in ("memory", "models", "personas", "devices"):
        commands = LazyCommands()[family].commands
        for word, meant in OTHER_WORDS.items():
            assert word in commands or len([one for one in meant if one in commands]) < 2, (family, word)


@pytest.mark.parametrize("act", ["show", "remove"])
def test_a_personality_that_is_looked_for_among_the_models_is_pointed_to(home, act):
    done = forge(home, "models", act, "alice")
    assert (done.returncode, done.stderr.splitlines()[1]) == (
        3,
        "hint: It is a personality: forge-ai personas show alice",
    )
    assert forge(home, "personas", "show", "alice").returncode == 0


def test_memory_alone_lists_the_memories_as_models_lists_the_models(home):
    forge(home, "memory", "add", "My boat is called Svea")
    for more in ((), ("--json",)):
        alone, listed = forge(home, "memory", *more), forge(home, "memory", "list", *more)
        assert "My boat is called Svea." in alone.stdout
        assert (alone.returncode, alone.stdout) == (0, listed.stdout)


def test_a_question_may_come_from_a_pipe(home):
    done = forge(home, "ask", "--max-tokens", "5", text="Hello\n")
    assert done.returncode == 0
    assert done.stdout.strip()


def test_the_running_node_answers_when_there_is_one(home):
    with program((*FORGE, "serve", "--name", "the_node", "--port", "0", "--model", "my_model"), home):
        done = forge(home, "ask", "Hello", "--max-tokens", "5", "--json")
    assert json.loads(done.stdout)["node"] == "the_node"


def test_help_is_plain_text(home):
    done = forge(home, "train", "--help")
    assert "[required]" in done.stdout
    assert "\\" not in done.stdout


def test_who_answered_and_how_fast_is_told_on_demand(home):
    done = forge(home, "ask", "Hello", "--max-tokens", "5", "--stats")
    assert "my_pc (my_model): 5 tokens" in done.stderr


def test_a_chat_takes_messages_and_slash_commands(home):
    done = forge(home, "chat", text="Hello\n/here\n/help\n/temperature 9\n/nonsense\n/retry\n/new\n/quit\n")
    assert done.returncode == 0
    assert done.stdout.count("my_pc> ") == 2
    assert "/save" in done.stderr
    assert "There is no /nonsense" in done.stderr
    assert "nothing is sent to another device" in done.stderr


def test_a_slash_command_that_is_nearly_right_is_suggested_and_usual_words_are_taken(home):
    done = forge(home, "chat", text="/memory\n/nothing-like-it\n/?\n/exit\nHello\n")
    assert "There is no /memory. Did you mean /memories? /help lists the commands." in done.stderr
    assert "There is no /nothing-like-it. /help" in done.stderr
    assert "/save" in done.stderr
    assert done.stdout == ""


def test_a_chat_is_saved(home, tmp_path):
    done = forge(home, "chat", text=f"Hello\n/save {tmp_path}/talk.md\n")
    assert "Saved 2 messages" in done.stderr
    assert (tmp_path / "talk.md").read_text().startswith("**user:** Hello")


def test_models_are_listed_shown_and_removed(home, tmp_path):
    put_model(tmp_path, "mine")
    assert "mine" in [model["name"] for model in json.loads(forge(tmp_path, "models", "--json").stdout)]
    assert "random weights" in forge(tmp_path, "models").stdout
    assert "sha256" in forge(tmp_path, "models", "show", "mine").stdout
    assert forge(tmp_path, "models", "remove", "mine", "--yes").returncode == 0
    assert forge(tmp_path, "models", "show", "mine").returncode == 3


def test_the_doctor_finds_a_healthy_device_healthy(home):
    done = forge(home, "doctor", "--json", FORGE_AI_PORT="0")
    findings = {finding["check"]: finding for finding in json.loads(done.stdout)["findings"]}
    assert done.returncode == 0
    assert {finding["verdict"] for finding in findings.values()} <= {"ok", "warning"}
    assert "first token" in findings["model"]["detail"]


def test_the_doctor_names_what_is_wrong(tmp_path):
    done = forge(tmp_path, "doctor", "--json")
    findings = {finding["check"]: finding for finding in json.loads(done.stdout)["findings"]}
    assert done.returncode == 1
    assert findings["model"]["verdict"] == "failed"


def test_the_doctor_does_not_wait_long_for_an_upstream_that_never_answers(home):
    with socket.create_server(("127.0.0.1", 0)) as stuck:
        where = f"http://127.0.0.1:{stuck.getsockname()[1]}"
        done = run((*FORGE, "doctor", "--json"), home, seconds=40, FORGE_AI_PORT="0", FORGE_AI_UPSTREAM=where)
    [model] = [finding for finding in json.loads(done.stdout)["findings"] if finding["check"] == "model"]
    assert model["verdict"] == "failed"
    assert model["detail"] == f"The upstream server at {where}/v1 was reached, and gave no answer."
    assert "start it again" in model["hint"]


def test_the_doctor_shows_no_secret(home):
    done = forge(home, "doctor", FORGE_AI_UPSTREAM_KEY="hunter2", FORGE_AI_PORT="0")
    assert "hunter2" not in done.stdout + done.stderr
    assert "\n\nvariable " in done.stdout, "two tables do not touch"


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("ask", "--model", "nothing", "Hi"), 3, "error: There is no model 'nothing'"),
        (("ask", "  "), 2, "error: There is no question."),
        (("ask", "--on", "127.0.0.1:1", "Hi"), 4, "error: Nobody answers"),
        (("models", "show", "../x"), 2, "error: '../x' cannot be a model"),
        (("ask", "word " * 5000), 2, "error: The prompt has"),
        (("ask", "--temperature", "nan", "Hi"), 2, "error: The temperature must be a number."),
        (("bogus",), 2, "No such command 'bogus'"),
        (("serve", "--port", "x"), 2, "--port"),
    ],
)
def test_bad_input_is_one_clear_line_and_an_exit_code(home, words, code, line):
    done = forge(home, *words)
    assert done.returncode == code
    assert line in done.stderr
    assert "Traceback" not in done.stderr


def test_an_impossible_variable_is_named_and_the_hint_is_no_command_that_fails_of_it(home):
    done = forge(home, "doctor", FORGE_AI_PORT="x")
    assert (done.returncode, "FORGE_AI_PORT='x'" in done.stderr) == (2, True)
    assert "hint: Correct it, or leave it out" in done.stderr


def test_ctrl_c_ends_a_question_at_once_and_leaves_nothing(home):
    command = (*FORGE, "ask", "Tell me a long story", "--max-tokens", "900", "--model", "my_model")
    process = subprocess.Popen(
        command, env=environment(home), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    process.stdout.read(10)
    process.send_signal(signal.SIGINT)
    _, complaints = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in complaints


def test_the_version_is_printed(home):
    assert forge(home, "--version").stdout.startswith("forge-ai ")


def test_ask_says_on_stderr_who_answered(home):
    done = forge(home, "ask", "Hello", "--here", "--max-tokens", "3")
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1].endswith("(my_model)")


def test_here_and_on_exclude_each_other(home):
    done = forge(home, "ask", "Hello", "--here", "--on", "my_pc")
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "error: --on and --here exclude each other.")


@pytest.mark.parametrize("words", [("ask", "Hello"), ("chat",), ("talk",), ("eval",)])
@pytest.mark.parametrize("on", ["", " "])
def test_an_empty_name_of_a_device_is_not_taken_for_none(home, words, on):
    done = forge(home, *words, "--on", on)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "error: The name of the device is empty.")


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("tra", ["train", "train together"]),
        ("train tog", ["together"]),
        ("train together co", ["coordinate"]),
        ("train --si", ["--size"]),
        ("train rex", []),
    ],
)
def test_the_tab_key_completes_commands(home, typed, completed):
    words = f"forge-ai {typed}"
    given = {"_FORGE_AI_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    done = run((Path(sys.executable).with_name("forge-ai"),), home, **given)
    assert [line for line in done.stdout.splitlines() if line] == completed


@pytest.mark.train
@pytest.mark.parametrize("wrong", [("--size", "huge"), ("--replay", "2")])
def test_what_cannot_be_meant_is_refused_before_the_text_is_read_or_anything_thrown_away(home, wrong):
    begun = home / "training" / "rex"
    begun.mkdir(parents=True, exist_ok=True)
    (begun / "checkpoint.safetensors").write_text("half a night")
    done = forge(home, "train", "rex", "--data", "no such file", "--replace", *wrong)
    assert done.returncode == 2
    assert "no such file" not in done.stderr
    assert (begun / "checkpoint.safetensors").exists()


@pytest.mark.train
@pytest.mark.parametrize("words", [("--replace",), ("--resume",)])
def test_a_training_that_another_program_goes_on_with_is_left_alone(home, words):
    begun = home / "training" / "busy"
    begun.mkdir(parents=True)
    (begun / "checkpoint.safetensors").write_text("half a night")
    with alone(begun, "training busy"):
        done = forge(home, "train", "busy", "--data", "no such file", *words)
    assert done.returncode == 2
    assert "Another program is training busy right now." in done.stderr
    assert (begun / "checkpoint.safetensors").exists()
    shutil.rmtree(begun)


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "--model", "alcie", "Hi"),
        ("ask", "--on", "the_node", "--model", "alcie", "Hi"),
        ("converse", "--turns", "1", "alcie", "bob"),
    ],
)
def test_who_asks_for_a_name_that_nothing_has_is_told_the_personalities_that_there_are(home, words):
    with program((*FORGE, "serve", "--name", "the_node", "--port", "0", "--model", "my_model"), home):
        done = forge(home, *words)
    assert done.returncode == 3
    assert re.search(r"no model (or personality )?'?alcie'? .*there is: my_model.*alice, bob", done.stderr)
    assert "hint: Did you mean alice? " in done.stderr
