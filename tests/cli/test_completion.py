"""Tab in the shell, as the shell asks for it."""

from __future__ import annotations

import sys

import click
import pytest
import typer

from forge_ai.cli.commands import LazyCommands
from forge_ai.cli.main import app
from forge_ai.comms import EnigmaNode
from tests.nodes import let_in, put_model, serving, settings_for
from tests.programs import run


@pytest.fixture(scope="module")
def pi(tmp_path_factory):
    """A device with a model, that is paired with my_pc and has let in a browser."""
    home, pc = tmp_path_factory.mktemp("pi"), tmp_path_factory.mktemp("pc")
    put_model(home)
    put_model(pc)
    with serving(pc) as node, EnigmaNode("my_pi", settings=settings_for(home)) as device:
        let_in(device, node)
        device.services.registry.add_program("my_phone", ())
    return home


INSTALLED = "import sys; sys.argv[0] = 'forge-ai'; from forge_ai.cli.main import run; run()"


def completed(home, *words):
    asks = {"COMP_WORDS": " ".join(("forge-ai", *words)), "COMP_CWORD": str(len(words))}
    return run((sys.executable, "-c", INSTALLED), home, _FORGE_AI_COMPLETE="complete_bash", **asks).stdout.split()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("ask", "--on", "m"), ["my_pc"]),
        (("ask", "--model", "m"), ["my_model"]),
        (("chat", "--model", "a"), ["alice"]),
        (("models", "show", ""), ["my_model", "starter"]),
        (("models", "copy", "my_model", "my"), ["my_pc"]),
        (("personas", "show", "b"), ["bob"]),
        (("unpair", "my"), ["my_pc", "my_phone"]),
        (("memory", "sync", ""), ["my_pc"]),
    ],
)
def test_the_names_on_this_device_complete_a_word(pi, words, names):
    assert sorted(completed(pi, *words)) == names


def test_a_folder_that_cannot_be_read_completes_nothing(tmp_path):
    (tmp_path / "home").write_text("no folder")
    assert completed(tmp_path / "home", "ask", "--on", "m") == []


def test_the_command_is_completed_and_never_python_itself(home):
    """As `python -m forge_ai`, it wrote a completion for `python`, and each Tab behind that word ended in an error."""
    asked = (sys.executable, "-m", "forge_ai", "--show-completion", "bash")
    script = run(asked, home, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1").stdout
    assert script.splitlines()[-1] == "complete -o default -F _forge_ai_completion forge-ai"


def shown_beside_completions(command, *names):
    for parameter in command.params:
        yield (*names, *parameter.opts), getattr(parameter, "help", None) or ""
    yield names, command.get_short_help_str(limit=1000)
    for name, below in command.commands.items() if isinstance(command, click.Group) else ():
        yield from shown_beside_completions(below, *names, name)


def test_what_stands_beside_a_completion_has_no_quotes_which_zsh_would_leave_out():
    """Typer doubles them, and zsh shows "the personalitys"."""
    helps = list(shown_beside_completions(typer.main.get_command(app), "forge-ai"))
    assert len(helps) > 200
    assert [(names, text) for names, text in helps if "'" in text or '"' in text] == []


def test_no_line_of_a_list_of_commands_is_cut():
    families = [app for app in LazyCommands().values() if isinstance(app, click.Group)]
    lists = [family.get_help(click.Context(family, terminal_width=80)) for family in families]
    assert len(lists) > 5
    assert [line for text in lists for line in text.splitlines()[1:] if line.endswith("...")] == []


def test_no_line_beside_a_completion_is_cut(home):
    asks = {"_FORGE_AI_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "forge-ai memory "}
    shown = run((sys.executable, "-c", INSTALLED), home, **asks).stdout
    assert '"export":"Write everything to a file that any device can import."' in shown
