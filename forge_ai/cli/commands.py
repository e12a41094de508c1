"""The table of the subcommands: where each is, and its line in the help. Each is loaded when it is asked for.

On a small device that halves the time of a start. Does not know what the commands do.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Final

import click
import typer
import typer.main

TOGETHER: Final = "train together"


@dataclass(frozen=True, slots=True)
class Subcommand:
    """Where a subcommand is (``module:name`` below `cli`), and its line in the list of `forge-ai --help`.

    The line is the first one of the command's own help, which is not loaded for the list; a test compares them.
    """

    where: str
    help: str


SUBCOMMANDS: Final = {
    "serve": Subcommand("serve:serve", "Start a node on this device."),
    "ask": Subcommand("asking.ask:ask", "Ask one question and print the answer as it is written."),
    "chat": Subcommand("asking.chat:chat", "Talk with a model."),
    "talk": Subcommand("speaking.talk:talk", "Talk with your AI: it listens, answers, and speaks."),
    "nodes": Subcommand("devices.nodes:nodes", "Find the nodes on this network."),
    "pair": Subcommand("devices.pair:pair", "Let a device in here, or get this device in elsewhere."),
    "unpair": Subcommand("devices.devices:unpair", "Let a device go: its key is void within a second."),
    "train": Subcommand("training.train:train", "Train a model from text and chat files."),
    "eval": Subcommand("models.evaluate:evaluate", "Score the skills of a model on held-out questions."),
    "doctor": Subcommand("doctor:doctor", "Check this device, and say what to do."),
    "voice": Subcommand("speaking.voice:app", "What listens and speaks on this device."),
    "models": Subcommand("models.models:app", "The models on this device, and their ways in and out."),
    "personas": Subcommand("models.personas:app", "Personalities: who a model is under another name."),
    "converse": Subcommand("conversing.converse:app", "Let AIs converse, here and on other devices."),
    "devices": Subcommand("devices.devices:app", "The devices that were let in: list, rename, rights."),
    "memory": Subcommand("memory:app", "What the AI remembers, on this device and on the others."),
    TOGETHER: Subcommand("training.train_together:app", "Several PCs, each with its own text, one model."),
}


class LazyCommands(Mapping[str, click.Command]):
    """The subcommands as the mapping that Click wants, in the order of the help; one is loaded when it is looked up."""

    def __init__(self) -> None:
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            self._loaded[name] = _load(name, SUBCOMMANDS[name].where)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(SUBCOMMANDS)

    def __len__(self) -> int:
        return len(SUBCOMMANDS)


def _load(name: str, where: str) -> click.Command:
    """The Click command behind a function, or behind a family of commands (a `typer.Typer`).

    Its line in lists is whole: Click cuts one that it takes from the help after 45 letters in a shell's completion.
    """
    found = resolve_name(f"forge_ai.cli.{where}")
    family = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    if isinstance(found, typer.Typer):
        family.add_typer(found, name=name)
    else:
        family.command(name)(found)
    command = typer.main.get_group(family).commands[name]
    for one in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
        one.short_help = one.get_short_help_str(limit=sys.maxsize)
    return command
