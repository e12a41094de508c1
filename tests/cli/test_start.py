"""What a command does not need it does not load: on a small device that is most of its time."""

from __future__ import annotations

import sys

import pytest

from forge_ai.cli.commands import SUBCOMMANDS, LazyCommands
from tests.programs import run

WEB_SERVER = {"fastapi", "starlette", "pydantic", "uvicorn"}
RECKONING = {"numpy", "statistics"}
OTHERS = {"forge_ai.cli.doctor", "forge_ai.cli.training.train", "forge_ai.voice.engines.espeak"}


def loaded_by(home, *words):
    done = run((sys.executable, "-X", "importtime", "-m", "forge_ai", *words), home)
    told = [line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")]
    assert "forge_ai.cli.main" in told, done.stderr
    return {*told, *(name.partition(".")[0] for name in told)}


@pytest.mark.parametrize(
    "words",
    [("memory", "list"), ("devices",), ("models",), ("ask", "--on", "127.0.0.1:1", "Hi"), ("pair", "127.0.0.1:1")],
)
def test_a_command_that_neither_serves_nor_hears_loads_no_web_server_and_no_numpy(tmp_path, words):
    assert loaded_by(tmp_path, *words) & (WEB_SERVER | RECKONING) == set()


@pytest.mark.parametrize(
    "words", [("memory", "list"), ("ask", "--on", "127.0.0.1:1", "Hi"), ("--version",), ("--help",)]
)
def test_a_command_loads_no_other_command_and_no_voice(tmp_path, words):
    assert loaded_by(tmp_path, *words) & OTHERS == set()


def test_the_help_lists_the_commands_and_loads_none(tmp_path):
    places = {f"forge_ai.cli.{one.where.partition(':')[0]}" for one in SUBCOMMANDS.values()}
    assert loaded_by(tmp_path, "--help") & places == set()


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_the_help_says_of_a_command_what_the_command_says_of_itself(name):
    assert LazyCommands()[name].get_short_help_str(limit=200) == SUBCOMMANDS[name].help
