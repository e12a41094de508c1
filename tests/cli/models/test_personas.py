from __future__ import annotations

import json

import pytest

from tests.nodes import put_model
from tests.programs import FORGE, run


@pytest.fixture
def home(tmp_path):
    put_model(tmp_path)
    return tmp_path


def personas(home, *words, **more):
    return run((*FORGE, "personas", *words), home, FORGE_AI_MODEL="my_model", **more)


def own(home, *words):
    """The personalities of the person's own model, without those that ship."""
    return [one for one in json.loads(personas(home, *words, "--json").stdout) if one["model"] == "my_model"]


def test_a_personality_is_made_shown_changed_asked_and_removed(home):
    assert personas(home, "new", "ada", "--system", "You are {name}.", "--temperature", "0.5").returncode == 0
    [found] = own(home, "list")
    assert (found["name"], found["model"], found["sampling"]) == ("ada", "my_model", {"temperature": 0.5})
    assert personas(home, "edit", "ada", "--voice", "amy").returncode == 0
    shown = personas(home, "show", "ada").stdout
    assert "You are {name}." in shown
    assert "amy" in shown
    asked = run((*FORGE, "ask", "--model", "ada", "--max-tokens", "3", "--json", "Hi"), home, FORGE_AI_MODEL="my_model")
    assert json.loads(asked.stdout)["model"] == "ada"
    assert personas(home, "remove", "ada", "--yes").returncode == 0
    assert own(home) == []


def test_the_words_of_a_personality_may_come_from_a_file(home, tmp_path):
    (tmp_path / "words.txt").write_text("You are {name}, a pirate.\n")
    assert personas(home, "new", "ada", "--system", f"@{tmp_path / 'words.txt'}").returncode == 0
    assert "a pirate." in personas(home, "show", "ada").stdout


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("new", "../x", "--system", "x"), 2, "cannot be a personality"),
        (("new", "ada"), 2, "needs words or an adapter"),
        (("new", "ada", "--system", "x", "--temperature", "9"), 2, "must be from 0 to 5"),
        (("new", "ada", "--system", "x", "--model", "nothing"), 3, "There is no model 'nothing'"),
        (("new", "ada", "--system", "@/nowhere"), 2, "cannot be read: No such file"),
        (("new", "ada", "--system", "@/dev/zero"), 2, "a pipe or a device"),
        (
            ("new", "ada", "--adapter", "/nowhere"),
            6,
            "cannot be read: No such file or directory.\nhint: Check the path",
        ),
        (("new", "ada", "--system", "\x1b[31mred"), 2, "control characters"),
        (("show", "nobody"), 3, "There is no personality 'nobody'"),
        (("edit", "nobody"), 3, "There is no personality 'nobody'"),
        (("remove", "nobody", "--yes"), 3, "There is no personality 'nobody'"),
    ],
)
def test_bad_input_is_one_line_a_hint_and_an_exit_code(home, words, code, line):
    done = personas(home, *words)
    assert line in done.stderr
    assert "hint: " in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == code


def test_a_name_that_is_taken_stays_as_it_is(home):
    personas(home, "new", "ada", "--system", "first")
    assert "has a personality ada already" in personas(home, "new", "ada", "--system", "second").stderr
    assert "first" in personas(home, "show", "ada").stdout


def test_the_shipped_model_becomes_a_copy_with_its_personalities(home):
    done = personas(home, "new", "ada", "--model", "starter", "--system", "You are {name}.")
    assert "becomes a copy of your own" in done.stderr
    assert personas(home, "show", "starter/ada").returncode == 0
    assert "starter: whole" in run((*FORGE, "models", "verify"), home).stdout
